"""Boards of codes: what stands on them, where codes lead after changes, who hangs them, what is counted of scans."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings as environment
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation.api import Kind, Level, MissingRight, Role
from motcua.domain.organisation.testing import SmallProvince, a_small_province, a_unit, an_actor
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.models import BoardHanging, ScanCount, ShortAddress
from motcua.domain.procedures.testing import (
    PUBLISHED_AT,
    a_published_procedure,
    a_publisher,
    a_record,
    rows_on_all_channels,
)
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
AT = PUBLISHED_AT + timedelta(days=1)
LATER = AT + timedelta(days=1)
SINCE = AT.date() - timedelta(days=7)
BIRTH, DEATH, LAWYER = "1.001193", "1.000656", "1.002010"
DESK = SmallProvince.commune_desk
LONG = "Thủ tục thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc của người ở xa"


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """One province with three procedures for all tests of the file; each test takes back what it did."""
    before = environment.ENVIRONMENT
    with django_db_blocker.unblock(), transaction.atomic():
        environment.ENVIRONMENT = replace(before, data=tmp_path_factory.mktemp("boards"))
        province = a_small_province()
        publisher = a_publisher()
        publish(BIRTH, by=publisher)
        publish(DEATH, by=publisher, name="Thủ tục đăng ký khai tử", channels=rows_on_all_channels("Trong ngày"))
        publish(
            LAWYER, by=publisher, name="Đăng ký hoạt động luật sư", field="Luật sư", level=["Cấp tỉnh"],
            answers={"competent": {"kind": "unit", "code": province.department}},
        )  # fmt: skip
        environment.ENVIRONMENT = before
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _province(shared, db) -> None:
    """Let every test of the file begin with the same province."""


def publish(code: str, *, answers=None, by=None, at=PUBLISHED_AT, **changes):
    return a_published_procedure(a_record(code, **changes), answers=answers, by=by or a_publisher(), at=at)


def receptionist(desk: str = DESK):
    return an_actor(desk, Role.RECEPTION)


def make(field: str = "Hộ tịch", *, at=AT, **more) -> procedures.MadeBoard:
    return procedures.make_board(desk=DESK, field=field, by=SYSTEM, at=at, **more)


def letters_of(made: procedures.MadeBoard, code: str) -> str:
    return next(one.letters for one in (*made.face.cells, made.face.search) if one.code == code)


def scan(letters: str, at=AT, **more) -> procedures.Lead:
    return procedures.scan(letters, place="203.0.113.7", at=at, **more)


def statements(act) -> int:
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


def test_a_board_has_what_is_published_of_its_field_at_the_desk_each_with_an_address_for_ever() -> None:
    """qr-boards 3.1 and qr-boards 3.2: communes' procedures at their desks, departments' at the centre."""
    made = make()
    centre = procedures.make_board(desk=SmallProvince.centre, field="Luật sư", by=SYSTEM, at=AT)

    assert [(one.title, one.time) for one in made.face.cells] == [
        ("Đăng ký khai sinh", "5 ngày làm việc"), ("Đăng ký khai tử", "Trả trong ngày")]  # fmt: skip
    assert made.face.written(made.face.cells[0]) == f"127.0.0.1:8000/q/{made.face.cells[0].letters}"
    assert [one.code for one in centre.face.cells] == [LAWYER]
    with pytest.raises(procedures.NothingToShow):
        make("Luật sư")
    again = make(place="cửa")
    assert (made.board, again.version) == (again.board, 2)
    assert [one.letters for one in again.face.cells] == [one.letters for one in made.face.cells]


def test_the_same_board_is_not_made_twice_and_a_title_of_more_than_two_lines_is_refused() -> None:
    """qr-boards 3.3: a short title for a long name; and it goes on to the next version."""
    publish("1.004859", name=LONG)
    made = make(titles={"1.004859": "Thay đổi hộ tịch"})

    with pytest.raises(procedures.SameBoard):
        make()
    with pytest.raises(procedures.UnfitTitle):
        make(titles={"1.004859": LONG})
    assert "Thay đổi hộ tịch" in [one.title for one in make(place="khác").face.cells]
    assert (
        made.face.cells[-1].name
        == "Thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc của người ở xa"
    )


def test_a_short_title_is_typed_once_for_the_boards_of_all_desks_that_have_not_had_the_name_yet() -> None:
    """qr-boards 3.9: another desk's new board has it too; there it may be emptied, and what is printed does not change."""
    before = make()
    publish("1.004859", name=LONG)
    other = another_commune("H12.70")
    procedures.make_board(desk=other, field="Hộ tịch", titles={"1.004859": "Thay đổi hộ tịch"}, by=SYSTEM, at=AT)

    assert make(at=LATER).face.cells[-1].title == "Thay đổi hộ tịch"
    emptied = make(titles={"1.004859": ""}, at=LATER)
    assert emptied.face.cells[-1].title == emptied.face.cells[-1].name
    assert procedures.differences(emptied.face, procedures.board_now(emptied, LATER)) == ()
    added = procedures.differences(before.face, procedures.board_now(before, LATER))
    assert [one.in_words() for one in added] == ["Thêm thủ tục: Thay đổi hộ tịch"]


