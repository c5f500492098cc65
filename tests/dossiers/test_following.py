"""Following from afar: what the code tells, what the receipt's key opens, what people may ask. Law: docs/law/following.md."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.documents import api as documents
from motcua.domain.documents.models import IssuedPaper
from motcua.domain.documents.queries import key_of
from motcua.domain.documents.rules import keys
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.rules import following as rules
from motcua.domain.dossiers.rules.typed_codes import readings
from motcua.domain.dossiers.rules.words import State
from motcua.foundation import ledger
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import ZONE, CalendarSpec, DayException, DayKind, prepare, working_minutes_between

following = dossiers.following
AT = testing.RECEIVED_AT
SOON = AT + timedelta(minutes=10)
HERE, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("H12.14-261123-0007", "H12.14-261123-0007", id="following 1.1 as printed"),
        pytest.param("h12.14-261123-0007 ", "H12.14-261123-0007", id="following 1.1 small letters"),
        pytest.param("h12 14 261123 0007", "H12.14-261123-0007", id="following 1.2 blanks"),
        pytest.param("H1212801261123000712", "H12.128.01-261123-000712", id="following 1.2 no marks, a long number"),
        pytest.param("0000012H122210150007", "000.00.12.H12-221015-0007", id="following 1.3 old code"),
        pytest.param(
            "https://a.vn/theo-doi/H12.14-261123-0007?x=1", "H12.14-261123-0007", id="following 1.4 scanned address"
        ),
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed: str, meant: str) -> None:
    assert meant in readings(typed)


@given(st.text(max_size=400))
def test_whatever_is_typed_is_read_in_few_ways(text: str) -> None:
    assert len(readings(text)) <= 400


@given(st.binary(min_size=32, max_size=32).map(bytes.hex))
def test_a_key_is_read_as_it_is_printed(digest: str) -> None:
    """following 3.1"""
    key = keys.key_from(digest)

    assert len(key) == keys.LENGTH
    assert set(key) <= set(keys.LETTERS)
    for typed in (keys.grouped(key), key.lower(), f" {key[:3]} {key[3:]} "):
        assert keys.as_typed(typed) == key


HOURS = ((7 * 60, 11 * 60), (13 * 60, 17 * 60))
OFF = DayException(date(2026, 11, 24), DayKind.HOLIDAY, "Ngày nghỉ")
TABLE = prepare(CalendarSpec({**dict.fromkeys(range(5), HOURS), 5: HOURS[:1]}, (OFF,), first_year=2026, last_year=2027))
"""Half a day of work on Saturdays, and a day off in between."""
FIRST = datetime(2026, 11, 2, 9, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        pytest.param("2026-11-23", "2026-11-27", 2, id="following 2.2 neither today nor the due day nor a holiday"),
        pytest.param("2026-11-26", "2026-11-27", 0, id="following 2.2 due on the next day"),
        pytest.param("2026-11-27", "2026-11-27", 0, id="following 2.2 due today"),
        pytest.param("2026-11-27", "2026-11-30", 0, id="following 2.3 half a Saturday is rounded down"),
        pytest.param("2026-11-28", "2026-11-27", None, id="following 2.4 past the due day"),
    ],
)
def test_whole_working_days_are_left(today: str, due: str, left: int | None) -> None:
    assert rules.whole_days_left(date.fromisoformat(today), date.fromisoformat(due), TABLE) == left


@given(minutes=st.integers(0, 60 * 24 * 20), further=st.integers(0, 60 * 24 * 30))
def test_the_days_told_never_exceed_what_is_left_and_never_depend_on_the_hour(minutes: int, further: int) -> None:
    """following 2.5"""
    now = FIRST + timedelta(minutes=minutes)
    due = now + timedelta(minutes=further)

    told = rules.whole_days_left(now.date(), due.date(), TABLE)

    left = working_minutes_between(now, due, TABLE)
    assert told is not None
    assert told * TABLE.reference_day_minutes <= left < (told + 3) * TABLE.reference_day_minutes


@pytest.mark.parametrize("supplemented", [False, True])
@pytest.mark.parametrize("state", list(State))
def test_a_journey_has_at_most_six_steps_and_one_is_now_until_it_ends(state: State, supplemented: bool) -> None:
    """following 4.2"""
    over = state in {State.WITHDRAWN, State.CLOSED, State.STOPPED, State.VOID, State.RETURNED}
    moments = {
        "received": FIRST,
        "ready": FIRST if state in {State.READY, State.RETURNED} else None,
        "returned": FIRST if state == State.RETURNED else None,
        "ended": FIRST if over else None,
    }
    names = dict.fromkeys(["received", "looked", "supplement", "decided", "ready", "returned", "ended"], "x")

    found = rules.stages(state, moments, supplemented=supplemented or state == State.SUPPLEMENT, names=names)

    assert len(found) <= 6
    assert sum(one.is_now for one in found) == (0 if over else 1)
    assert found[0].is_done


@pytest.mark.parametrize(("state", "came", "ticked"), [(State.CLOSED, None, False), (State.PROCESSING, FIRST, True)])
def test_what_was_asked_for_is_ticked_once_it_came(state: State, came: datetime | None, ticked: bool) -> None:
    """following 4.2"""
    moments = {"received": FIRST, "supplemented": came, "ended": FIRST if state == State.CLOSED else None}
    names = {one: one for one in ("received", "looked", "supplement", "decided", "ready", "returned", "ended")}

    found = {one.name: one for one in rules.stages(state, moments, supplemented=True, names=names)}

    assert (found["supplement"].is_done, found["supplement"].at) == (ticked, came)


@pytest.fixture
def staff():
    return testing.a_staffed_province()


@pytest.fixture
def code(staff):
    return testing.a_dossier(staff)


def key_of_the_newest(code: str) -> str:
    rows = IssuedPaper.objects.filter(subject=f"dossier:{code}", form="receipt").order_by("-pk")
    return keys.grouped(key_of(rows[0]))


def proved(code: str, at: datetime = SOON) -> "following.Proof":
    return following.prove(code, key_of_the_newest(code), place=HERE, at=at)


@pytest.mark.django_db
def test_the_key_opens_the_dossier_and_a_reprint_has_the_same(staff, code) -> None:
    """following 3.2"""
    before = key_of_the_newest(code)
    paper = documents.papers_of(f"dossier:{code}")[0]
    for _ in range(2):
        documents.print_paper(paper.paper_id, by=staff.reception, at=SOON)

    assert key_of_the_newest(code) == before
    assert following.followed(proved(code), SOON).code == code


@pytest.mark.django_db
def test_after_a_correction_the_old_receipt_opens_nothing(staff, code) -> None:
    """following 3.3"""
    old = key_of_the_newest(code)
    proof = proved(code)
    dossiers.correct(code, changes={"phone": "0918000318"}, reason="Ghi nhầm số", by=staff.reception, at=SOON)

    assert following.followed(proof, SOON) is None
    with pytest.raises(following.WrongKey):
        following.prove(code, old, place=HERE, at=SOON)
    with pytest.raises(following.ProofGone):
        following.ask_withdrawal(proof, reason="Thôi", at=SOON)
    assert following.followed(proved(code), SOON) is not None


@pytest.mark.django_db
def test_a_lost_receipt_is_issued_anew_with_another_key(staff, code) -> None:
    """following 3.10"""
    old = key_of_the_newest(code)
    for officer, why in ((staff.handler, "Mất giấy"), (staff.reception, " ")):
        with pytest.raises(Refusal):
            dossiers.reissue_receipt(code, reason=why, by=officer, at=SOON)
    promised = testing.shown(code).promised_at
    dossiers.reissue_receipt(code, reason="Mất giấy", by=staff.reception, at=SOON)

    with pytest.raises(following.WrongKey):
        following.prove(code, old, place=HERE, at=SOON)
    assert proved(code)
    assert testing.shown(code).promised_at == promised
    first, second = (one for one in documents.papers_of(f"dossier:{code}") if one.form == "receipt")
    assert (first.withdrawn_at, second.withdrawn_at) == (SOON, None)


@pytest.mark.django_db
def test_a_second_receipt_leaves_the_first_one_s_key_good(staff, code) -> None:
    """following 3.4"""
    first = key_of_the_newest(code)
    dossiers.claim(code, by=staff.handler, at=SOON)
    dossiers.pause(code, reason="Chờ nộp thuế", by=staff.handler, at=SOON)
    dossiers.resume(code, by=staff.handler, at=SOON + timedelta(hours=2))

    assert key_of_the_newest(code) != first
    for typed in (first, key_of_the_newest(code)):
        assert following.prove(code, typed, place=HERE, at=SOON)


@pytest.mark.django_db
def test_a_code_that_means_two_dossiers_or_none_is_told_as_none(staff, code) -> None:
    """following 1.5"""
    twins = ("H12.12.801-261123-0007", "H12.128.01-261123-0007")
    for twin in twins:
        Dossier.objects.filter(code=testing.a_dossier(staff)).update(code=twin)

    assert following.code_meant("".join(filter(str.isalnum, code)).lower()) == code
    assert [following.code_meant(twin) for twin in twins] == list(twins)
    for typed in ("h1212801 261123 0007", "H12.61-261103-9999", "", "'; DROP TABLE"):
        assert following.code_meant(typed) is None


@pytest.mark.django_db
def test_a_wrong_key_an_unknown_code_and_a_void_dossier_are_told_alike_by_as_many_statements(
    staff, code, count_statements
) -> None:
    """following 3.5"""
    void = testing.a_dossier(staff)
    of_void = key_of_the_newest(void)
    dossiers.void(void, reason="Nhập nhầm", by=staff.reception, at=SOON)
    told, statements = set(), set()
    for number, (asked, typed) in enumerate(
        [(code, "ACDE-3467"), ("H12.61-261103-9999", "ACDE-3467"), (void, of_void), (code, ""), ("' OR 1=1", "\u0111")]
    ):

        def attempt(asked=asked, typed=typed, number=number) -> None:
            with pytest.raises(following.WrongKey) as refusal:
                following.prove(asked, typed, place=f"203.0.113.{number}", at=SOON)
            told.add(str(refusal.value))

        statements.add(count_statements(attempt))

    assert len(told) == 1
    assert statements == {4}


@pytest.mark.django_db
def test_guesses_are_stopped_per_dossier_and_place_and_the_right_key_works_elsewhere(code) -> None:
    """following 3.6: others at that place, and this one elsewhere, go on."""
    for _ in range(rules.OWN_PLACE):
        with pytest.raises(following.WrongKey):
            following.prove(code, "AAAA-AAAA", place=HERE, at=SOON)

    for typed in ("AAAA-AAAA", key_of_the_newest(code)):
        with pytest.raises(following.TooManyGuesses):
            following.prove(code, typed, place=HERE, at=SOON)
    assert following.prove(code, key_of_the_newest(code), place=ELSEWHERE, at=SOON)
    with pytest.raises(following.WrongKey):
        following.prove("H12.61-261103-9999", "AAAA-AAAA", place=HERE, at=SOON)
    assert proved(code, SOON + timedelta(minutes=16))


@pytest.mark.django_db
def test_many_right_keys_from_one_busy_network_close_nothing(staff, code) -> None:
    """following 3.8"""
    for _ in range(rules.OWN_PLACE * 2):
        assert proved(code)


@pytest.mark.django_db
def test_a_place_that_guesses_over_many_dossiers_is_stopped(monkeypatch, code) -> None:
    """following 3.7"""
    monkeypatch.setattr(rules, "WHOLE_PLACE", 12)
    for number in range(12):
        with pytest.raises(following.WrongKey):
            following.prove(f"H12.61-261103-{9000 + number}", "AAAA-AAAA", place=HERE, at=SOON)

    with pytest.raises(following.TooManyGuesses):
        proved(code)


@pytest.mark.django_db
def test_asked_back_the_desk_sees_it_and_withdraws_by_its_own_act(staff, code) -> None:
    """following 5.1

    following 5.2
    """
    following.ask_withdrawal(proved(code), reason="Không cần nữa", at=SOON)

    assert testing.shown(code).state == State.PROCESSING
    assert [row.code for row in following.asked_back(staff.reception)] == [code]
    assert following.asked_back(staff.handler) == ()
    with pytest.raises(following.NotToBeAsked):
        following.ask_withdrawal(proved(code), reason="Lần nữa", at=SOON)
    dossiers.withdraw(code, reason="Theo yêu cầu", by=staff.reception, at=SOON)
    assert following.asked_back(staff.reception) == ()
    row = next(one for one in ledger.rows_of(f"dossier:{code}") if one.act == "withdrawal_asked")
    assert row.by_login == following.PERSON.login
    assert "Không cần" not in str(row.body)


@pytest.mark.django_db
def test_what_was_asked_is_taken_back_until_the_desk_acted(staff, code) -> None:
    """following 5.3"""
    following.ask_withdrawal(proved(code), reason="Không cần nữa", at=SOON)
    following.take_back_request(proved(code), at=SOON)

    assert following.asked_back(staff.reception) == ()
    with pytest.raises(following.NotToBeAsked):
        following.take_back_request(proved(code), at=SOON)
    following.ask_withdrawal(proved(code), reason="Lại không cần", at=SOON)
    assert [one.number for one in testing.shown(code).requests] == [1, 2]


@pytest.mark.django_db
def test_asking_and_taking_back_over_and_over_ends_for_a_day(code) -> None:
    """following 5.4: of each time its person gets a message."""
    proof = proved(code)
    for _ in range(rules.MOST_ASKED):
        following.ask_withdrawal(proof, reason="Không cần nữa", at=SOON)
        following.take_back_request(proof, at=SOON)

    with pytest.raises(following.NotToBeAsked, match="nhiều lần"):
        following.ask_withdrawal(proof, reason="Không cần nữa", at=SOON)
    assert following.ask_withdrawal(proof, reason="Không cần nữa", at=SOON + rules.ASKED_WITHIN) == 4


@pytest.mark.django_db
def test_a_decided_dossier_is_not_asked_back(staff, code) -> None:
    """following 5.4"""
    testing.carry_to_ready(staff, code, at=SOON)

    with pytest.raises(following.NotToBeAsked):
        following.ask_withdrawal(proved(code), reason="Muộn", at=SOON)
    with pytest.raises(dossiers.ReasonMissing):
        following.ask_withdrawal(proved(code), reason=" ", at=SOON)
