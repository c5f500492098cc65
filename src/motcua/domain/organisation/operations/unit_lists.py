"""Load a whole list of units, as often as one likes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.domain.organisation import queries
from motcua.domain.organisation.events import Act
from motcua.domain.organisation.models import Unit, UnitSuccession, UnitVersion
from motcua.domain.organisation.operations.guards import require_administration
from motcua.domain.organisation.rules.unit_rows import UnitRow, takeovers, unit_rows
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.period_fields import days
from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal


class OverlappingVersion(Refusal):
    """A row of a list holds for days on which another version of the unit holds."""

    def __init__(self, code: str, starts_on: date) -> None:
        super().__init__(
            say(
                "Thời gian của đơn vị {code} từ ngày {starts_on} chồng lên thời gian đã có.",
                code=code,
                starts_on=say_day(starts_on),
            )
        )


@dataclass(frozen=True)
class LoadedUnits:
    """How many rows of a list made a new unit version, changed one, or were known already."""

    created: int
    updated: int
    unchanged: int


@transaction.atomic
def load_units(rows: Iterable[Mapping[str, str]], *, by: Actor, at: datetime) -> LoadedUnits:
    """Bring units and successions in line with a list; a second run of the same list changes nothing.

    A row is known by its code and first day. Columns: see `rules.unit_rows`. Raises MissingRight unless the
    actor administers the whole province, UnknownUnit for a parent or predecessor that is nowhere,
    OverlappingVersion, and what `unit_rows` raises; then nothing is loaded.
    """
    require_administration(by, None, at)
    facts = unit_rows(rows)
    known = _ensure_units(facts)
    _require_known(facts, known)
    before = _versions_before(known)
    outcomes = [_bring_in_line(row, known, before, by=by, at=at) for row in facts]
    _ensure_successions(facts, known)
    return LoadedUnits(outcomes.count("created"), outcomes.count("updated"), outcomes.count("unchanged"))


def _ensure_units(facts: Iterable[UnitRow]) -> dict[str, Unit]:
    Unit.objects.bulk_create([Unit(code=code) for code in sorted({row.code for row in facts})], ignore_conflicts=True)
    return {unit.code: unit for unit in Unit.objects.all()}


def _require_known(facts: Iterable[UnitRow], known: Mapping[str, Unit]) -> None:
    for row in facts:
        for code in filter(None, (row.parent_code, *row.predecessors)):
            if code not in known:
                raise queries.UnknownUnit(code)


def _versions_before(known: Mapping[str, Unit]) -> dict[tuple[int, object], UnitVersion]:
    found = UnitVersion.objects.filter(unit__in=[unit.pk for unit in known.values()])
    return {(version.unit_id, version.period.lower): version for version in found}


def _bring_in_line(
    row: UnitRow,
    known: Mapping[str, Unit],
    before: Mapping[tuple[int, object], UnitVersion],
    *,
    by: Actor,
    at: datetime,
) -> str:
    unit = known[row.code]
    version = before.get((unit.pk, row.starts_on)) or UnitVersion(unit=unit)
    wanted = _columns(row, known)
    if version.pk and all(getattr(version, column) == value for column, value in wanted.items()):
        return "unchanged"
    created = version.pk is None
    for column, value in wanted.items():
        setattr(version, column, value)
    _save(version)
    act = Act.UNIT_ESTABLISHED if created else Act.UNIT_VERSION_REPLACED
    body = {"name": row.name, "from": row.starts_on.isoformat(), "parent": row.parent_code or ""}
    ledger.write(subject=f"unit:{row.code}", act=act, by=by, at=at, body=body)
    return "created" if created else "updated"


def _save(version: UnitVersion) -> None:
    try:
        with transaction.atomic():
            version.save()
    except IntegrityError:
        raise OverlappingVersion(version.unit.code, version.period.lower) from None


def _columns(row: UnitRow, known: Mapping[str, Unit]) -> dict[str, object]:
    return {
        "period": days(row.starts_on, row.ends_on),
        "name": row.name,
        "level": row.level.value,
        "kind": row.kind.value,
        "parent_id": known[row.parent_code].pk if row.parent_code else None,
    }


def _ensure_successions(facts: Iterable[UnitRow], known: Mapping[str, Unit]) -> None:
    rows = [
        UnitSuccession(predecessor=known[before], successor=known[after], effective_on=on)
        for (before, after), on in takeovers(facts).items()
    ]
    UnitSuccession.objects.bulk_create(rows, ignore_conflicts=True)
