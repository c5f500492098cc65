"""The search over the catalogue in the database: built anew when it changes; words that administrators add; asked in vain."""

from datetime import timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation.testing import a_small_province, an_actor
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.api import Verdict, WordKind
from motcua.domain.procedures.models import SearchWord, UnansweredSearch
from motcua.domain.procedures.queries import searching
from motcua.domain.procedures.testing import (
    PUBLISHED_AT,
    a_published_procedure,
    a_publisher,
    a_record,
    import_records,
)
from motcua.foundation import ledger
from motcua.foundation.actor import Actor

pytestmark = pytest.mark.django_db
AT = PUBLISHED_AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def catalogue() -> None:
    a_small_province()
    a_published_procedure(a_record("1.000001", name="Thủ tục đăng ký kết hôn"), by=a_publisher())
    import_records(a_record("1.000002", name="Thủ tục đăng ký giám hộ"))


@pytest.fixture
def administrator() -> Actor:
    return an_actor("H12", organisation.Role.ADMINISTRATOR)


def codes(text: str) -> list[str]:
    return [one.code for one in procedures.search(text, at=AT).results]


def test_the_national_list_is_searched_too_and_says_what_the_province_published() -> None:
    married, guarded = procedures.search("ket hon", at=AT).results[0], procedures.search("giam ho", at=AT).results[0]

    assert (married.code, married.is_published) == ("1.000001", True)
    assert (guarded.code, guarded.is_published) == ("1.000002", False)
    assert married.issuer == "Bộ Tư pháp"


@pytest.mark.parametrize("change", ["import", "publish", "expire", "word", "word back"])
def test_every_change_of_the_catalogue_is_found_by_the_next_question(change: str, administrator: Actor) -> None:
    known: dict[str, Any] = {"by": administrator, "at": AT}
    word = procedures.add_search_word(kind=WordKind.NAME, said="về chung một nhà", meant="1.000001", **known)
    assert codes("ve chung mot nha") == ["1.000001"]

    if change == "import":
        import_records(a_record("1.000003", name="Thủ tục cấp giấy phép nuôi yến"))
        assert codes("nuoi yen") == ["1.000003"]
    elif change == "publish":
        a_published_procedure(a_record("1.000004", name="Thủ tục đăng ký khai tử"), by=a_publisher())
        assert procedures.search("khai tu", at=AT).results[0].is_published
    elif change == "expire":
        procedures.expire(code="1.000001", by=a_publisher(), at=AT)
        assert not procedures.search("ket hon", at=AT).results[0].is_published
    elif change == "word":
        procedures.add_search_word(kind=WordKind.SAME, said="nên duyên", meant="kết hôn", **known)
        assert codes("giay nen duyen") == ["1.000001"]
    else:
        procedures.remove_search_word(word, **known)
        assert codes("ve chung mot nha") == []


def test_a_version_that_begins_tomorrow_is_published_then_and_not_before() -> None:
    tomorrow = AT + timedelta(days=1)
    a_published_procedure(a_record("1.000005", name="Thủ tục đăng ký khai tử"), by=a_publisher(), at=tomorrow)

    assert not procedures.search("khai tu", at=AT).results[0].is_published
    assert procedures.search("khai tu", at=tomorrow).results[0].is_published


def test_a_question_costs_one_statement_once_the_index_is_there(count_statements: Any) -> None:
    procedures.prepare_search(AT)

    assert count_statements(lambda: procedures.search("ket hon", at=AT)) == 1
    assert count_statements(lambda: procedures.suggest("ket h", at=AT)) == 1


def test_a_large_catalogue_is_built_behind_while_the_one_before_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[Any] = []

    class Noted:
        def __init__(self, target: Any, args: Any, daemon: bool) -> None:
            self.start = lambda: begun.append((target, args, daemon))

    monkeypatch.setattr(searching, "MOST_AT_ONCE", 1)
    procedures.prepare_search(AT)
    import_records(a_record("1.000003", name="Thủ tục cấp giấy phép nuôi yến"))
    monkeypatch.setattr(searching, "Thread", Noted)
    monkeypatch.setattr(searching.connection, "close", lambda: None)

    assert codes("nuoi yen") == []
    assert codes("ket hon") == ["1.000001"]
    [(build, facts, _)] = begun
    build(*facts)
    assert codes("nuoi yen") == ["1.000003"]


def test_adding_and_taking_back_a_word_is_an_act_of_the_ledger(administrator: Actor) -> None:
    number = procedures.add_search_word(
        kind=WordKind.NAME, said="  về chung một nhà ", meant="1.000001", by=administrator, at=AT
    )
    procedures.remove_search_word(number, by=administrator, at=AT)

    rows = [row for row in ledger.rows_of("procedure:1.000001") if row.act.startswith("search_word")]
    assert [(row.act, row.by_login, row.body["said"]) for row in rows] == [
        ("search_word_added", administrator.login, "về chung một nhà"),
        ("search_word_removed", administrator.login, "về chung một nhà"),
    ]
    assert SearchWord.objects.get().removed_by == administrator.login
    assert procedures.search_words() == ()


