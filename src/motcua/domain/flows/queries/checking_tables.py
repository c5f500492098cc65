"""Hold every measure of every table against plain SQL, at every grain, and the stocks of months against the flows before them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import connection

from motcua.domain.flows.models import Folding
from motcua.domain.flows.queries.differing import KEYS, Compared, Difference
from motcua.domain.flows.queries.plain import Figures, added_up
from motcua.domain.flows.rules.adding_up import STOCKS
from motcua.domain.flows.rules.grains import DAY_GRAINS, MONTH_GRAINS, YEAR_GRAINS, Grain, Group, seen_at
from motcua.domain.flows.rules.measures import By, Measure

MEASURES = tuple(one.value for one in Measure)
BY_GRAIN = {
    Grain.AGENCY: By.AGENCY,
    Grain.FIELD: By.FIELD,
    Grain.FIELDS: By.FIELD,
    Grain.PROCEDURE: By.PROCEDURE,
    Grain.PROCEDURES: By.PROCEDURE,
}
_GROUP = "unit, level, field, procedure, channel"
_SUMS = f"""
    SELECT {_GROUP}, {", ".join(f"sum({one})" for one in MEASURES)} FROM flows_{{period}}flow
    WHERE grain = %(grain)s AND {{period}} <= %(until)s AND known <= %(until)s GROUP BY {_GROUP}
"""  # noqa: S608 - names of our own columns
_MONTHS = "(12 * extract(year FROM {0}) + extract(month FROM {0}))"
_TIMES = f"({_MONTHS.format('%(until)s::date')} - {_MONTHS.format('month')} + 1)"
_FORMULAS = {
    name: "(" + " ".join(f"{'+' if sign > 0 else '-'} {measure.value}" for measure, sign in parts.items()) + ")"
    for name, parts in STOCKS.items()
}
_STOOD = f"""
    SELECT {_GROUP}, {", ".join(f"sum(stock_{name})" for name in STOCKS)}, {", ".join(f"sum(added_{name})" for name in STOCKS)}
    FROM (
        SELECT {_GROUP}, {", ".join(f"{name} AS stock_{name}, 0 AS added_{name}" for name in STOCKS)}
        FROM flows_monthstock WHERE grain = %(grain)s AND month <= %(until)s
        UNION ALL
        SELECT {_GROUP}, {", ".join(f"0, {formula} * {_TIMES}" for formula in _FORMULAS.values())}
        FROM flows_monthflow WHERE grain = %(grain)s AND month <= %(until)s
    ) AS both_ways GROUP BY {_GROUP}
"""  # noqa: S608 - names of our own columns
Plain = Callable[[date], Mapping[Group, Figures]]
"""Plain SQL's answer since the beginning, up to a day and as known at its end."""


def tables_differing(first: date, known: date, plain: Plain) -> Iterator[Difference]:
    """Yield the measures that a table tells otherwise, of all its periods that were over at the end of `known`; then stocks."""
    months = known.replace(day=1) - timedelta(days=1)
    years = known.replace(month=1, day=1) - timedelta(days=1)
    for period, until, grains in (
        ("day", known, DAY_GRAINS),
        ("month", months, MONTH_GRAINS),
        ("year", years, YEAR_GRAINS),
    ):
        if until < first:
            continue
        compared = Compared(first, until, until, MEASURES)
        for grain in grains:
            asked = {"grain": grain.value, "until": until}
            folded = {Group(*row[:5]): _figures(row[5:], MEASURES) for row in _rows(_SUMS.format(period=period), asked)}
            told = added_up(plain(until), partial(seen_at, grain))
            yield from _named(grain, compared, told, folded)
    yield from _stocks_differing(first)


def _stocks_differing(first: date) -> Iterator[Difference]:
    """Yield where the stocks of all months together are not what the flows of the months before them add up to."""
    until = Folding.objects.values_list("stocks_until", flat=True).first()
    if until is None:
        return
    compared = Compared(first, until, until, tuple(f"stock_{name}" for name in STOCKS))
    for grain in MONTH_GRAINS:
        rows = _rows(_STOOD, {"grain": grain.value, "until": until})
        stood = {Group(*row[:5]): _figures(row[5 : 5 + len(STOCKS)], compared.figures) for row in rows}
        added = {Group(*row[:5]): _figures(row[5 + len(STOCKS) :], compared.figures) for row in rows}
        yield from _named(grain, compared, added, stood)


def _named(
    grain: Grain, compared: Compared, plain: Mapping[Group, Figures], folded: Mapping[Group, Figures]
) -> Iterator[Difference]:
    """Yield the differences, each under the name by which a report knows its group."""
    by = BY_GRAIN[grain]
    for group in {*plain, *folded}:
        key = getattr(group, KEYS[by])
        yield from compared.differing(by, {key: plain.get(group, {})}, {key: folded.get(group, {})})


def _figures(numbers: Any, names: Any) -> Figures:
    return dict(zip(names, map(int, numbers), strict=True))


def _rows(statement: str, values: Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
