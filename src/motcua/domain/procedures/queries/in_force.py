"""What was published of every procedure on a day, as far as counts need it: one statement, nothing kept beside."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models.functions import Collate

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.models import ProvinceDecision, PublishedVersion
from motcua.foundation.period_fields import moments
from motcua.kernel.language import say, to_say
from motcua.kernel.working_time import ZONE

BY_DESK_NAMES: Mapping[str, str] = {
    "commune_of_desk": to_say("Ủy ban nhân dân cấp xã"),
    "district_of_desk": to_say("Ủy ban nhân dân cấp huyện"),
}

_PARTS = ("procedure__code", "number", "period", *(f"content__{part}" for part in (
    "name", "field", "competent", "cases", "online_level", "on_national_portal", "marks")))  # fmt: skip
_ROWS_AT_ONCE = 500
_MANY = 200
"""So many of some thousand procedures are not looked up one by one: to read all takes less."""
_NAMES = """
    SELECT DISTINCT ON (version.procedure_id) procedure.code, version.name
    FROM procedures_publishedversion version JOIN procedures_procedure procedure ON procedure.id = version.procedure_id
    CROSS JOIN LATERAL (SELECT lower(version.period) > %(over)s AS later) AS told
    WHERE %(codes)s::text[] IS NULL OR procedure.code = ANY(%(codes)s::text[])
    ORDER BY version.procedure_id, later, CASE WHEN later THEN version.number ELSE -version.number END
"""


class GroupBy(StrEnum):
    """By what procedures are counted together."""

    AGENCY = "agency"
    FIELD = "field"


@dataclass(frozen=True)
class Decided:
    """By which decision something holds; `decided_on` and what it is called, where it was entered as one."""

    number: str = ""
    decided_on: date | None = None
    title: str = ""
    citation: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class InForce:
    """One published version on a day: its period, whose it is, and the parts of its content that are counted."""

    code: str
    number: int
    valid_from: datetime
    valid_to: datetime | None
    name: str
    field: str
    agency: str
    cases: list[dict[str, Any]]
    online_level: dict[str, Any] | None
    on_national_portal: bool
    marks: list[dict[str, Any]]

    def holds_at(self, moment: datetime) -> bool:
        """Tell whether the version is in force at a moment."""
        return self.valid_from <= moment and (self.valid_to is None or moment < self.valid_to)

    def group(self, by: GroupBy) -> str:
        """Return the key of the row it is counted in."""
        return self.agency if by is GroupBy.AGENCY else self.field


@dataclass(frozen=True)
class Spell:
    """Since when something holds, and until when (not included; None: open)."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class ListedVersion:
    """One version of a procedure as a report lists it: in force from `valid_from` until `valid_to` (not included; None: open).

    `holds`: since when and until when just what the report tells of it holds, whatever versions were made between.
    """

    code: str
    name: str
    field: str
    agency: str
    version: int
    valid_from: datetime
    valid_to: datetime | None
    holds: Spell


def listed(one: InForce, versions: Sequence[InForce], said: Callable[[InForce], object]) -> dict[str, Any]:
    """Return the values of a ListedVersion; `said` is what the report tells of a version, as `spell_of` takes it."""
    return {
        "code": one.code, "name": one.name, "field": one.field, "agency": one.agency, "version": one.number,
        "valid_from": one.valid_from, "valid_to": one.valid_to, "holds": spell_of(one, versions, said),
    }  # fmt: skip


def last_moment(on: date) -> datetime:
    """Return the last moment of a day: a day counts as it stood when it was over."""
    return datetime.combine(on + timedelta(days=1), time(), tzinfo=ZONE) - timedelta(microseconds=1)


def in_force_on(on: date) -> Iterator[InForce]:
    """Yield what was published at the end of a day, in the order of codes."""
    yield from _rows(period__contains=last_moment(on))


def in_force_within(first: date, last: date) -> Iterator[InForce]:
    """Yield what was published at the end of any day of a stretch, in the order of codes."""
    yield from _rows(period__overlap=moments(last_moment(first), last_moment(last) + timedelta(microseconds=1)))


