"""The English catalogues are in step with what pages and rules say."""

import gettext
import importlib.util
from pathlib import Path

import pytest

from motcua.entrypoints.web import language

TOOL = Path(__file__).resolve().parents[2] / "tools" / "translations.py"
SPEC = importlib.util.spec_from_file_location("translations", TOOL)
translations = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(translations)

CATALOGUES = ("web", "domain")


@pytest.mark.parametrize("name", CATALOGUES)
def test_the_compiled_catalogue_says_what_the_text_says(name):
    kept = translations.kept()[name]
    with translations.po_path(name).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in kept:
        if entry.id and isinstance(entry.id, str):
            assert compiled.gettext(entry.id) == (entry.string or entry.id)
        elif entry.id:
            assert tuple(compiled.ngettext(*entry.id, count) for count in (1, 2)) == tuple(entry.string)


def test_both_catalogues_are_found_by_the_pages(settings):
    assert [Path(one) / "en" / "LC_MESSAGES" / "django.po" for one in settings.LOCALE_PATHS] == [
        translations.po_path(name) for name in CATALOGUES
    ]
    assert language.SOURCE == settings.LANGUAGE_CODE


def test_a_sentence_with_an_f_string_is_refused():
    with pytest.raises(TypeError, match="line 1"):
        list(translations.said_in_python('say(f"Hồ sơ {code}")'))


def test_every_way_of_saying_is_collected():
    python = 'say("Một", a=1); language.say_counted("{count} hai", n); TABLE = {1: to_say("Ba" " bốn")}; say(later)'
    assert list(translations.said_in_python(python)) == [("Một", False), ("{count} hai", True), ("Ba bốn", False)]
    template = (
        '{% load i18n %}{% translate "Một" %} chữ {% include "x" with label=_("Hai") %}'
        "{% blocktranslate trimmed with n=row.n %}\n Ba {{ n }}\n{% endblocktranslate %}"
        "{% blocktranslate count n=m %}{{ n }} việc{% plural %}{{ n }} việc{% endblocktranslate %}"
    )
    assert list(translations.said_in_template(template)) == [
        ("Một", False), ("Hai", False), ("Ba %(n)s", False), ("%(n)s việc", True)
    ]  # fmt: skip


def test_faults_of_an_entry_are_found():
    from babel.messages.catalog import Catalog

    catalogue = Catalog(locale="en")
    catalogue.add("Một", "")
    catalogue.add("Hai", "Two", flags=["fuzzy"])
    catalogue.add("Ba {code}", "Three")
    catalogue.add("Bốn %(code)s", "Four %(name)s")
    catalogue.add(("{count} năm", "{count} năm"), ("one five", "{count} fives"))
    assert list(translations.faults(catalogue)) == [
        ("empty", "Một"), ("fuzzy", "Hai"), ("places", "Ba {code}"), ("places", "Bốn %(code)s")
    ]  # fmt: skip


@pytest.mark.parametrize("name", CATALOGUES)
def test_no_translation_is_fuzzy_or_has_other_places(name):
    assert [fault for fault in translations.faults(translations.kept()[name]) if fault[0] != "empty"] == []
