"""`motcua search`: words of the dictionary are listed, added and ended as on the page, and what was asked in vain."""

import pytest

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation.testing import a_small_province, an_actor
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.testing import PUBLISHED_AT, a_record, import_records
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
CODE = "1.000894"


@pytest.fixture(autouse=True)
def _catalogue(db) -> None:
    a_small_province()
    import_records(a_record(CODE, name="Thủ tục đăng ký kết hôn"))


def test_a_word_is_added_listed_found_by_and_ended_with_who_did_it_in_the_ledger(motcua) -> None:
    boss = an_actor("H12", organisation.Role.ADMINISTRATOR)
    name = motcua("search", "add", "về chung một nhà", "--procedure", CODE, "--as", boss.login, "--json").document
    same = motcua("search", "add", "nên duyên", "--same", "kết hôn", "--json").document

    first, second = motcua("search", "words", "--json").document["words"]
    assert (first["word"], first["kind"], first["meant"]) == (same["word"], "same", "kết hôn")
    assert (second["word"], second["name"], second["added_by"]) == (
        name["word"], "Thủ tục đăng ký kết hôn", boss.login,
    )  # fmt: skip
    found = motcua("procedures", "search", "ve chung mot nha", "--json").document
    assert [one["code"] for one in found["results"]] == [CODE]

    assert motcua("search", "end", name["word"], "--json").document == name
    assert "nên duyên = kết hôn" in motcua("search", "words").out
    assert motcua("search", "end", name["word"]).status == 1
    acts = [(row.act, row.by_login) for row in ledger.rows_of(f"procedure:{CODE}") if row.act.startswith("search")]
    assert acts == [("search_word_added", boss.login), ("search_word_removed", SYSTEM.login)]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "một trong hai"),
        (("--procedure", CODE, "--same", "kết hôn"), "một trong hai"),
        (("--procedure", "1.9"), "1.9"),
    ],
    ids=["no meaning", "two meanings", "a code that is not there"],
)
def test_a_word_without_one_known_meaning_is_refused_with_one_sentence(motcua, more, said) -> None:
    refused = motcua("search", "add", "nên duyên", *more)

    assert (refused.status, said in refused.err) == (1, True), refused.err
    assert motcua("search", "words", "--json").document == {"words": []}


def test_a_commune_s_administrator_adds_no_word_for_the_province(motcua) -> None:
    by = an_actor("H12.61", organisation.Role.ADMINISTRATOR)

    assert motcua("search", "add", "nên duyên", "--same", "kết hôn", "--as", by.login).status == 1


def test_what_was_asked_in_vain_is_listed_and_taken_off(motcua) -> None:
    procedures.note_unanswered("nuôi yến", at=PUBLISHED_AT)
    [one] = motcua("search", "unanswered", "--json").document["unanswered"]
    assert (one["words"], one["times"]) == ("nuoi yen", 1)
    assert "1 lần, lần cuối 02/11/2026: nuoi yen" in motcua("search", "unanswered").out

    motcua("search", "settle", one["wording"])

    assert motcua("search", "unanswered", "--json").document == {"unanswered": []}
