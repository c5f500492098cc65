"""The English catalogues are in step with what pages and rules say."""

import ast
import gettext
import importlib.util
import re
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


# Complete


@pytest.mark.parametrize("name", CATALOGUES)
def test_the_catalogue_holds_what_is_said_and_nothing_else(name):
    wanted = translations.renewed(translations.collect()[name], name, translations.kept())
    assert translations.po_path(name).read_bytes() == translations.po_bytes(wanted), "run make translations"


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_sentence_has_its_english(name):
    wanted = translations.renewed(translations.collect()[name], name, translations.kept())
    assert list(translations.faults(wanted)) == []


VIETNAMESE_BY_PURPOSE = {
    ("apps.py", "Các trang"): "a name for developers",
    ("installing.py", "Một Cửa"): "the name of the product",
    ("presenting_procedure.py", "thủ tục "): "what official names begin with, which are data",
    ("language.py", "Tiếng Việt"): "the name of the language in itself",
    ("presenting_calendar.py", " (làm bù ngày "): "the name of a day, stored",
    ("presenting_calendar.py", " (bù cho ngày "): "the name of a day, stored",
    ("online.py", "Giấy tờ cần bổ sung, sửa: "): "the reason on a slip, stored",
    ("reception.py", "Hồ sơ còn thiếu: "): "the reason on a slip, stored",
    ("reception.py", ". Đề nghị bổ sung rồi nộp lại."): "the reason on a slip, stored",
    ("presenting_acts.py", " ngày làm việc"): "the value that the form sends",
    ("publication_answers.py", "đồng"): "what a person may type",
    ("publication_answers.py", "chính"): "what a person may type",
}
"""Words in the code of pages that are no sentences to officers."""


def unsaid_in_python(source):
    """Yield the Vietnamese literals of a module that are not said; patterns and docstrings are not meant."""
    tree = ast.parse(source)
    said = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            said.add(id(node.value))
        if isinstance(node, ast.Call) and node.args:
            word = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if word in translations.SAYING | {"compile"}:
                said.add(id(node.args[0]))
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
        if is_text and translations.VIETNAMESE.search(node.value):
            yield node.value


def unsaid_in_template(source):
    """Yield the Vietnamese that a template shows without looking it up."""
    rest = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", source, flags=re.DOTALL)
    rest = re.sub(
        r"{% blocktranslate.*?{% endblocktranslate %}|{% translate .*?%}|_\(\"[^\"]*\"\)", "", rest, flags=re.DOTALL
    )
    yield from (line for line in rest.replace("Một Cửa", "").splitlines() if translations.VIETNAMESE.search(line))


def test_no_page_shows_vietnamese_that_is_not_looked_up():
    found = []
    for name, path in translations.sources():
        if name != "web":
            continue
        text = path.read_text(encoding="utf-8")
        unsaid = unsaid_in_template(text) if path.suffix == ".html" else unsaid_in_python(text)
        found += [(path.name, one) for one in unsaid if (path.name, one) not in VIETNAMESE_BY_PURPOSE]
    assert found == []


def test_scripts_say_only_sentences_that_the_page_brings():
    scripts = sorted((TOOL.parents[1] / "frontend" / "scripts").glob("*.js"))
    assert len(scripts) > 5
    assert [path.name for path in scripts if translations.VIETNAMESE.search(path.read_text(encoding="utf-8"))] == []


def test_what_is_not_looked_up_is_found():
    assert list(unsaid_in_template('{% translate "Một" %}<p>Hai</p><b aria-label="Bước">x</b>')) == [
        '<p>Hai</p><b aria-label="Bước">x</b>'
    ]
    assert list(unsaid_in_python('"""Bốn."""\nsay("Năm việc")\nLABEL = "Sáu việc"\nf"{x} bảy"')) == ["Sáu việc", " bảy"]