def versions_begun(on: date) -> Iterator[InForce]:
    """Yield every version that began by the end of a day, by code and number, as a stream: it needs a transaction."""
    begun = PublishedVersion.objects.filter(period__startswith__lte=last_moment(on))
    in_order = begun.order_by(Collate("procedure__code", "C"), "number").values_list(*_PARTS)
    yield from map(_in_force, in_order.iterator(chunk_size=_ROWS_AT_ONCE))


def versions_of(code: str) -> tuple[InForce, ...]:
    """Return every published version of a procedure, the oldest first."""
    return tuple(_rows(procedure__code=code))


def spell_of(one: InForce, versions: Sequence[InForce], said: Callable[[InForce], object]) -> Spell:
    """Return since when and until when what is said in a version holds, over neighbouring versions that say the same.

    A version made for another reason ends nothing. `versions` are all of the procedure, the oldest first.
    """
    place = next(place for place, each in enumerate(versions) if each.number == one.number)
    first = last = place
    while (
        first > 0
        and versions[first - 1].valid_to == versions[first].valid_from
        and said(versions[first - 1]) == said(one)
    ):
        first -= 1
    while (
        last + 1 < len(versions)
        and versions[last].valid_to == versions[last + 1].valid_from
        and said(versions[last + 1]) == said(one)
    ):
        last += 1
    return Spell(versions[first].valid_from, versions[last].valid_to)


def versions_of_many(codes: Iterable[str]) -> dict[str, list[InForce]]:
    """Return every published version of several procedures, the oldest first, by code."""
    found: dict[str, list[InForce]] = {}
    for one in _rows(procedure__code__in=list(codes)):
        found.setdefault(one.code, []).append(one)
    return found


def names_of(codes: Collection[str] | None, on: date) -> dict[str, str]:
    """Return what procedures were called at the end of a day: by the version published last until then, or first after it.

    None: all of them. What was never published is left out.
    """
    all_are_read = codes is None or len(codes) > _MANY
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, {"codes": None if all_are_read else list(codes or ()), "over": last_moment(on)})
        found: dict[str, str] = dict(cursor.fetchall())
    return found if codes is None else {code: found[code] for code in codes if code in found}


def _rows(**which: Any) -> Iterator[InForce]:
    yield from map(
        _in_force, PublishedVersion.objects.filter(**which).order_by("procedure__code", "number").values_list(*_PARTS)
    )


def _in_force(row: tuple[Any, ...]) -> InForce:
    code, number, period, name, field, competent, cases, level, portal, marks = row
    return InForce(
        code=code, number=number, valid_from=period.lower, valid_to=period.upper, name=name, field=field,
        agency=_agency(competent), cases=cases, online_level=level, on_national_portal=bool(portal), marks=marks,
    )  # fmt: skip


def _agency(competent: Mapping[str, str] | None) -> str:
    """Return the code of the unit that settles, or by which desk it is told."""
    return "" if competent is None else competent.get("code") or competent["kind"]


def group_names(by: GroupBy, keys: set[str], on: date) -> dict[str, str]:
    """Return how the groups are called on a day."""
    if by is GroupBy.FIELD:
        return {key: key or say("Chưa ghi lĩnh vực") for key in keys}
    names = organisation.unit_names([key for key in keys if key and key not in BY_DESK_NAMES], on)
    desks = {key: say(name) for key, name in BY_DESK_NAMES.items()}
    return {key: names.get(key) or desks.get(key) or key or say("Chưa rõ cơ quan") for key in keys}


def decision_papers() -> dict[tuple[str, date], Decided]:
    """Return every decision that was entered, by number and day."""
    return {
        (one.number, one.decided_on): Decided(one.number, one.decided_on, one.title, one.citation, one.is_sample)
        for one in ProvinceDecision.objects.all()
    }


def decided_by(source: Mapping[str, Any] | None, entered: Mapping[tuple[str, date], Decided]) -> Decided:
    """Return the decision that a frozen source names; a number alone where it was never entered as one."""
    if source is None or source.get("layer") != "province":
        return Decided()
    number, day = source.get("decision", ""), source.get("decided_on")
    on = date.fromisoformat(day) if day else None
    return entered.get((number, on), Decided(number, on)) if on else Decided(number)
