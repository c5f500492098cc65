"""How many SQL statements the usual operations cost; more than this is a mistake that grows with the dossiers."""

import re
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from stories import AT, a_dossier_of_many_ways, after, publish_many_ways, to_the_desk, to_the_leader

from motcua.domain.documents.models import IssuedPaper
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation.models import UnitVersion
from motcua.foundation import ledger

pytestmark = pytest.mark.django_db
SOON = after(AT, minutes=30)
MUCH_LATER = after(AT, days=60)


@pytest.fixture
def warm(team):
    """Receive one before anything is counted: calendars, graphs and published versions are kept in memory then."""
    return a_dossier_of_many_ways(team)


ASKED = re.compile(r"^\s*(SAVEPOINT|RELEASE|BEGIN|COMMIT)")
MOST = {
    "receive": 9,
    "complete a step": 9,
    "take over": 9,
    "ready": 9,
    "return": 9,
    "ask for a supplement": 25,
    "complete a supplement": 33,
    "show": 4,
    "possible": 4,
    "page": 4,
    "inbox": 3,
    "inbox of the desk": 3,
    "inbox of the handler": 3,
    "counts": 1,
    "list": 4,
    "sweep of nothing": 3,
    "breaches": 15,
}


@pytest.fixture
def count_statements():
    """Return a function that counts the SQL statements of a call; begin and commit are not counted."""

    def count(act) -> int:
        with CaptureQueriesContext(connection) as caught:
            act()
        return sum(not ASKED.match(one["sql"]) for one in caught.captured_queries)

    return count


def test_each_operation_stays_within_its_number_of_statements(team, warm, count_statements):
    publish_many_ways()
    signed, asked = a_dossier_of_many_ways(team), a_dossier_of_many_ways(team)
    to_the_desk(team, signed, at=SOON)
    reception = testing.a_reception(team.staff)

    found = {
        "receive": count_statements(lambda: dossiers.receive(reception, by=team.reception, at=AT)),
        "take over": count_statements(lambda: dossiers.take_over(warm, by=team.handler, at=SOON)),
        "complete a step": count_statements(lambda: to_the_leader(team, warm, at=SOON)),
        "ask for a supplement": count_statements(
            lambda: dossiers.ask_supplement(asked, reason="Thiếu", items=[], by=team.handler, at=SOON)
        ),
        "complete a supplement": count_statements(
            lambda: dossiers.complete_supplement(asked, by=team.reception, at=SOON)
        ),
        "ready": count_statements(lambda: dossiers.make_result_ready(signed, by=team.reception, at=SOON)),
        "return": count_statements(lambda: dossiers.return_result(signed, by=team.reception, at=SOON)),
        "show": count_statements(lambda: dossiers.dossier(warm, team.leader, SOON)),
        "possible": count_statements(lambda: dossiers.possible(warm, team.leader, SOON)),
        "page": count_statements(lambda: dossiers.dossier_and_acts(warm, team.leader, SOON)),
        "inbox": count_statements(lambda: dossiers.inbox(team.leader, SOON)),
        "inbox of the desk": count_statements(lambda: dossiers.inbox(team.reception, SOON)),
        "inbox of the handler": count_statements(lambda: dossiers.inbox(team.handler, SOON)),
        "counts": count_statements(lambda: dossiers.inbox_counts(team.leader, SOON)),
        "list": count_statements(lambda: dossiers.dossiers_of(team.leader, SOON)),
        "sweep of nothing": count_statements(lambda: dossiers.sweep(at=SOON)),
        "breaches": count_statements(dossiers.breaches),
    }

    assert {name: number for name, number in found.items() if number > MOST[name]} == {}


def test_lists_cost_the_same_for_one_dossier_and_for_ten(team, warm, count_statements):
    one = [count_statements(partial(act, team.handler, SOON)) for act in (dossiers.inbox, dossiers.dossiers_of)]
    for _ in range(9):
        a_dossier_of_many_ways(team)

    ten = [count_statements(partial(act, team.handler, SOON)) for act in (dossiers.inbox, dossiers.dossiers_of)]
    assert one == ten
    assert len(dossiers.inbox(team.handler, SOON).rows) == 10


def test_an_act_costs_the_same_however_long_the_history_of_its_dossier_is(team, warm, count_statements):
    """Sent back to the handler again and again, a dossier gathers steps and rows of the ledger."""
    costs = [_once_round(team, warm, count_statements) for _ in range(6)]

    assert len(testing.shown(warm, SOON).ledger) > 12
    assert costs[1:] == costs[1:2] * 5


def test_a_dossier_is_shown_by_four_statements_whatever_happened_to_it(team, warm, count_statements):
    """Supplement, opinion, correction, settled late with a letter to write, opened again: each stands in other tables."""
    show = partial(count_statements, lambda: dossiers.dossier_and_acts(warm, team.leader, MUCH_LATER))
    dossiers.ask_opinion(
        warm,
        unit=team.staff.places.centre,
        question="Có vướng quy hoạch không?",
        answer_by=after(SOON, days=1),
        by=team.handler,
        at=SOON,
    )
    to_the_leader(team, warm, at=SOON)
    dossiers.correct(warm, changes={"address": "Khóm 2"}, reason="Ghi sai", by=team.leader, at=SOON)
    dossiers.ask_supplement(warm, reason="Thiếu", items=["Bản sao"], by=team.leader, at=SOON)
    dossiers.complete_supplement(warm, by=team.reception, at=SOON)
    show()

    assert show() == 4
    info, possible = dossiers.dossier_and_acts(warm, team.leader, MUCH_LATER)
    assert (len(info.opinions), len(info.supplements), len(info.corrections)) == (1, 1, 1)
    assert possible.assignees


def _once_round(team, code, count_statements) -> tuple[int, int]:
    forth = count_statements(lambda: to_the_leader(team, code, at=SOON))
    back = count_statements(
        lambda: dossiers.complete_step(code, "check", by=team.leader, at=SOON, data={"choice": "redo", "reason": "Sai"})
    )
    return forth, back


def test_receiving_in_one_transaction_leaves_one_chain_in_the_order_of_the_acts(team, warm):
    rows = testing.shown(warm, SOON).ledger

    assert [row.act for row in rows][:4] == ["received", "step_done", "handed_over", "paper_issued"]
    assert [row.row for row in rows] == list(range(1, len(rows) + 1))
    assert ledger.verify().holds


def test_what_changes_in_the_organisation_is_seen_by_the_next_act(team, warm, count_statements):
    """The organisation is kept in memory by a stamp of its rows: a renamed unit has another stamp."""
    receive = partial(testing.a_dossier, team.staff)
    receive()
    UnitVersion.objects.filter(unit__code=team.staff.places.commune).update(name="Tên mới")

    code = receive()

    paper = IssuedPaper.objects.get(subject=f"dossier:{code}")
    assert paper.data["competent"] == "Tên mới"
