"""Which working calendar a unit counts with: its own newest version, else the one of the nearest unit above."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from motcua.domain.organisation.models import CalendarVersion, UnitVersion
from motcua.domain.organisation.queries.standing import remembered
from motcua.domain.organisation.rules.calendar_form import spec_of
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import CalendarSpec, WorkingTable, prepare

LONGEST_LINE = 20

# A unit stands where its newest version puts it: a dissolved one still finds the calendar it counted with.
_NEAREST = """
    WITH RECURSIVE line(id, depth) AS (
        SELECT id, 0 FROM organisation_unit WHERE code = %(code)s
        UNION
        SELECT newest.parent_id, depth + 1 FROM line
        CROSS JOIN LATERAL (
            SELECT parent_id FROM organisation_unitversion version
            WHERE version.unit_id = line.id ORDER BY lower(version.period) DESC LIMIT 1
        ) newest
        WHERE newest.parent_id IS NOT NULL AND depth < 20
    ), places(id, depth) AS (
        SELECT id, depth FROM line
        UNION ALL
        (SELECT unit_id, 99 FROM organisation_calendarversion WHERE EXISTS (SELECT FROM line) ORDER BY id LIMIT 1)
    )
    SELECT calendar.id, calendar.digest FROM places
    JOIN organisation_calendarversion calendar ON calendar.unit_id = places.id
    ORDER BY places.depth, calendar.number DESC LIMIT 1
"""


class NoCalendar(Refusal):
    """No calendar was published for the unit or any unit above it."""

    def __init__(self, unit_code: str) -> None:
        super().__init__(
            say(
                "Chưa công bố lịch làm việc cho đơn vị {unit_code} hoặc đơn vị cấp trên của đơn vị này.",
                unit_code=unit_code,
            )
        )


@dataclass(frozen=True)
class CalendarInfo:
    """One version of a working calendar, prepared for counting."""

    version_id: int
    table: WorkingTable
    spec: CalendarSpec


@dataclass(frozen=True)
class CalendarVersionInfo:
    """One published version as a list shows it."""

    version_id: int
    number: int
    first_year: int
    last_year: int
    reason: str
    made_at: datetime
    made_by: str


@remembered
def calendar_for(unit_code: str) -> CalendarInfo:
    """Return the newest calendar that a unit counts with, its own or inherited.

    A unit outside the tree (a tax office) counts with the province's, the first that was ever published.
    One statement once the version was prepared in this process. Raises NoCalendar, also for an unknown unit.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, {"code": unit_code})
        found = cursor.fetchone()
    if found is None:
        raise NoCalendar(unit_code)
    return _prepared(*found)


@remembered
def calendar_version(version_id: int) -> CalendarInfo:
    """Return one version by its id, for ever the same. Raises LookupError where there is none."""
    digest = CalendarVersion.objects.filter(pk=version_id).values_list("digest", flat=True).first()
    if digest is None:
        raise LookupError(f"there is no calendar version {version_id}")
    return _prepared(version_id, digest)


def unit_of_calendar(version_id: int) -> str:
    """Return the code of the unit whose own calendar a version is. Raises LookupError where there is none."""
    code = CalendarVersion.objects.filter(pk=version_id).values_list("unit__code", flat=True).first()
    if code is None:
        raise LookupError(f"there is no calendar version {version_id}")
    return code


@remembered
def reason_of_calendar(version_id: int) -> str:
    """Return why a version was published, in the words of who did. Raises LookupError where there is none."""
    reason = CalendarVersion.objects.filter(pk=version_id).values_list("reason", flat=True).first()
    if reason is None:
        raise LookupError(f"there is no calendar version {version_id}")
    return reason


def published_since(moment: datetime) -> tuple[int, ...]:
    """Return the ids of the versions published at or after a moment, oldest first."""
    return tuple(CalendarVersion.objects.filter(made_at__gte=moment).order_by("id").values_list("pk", flat=True))


def calendar_versions(unit_code: str) -> tuple[CalendarVersionInfo, ...]:
    """Return the versions of a unit's own calendar, newest first; none where it inherits."""
    found = CalendarVersion.objects.filter(unit__code=unit_code).order_by("-number")
    return tuple(
        CalendarVersionInfo(
            version_id=version.pk,
            number=version.number,
            first_year=version.first_year,
            last_year=version.last_year,
            reason=version.reason,
            made_at=version.made_at,
            made_by=version.made_by,
        )
        for version in found
    )


def units_on_calendar_of(unit_code: str) -> frozenset[str]:
    """Return the units that count with this unit's calendar: it, and all others that `calendar_for` sends to it.

    Dissolved units are among them: their open dossiers are re-dated too. Two statements.
    """
    parents, own = _parents(), list(_newest_versions())
    return frozenset(code for code in parents if _place(code, parents, own) == unit_code)


def units_that_would_follow(unit_code: str) -> frozenset[str]:
    """Return the units that count with this unit's calendar as soon as it publishes one, itself among them.

    The same as `units_on_calendar_of` where it has one already. Two statements.
    """
    parents, own = _parents(), [*_newest_versions(), unit_code]
    return frozenset(code for code in parents if _place(code, parents, own) == unit_code)


def calendars_of(unit_codes: Iterable[str]) -> Mapping[str, CalendarInfo]:
    """Return what `calendar_for` gives for each of the units: two statements for all of them.

    One more for each version that was not yet prepared in this process. Raises NoCalendar.
    """
    parents, newest = _parents(), _newest_versions()
    found = {}
    for code in set(unit_codes):
        place = _place(code, parents, list(newest)) if code in parents else None
        if place is None:
            raise NoCalendar(code)
        found[code] = _prepared(*newest[place])
    return found


def _parents() -> dict[str, str | None]:
    """Return where each unit stands by its newest version."""
    return dict(UnitVersion.objects.order_by("unit", "period").values_list("unit__code", "parent__code"))


def _newest_versions() -> dict[str, tuple[int, str]]:
    """Return the newest version (id, digest) of each unit with an own calendar, in the order they first published."""
    rows = CalendarVersion.objects.order_by("id").values_list("unit__code", "number", "pk", "digest")
    newest: dict[str, tuple[int, int, str]] = {}
    for code, number, key, digest in rows:
        newest[code] = max(newest.get(code, (0, 0, "")), (number, key, digest))
    return {code: (key, digest) for code, (_, key, digest) in newest.items()}


def _place(code: str, parents: Mapping[str, str | None], own: Sequence[str]) -> str | None:
    here: str | None = code
    for _ in range(LONGEST_LINE):
        if here is None or here in own:
            break
        here = parents.get(here)
    return here or next(iter(own), None)


# The digest is part of the key: ids may begin anew in another database, equal content never lies.
@lru_cache(maxsize=64)
def _prepared(version_id: int, digest: str) -> CalendarInfo:
    fields = ("weekly", "exceptions", "first_year", "last_year")
    row: dict[str, Any] = CalendarVersion.objects.values(*fields).get(pk=version_id, digest=digest)
    spec = spec_of(**row)
    return CalendarInfo(version_id=version_id, table=prepare(spec), spec=spec)
