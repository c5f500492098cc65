"""Flows against plain SQL: whatever happened, in whatever order it was folded, each figure of each day is the same.

40 random periods in the quick run; 200 for each of two seeds, after more acts, with MOTCUA_FULL=1.
"""

import os
import sys
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from lives import Crowd, random_periods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows import api as flows
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)
FULL = os.environ.get("MOTCUA_FULL") == "1"
COMPARED = [cell for cell in dossiers.Cell if cell not in {dossiers.Cell.RECEIVED, dossiers.Cell.LEFT}]


def by_flows(period, by):
    first, last, as_of = period
    groups = flows.counts(first, last, as_of=as_of, by=by)
    found = {group.key: {cell: asdict(group.counts)[cell.value] for cell in COMPARED} for group in groups}
    return {key: counts for key, counts in found.items() if any(counts.values())}


def by_plain_sql(period, by):
    first, last, as_of = period
    found = dossiers.lives_counted(first, last, as_of=as_of, by=by.value)
    known = {key: {cell: counts[cell] for cell in COMPARED} for key, counts in found.items()}
    return {key: counts for key, counts in known.items() if any(counts.values())}


@pytest.mark.parametrize("seed", [1, 2] if FULL else [1])
def test_on_random_periods_flows_equal_plain_sql(seed):
    crowd = Crowd(seed)
    crowd.live(400 if FULL else 200, fold_every=17)
    for period in random_periods(crowd, 200 if FULL else 40):
        for by in flows.By:
            assert by_flows(period, by) == by_plain_sql(period, by), (period, by)


def test_behind_every_figure_stand_as_many_dossiers_as_plain_sql_counts():
    crowd = Crowd(3)
    crowd.live(250 if FULL else 150, fold_every=40)
    for first, last, as_of in random_periods(crowd, 20 if FULL else 6):
        counted = dossiers.lives_counted(first, last, as_of=as_of, by="level")
        for cell in dossiers.Cell:
            rows = dossiers.lives_in([cell], first, last, as_of=as_of, reader=SYSTEM, at=crowd.at + timedelta(days=400))

            assert rows.counted == sum(counts[cell] for counts in counted.values()), (first, last, as_of, cell)
