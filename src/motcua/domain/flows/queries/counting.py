"""Count a period: sums of flows, from the last stock that was built before it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows.models import DayFlow, Folding, SetAside
from motcua.domain.flows.queries.naming import names_of
from motcua.domain.flows.rules.grains import YEAR_GRAINS, Grain, day_grain_for, grain_for
from motcua.domain.flows.rules.measures import LEFT, By, Counts, Measure
from motcua.domain.flows.rules.stretches import Stretches, cut
from motcua.foundation import ledger
from motcua.kernel.working_time import local

_KEYS = {By.LEVEL: "level", By.AGENCY: "unit", By.FIELD: "field", By.PROCEDURE: "procedure"}
_LEFT = " + ".join(one.value for one in LEFT)
_STOCK = {
    "carried": (f"received - ({_LEFT})", "in_process"),
    "overdue": ("fell_due - cleared", "overdue"),
    "overdue_by_date": ("overdue_by_date", "overdue_by_date"),
    "suspended": ("suspended", "suspended"),
    "overdue_suspended": ("overdue_suspended", "overdue_suspended"),
}
_PLAIN = [
    one for one in Measure if one not in {Measure.RECEIVED, Measure.FELL_DUE, Measure.CLEARED} and one not in _STOCK
]
_OF_STOCK = f"""
    SELECT {{key}} AS key, {", ".join(f"{column} AS {name}" for name, (_, column) in _STOCK.items())},
           {", ".join("0" for _ in range(len(_PLAIN) + 3))}
    FROM flows_monthstock WHERE grain = %(grain)s AND month = %(base)s {{only}}
"""  # noqa: S608 - names of our own columns
_OF_DAYS_BEFORE = f"""
    SELECT {{key}}, {", ".join(f"{{sign}}({formula})" for formula, _ in _STOCK.values())},
           {", ".join("0" for _ in range(len(_PLAIN) + 3))}
    FROM flows_dayflow WHERE grain = %(day_grain)s AND {{days}} {{only}}
"""  # noqa: S608 - names of our own columns
_WITHIN = f"""
    SELECT {{key}}, 0, {", ".join(formula for name, (formula, _) in _STOCK.items() if name != "carried")},
           {", ".join(one.value for one in _PLAIN)},
           CASE WHEN channel = 'online' THEN received ELSE 0 END, CASE WHEN channel = 'online' THEN 0 ELSE received END,
           received - ({_LEFT})
    FROM {{table}} AND {{days}} AND known <= %(as_of)s {{only}}
"""  # noqa: S608 - names of our own columns
_AGENCY_MONTHS = """
    SELECT month, unit, level, sum(received), sum(early), sum(on_time), sum(late),
           sum(ended_early) + sum(ended_on_time) + sum(ended_late)
    FROM flows_monthflow WHERE grain = %(grain)s AND month BETWEEN %(first)s AND %(last)s
    GROUP BY 1, 2, 3
    HAVING sum(received) <> 0 OR sum(early) + sum(on_time) + sum(late) <> 0
           OR sum(ended_early) + sum(ended_on_time) + sum(ended_late) <> 0
    ORDER BY 1, 2
