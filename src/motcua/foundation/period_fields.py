"""Periods in the database: ranges whose end is exclusive, and the constraint that lets none overlap.

A range column says in one value from when to when a fact held. PostgreSQL keeps two facts of the same thing from
overlapping, whatever code writes them; `int8range(key, key, '[]')` stands in for equality, so that no extension
of the server is needed.
"""

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.db.models import CheckConstraint, F, Func, Q, Value

from motcua.kernel.period import Period


def days(start: date, end: date | None = None) -> DateRange:
    """Return the range of days from `start` up to, not including, `end`; without an end it goes on.

    Raises EmptyPeriod.
    """
    period = Period(start, end)
    return DateRange(period.start, period.end, "[)")


def moments(start: datetime, end: datetime | None = None) -> DateTimeTZRange:
    """Return the range of moments from `start` up to, not including, `end`; without an end it goes on.

    Raises EmptyPeriod.
    """
    period = Period(start, end)
    return DateTimeTZRange(period.start, period.end, "[)")


def period_of(value: Any) -> Period[Any]:
    """Return the plain period that a range column holds."""
    return Period(value.lower, value.upper)


def holds_on(on: date | datetime, field: str = "period") -> Q:
    """Return the condition "the fact held on that day, or at that moment"; `field` may look across a join."""
    return Q(**{f"{field}__contains": on})


def lasts_beyond(on: date | datetime, field: str = "period") -> Q:
    """Return the condition "the period ends after that day or moment, or never"; it may not have begun yet."""
    return Q(**{f"{field}__upper_inf": True}) | Q(**{f"{field}__endswith__gt": on})


def no_overlap(
    name: str,
    *,
    same: tuple[str, ...],
    same_codes: tuple[str, ...] = (),
    period: str = "period",
    among: Q | None = None,
) -> ExclusionConstraint:
    """Return the constraint that no two rows with the same keys have overlapping periods.

    Every key of `same` is a whole number column or a foreign key, of `same_codes` a text, compared by its 64-bit hash.
    `among`: only rows of which this is true are compared.
    """
    keys: list[Any] = [F(key) for key in same]
    keys += [Func(F(key), Value(0), function="hashtextextended") for key in same_codes]
    ranges = [(Func(key, key, Value("[]"), function="int8range"), RangeOperators.OVERLAPS) for key in keys]
    return ExclusionConstraint(name=name, expressions=[*ranges, (period, RangeOperators.OVERLAPS)], condition=among)


def has_a_start(name: str, period: str = "period") -> CheckConstraint:
    """Return the constraint that a period is not empty and says when it starts."""
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{period}__isempty": False, f"{period}__lower_inf": False}),
    )