def test_a_units_own_shorter_limit_stands_on_its_board() -> None:
    """qr-boards 3.6: its limit, at its desk."""
    value = {"limits": {"time_limit": {"amount": "2", "unit": "working_day"}}}
    procedures.state_overlay(code=BIRTH, unit=SmallProvince.commune, value=value, by=a_publisher(), at=AT)

    assert make(at=LATER).face.cells[0].time == "2 ngày làm việc"


def test_a_code_leads_to_the_procedure_at_the_desk_and_counts_one_for_its_day_and_nobody() -> None:
    """qr-boards 2.1, with qr-boards 6.1: what is kept of a scan is the code and the day; qr-boards 6.2: looking ahead is none."""
    letters = letters_of(make(), BIRTH)

    assert scan(letters.lower()) == procedures.Lead(BIRTH, DESK)
    assert scan(letters, counts=False) == procedures.Lead(BIRTH, DESK)
    assert scan(letters_of(make(place="x"), "")) == procedures.Lead("", "")
    assert procedures.scans_of([DESK], SINCE, AT.date()) == {(DESK, BIRTH): 1, (DESK, ""): 1}
    assert {field.name for field in procedures_scan_fields()} == {"id", "short", "on_day"}
    assert statements(lambda: scan(letters)) <= 3


def procedures_scan_fields():
    from motcua.domain.procedures.models import Scan

    return Scan._meta.get_fields()


def test_folding_scans_changes_no_sum() -> None:
    """qr-boards 6.3: before, between and after folding the same."""
    letters = letters_of(make(), BIRTH)
    for day in (0, 0, 1):
        scan(letters, at=AT + timedelta(days=day))
    assert procedures.fold_scans() == 3
    scan(letters)

    found = procedures.scans_by_day([DESK], SINCE, LATER.date())

    assert found == {AT.date(): 3, LATER.date(): 1}
    assert procedures.scans_of([DESK], SINCE, LATER.date()) == {(DESK, BIRTH): 4}
    assert (procedures.fold_scans(), procedures.fold_scans()) == (1, 0)
    assert sum(ScanCount.objects.values_list("count", flat=True)) == 4


def test_unknown_letters_are_one_sentence_and_limited_while_codes_lead_on() -> None:
    """qr-boards 1.3 and qr-boards 1.4: sixty within a quarter of an hour; a code that exists opens from there all the same."""
    letters, said = letters_of(make(), BIRTH), set()
    for number in range(60):
        with pytest.raises(procedures.UnknownLetters) as refused:
            scan(("BBBBBB", "khong-co", "", "' OR 1=1 --")[number % 4])
        said.add(str(refused.value))

    assert len(said) == 1
    with pytest.raises(procedures.TooManyWrongLetters):
        scan("BBBBBB")
    assert statements(refused_again) <= 2
    assert scan(letters).code == BIRTH
    with pytest.raises(procedures.UnknownLetters):
        procedures.scan("BBBBBB", place="203.0.113.8", at=AT)


def refused_again() -> None:
    with pytest.raises(procedures.TooManyWrongLetters):
        scan("BBBBBB")


def ended(code: str = BIRTH, *replaced_by: str, at=AT) -> None:
    procedures.expire(code=code, by=a_publisher(), at=at, replaced_by=replaced_by)


def test_codes_outlive_the_procedure_they_were_printed_for() -> None:
    """qr-boards 2.2 one in its place, qr-boards 2.5 a chain and a circle, qr-boards 2.9 published again."""
    letters = letters_of(make(), BIRTH)
    ended(BIRTH, DEATH)
    assert scan(letters, LATER) == procedures.Lead(DEATH, DESK, printed_for=BIRTH)

    publish("1.000001", name="Thủ tục mới")
    ended(DEATH, "1.000001", at=LATER)
    after = LATER + timedelta(days=1)
    assert scan(letters, after).code == "1.000001"
    ended("1.000001", BIRTH, at=after)
    assert scan(letters, after + timedelta(days=1)) == procedures.Lead(BIRTH, DESK)
    assert [row.body for row in ledger.rows_of(f"procedure:{BIRTH}") if row.act == "replacement_said"] == [
        {"replaced_by": [DEATH]}
    ]

    procedures.publish(code=BIRTH, by=a_publisher(), at=after + timedelta(days=2))
    assert scan(letters, after + timedelta(days=3)) == procedures.Lead(BIRTH, DESK)


