"""Received at any desk (phi địa giới; deadlines, rule 15): whose desk it is, and from when the promise counts."""

import pytest
from stories import AT, a_team, on

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.operations.competence import serves
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Kind, Level
from motcua.domain.procedures import testing as procedures_testing

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    found = a_team()
    organisation_testing.a_unit(
        "H12.62", name="Ủy ban nhân dân xã Phan Ngọc Hiển", level=Level.COMMUNE, kind=Kind.COMMUNE, parent="H12"
    )
    organisation_testing.a_unit(
        "H12.62.01", name="Một cửa xã Phan Ngọc Hiển", level=Level.COMMUNE, kind=Kind.ONE_STOP, parent="H12.62"
    )
    organisation_testing.a_unit("H12.04.01", name="Phòng của Sở", kind=Kind.OFFICE, parent="H12.04")
    organisation_testing.a_unit(
        "H12.63", name="Ủy ban nhân dân xã chưa có một cửa", level=Level.COMMUNE, kind=Kind.COMMUNE, parent="H12"
    )
    return found


def at_the_centre(team, at, **changes):
    return testing.a_reception(team.staff, desk=team.centre.unit_code, competent="H12.61", **changes)


@pytest.mark.parametrize(
    ("desk", "competent", "own"),
    [
        pytest.param("H12.61.01", "H12.61", True, id="a commune's desk for its commune"),
        pytest.param("H12.14", "H12.04", True, id="the centre for a department"),
        pytest.param("H12.14", "H12.04.01", True, id="the centre for an office below a department"),
        pytest.param("H12.14", "H12", True, id="the centre for the province itself"),
        pytest.param("H12.14", "H12.63", True, id="the centre for a commune without a desk"),
        pytest.param("H12.14", "H12.61", False, id="the centre for a commune"),
        pytest.param("H12.62.01", "H12.61", False, id="a commune's desk for another commune"),
        pytest.param("H12.61.01", "H12.04", False, id="a commune's desk for a department"),
        pytest.param("H12.61.01", "H12", False, id="a commune's desk for the province"),
    ],
)
def test_a_desk_is_the_own_one_of_the_units_it_serves(team, desk, competent, own):
    """dossier-life 6.4."""
    assert serves(desk, competent, at=AT) is own


@pytest.mark.parametrize(
    ("received", "start", "promised"),
    [
        pytest.param(on("02", "16:00"), on("03", "08:00"), on("10", "08:00"), id="after 15:00, as deadlines 15.10"),
        pytest.param(on("02", "10:00"), on("03", "07:00"), on("09", "17:00"), id="in the morning, as deadlines 15.11"),
        pytest.param(on("06", "16:00"), on("09", "08:00"), on("16", "08:00"), id="on a Friday after 15:00"),
        pytest.param(on("07", "10:00"), on("09", "08:00"), on("16", "08:00"), id="on a Saturday"),
    ],
)
def test_the_promise_is_counted_from_the_latest_moment_of_the_hand_over(team, received, start, promised):
    """dossier-life 6.3."""
    testing.publish_once()

    code = dossiers.receive(at_the_centre(team, received), by=team.centre, at=received).code

    info = testing.shown(code)
    assert (info.start, info.promised_at, info.competent) == (start, promised, "H12.61")
    assert info.open_steps[0].take_by == (on("02", "17:00") if received == on("02", "10:00") else start)


def test_taken_earlier_the_promise_stays(team):
    testing.publish_once()
    code = dossiers.receive(at_the_centre(team, on("02", "10:00")), by=team.centre, at=on("02", "10:00")).code

    dossiers.take_over(code, by=team.handler, at=on("02", "10:30"))

    assert testing.shown(code).promised_at == on("09", "17:00")


def test_within_the_day_counts_from_when_the_commune_has_it(team):
    """Rules 6 and 15: handed over by Monday 17:00 at the latest, after 15:00, so due at the close of Tuesday."""
    record = procedures_testing.a_record("1.001194", channels=procedures_testing.rows_on_all_channels("Trong ngày"))
    testing.publish_once("1.001194", record=record)
    reception = at_the_centre(team, on("02", "10:00"), procedure="1.001194")

    assert dossiers.receive(reception, by=team.centre, at=on("02", "10:00")).due_at == on("03", "17:00")


def test_it_is_numbered_by_the_desk_that_received_it(team):
    testing.publish_once()

    assert dossiers.receive(at_the_centre(team, AT), by=team.centre, at=AT).code == "H12.14-261103-0001"


def test_the_result_comes_back_to_the_desk_that_received_it(team):
    testing.publish_once()
    code = dossiers.receive(at_the_centre(team, AT), by=team.centre, at=AT).code
    for step in ("appraise", "sign"):
        dossiers.complete_step(code, step, by=team.handler if step == "appraise" else team.leader, at=AT)

    assert testing.shown(code).open_steps[0].unit == "H12.14"
    dossiers.make_result_ready(code, by=team.centre, at=AT)
    assert dossiers.return_result(code, by=team.centre, at=AT).state is dossiers.State.RETURNED


@pytest.mark.parametrize(
    ("address", "competent"),
    [
        pytest.param("Ấp Mũi, xã Đất Mũi, tỉnh Cà Mau", "H12.61", id="the commune in the address"),
        pytest.param("Ấp 1, XÃ PHAN NGỌC HIỂN", "H12.62", id="in capitals"),
        pytest.param("Ấp 1, tỉnh Cà Mau", None, id="no commune in the address"),
    ],
)
def test_the_commune_follows_from_the_address_or_must_be_named(team, address, competent):
    """dossier-life 6.5."""
    testing.publish_once()
    reception = testing.a_reception(team.staff, desk="H12.14", person=testing.a_person(address=address))

    if competent is None:
        with pytest.raises(dossiers.NoCompetentUnit):
            dossiers.receive(reception, by=team.centre, at=AT)
    else:
        code = dossiers.receive(reception, by=team.centre, at=AT).code
        assert testing.shown(code).competent == competent


def test_what_nobody_took_in_time_is_red_on_both_units_and_counts_against_the_receiver(team):
    """dossier-life 6.6."""
    testing.publish_once()
    code = dossiers.receive(at_the_centre(team, AT), by=team.centre, at=AT).code
    seen_by = (team.centre, team.handler, team.tax)

    in_time = [dossiers.overdue_hand_overs(by, on("03", "17:00")) for by in seen_by]
    late = [dossiers.overdue_hand_overs(by, on("03", "17:01")) for by in seen_by]

    assert in_time == [(), (), ()]
    assert [[(row.code, row.sender, row.receiver) for row in rows] for rows in late] == [
        [(code, "H12.14", "H12.61")], [(code, "H12.14", "H12.61")], [],
    ]  # fmt: skip
    dossiers.take_over(code, by=team.handler, at=on("04"))
    assert dossiers.overdue_hand_overs(team.centre, on("05")) == ()
