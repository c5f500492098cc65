"""Settlements as what people are asked about: of one dossier, and how many there were in a period."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, TruncMonth

from motcua.domain.dossiers.models import Correction, Dossier, Reopening
from motcua.domain.dossiers.queries.scope import named
from motcua.domain.dossiers.rules.corrections import READY_AT
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.kernel.working_time import ZONE, local


@dataclass(frozen=True)
class SettledGroup:
    """What settlements are counted by: the unit that settles, its level on the day of reception, procedure, field."""

    competent: str
    level: str
    procedure: str
    procedure_name: str
    field: str


@dataclass(frozen=True)
class Settlement:
    """A dossier that is settled now; `number` counts its settlements from 1, reopened ones included."""

    code: str
    number: int
    desk: str
    group: SettledGroup
    settled_at: datetime


def settlement_of(code: str) -> Settlement | None:
    """Return the settlement of the dossier that goes by the code; none where it is unknown or not settled."""
    before = Count("reopenings", filter=Q(reopenings__ready_at__isnull=False))
    row = Dossier.objects.filter(named(code), ready_at__isnull=False).annotate(before=before).first()
    if row is None or row.ready_at is None:
        return None
    content = procedures.published_version(row.version_id).content
    group = _group(row.competent_id, row.procedure_code, content, row.received_at)
    return Settlement(row.code, row.before + 1, row.desk_id, group, row.ready_at)


def settled_by_group(
    first: date, last: date, *, as_of: date, stood: organisation.StoodBelow | None = None
) -> Counter[SettledGroup]:
    """Count what was settled from the first to the last day, as it was known at the end of a day.

    A settlement that was reopened since then counted on that day; one whose moment was corrected since counts at the one known.
    `stood`: only what units settled that stood below one on that day.
    """
    found: Counter[SettledGroup] = Counter()
    for rows, before, _ in _settled(first, last, as_of, stood):
        for group, count in _counted(rows, before):
            found[group] += count
    return found


@dataclass(frozen=True)
class SettledMonth:
    """What settlements are counted by month: the month's first day, the unit that settles, its level when it received."""

    month: date
    competent: str
    level: str


def settled_by_month(
    first: date, last: date, *, as_of: date, stood: organisation.StoodBelow | None = None
) -> Counter[SettledMonth]:
    """Count what was settled from the first to the last day by month and unit, as `settled_by_group` does.

    Asks for nothing of a dossier but what stands in the index by settling, so that a year is counted without the rows.
    """
    found: Counter[SettledMonth] = Counter()
    for rows, before, moment in _settled(first, last, as_of, stood):
        months = rows.annotate(month=TruncMonth(moment, tzinfo=ZONE)).values_list("month", f"{before}competent_id")
        counted = months.annotate(settled=Count("*"), earliest=Min(f"{before}received_at"))
        for month, competent, settled, earliest in counted.order_by():
            found[SettledMonth(month.date(), competent, _level(competent, earliest))] += settled
    return found


def undone_since(
    first: date, last: date, *, known: date, stood: organisation.StoodBelow | None = None
) -> tuple[str, ...]:
    """Return the codes of what was settled in a period, as known at the end of a day, and was reopened after that day."""
    rows = Reopening.objects.filter(
        ready_at__gte=_midnight(first), ready_at__lt=min(end_of(last), end_of(known)), at__gte=end_of(known)
    )
    rows = rows.filter(settled_below(stood, competent="dossier__competent_id", moment="ready_at"))
    return tuple(rows.order_by("dossier__code").values_list("dossier__code", flat=True).distinct())


def settled_below(stood: organisation.StoodBelow | None, *, competent: str, moment: str) -> Q:
    """Return the condition that a unit stood below one when it settled; None: everywhere. The names are of columns."""
    if stood is None:
        return Q()
    condition = Q(**{f"{competent}__in": stood.always})
    for unit, since, until in stood.spells:
        condition |= Q(
            **{competent: unit, f"{moment}__gte": _midnight(since), f"{moment}__lt": _midnight(until)},
        )
    return condition