def test_a_procedure_that_was_replaced_by_several_or_none_says_so_itself() -> None:
    """qr-boards 2.3 several: its own page names each; qr-boards 2.4 none."""
    letters = letters_of(make(), BIRTH)
    ended()
    assert scan(letters, LATER) == procedures.Lead(BIRTH, DESK)
    assert procedures.unpublished(BIRTH, LATER).replaced_by == ()

    procedures.state_replacements(code=BIRTH, replaced_by=[DEATH, LAWYER], by=a_publisher(), at=LATER)
    assert scan(letters, LATER) == procedures.Lead(BIRTH, DESK)
    assert [code for code, _ in procedures.unpublished(BIRTH, LATER).replaced_by] == [DEATH, LAWYER]

    procedures.state_replacements(code=BIRTH, replaced_by=[DEATH], by=a_publisher(), at=LATER)
    assert scan(letters, LATER).code == DEATH


@pytest.mark.parametrize(
    "codes", [[BIRTH], ["9.999999"], [f"1.00000{n}" for n in range(6)]], ids=["itself", "unknown", "six"]
)
def test_what_cannot_stand_in_the_place_of_a_procedure_is_refused(codes: list[str]) -> None:
    with pytest.raises(procedures.UnfitReplacement):
        ended(BIRTH, *codes)


def dissolve(*codes: str, successors: tuple[str, ...] = (), on: date) -> None:
    for code in codes:
        organisation.dissolve_unit(
            code=code, on=on, successors=successors if code == codes[-1] else (), by=SYSTEM, at=AT
        )


def another_commune(code: str) -> str:
    a_unit(code, name=f"Xã {code}", level=Level.COMMUNE, kind=Kind.COMMUNE, parent=SmallProvince.province)
    return a_unit(f"{code}.01", name=f"Quầy {code}", level=Level.COMMUNE, kind=Kind.ONE_STOP, parent=code)


@pytest.mark.parametrize(
    ("heirs", "leads_to"),
    [
        pytest.param(("H12.70",), "H12.70.01", id="qr-boards 2.6 merged"),
        pytest.param(("H12.70", "H12.71"), "", id="qr-boards 2.7 parted"),
        pytest.param((), "", id="qr-boards 2.8 dissolved"),
    ],
)
def test_codes_outlive_the_unit_they_were_printed_for(heirs: tuple[str, ...], leads_to: str) -> None:
    """And qr-boards 4.7: what still hangs there is to be taken down, by the unit that took over."""
    for code in heirs:
        another_commune(code)
    made = make()
    procedures.hang_board(board=made.board, version=1, size="a4", place="sảnh", by=SYSTEM, at=AT)
    dissolve(DESK, SmallProvince.commune, successors=heirs, on=LATER.date())

    found = scan(letters_of(made, BIRTH), LATER)

    assert (found.code, found.desk, found.printed_at) == (BIRTH, leads_to, DESK)
    for unit in (*heirs, SmallProvince.province):
        leader = an_actor(unit, Role.LEADER)
        assert [one.made.board for one in procedures.board_register(leader, LATER, since=SINCE).reprint] == [made.board]
    if heirs:
        hanging = BoardHanging.objects.get().pk
        assert (
            procedures.take_board_down(hanging, by=an_actor(leads_to or "H12.70.01", Role.RECEPTION), at=LATER)
            == made.board
        )


def test_the_register_tells_what_hangs_since_when_what_is_old_and_why() -> None:
    """qr-boards 5.1, qr-boards 5.2, qr-boards 5.3, qr-boards 5.8."""
    by, made = receptionist(), make()
    first = procedures.hang_board(board=made.board, version=1, size="a4", place="sảnh", by=by, at=AT)
    with pytest.raises(procedures.NotHanging):
        procedures.hang_board(board=made.board, version=1, size="a4", place="SẢNH", by=by, at=AT)

    leader = an_actor(SmallProvince.commune, Role.LEADER)
    found = procedures.board_register(leader, AT, since=SINCE)
    assert (found.covered, found.begun, len(found.desks), found.reprint) == (1, 1, 1, ())

    ended(DEATH, at=LATER)
    after = LATER + timedelta(hours=1)
    old = procedures.board_register(leader, after, since=SINCE).reprint
    assert [one.in_words() for one in old[0].differences] == ["Bỏ thủ tục: Đăng ký khai tử"]

    second = make(at=after)
    procedures.hang_board(board=made.board, version=second.version, size="a4", place="sảnh", by=by, at=after)
    found = procedures.board_register(leader, after, since=SINCE)
    assert found.reprint == ()
    assert [(one.made.version, one.hangs) for one in procedures.hangings_of(made.board)] == [(2, True), (1, False)]
    assert BoardHanging.objects.get(pk=first).taken_down_at == after
    acts = [row.act for row in ledger.rows_of(f"board:{made.board}")]
    assert acts == ["qr_board_made", "qr_board_hung", "qr_board_made", "qr_board_taken_down", "qr_board_hung"]


