"""Of the day that still runs: nothing is called overdue before its moment, by the flows and by the rows behind them."""

from datetime import timedelta

import pytest

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.flows import api as flows
from motcua.domain.flows.queries.naming import names_of
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = testing.RECEIVED_AT.date()


@pytest.fixture
def promised():
    """Return when the one dossier is promised; it is folded on the morning of that day."""
    code = testing.a_dossier(testing.a_staffed_province())
    found = testing.shown(code).promised_at
    flows.fold_news(at=found - timedelta(hours=1))
    return found


def overdue(at):
    (group,) = flows.counts(FIRST, at.date(), as_of=at.date(), by=flows.By.LEVEL, at=at)
    rows = dossiers.lives_in([dossiers.Cell.OVERDUE], FIRST, at.date(), as_of=at.date(), reader=SYSTEM, at=at)
    assert rows.counted == rows.visible == group.counts.overdue
    return group.counts


@pytest.mark.parametrize(
    ("minutes", "number"),
    [
        pytest.param(-1, 0, id="daily-counts 2.12 a minute before its moment it is not overdue"),
        pytest.param(0, 0, id="daily-counts 2.12 nor at the moment itself"),
        pytest.param(1, 1, id="daily-counts 2.12 a minute after it it is"),
    ],
)
def test_today_a_dossier_is_overdue_from_its_moment_on(promised, minutes, number):
    now = overdue(promised + timedelta(minutes=minutes))

    assert now.overdue == number
    assert (now.in_process, now.overdue_by_date) == (1, 0)


def test_a_day_that_is_over_is_told_by_its_end(promised):
    (group,) = flows.counts(FIRST, promised.date(), as_of=promised.date(), by=flows.By.LEVEL)

    assert group.counts.overdue == 1


@pytest.mark.parametrize("by", list(flows.By))
def test_today_s_overdue_are_told_of_every_group_and_only_of_what_is_asked(promised, by):
    at = promised + timedelta(minutes=1)
    everything = flows.counts(FIRST, at.date(), as_of=at.date(), by=by, at=at)
    nothing = flows.counts(FIRST, at.date(), as_of=at.date(), by=by, at=at, units=["H12.nobody"])

    assert [group.counts.overdue for group in everything] == [1]
    assert nothing == ()
    assert sum(group.counts.overdue for group in flows.counts(
        FIRST, at.date(), as_of=at.date(), by=by, at=at, level="commune"
    )) == 1  # fmt: skip


def test_overdue_are_never_more_than_those_that_flows_know_to_be_in_process():
    """daily-counts 2.12: where the worker stands still a report has its balance all the same."""
    staff = testing.a_staffed_province()
    first = testing.a_dossier(staff)
    flows.fold_news(at=testing.RECEIVED_AT + timedelta(minutes=1))
    testing.a_dossier(staff, at=testing.RECEIVED_AT + timedelta(minutes=5))
    at = testing.shown(first).promised_at + timedelta(days=3)

    (group,) = flows.counts(FIRST, at.date(), as_of=at.date(), by=flows.By.LEVEL, at=at)

    assert (
        len(dossiers.lives_in([dossiers.Cell.OVERDUE], FIRST, at.date(), as_of=at.date(), reader=SYSTEM, at=at).rows)
        == 2
    )
    assert (group.counts.in_process, group.counts.overdue) == (1, 1)


def test_a_unit_of_no_known_level_is_named_after_all_levels_and_counts_in_the_total():
    assert names_of(flows.By.LEVEL, {"", "commune", "province"}, on=FIRST)[-1] == ("", "–")
    assert [key for key, _ in names_of(flows.By.LEVEL, {"", "commune", "province"}, on=FIRST)] == [
        "province",
        "commune",
        "",
    ]
