"""Settlements as what people are asked about: of one dossier, and how many there were in a period."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, Q

from motcua.domain.dossiers.models import Dossier, Reopening
from motcua.domain.dossiers.queries.scope import named
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
    group = _group(row.competent_id, row.procedure_code, row.version_id, row.received_at)
    return Settlement(row.code, row.before + 1, row.desk_id, group, row.ready_at)


def settled_by_group(first: date, last: date, *, as_of: date) -> Counter[SettledGroup]:
    """Count what was settled from the first to the last day, as it was known at the end of a day.

    A settlement that was reopened since then counted on that day.
    """
    since, until, known = (_midnight(day) for day in (first, last + timedelta(days=1), as_of + timedelta(days=1)))
    settled = Q(ready_at__gte=since, ready_at__lt=min(until, known))
    undone = Reopening.objects.filter(settled, at__gte=known)
    found: Counter[SettledGroup] = Counter()
    for rows, before in ((Dossier.objects.filter(settled), ""), (undone, "dossier__")):
        for group, count in _counted(rows, before):
            found[group] += count
    return found


def _counted(rows: Any, before: str) -> Iterator[tuple[SettledGroup, int]]:
    names = [f"{before}{name}" for name in ("competent_id", "procedure_code", "version_id")]
    counted = rows.values_list(*names).annotate(settled=Count("pk"), earliest=Min(f"{before}received_at"))
    for competent, procedure, version, settled, earliest in counted.order_by(*names):
        yield _group(competent, procedure, version, earliest), settled


def _group(competent: str, procedure: str, version: int, received_at: datetime) -> SettledGroup:
    level = organisation.unit(competent, local(received_at).date()).level
    content = procedures.published_version(version).content
    return SettledGroup(competent, str(level), procedure, content.name, content.field)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)
