"""How many SQL statements the usual operations cost; more than this is a mistake that grows with the dossiers."""

from functools import partial

import pytest
from stories import AT, a_dossier_of_many_ways, after, publish_many_ways, to_the_desk, to_the_leader

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing

pytestmark = pytest.mark.django_db
SOON = after(AT, minutes=30)


@pytest.fixture
def warm(team):
    """Receive one before anything is counted: calendars, graphs and published versions are kept in memory then."""
    return a_dossier_of_many_ways(team)


MOST = {
    "receive": 58,
    "complete a step": 16,
    "take over": 12,
    "ask for a supplement": 25,
    "complete a supplement": 33,
    "ready": 15,
    "return": 14,
    "show": 16,
    "possible": 8,
    "inbox": 3,
    "counts": 1,
    "list": 4,
    "sweep of nothing": 3,
    "breaches": 15,
}


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
        "inbox": count_statements(lambda: dossiers.inbox(team.leader, SOON)),
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
