"""The board of leaders and supervisors: each number is that of its list, within the reader's rights, at a fixed cost."""

from datetime import timedelta

import pytest
from stories import AT, REASON, after, publish_many_ways, to_the_desk, to_the_tax_office

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role

pytestmark = pytest.mark.django_db
SOON = after(AT, minutes=30)


@pytest.fixture
def province(team):
    return organisation_testing.an_actor("H12", Role.SUPERVISOR)


@pytest.fixture
def desk_leader(team):
    return organisation_testing.an_actor(team.staff.places.commune_desk, Role.LEADER)


def numbers(board: dossiers.Board) -> dict[str, int]:
    """Return the counts of a board by the name of the list that each leads to."""
    stands = ("overdue", "risk", "due_today", "stopped", "ready")
    return {
        "open": board.total.held,
        **{name: getattr(board.total, name) for name in stands},
        "untaken": board.untaken,
        "owed": board.owed,
        "received": sum(one.count for one in board.received),
        "received_online": sum(one.count for one in board.received if one.channel == "online"),
        "received_counter": sum(one.count for one in board.received if one.channel != "online"),
        **{f"today_{name}": board.settled.today.get(name, 0) for name in ("early", "on_time", "late")},
        **{f"month_{name}": board.settled.month.get(name, 0) for name in ("early", "on_time", "late")},
        "month": sum(board.settled.month.values()),
    }


def a_full_day(team) -> None:
    """One dossier in each place that the board counts; more than one where that tells two counts apart."""
    publish_many_ways()
    plain, _, settled, asked = (testing.a_dossier(team.staff) for _ in range(4))
    dossiers.claim(plain, by=team.handler, at=SOON)
    dossiers.claim(asked, by=team.handler, at=SOON)
    dossiers.ask_supplement(asked, reason=REASON, items=[], by=team.handler, at=SOON)
    to_the_desk(team, settled, at=SOON)
    dossiers.make_result_ready(settled, by=team.reception, at=SOON)
    testing.a_dossier(team.staff, channel="post")


def test_every_number_is_the_length_of_the_list_it_leads_to(team, code, province):
    to_the_tax_office(team, code, at=SOON)
    a_full_day(team)
    early_settled = {"received": 6, "today_early": 1, "stopped": 2, "ready": 1, "untaken": 0}
    told = {}
    for at in (SOON, SOON + timedelta(hours=4), SOON + timedelta(days=1), SOON + timedelta(days=9)):
        dossiers.sweep(at=at)
        told[at] = numbers(dossiers.board(province, at))
        listed = {group: dossiers.board_list(group, province, at).total for group in dossiers.BOARD_GROUPS}
        assert listed == told[at], at
        assert told[at]["owed"] == dossiers.count_owed(province, at)

    assert early_settled.items() <= told[SOON].items()
    last = told[SOON + timedelta(days=9)]
    assert last["received"] == 0
    assert last["overdue"] == last["owed"] > 0
    assert last["untaken"] > 0
    assert last["month_early"] == 1


def test_by_unit_and_by_officer_count_what_their_lists_hold(team, province):
    a_full_day(team)
    board = dossiers.board(province, SOON)

    for load in (*board.by_unit, *board.by_officer):
        found = dossiers.board_list("open", province, SOON, unit=load.unit, officer=load.officer)
        assert found.total == load.held, load
    mine = [one.held for one in board.by_officer if one.officer == team.handler.login]
    assert mine == [2]
    assert any(one.officer == dossiers.NOBODY for one in board.by_officer)


def test_received_by_hour(team, province):
    testing.a_dossier(team.staff)
    testing.a_dossier(team.staff, at=after(AT, hours=2))

    received = dossiers.board(province, after(AT, hours=3)).received

    assert [(one.hour, one.channel, one.count) for one in received] == [(9, "counter", 1), (11, "counter", 1)]
    assert dossiers.board_list("received", province, SOON, hour=11).total == 1


def test_yesterday_and_last_month_are_not_counted(team, code, province):
    to_the_desk(team, code, at=SOON)
    dossiers.make_result_ready(code, by=team.reception, at=SOON)

    today, tomorrow, next_month = (numbers(dossiers.board(province, SOON + timedelta(days=n))) for n in (0, 1, 35))

    assert (today["today_early"], today["month_early"]) == (1, 1)
    assert (tomorrow["today_early"], tomorrow["month_early"]) == (0, 1)
    assert next_month["month_early"] == 0


def test_what_was_entered_by_mistake_is_counted_nowhere(team, code, province):
    before = numbers(dossiers.board(province, SOON))
    dossiers.void(code, reason="Nhập trùng", by=team.reception, at=SOON)
    after_that = numbers(dossiers.board(province, SOON))

    assert (before["received"], before["open"]) == (1, 1)
    assert set(after_that.values()) == {0}


def test_a_unit_sees_its_own_dossiers_only(team, code):
    """The department and its leader never had this one; the tax step brings it there, and then it counts as held."""
    stranger = organisation_testing.an_actor(team.staff.places.department, Role.LEADER)
    before = dossiers.board(stranger, SOON)
    to_the_tax_office(team, code, at=SOON)
    after_that = dossiers.board(stranger, SOON)

    assert set(numbers(before).values()) == {0}
    assert (after_that.total.held, after_that.received) == (1, ())
    assert [row.code for row in dossiers.board_list("open", stranger, SOON).rows] == [code]
    assert dossiers.may_see(code, stranger, SOON)


def test_officers_of_units_outside_the_readers_are_not_told(team, desk_leader):
    code = testing.a_dossier(team.staff)
    dossiers.take_over(code, by=team.handler, at=SOON)

    board = dossiers.board(desk_leader, SOON)

    assert [one.unit for one in board.by_unit] == [team.staff.places.commune]
    assert board.by_officer == ()
    assert dossiers.board_list("open", desk_leader, SOON, officer=team.handler.login).total == 0


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.ADMINISTRATOR])
def test_who_sees_no_dossier_sees_no_number(team, code, role):
    nobody = organisation_testing.an_actor("H12", role)

    assert set(numbers(dossiers.board(nobody, SOON)).values()) == {0}
    assert dossiers.board_list("open", nobody, SOON).rows == ()


def test_there_is_no_list_by_another_name(province):
    with pytest.raises(dossiers.UnknownView, match="Không có danh sách này"):
        dossiers.board_list("1; DROP TABLE", province, SOON)


def test_the_board_costs_six_statements_for_one_dossier_and_for_ten(team, code, province, count_statements):
    one = count_statements(lambda: dossiers.board(province, SOON))
    one_list = count_statements(lambda: dossiers.board_list("open", province, SOON))
    for _ in range(9):
        testing.a_dossier(team.staff)

    assert (one, count_statements(lambda: dossiers.board(province, SOON))) == (6, 6)
    assert one_list == count_statements(lambda: dossiers.board_list("open", province, SOON))
