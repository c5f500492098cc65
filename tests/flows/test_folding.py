"""What the acts on one dossier add to each day: a table of cases, and what holds of every life."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.flows.rules.folding import Act, Moment, fold
from motcua.domain.flows.rules.measures import LEFT, Measure

HOUR = 3_600_000_000
DUE = (10, 15)
"""Most dossiers here are received on day 3 at 9 and promised for day 10 at 15."""


def when(day: int, hour: int = 9) -> Moment:
    return Moment((day * 24 + hour) * HOUR, day)


def act(
    name: str, day: int, hour: int = 9, *, due: tuple[int, int] | None = None, ready: Moment | None = None, **more
) -> Act:
    return Act(name, when(day, hour), promised=when(*due) if due else None, ready=ready, **more)


def life(*acts: Act, any_desk: bool = False) -> dict[Measure, dict[tuple[int, int], int]]:
    """Return what is counted: measure, then (day, known), then how many."""
    found: defaultdict[Measure, dict[tuple[int, int], int]] = defaultdict(dict)
    for change, number in fold([act("received", 3, due=DUE, any_desk=any_desk), *acts]).items():
        found[change.measure][change.day, change.known] = number
    return dict(found)


def on(day: int, known: int | None = None, number: int = 1) -> dict[tuple[int, int], int]:
    return {(day, known or day): number}


def settled(day: int, hour: int = 9, lateness: str = "", **more) -> Act:
    found = "late" if (day, hour) > DUE else "early" if day < DUE[0] else "on_time"
    return act("result_ready", day, hour, lateness=lateness or found, **more)


IN = {Measure.RECEIVED: on(3)}
OVERDUE = {Measure.FELL_DUE: on(10), Measure.OVERDUE_BY_DATE: on(11)}
LATE_ON_12 = {
    Measure.LATE: on(12),
    Measure.FELL_DUE: on(10),
    Measure.CLEARED: on(12),
    Measure.OVERDUE_BY_DATE: {(11, 11): 1, (12, 12): -1},
}
LATE_THE_SAME_DAY = {
    Measure.LATE: on(10),
    Measure.LATE_SAME_DAY: on(10),
    Measure.FELL_DUE: on(10),
    Measure.CLEARED: on(10),
}


@pytest.mark.parametrize(
    ("acts", "counted"),
    [
        pytest.param([], OVERDUE, id="daily-counts 1.1 and daily-counts 2.1 received, and falls due when nothing happens"),
        pytest.param([settled(9)], {Measure.EARLY: on(9)}, id="daily-counts 1.3 early"),
        pytest.param([settled(10, 15)], {Measure.ON_TIME: on(10)}, id="daily-counts 2.3 at the moment itself"),
        pytest.param([settled(12)], LATE_ON_12, id="daily-counts 2.2 late"),
        pytest.param([settled(10, 16)], LATE_THE_SAME_DAY, id="daily-counts 1.4 late on the day itself"),
        pytest.param(
            [settled(9, outcome="refused")], {Measure.EARLY: on(9), Measure.REFUSED: on(9)}, id="daily-counts 1.5 refused"
        ),
        pytest.param(
            [act("withdrawn", 9)], {Measure.ENDED_EARLY: on(9), Measure.WITHDRAWN: on(9)}, id="daily-counts 1.6 withdrawn early"
        ),
        pytest.param(
            [act("stopped", 12)],
            {Measure.ENDED_LATE: on(12), Measure.STOPPED: on(12), Measure.FELL_DUE: on(10), Measure.CLEARED: on(12),
             Measure.OVERDUE_BY_DATE: {(11, 11): 1, (12, 12): -1}},
            id="daily-counts 1.6 stopped when it was late",
        ),
        pytest.param(
            [act("supplement_asked", 4), act("closed_unanswered", 25)],
            {Measure.SUPPLEMENTED: on(4), Measure.SUSPENDED: {(4, 4): 1, (25, 25): -1}, Measure.ENDED_ON_TIME: on(25),
             Measure.CLOSED: on(25)},
            id="daily-counts 1.7 and daily-counts 2.6 closed unanswered long after its old promise",
        ),
        pytest.param(
            [act("supplement_asked", 12), act("withdrawn", 13)],
            {Measure.SUPPLEMENTED: on(12), Measure.FELL_DUE: on(10), Measure.CLEARED: on(12),
             Measure.OVERDUE_BY_DATE: {(11, 11): 1, (12, 12): -1}, Measure.SUSPENDED: {(12, 12): 1, (13, 13): -1},
             Measure.OVERDUE_SUSPENDED: {(12, 12): 1, (13, 13): -1}, Measure.ENDED_LATE: on(13), Measure.WITHDRAWN: on(13)},
            id="daily-counts 2.7 suspended when it was overdue",
        ),
        pytest.param([settled(9), act("returned", 20)], {Measure.EARLY: on(9)}, id="daily-counts 1.9 returned"),
        pytest.param(
            [act("paused", 5), act("resumed", 20, due=(28, 15))],
            {Measure.PAUSED: on(5), Measure.SUSPENDED: {(5, 5): 1, (20, 20): -1}, Measure.FELL_DUE: on(28),
             Measure.OVERDUE_BY_DATE: on(29)},
            id="daily-counts 2.8 the clock runs again",
        ),
        pytest.param(
            [act("redated", 5, due=(12, 15))], {Measure.FELL_DUE: on(12), Measure.OVERDUE_BY_DATE: on(13)},
            id="daily-counts 2.9 re-dated in time",
        ),
        pytest.param(
            [act("redated", 12, due=(14, 15))],
            {Measure.FELL_DUE: {(10, 10): 1, (14, 14): 1}, Measure.CLEARED: on(12),
             Measure.OVERDUE_BY_DATE: {(11, 11): 1, (12, 12): -1, (15, 15): 1}},
            id="daily-counts 2.10 re-dated when overdue",
        ),
        pytest.param(
            [act("redated", 20, due=(11, 15)), settled(21)],
            {Measure.FELL_DUE: on(10), Measure.CLEARED: on(21), Measure.OVERDUE_BY_DATE: {(11, 11): 1, (21, 21): -1},
             Measure.LATE: on(21)},
            id="daily-counts 2.11 re-dated to a moment that is past too",
        ),
        pytest.param(
            [settled(9), act("reopened", 20)],
            {Measure.EARLY: {(9, 9): 1, (9, 20): -1}, Measure.FELL_DUE: on(10, 20), Measure.OVERDUE_BY_DATE: on(11, 20)},
            id="daily-counts 3.1 reopened: overdue all along, as is known now",
        ),
        pytest.param(
            [settled(12), act("corrected", 20, ready=when(10, 10), lateness="on_time")],
            {Measure.LATE: {(12, 12): 1, (12, 20): -1}, Measure.ON_TIME: on(10, 20), Measure.FELL_DUE: {(10, 10): 1, (10, 20): -1},
             Measure.CLEARED: {(12, 12): 1, (12, 20): -1},
             Measure.OVERDUE_BY_DATE: {(11, 11): 1, (12, 12): -1, (12, 20): 1, (11, 20): -1}},
            id="daily-counts 3.2 and daily-counts 3.3 the moment of the result is corrected",
        ),
    ],
)  # fmt: skip
def test_each_act_counts_on_its_day(acts, counted):
    assert life(*acts) == IN | counted


def test_what_came_in_at_any_desk_is_to_the_credit_of_the_desk_too():
    """daily-counts 1.2"""
    assert life(settled(9), any_desk=True) == IN | {Measure.ANY_DESK: on(3), Measure.EARLY: on(9)}


def test_what_was_not_received_counts_as_that_alone():
    """daily-counts 1.8"""
    assert {change.measure: number for change, number in fold([act("not_received", 3)]).items()} == {
        Measure.NOT_RECEIVED: 1
    }


def test_a_void_dossier_counts_nowhere():
    """daily-counts 1.10 and daily-counts 3.4"""
    assert fold([act("received", 3, due=DUE), act("paused", 3, 10), act("voided", 3, 11)]) == {}


def test_a_corrected_name_changes_no_count():
    assert life(act("corrected", 5), settled(9)) == life(settled(9))


def test_the_end_of_the_due_day_tells_the_two_ways_of_comparing_apart():
    """daily-counts 2.4 and daily-counts 2.5"""
    counted = life()

    def overdue(day: int) -> tuple[int, int]:
        by_moment = sum(number for (on_day, _), number in counted[Measure.FELL_DUE].items() if on_day <= day)
        return by_moment, sum(
            number for (on_day, _), number in counted[Measure.OVERDUE_BY_DATE].items() if on_day <= day
        )

    assert [overdue(day) for day in (9, 10, 11)] == [(0, 0), (1, 0), (1, 1)]


MOVES = {
    "running": ["supplement_asked", "paused", "result_ready", "withdrawn", "stopped", "redated"],
    "supplement": ["supplement_completed", "withdrawn", "stopped", "closed_unanswered"],
    "paused": ["resumed", "withdrawn", "stopped"],
    "settled": ["corrected", "reopened", "returned"],
    "ended": ["reopened"],
}
BECOMES = {
    "supplement_asked": "supplement", "paused": "paused", "result_ready": "settled", "withdrawn": "ended", "stopped": "ended",
    "closed_unanswered": "ended", "supplement_completed": "running", "resumed": "running",
}  # fmt: skip


@st.composite
def lives(draw) -> list[Act]:
    """Draw acts as they may follow each other, hours or days apart."""
    state, before, hours = "running", "running", 3 * 24 + 9
    promised = when(*DUE)
    found = [Act("received", when(3), promised=promised)]
    for _ in range(draw(st.integers(0, 9))):
        hours += draw(st.sampled_from([0, 1, 5, 24, 100]))
        at = Moment(hours * HOUR, hours // 24)
        name = draw(st.sampled_from(MOVES[state]))
        ready = None
        if name in {"supplement_completed", "resumed", "redated"}:
            later = draw(st.integers(0, 200))
            promised = max(promised, Moment((hours + later) * HOUR, (hours + later) // 24))
        if name == "corrected":
            ready = at
        standing = "late" if at > promised else "early" if at.day < promised.day else "on_time"
        found.append(Act(name, at, promised=promised, ready=ready, lateness=standing))
        if name == "reopened":
            state = before
        elif name in BECOMES:
            before, state = (state, BECOMES[name])
    return found


@given(acts=lives(), day=st.integers(0, 60), known=st.integers(0, 60))
def test_whatever_happened_what_came_in_either_left_or_is_there(acts, day, known):
    """On every day, as known on every day: in process is one or nothing, overdue and suspended are never more than it."""
    counted = fold(acts)

    def stock(*measures: Measure) -> int:
        return sum(
            number
            for change, number in counted.items()
            if change.measure in measures and change.day <= day and change.known <= known
        )

    if day > known:
        return
    in_process = stock(Measure.RECEIVED) - stock(*LEFT)
    overdue = stock(Measure.FELL_DUE) - stock(Measure.CLEARED)
    by_date, suspended = stock(Measure.OVERDUE_BY_DATE), stock(Measure.SUSPENDED)
    assert in_process in {0, 1}
    assert 0 <= by_date <= overdue <= in_process
    assert 0 <= stock(Measure.OVERDUE_SUSPENDED) <= suspended <= in_process
    assert overdue + suspended <= in_process


@given(acts=lives(), cut=st.integers(0, 9))
def test_folded_in_two_runs_it_adds_up_to_the_same(acts, cut):
    before, whole = fold(acts[:cut]), fold(acts)
    added = {change: whole.get(change, 0) - before.get(change, 0) for change in {*whole, *before}}
    assert {
        change: before.get(change, 0) + number for change, number in added.items() if before.get(change, 0) + number
    } == dict(whole)


@given(acts=lives())
def test_nothing_is_known_before_the_day_it_counts_on(acts):
    assert all(change.known >= change.day for change in fold(acts))
