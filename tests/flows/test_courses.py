"""Very many dossiers folded at once: each adds what it adds when it is folded alone."""

import os
from collections import Counter
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_folding import act, lives, settled, when

from motcua.domain.flows.rules.adding_up import Rows, add_up, by_period, differing, rows_of, stocks_of
from motcua.domain.flows.rules.courses import ABSENT, LATENESSES, OUTCOMES, ActColumns, fold_all, number_alike
from motcua.domain.flows.rules.folding import COUNTED_ACTS, Act, Moment, UnfoldableError, fold
from motcua.domain.flows.rules.measures import Measure

DAY = 24 * 3_600_000_000
FULL = os.environ.get("MOTCUA_FULL") == "1"


def later(acts: list[Act], days: int, microseconds: int = 0) -> list[Act]:
    """Return the same acts some days later, and within each day by as much as changes no order."""

    def moved(moment: Moment | None) -> Moment | None:
        return moment and Moment(moment.at + days * DAY + microseconds, moment.day + days)

    return [one._replace(at=moved(one.at), promised=moved(one.promised), ready=moved(one.ready)) for one in acts]


def columns(subjects: list[list[Act]]) -> ActColumns:
    """Return them as the ledger is asked for them: without acts that change no count."""

    def moment(one: Moment | None) -> tuple[int, int]:
        return tuple(one) if one else (ABSENT, ABSENT)

    rows = [
        (
            int(place == 0), COUNTED_ACTS.index(one.name), *one.at, *moment(one.promised), *moment(one.ready),
            LATENESSES.index(one.lateness), OUTCOMES.index(one.outcome), int(one.any_desk), int(one.is_damaged),
        )
        for subject in subjects for place, one in enumerate([one for one in subject if one.name in COUNTED_ACTS])
    ]  # fmt: skip
    told = np.array(rows, dtype=np.int64).reshape(-1, len(fields(ActColumns)))
    return ActColumns(*(told[:, place] for place in range(told.shape[1])))


def one_by_one(subjects: list[list[Act]]) -> Counter:
    return Counter(
        (number, change.day, change.known, list(Measure).index(change.measure), many)
        for number, subject in enumerate(subjects)
        for change, many in fold(subject).items()
    )


def at_once(subjects: list[list[Act]]) -> Counter:
    found = fold_all(columns(subjects))
    each = (found.subject, found.day, found.known, found.measure, found.number)
    return Counter(zip(*(column.tolist() for column in each), strict=True))


@settings(max_examples=1000 if FULL else 60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(lives(), st.integers(0, 400), st.integers(0, 60)), max_size=6))
def test_whatever_happened_all_at_once_add_what_each_adds_alone(drawn):
    """Each life is there twice, so that some share their course; the second one begins later and at another minute."""
    subjects = [moved for life, days, minutes in drawn for moved in (life, later(life, days, minutes))]

    assert at_once(subjects) == one_by_one(subjects)


RECEIVED = act("received", 3, due=(10, 15))


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param([RECEIVED, settled(10, 14)._replace(is_damaged=True)], id="a body that cannot be read"),
        pytest.param([RECEIVED, settled(10, 14), settled(10, 15)], id="an act that cannot follow"),
        pytest.param([RECEIVED, act("supplement_asked", 5), act("supplement_completed", 6)], id="no new promise"),
        pytest.param([RECEIVED, settled(10, 14)._replace(lateness="")], id="a result that is neither late nor on time"),
    ],
)
def test_what_cannot_be_folded_adds_nothing_and_all_others_what_they_add(bad):
    usual = [RECEIVED, settled(10, 14)]
    with pytest.raises(UnfoldableError, match=bad[-1].name):
        fold(bad)

    found = fold_all(columns([usual, bad, later(usual, 5)]))

    assert found.unfoldable.tolist() == [1]
    assert at_once([usual, bad, later(usual, 5)]) == one_by_one([usual, [], later(usual, 5)])


@pytest.mark.parametrize(
    "other",
    [
        pytest.param([RECEIVED, settled(10, 15)], id="a result at the moment itself"),
        pytest.param([RECEIVED, settled(10, 16)], id="an hour later, late"),
        pytest.param([RECEIVED, settled(9)], id="a day earlier"),
        pytest.param([RECEIVED, settled(10, 14, outcome="refused")], id="refused"),
        pytest.param([RECEIVED._replace(any_desk=True), settled(10, 14)], id="at any desk"),
        pytest.param([RECEIVED], id="no result yet"),
        pytest.param(
            [RECEIVED, settled(10, 14), act("corrected", 20, ready=when(9), lateness="early")], id="corrected"
        ),
        pytest.param([settled(10, 14)], id="without its first act"),
        pytest.param([act("not_received", 3)], id="not received"),
    ],
)
def test_what_tells_two_courses_apart_is_not_taken_for_the_same(other):
    usual = [RECEIVED, settled(10, 14)]

    assert at_once([usual, other, later(usual, 5)]) == one_by_one([usual, other, later(usual, 5)])


def test_no_dossiers_add_nothing():
    assert at_once([]) == Counter()


def test_rows_alike_have_one_number_in_their_order_however_far_apart_the_values_are():
    columns = [np.array([5, -(2**62), 5, 2**62, 5]), np.array([2**61, 0, -3, 7, 2**61])]

    found = number_alike(columns)

    assert found[0] == found[4]
    assert sorted(range(5), key=lambda place: (found[place], place)) == [1, 2, 0, 4, 3]


def test_months_and_their_stocks_are_what_the_days_add_up_to():
    """Two dossiers in January 1970, one leaves in March; in February nothing happens, but both stand there."""
    received, early = (list(Measure).index(one) for one in (Measure.RECEIVED, Measure.EARLY))
    days = [
        (2, 2, 0, received, 1),
        (9, 9, 0, received, 1),
        (9, 40, 0, received, 1),
        (9, 40, 0, received, -1),
        (65, 65, 0, early, 1),
    ]
    months = by_period(add_up(*np.array(days, dtype=np.int64).T), "M")
    (rows,) = rows_of(months, at_once=2)

    assert list(zip(rows.begins.tolist(), rows.known.tolist(), strict=True)) == [(0, 30), (59, 89)]
    assert [int(row.sum()) for row in rows.values] == [2, 1]
    stocks = [(int(one.begins[0]), one.values[0].tolist()) for one in stocks_of(months, 1, until=90, at_once=1)]
    assert [(begins, values[0]) for begins, values in stocks] == [(0, 2), (31, 2), (59, 1)]
    assert [len(one) for one in rows_of(months, at_once=1)] == [1, 1]
    assert [len(one) for one in stocks_of(months, 1, until=90, at_once=2)] == [2, 1]


def test_of_what_stands_only_what_is_alike_is_kept():
    def rows(*told):
        begins, known, group, value = np.array(told, dtype=np.int64).T
        return Rows(begins, known, group, value[:, None].astype(np.int32))

    ours = rows((0, 30, 1, 5), (0, 30, 2, 6), (0, 31, 1, 7), (59, 89, 1, 8))
    standing = rows((59, 89, 1, 8), (0, 30, 2, 66), (0, 30, 3, 9), (0, 30, -1, 5), (0, 30, 1, 5))

    is_written, goes = differing(ours, standing)

    assert is_written.tolist() == [False, True, True, False]
    assert goes.tolist() == [False, True, True, True, False]
    assert differing(ours, standing[:0])[0].all()