def test_the_words_of_the_whole_province_are_not_for_the_administrator_of_a_commune() -> None:
    by = an_actor("H12.61", organisation.Role.ADMINISTRATOR)
    for act in (
        lambda: procedures.add_search_word(kind=WordKind.NAME, said="nên duyên", meant="1.000001", by=by, at=AT),
        lambda: procedures.remove_search_word(1, by=by, at=AT),
        lambda: procedures.settle_unanswered(1, by=by, at=AT),
    ):
        with pytest.raises(organisation.MissingRight):
            act()


@pytest.mark.parametrize(
    ("said", "meant", "refusal"),
    [
        pytest.param("12 34", "1.000001", procedures.UnusableWord, id="no letters"),
        pytest.param("a" * 81, "1.000001", procedures.UnusableWord, id="too long"),
        pytest.param("về một nhà", "1.999999", procedures.UnknownProcedure, id="a code that is not there"),
    ],
)
def test_a_word_that_is_none_is_refused(said: str, meant: str, refusal: type[Exception], administrator: Actor) -> None:
    with pytest.raises(refusal):
        procedures.add_search_word(kind=WordKind.NAME, said=said, meant=meant, by=administrator, at=AT)

    assert not SearchWord.objects.exists()


def test_the_same_word_is_kept_once_and_what_was_taken_back_cannot_be_again(administrator: Actor) -> None:
    known: dict[str, Any] = {"by": administrator, "at": AT}
    word: dict[str, Any] = {"kind": WordKind.SAME, "said": "nên duyên", "meant": "kết hôn"} | known
    number = procedures.add_search_word(**word)
    with pytest.raises(procedures.UnusableWord):
        procedures.add_search_word(**word | {"said": "NÊN DUYÊN"})
    procedures.remove_search_word(number, **known)
    with pytest.raises(procedures.NoSuchWord):
        procedures.remove_search_word(number, **known)

    assert procedures.add_search_word(**word) > number


def test_only_administrators_touch_the_dictionary() -> None:
    with pytest.raises(organisation.MissingRight):
        procedures.add_search_word(kind=WordKind.NAME, said="a b", meant="1.000001", by=a_publisher(), at=AT)
    with pytest.raises(organisation.MissingRight):
        procedures.remove_search_word(1, by=a_publisher(), at=AT)
    with pytest.raises(organisation.MissingRight):
        procedures.settle_unanswered(1, by=a_publisher(), at=AT)


def test_what_is_asked_in_vain_is_counted_by_words_and_forgotten_in_time(administrator: Actor) -> None:
    for text in ("Nuôi yến 0918224317", "NUOI YEN 096"):
        procedures.note_unanswered(text, at=AT)
    procedures.note_unanswered("12345", at=AT)
    procedures.note_unanswered("nuôi dế", at=AT + timedelta(days=3))

    assert [(one.words, one.times) for one in procedures.unanswered_searches()] == [("nuoi yen #", 2), ("nuoi de", 1)]
    assert procedures.forget_unanswered(at=AT + timedelta(days=180)) == 1
    procedures.settle_unanswered(procedures.unanswered_searches()[0].id, by=administrator, at=AT)
    assert not UnansweredSearch.objects.exists()
    assert [row.act for row in ledger.rows_of("search:dictionary")] == ["unanswered_settled"]


@pytest.fixture
def room_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    keeping = dict(searching.rules.shipped()["keeping"]) | {"most_unanswered": 1}
    monkeypatch.setitem(searching.rules.shipped(), "keeping", keeping)


@pytest.mark.usefixtures("room_for_one")
def test_a_full_list_takes_no_new_wordings_but_counts_on() -> None:
    for text in ("nuôi yến", "nuôi dế", "nuôi yến"):
        procedures.note_unanswered(text, at=AT)

    assert [(one.words, one.times) for one in procedures.unanswered_searches()] == [("nuoi yen", 2)]


def test_what_is_no_procedure_is_not_found() -> None:
    import_records(a_record("1.000006", name="Công bố Danh mục và Quy trình nội bộ thủ tục nuôi yến"))

    assert procedures.search("nuoi yen", at=AT).verdict is Verdict.NONE


def test_the_stamp_reads_little() -> None:
    from django.db import connection

    with CaptureQueriesContext(connection) as caught:
        procedures.prepare_search(AT)
        procedures.prepare_search(AT)

    assert sum("pg_postmaster_start_time" in one["sql"] for one in caught.captured_queries) == 2
