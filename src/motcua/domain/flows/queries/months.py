"""Whole months at the finest grain, one row at a time, as they were known on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from motcua.domain.flows.rules.grains import Grain
from motcua.domain.flows.rules.measures import Counts, Measure

_COUNTED = (
    Measure.EARLY, Measure.ON_TIME, Measure.LATE, Measure.LATE_SAME_DAY, Measure.REFUSED, Measure.ENDED_EARLY,
    Measure.ENDED_ON_TIME, Measure.ENDED_LATE, Measure.ENDED_LATE_SAME_DAY, Measure.SUPPLEMENTED, Measure.NOT_RECEIVED,
)  # fmt: skip
_SUMS = ("received", *(one.value for one in _COUNTED))
_MONTHS = f"""
    SELECT month, unit, level, field, procedure, channel, {", ".join(f"sum({name})" for name in _SUMS)}
    FROM flows_monthflow
    WHERE grain = %(grain)s AND month BETWEEN %(first)s AND %(last)s AND known <= %(as_of)s
    GROUP BY 1, 2, 3, 4, 5, 6
    HAVING {" OR ".join(f"sum({name}) <> 0" for name in _SUMS)}
    ORDER BY month, unit COLLATE "C", level COLLATE "C", field COLLATE "C", procedure COLLATE "C", channel COLLATE "C"
"""  # noqa: S608 - names of our own columns
_ROWS_AT_ONCE = 5000


@dataclass(frozen=True)
class FlowMonth:
    """What one month counted of one procedure on one channel at one agency; no stocks, those are not a month's own."""

    month: date
    unit: str
    level: str
    field: str
    procedure: str
    channel: str
    counts: Counts


def flow_months(first: date, last: date, *, as_of: date) -> Iterator[FlowMonth]:
    """Yield the months from that of `first` to that of `last`, whole ones, in an order that no machine changes.

    As known at the end of `as_of`; as a stream, so it needs a transaction.
    """
    asked: dict[str, Any] = {
        "grain": Grain.PROCEDURE.value,
        "first": first.replace(day=1),
        "last": last.replace(day=1),
        "as_of": as_of,
    }
    with connection.chunked_cursor() as cursor:
        cursor.cursor.itersize = _ROWS_AT_ONCE
        cursor.execute(_MONTHS, asked)
        for row in cursor:
            yield _month(row)


def _month(row: tuple[Any, ...]) -> FlowMonth:
    month, unit, level, field, procedure, channel, *sums = row
    counted = dict(zip(_SUMS, sums, strict=True))
    received = counted.pop("received")
    way = "received_online" if channel == "online" else "received_direct"
    return FlowMonth(month, unit, level, field, procedure, channel, Counts(**{way: received}, **counted))