"""
_COLUMNS = [*_STOCK, *(one.value for one in _PLAIN), "received_online", "received_direct", "stayed"]
_SUMS = ", ".join("sum(carried) + sum(stayed)" if name == "in_process" else f"sum({name})" for name in Counts._fields)
"""The sums in the order of `Counts`: a row is counts as it comes."""


class Group(NamedTuple):
    """One line of a report: a level, an agency, a field or a procedure; its name on the last day, and its counts."""

    key: str
    name: str
    counts: Counts


def counts(
    first: date,
    last: date,
    *,
    as_of: date,
    by: By,
    units: Collection[str] | None = None,
    level: str = "",
    field: str = "",
    at: datetime | None = None,
) -> tuple[Group, ...]:
    """Return the counts of the days `first` to `last`, both included, as they were known at the end of the day `as_of`.

    What lies after `as_of` is not counted. `at`: now; where the last day counted is today, what is overdue at that moment is
    asked from the dossiers, since flows know a day by its end. Only of some `units`, of one `level`, of one `field` where asked. Groups that
    count nothing are left out; in Vietnamese order of names, levels from above. Raises ValueError where the period ends
    before it starts or was not begun on that day.
    """
    until = min(last, as_of)
    if until < first:
        raise ValueError("the period ends before it starts")
    asked = _Asked(by, first, until, as_of, units=units, level=level, field=field)
    with connection.cursor() as cursor:
        cursor.execute(asked.statement, asked.values)
        found = {key: Counts._make(sums) for key, *sums in cursor.fetchall()}
    if at is not None and until == local(at).date():
        overdue = dossiers.overdue_now(at, by=by.value, units=units, level=level, field=field)
        found = {key: one._replace(overdue=_of_those_known(overdue.get(key, 0), one)) for key, one in found.items()}
    return tuple(Group(key, name, found[key]) for key, name in names_of(by, found, on=until))


def _of_those_known(overdue: int, one: Counts) -> int:
    """Return how many are overdue of those that flows know to be in process: folding may be some minutes behind."""
    return min(overdue, one.in_process - one.suspended)


def span() -> tuple[date, date] | None:
    """Return the first and the last day on which anything was received; None before the first dossier."""
    days = DayFlow.objects.filter(grain=Grain.AGENCY, received__gt=0).order_by("day").values_list("day", flat=True)
    first, last = days.first(), days.last()
    return (first, last) if first and last else None


def folded_at() -> datetime | None:
    """Return until when the ledger is folded; None where it never was."""
    return Folding.objects.values_list("at", flat=True).first()


@dataclass(frozen=True)
class Checked:
    """When the flows were last held against plain SQL, and how many figures differed."""

    at: datetime
    differing: int


def last_check() -> Checked | None:
    """Return what the last check found; None where there was none yet."""
    at, differing = Folding.objects.values_list("checked_at", "differing").first() or (None, None)
    return Checked(at, differing) if at is not None and differing is not None else None


@dataclass(frozen=True)
class Aside:
    """A subject that counts nowhere, for its acts cannot be folded: at which of them that ended, and since when."""

    subject: str
    act: str
    since: datetime


def set_aside(*, known: date | None = None) -> tuple[Aside, ...]:
    """Return what is set aside, by subject; `known`: only what something had happened to by the end of that day."""
    found = tuple(Aside(*row) for row in SetAside.objects.order_by("subject").values_list("subject", "act", "since"))
    if known is None or not found:
        return found
    begun = ledger.written_before({one.subject for one in found}, dossiers.settlements.end_of(known))
    return tuple(one for one in found if one.subject in begun)


@dataclass(frozen=True)
class AgencyMonth:
    """What one month counted of one agency, as it is known now. `ended`: left without a result, whenever that was."""

    month: date
    unit: str
    level: str
    received: int
    early: int
    on_time: int
    late: int
    ended: int


def agency_months(first: date, last: date) -> tuple[AgencyMonth, ...]:
    """Return month by month what each agency counted in the months of the days `first` to `last`, whole months both."""
    months = (first.replace(day=1), last.replace(day=1))
    with connection.cursor() as cursor:
        cursor.execute(_AGENCY_MONTHS, {"grain": Grain.AGENCY.value, "first": months[0], "last": months[1]})
        return tuple(AgencyMonth(*row[:3], *map(int, row[3:])) for row in cursor.fetchall())


class _Asked:
    """The statement of one question, and its values."""

    def __init__(self, by: By, first: date, until: date, as_of: date, **only: Any) -> None:
        base = _base(min(first - timedelta(days=1), as_of))
        grain = grain_for(by, of_all_units=only["units"] is None, field=only["field"])
        self.values: dict[str, Any] = {
            "grain": grain.value,
            "day_grain": day_grain_for(grain).value,
            "base": base,
            "as_of": as_of,
            "base_ends": _end_of(base) if base else None,
            "before": first,
            "units": None if only["units"] is None else list(only["units"]),
            "level": only["level"],
            "field": only["field"],
        }
        places = {"key": _KEYS[by], "only": _only(**only)}
        days_since = base is None or _end_of(base) + timedelta(days=1) < first
        parts = [*_stood_before(places, with_base=base is not None, days_since=days_since)]
        stretches = cut(first, until, with_years=grain in YEAR_GRAINS)
        parts += [_WITHIN.format(**places, **where) for where in self._runs(stretches)]
        union = " UNION ALL ".join(parts)
        self.statement = f"SELECT key, {_SUMS} FROM ({union}) AS part (key, {', '.join(_COLUMNS)}) GROUP BY key"  # noqa: S608

    def _runs(self, stretches: Stretches) -> Iterator[dict[str, str]]:
        """Yield in which table each run is and which rows these are; note its first and last period among the values."""
        for period, runs in (("year", stretches.years), ("month", stretches.months), ("day", stretches.days)):
            grain = "day_grain" if period == "day" else "grain"
            for place, (first, last) in enumerate(runs):
                names = (f"{period}_{place}_from", f"{period}_{place}_to")
                self.values |= dict(zip(names, (first, last), strict=True))
                yield {
                    "table": f"flows_{period}flow WHERE grain = %({grain})s",
                    "days": f"{period} BETWEEN %({names[0]})s AND %({names[1]})s",
                }


def _stood_before(places: Mapping[str, str], *, with_base: bool, days_since: bool) -> Iterator[str]:
    """Yield the parts that tell what stood before the period: the stock of a month's end, as it was known, and the days since."""
    if with_base:
        yield _OF_STOCK.format(**places)
        told_later = "day <= %(base_ends)s AND known > %(as_of)s AND known > day"
        yield _OF_DAYS_BEFORE.format(**places, sign="-", days=told_later)
    if days_since:
        since = "day > %(base_ends)s AND " if with_base else ""
        yield _OF_DAYS_BEFORE.format(**places, sign="", days=f"{since}day < %(before)s AND known <= %(as_of)s")


def _only(units: Collection[str] | None, level: str, field: str) -> str:
    asked = {"unit = ANY(%(units)s)": units is not None, "level = %(level)s": level, "field = %(field)s": field}
    return "".join(f" AND {condition}" for condition, is_asked in asked.items() if is_asked)


def _base(before: date) -> date | None:
    """Return the last month whose stock is built and that ended on the day or earlier."""
    built = Folding.objects.values_list("stocks_until", flat=True).first()
    if built is None:
        return None
    first_of_next = (before + timedelta(days=1)).replace(day=1)
    return min(built, (first_of_next - timedelta(days=1)).replace(day=1))


def _end_of(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