def test_a_screen_shows_the_newest_version_by_itself_and_asks_for_no_new_print() -> None:
    """qr-boards 5.9"""
    made = make()
    procedures.hang_board(board=made.board, version=1, size="screen", place="sảnh", by=receptionist(), at=AT)
    ended(DEATH, at=LATER)
    after = LATER + timedelta(hours=1)
    assert len(procedures.register_of(None, after, since=SINCE).reprint) == 1

    make(at=after)

    assert procedures.register_of(None, after, since=SINCE).reprint == ()
    [shown] = procedures.hangings_of(made.board)
    assert (shown.made.version, shown.hung_at) == (2, after)


def test_what_hangs_of_a_field_that_is_no_more_is_found_by_the_desk_and_taken_down() -> None:
    """qr-boards 4.9"""
    by, made = receptionist(), make()
    hanging = procedures.hang_board(board=made.board, version=1, size="a4", place="sảnh", by=by, at=AT)
    assert procedures.board_register(by, AT, since=SINCE).left_over == ()
    for code in (BIRTH, DEATH):
        ended(code, at=LATER)
    after = LATER + timedelta(hours=1)

    found = procedures.board_register(by, after, since=SINCE)

    assert [one.hanging_id for one in found.left_over] == [hanging]
    procedures.take_board_down(hanging, by=by, at=after)
    assert procedures.board_register(by, after, since=SINCE).left_over == ()


def test_what_was_said_by_mistake_is_undone() -> None:
    """qr-boards 5.4: a hanging that was none; qr-boards 5.5: a taking down that was none, unless another hangs there."""
    by, made = receptionist(), make()
    hanging = procedures.hang_board(board=made.board, version=1, size="a4", place="sảnh", by=by, at=AT)
    procedures.take_board_down(hanging, by=by, at=AT)
    procedures.undo_hanging(hanging, by=by, at=AT)
    assert [one.hangs for one in procedures.hangings_of(made.board)] == [True]

    procedures.take_board_down(hanging, by=by, at=AT)
    other = procedures.hang_board(board=made.board, version=1, size="a4", place="sảnh", by=by, at=AT)
    with pytest.raises(procedures.NotHanging):
        procedures.undo_hanging(hanging, by=by, at=AT)
    procedures.undo_hanging(other, by=by, at=AT)

    assert not any(one.hangs for one in procedures.hangings_of(made.board))
    assert procedures.register_of(None, AT, since=SINCE).begun == 0


def test_only_who_receives_or_leads_at_the_desk_says_that_a_board_hangs() -> None:
    """qr-boards 5.6: another desk is unknown; qr-boards 5.7: a handler has no right."""
    made = make()

    def hang(by) -> int:
        return procedures.hang_board(board=made.board, version=1, size="a4", place="sảnh", by=by, at=AT)

    with pytest.raises(procedures.UnknownBoard):
        hang(receptionist(SmallProvince.centre))
    with pytest.raises(MissingRight):
        hang(an_actor(SmallProvince.commune, Role.HANDLER))
    assert hang(an_actor(SmallProvince.commune, Role.LEADER))
    for size, place in (("a5", "sảnh"), ("a4", " ")):
        with pytest.raises(procedures.UnfitPlace):
            procedures.hang_board(board=made.board, version=1, size=size, place=place, by=SYSTEM, at=AT)


def test_a_code_of_a_procedure_without_a_desk_is_one_for_ever_too() -> None:
    letters = procedures.short_address(BIRTH, at=AT)

    assert procedures.short_address(BIRTH, at=LATER) == letters
    assert scan(letters) == procedures.Lead(BIRTH, "")
    assert ShortAddress.objects.filter(letters=letters).count() == 1
    with pytest.raises(procedures.UnknownProcedure):
        procedures.short_address("9.999999", at=AT)


def test_published_procedures_are_given_their_short_address_once() -> None:
    assert procedures.give_short_addresses(at=AT) == 3
    assert procedures.give_short_addresses(at=AT) == 0

    version = procedures.published(BIRTH, AT)
    letters = procedures.short_address_of(version, DESK)
    assert scan(letters) == procedures.Lead(BIRTH, "")
    assert statements(lambda: procedures.short_address_of(version, DESK)) == 0


def test_the_register_asks_as_much_for_many_desks_as_for_one() -> None:
    def ask() -> None:
        procedures.register_of(None, AT, since=SINCE)

    make()
    before = statements(ask)
    for number in range(5):
        another_commune(f"H12.8{number}")

    assert statements(ask) == before
    assert before <= 9