def undone(known: datetime, *, dossier: str, number: str) -> Q:
    """Return the condition that a settlement was reopened before a moment; the names are of columns: code of the dossier, which one."""
    rows = Reopening.objects.filter(ready_at__isnull=False, at__lt=known)
    of_dossier = rows.filter(dossier__code=OuterRef(dossier)).order_by().values("dossier")
    times = Coalesce(Subquery(of_dossier.annotate(times=Count("pk")).values("times")), 0)
    return Q(**{f"{dossier}__in": rows.values("dossier__code"), f"{number}__lte": times})


def moved_until(known: datetime, *, dossier: str, since: str) -> tuple[QuerySet[Correction, Any], Subquery]:
    """Return of which dossiers the moment of a result was corrected before a moment, and that which was known last.

    The latter for rows with such columns: code of the dossier, and the moment from which corrections matter; else null.
    """
    rows = Correction.objects.filter(at__lt=known, now__has_key=READY_AT)
    later = rows.filter(dossier__code=OuterRef(dossier), at__gte=OuterRef(since)).order_by("-number")
    moments = later.annotate(moment=Cast(KeyTextTransform(READY_AT, "now"), DateTimeField())).values("moment")
    return rows.values("dossier__code"), Subquery(moments[:1])


def end_of(day: date) -> datetime:
    """Return the first moment after a day."""
    return _midnight(day + timedelta(days=1))


def _settled(
    first: date, last: date, as_of: date, stood: organisation.StoodBelow | None
) -> Iterator[tuple[Any, str, str]]:
    """Yield the rows that hold such settlements, each with the way from a row to its dossier, and to its moment."""
    for rows, before, moment in _settled_anywhere(first, last, as_of):
        yield rows.filter(settled_below(stood, competent=f"{before}competent_id", moment=moment)), before, moment


def _settled_anywhere(first: date, last: date, as_of: date) -> tuple[tuple[Any, str, str], ...]:
    """Return the rows that hold settlements of a period, as `_settled` does.

    Where that moment was corrected after the day of knowledge, the correction holds the one that was known.
    """
    since, until, known = (_midnight(day) for day in (first, last + timedelta(days=1), as_of + timedelta(days=1)))
    settled = Q(ready_at__gte=since, ready_at__lt=min(until, known))
    present, undone = Dossier.objects.filter(settled), Reopening.objects.filter(settled, at__gte=known)
    moved = {one: moment for one, moment in _moved_since(known).items() if moment[1] < known}
    if not moved:
        return (present, "", "ready_at"), (undone, "dossier__", "ready_at")
    within = [row for row, moment in moved.values() if since <= moment < until]
    known_at = Cast(KeyTextTransform("ready_at", "was"), DateTimeField())
    return (
        (present.exclude(pk__in=moved), "", "ready_at"),
        (undone.exclude(dossier__in=moved), "dossier__", "ready_at"),
        (Correction.objects.filter(pk__in=within).annotate(known_at=known_at), "dossier__", "known_at"),
    )


def _moved_since(known: datetime) -> dict[int, tuple[int, datetime]]:
    """Return by dossier the first correction at or after a moment of when its result lay at the desk, and that moment before."""
    rows = Correction.objects.filter(at__gte=known, was__has_key=READY_AT).order_by("dossier", "at").distinct("dossier")
    return {
        dossier: (row, datetime.fromisoformat(was[READY_AT]))
        for dossier, row, was in rows.values_list("dossier", "pk", "was")
    }


def _counted(rows: Any, before: str) -> Iterator[tuple[SettledGroup, int]]:
    names = [f"{before}{name}" for name in ("competent_id", "procedure_code", "version_id")]
    counted = rows.values_list(*names).annotate(settled=Count("pk"), earliest=Min(f"{before}received_at"))
    found = list(counted.order_by(*names))
    versions = procedures.published_versions(version for _, _, version, _, _ in found)
    for competent, procedure, version, settled, earliest in found:
        yield _group(competent, procedure, versions[version].content, earliest), settled


def _group(competent: str, procedure: str, content: procedures.ProcedureContent, received_at: datetime) -> SettledGroup:
    return SettledGroup(competent, _level(competent, received_at), procedure, content.name, content.field)


def _level(competent: str, received_at: datetime) -> str:
    return str(organisation.unit(competent, local(received_at).date()).level)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)
