"""The register of a desk and a year: its lines, its closing, and that a closed one stays as it is."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.db import IntegrityError, connection, transaction
from stories import after, on

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import RegisterClosing
from motcua.domain.dossiers.queries.registers import register_lines
from motcua.domain.dossiers.rules import registers
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.foundation import files, ledger
from motcua.kernel.refusal import Refusal

AT = testing.RECEIVED_AT
LATER = after(AT, hours=1)
NEW_YEAR = on("2027-01-04", "08:00")


@pytest.fixture
def desk(team):
    return team.staff.places.commune_desk


def lines(desk, at=LATER):
    return register_lines(desk, 2026, at)


def close(team, desk, at=NEW_YEAR):
    return dossiers.close_register(desk, 2026, by=team.leader, at=at)


def pdf_of(team, desk, at):
    return dossiers.print_register(desk, 2026, by=team.leader, at=at)[0]


def words_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as found:
        return len(found.pages), str(found.docinfo.get("/Title", ""))


@pytest.mark.django_db
def test_lines_stand_by_day_and_number(team, desk):
    """papers 4.1: as they were received, not as they were typed."""
    first = testing.a_dossier(team.staff)
    second = testing.a_dossier(team.staff, at=after(AT, minutes=5))
    third = testing.a_dossier(team.staff, at=after(AT, days=1))

    assert [(line["number"], line["code"]) for line in lines(desk)] == [("1", first), ("2", second), ("3", third)]


def test_ten_thousand_comes_after_nine_thousand_nine_hundred_and_ninety_nine():
    """papers 4.1: numbers grow, and stay in order."""
    codes = ["H12.1-261123-10000", "H12.1-261123-9999", "H12.1-261123-0001"]

    found = sorted(codes, key=lambda code: registers.place_in_book("2026-11-23", code))

    assert found == codes[::-1]
    assert registers.place_in_book("2026-11-23", codes[0]) < registers.place_in_book("2026-11-24", "A-0001")


@pytest.mark.django_db
def test_a_void_line_keeps_its_number_and_says_why(team, desk):
    """papers 4.2: struck out, not left out."""
    code = testing.a_dossier(team.staff)
    testing.a_dossier(team.staff, at=after(AT, minutes=5))
    dossiers.void(code, reason="Nhập hai lần", by=team.reception, at=LATER)

    [first, second] = lines(desk)

    assert (first["number"], first["code"], first["struck"]) == ("1", code, True)
    assert first["sign"] == ["Hủy do nhập nhầm: Nhập hai lần"]
    assert (second["number"], second["struck"]) == ("2", False)


@pytest.mark.django_db
def test_a_corrected_line_stands_as_corrected(team, desk):
    """papers 4.3: the new name, and since when."""
    code = testing.a_dossier(team.staff)
    dossiers.correct(
        code, changes={"name": "Nguyễn Thị Đúng"}, facts={}, reason="Gõ sai tên", by=team.reception, at=LATER
    )

    [line] = lines(desk)

    assert line["person"] == "Nguyễn Thị Đúng"
    assert line["sign"] == ["Đã đính chính 03/11/2026"]


@pytest.mark.parametrize("at", [on("2026-12-31", "23:59"), on("2025-06-01")])
def test_a_year_that_still_runs_is_not_closed(at):
    """papers 4.4: numbers of it can still be given."""
    with pytest.raises(dossiers.NotToBeClosed, match="chưa hết"):
        registers.require_over(2026, at)


def test_a_year_may_be_closed_from_its_first_moment_after():
    registers.require_over(2026, on("2027-01-01", "00:00"))


@pytest.mark.django_db
def test_a_closing_says_who_when_how_many_and_the_last_number(team, desk):
    """papers 4.5: kept in a row, the ledger and the digest of the lines."""
    void = testing.a_dossier(team.staff)
    last = testing.a_dossier(team.staff, at=after(AT, days=1))
    dossiers.void(void, reason="Nhập hai lần", by=team.reception, at=LATER)

    done = close(team, desk)

    assert (done.entries, done.void_entries, done.last_code) == (2, 1, last)
    [row] = ledger.rows_of(f"register:{desk}:2026")
    assert (row.act, row.by_login) == ("register_closed", team.leader.login)
    assert row.body["entries"] == 2
    assert last in files.read(done.digest).decode()
    [book] = dossiers.register_books(team.leader, NEW_YEAR)
    assert (book.closed_at, book.last_code, book.entries) == (NEW_YEAR, last, 2)


@pytest.mark.django_db
def test_a_register_is_closed_once_and_not_while_it_is_empty(team, desk):
    """papers 4.6: the second closing changes nothing."""
    with pytest.raises(dossiers.NotToBeClosed, match="không có hồ sơ"):
        close(team, desk)
    testing.a_dossier(team.staff)
    close(team, desk)

    with pytest.raises(dossiers.NotToBeClosed, match="đã khóa"):
        close(team, desk, at=after(NEW_YEAR, days=1))

    assert RegisterClosing.objects.count() == 1


@pytest.mark.django_db
def test_only_a_leader_who_sees_the_desk_closes_its_register(team, desk):
    """papers 4.7: neither reception nor a leader of another unit."""
    testing.a_dossier(team.staff)
    stranger = organisation_testing.an_actor(team.staff.places.department, Role.LEADER)

    for actor in (team.reception, team.handler, stranger):
        with pytest.raises(Refusal):
            dossiers.close_register(desk, 2026, by=actor, at=NEW_YEAR)

    assert not RegisterClosing.objects.exists()


@pytest.mark.django_db
def test_a_closed_register_is_the_same_bytes_whatever_happens_to_its_dossiers(team, desk):
    """papers 4.8: printed before and after the dossier was withdrawn."""
    code = testing.a_dossier(team.staff)
    close(team, desk)
    first = pdf_of(team, desk, NEW_YEAR)

    dossiers.withdraw(code, reason="Không cần nữa", by=team.reception, at=after(NEW_YEAR, hours=1))

    assert pdf_of(team, desk, after(NEW_YEAR, days=30)) == first
    assert dossiers.print_register(desk, 2026, by=team.reception, at=after(NEW_YEAR, days=90))[0] == first


@pytest.mark.django_db
def test_what_happened_since_stands_on_the_page_of_notes(team, desk):
    """papers 4.9: line, code, what, then and now."""
    code = testing.a_dossier(team.staff)
    close(team, desk)
    assert dossiers.print_register_notes(desk, 2026, by=team.leader, at=NEW_YEAR)[1] == ()
    dossiers.withdraw(code, reason="Không cần nữa", by=team.reception, at=after(NEW_YEAR, hours=1))

    pdf, codes = dossiers.print_register_notes(desk, 2026, by=team.leader, at=after(NEW_YEAR, days=1))

    assert pdf.startswith(b"%PDF-")
    assert codes == (code,)


def test_a_note_names_what_is_different_and_nothing_else():
    was = {"number": "7", "code": "A", "person": "Mẫu", "returned_at": ""}
    now = {**was, "returned_at": "2027-01-12T09:00:00+07:00"}

    [note] = registers.changes([was], [now], {"number": "STT", "code": "Mã", "person": "Tên", "returned_at": "Trả"})

    assert note == {"number": "7", "code": "A", "what": "Trả", "was": "", "now": "2027-01-12T09:00:00+07:00"}


@pytest.mark.django_db
def test_the_database_takes_no_dossier_into_a_closed_year_and_goes_on_with_the_next(team, desk):
    """papers 4.10: whatever code writes."""
    testing.a_dossier(team.staff)
    close(team, desk)

    with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
        testing.a_dossier(team.staff, at=on("2026-12-31", "10:00"))

    assert testing.a_dossier(team.staff, at=NEW_YEAR).endswith("-270104-0001")


@pytest.mark.django_db
def test_the_database_keeps_a_closing_as_it_is(team, desk):
    """papers 4.11: by no hand."""
    testing.a_dossier(team.staff)
    close(team, desk)
    pdf_of(team, desk, NEW_YEAR)

    for table, column in (("dossiers_registerclosing", "entries"), ("dossiers_registervolume", "number")):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = {column} + 1")


@pytest.mark.parametrize(
    ("entries", "count", "span"),
    [
        pytest.param(1, 1, (1, 1), id="papers 4.12 one line"),
        pytest.param(1000, 1, (1, 1000), id="papers 4.12 a full volume"),
        pytest.param(1001, 2, (1001, 1001), id="papers 4.12 one more"),
        pytest.param(5000, 5, (4001, 5000), id="papers 4.12 five thousand"),
    ],
)
def test_a_long_register_falls_into_volumes_numbered_through(entries, count, span):
    assert registers.volumes(entries) == count
    last = registers.lines_of_volume(range(1, entries + 1), count)
    assert (last[0], last[-1]) == span
    with pytest.raises(dossiers.UnknownRegister):
        registers.lines_of_volume(range(1, entries + 1), count + 1)


@pytest.mark.django_db
def test_an_open_register_is_drawn_as_it_stands(team, desk):
    """papers 4.13: it says that it is not closed; a later print may say something else."""
    code = testing.a_dossier(team.staff)
    first = pdf_of(team, desk, LATER)
    assert words_of(first)[1].startswith("SỔ THEO DÕI HỒ SƠ số 2026")

    dossiers.withdraw(code, reason="Không cần nữa", by=team.reception, at=LATER)

    assert pdf_of(team, desk, LATER) != first


@pytest.mark.django_db
def test_the_register_of_a_desk_out_of_sight_is_not_there(team, desk):
    testing.a_dossier(team.staff)

    for actor in (team.tax, team.centre):
        with pytest.raises(dossiers.UnknownRegister):
            dossiers.print_register(desk, 2026, by=actor, at=LATER)
        with pytest.raises(dossiers.UnknownRegister):
            dossiers.print_register_notes(desk, 2026, by=actor, at=LATER)
    assert dossiers.register_books(team.tax, LATER) == ()


@pytest.mark.django_db
def test_lines_cost_the_same_for_one_and_for_many(team, desk, count_statements):
    testing.a_dossier(team.staff)
    first = count_statements(lambda: lines(desk))
    for minutes in range(1, 6):
        testing.a_dossier(team.staff, at=AT + timedelta(minutes=minutes))
    assert count_statements(lambda: lines(desk)) == first
