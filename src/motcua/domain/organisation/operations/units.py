"""Set up, change and dissolve units; what they were before stays on record (sắp xếp đơn vị)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from motcua.domain.organisation import queries
from motcua.domain.organisation.events import Act
from motcua.domain.organisation.models import Unit, UnitSuccession, UnitVersion
from motcua.domain.organisation.operations.guards import locked_unit, require_administration
from motcua.domain.organisation.rules import texts
from motcua.domain.organisation.rules.words import Kind, Level
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.period_fields import days, holds_on
from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal


class UnitTaken(Refusal):
    """The code belongs to another unit already, for ever."""

    def __init__(self, code: str) -> None:
        super().__init__(say("Mã đơn vị {code} đã được dùng; mã đơn vị không dùng lại.", code=code))


class VersionNotAfterStart(Refusal):
    """A change or an end that would leave the version before it empty."""

    def __init__(self, code: str, starts_on: date) -> None:
        super().__init__(
            say(
                "Ngày thay đổi của đơn vị {code} phải sau ngày bắt đầu hiện tại, {starts_on}.",
                code=code,
                starts_on=say_day(starts_on),
            ),
        )


class StillHasUnits(Refusal):
    """A unit cannot be dissolved while others stand below it."""

    def __init__(self, code: str, count: int) -> None:
        super().__init__(
            say(
                "Đơn vị {code} còn {count} đơn vị trực thuộc; cần sắp xếp các đơn vị đó trước.",
                code=code,
                count=count,
            ),
        )


class StillPlanned(Refusal):
    """A unit cannot be dissolved on a day while a later version of it is planned."""

    def __init__(self, code: str, on: date) -> None:
        super().__init__(
            say(
                "Đơn vị {code} còn thay đổi đã ghi nhận sau ngày {on} nên chưa giải thể được.",
                code=code,
                on=say_day(on),
            ),
        )


class UnfitSuccessor(Refusal):
    """Who is to take over is the dissolved unit itself, or no unit on that day."""

    def __init__(self, code: str, on: date) -> None:
        super().__init__(
            say("Đơn vị {code} không tiếp nhận được: phải là đơn vị khác, có ở ngày {on}.", code=code, on=say_day(on))
        )


class UnitBelowItself(Refusal):
    """A unit cannot stand below itself or below one of its own units."""

    def __init__(self, code: str) -> None:
        super().__init__(say("Đơn vị {code} không thể trực thuộc chính mình hoặc đơn vị cấp dưới của mình.", code=code))


@dataclass(frozen=True)
class UnitFacts:
    """What is true of a unit in a period."""

    name: str
    level: Level
    kind: Kind
    parent_code: str | None


@transaction.atomic
def establish_unit(
    *,
    code: str,
    name: str,
    level: Level,
    kind: Kind,
    parent_code: str | None,
    from_on: date,
    by: Actor,
    at: datetime,
    until_on: date | None = None,
) -> str:
    """Set up a unit from a day on, up to `until_on` (exclusive) where given; return its code as kept.

    Raises MissingRight, UnitTaken, UnknownUnit for the parent, UnusableText, UnreadableCode or EmptyPeriod.
    """
    require_administration(by, parent_code, at)
    unit, is_new = Unit.objects.get_or_create(code=texts.unit_code(code))
    if not is_new:
        raise UnitTaken(unit.code)
    facts = UnitFacts(name, level, kind, parent_code)
    _add_version(unit, facts, days(from_on, until_on))
    ledger.write(subject=f"unit:{unit.code}", act=Act.UNIT_ESTABLISHED, by=by, at=at, body=_body(facts, from_on))
    return str(unit.code)


@transaction.atomic
def replace_unit_version(*, code: str, from_on: date, facts: UnitFacts, by: Actor, at: datetime) -> None:
    """Give a unit another name, level, kind or parent from a day on; until then the earlier version holds.

    Who moves a unit administers its new parent too. Raises MissingRight, UnknownUnit where the unit did not exist
    on that day, VersionNotAfterStart, UnitBelowItself, UnusableText.
    """
    require_administration(by, code, at)
    unit = locked_unit(code)
    current = _version_on(unit, from_on)
    if facts.parent_code != (current.parent.code if current.parent else None):
        require_administration(by, facts.parent_code, at)
        _require_not_below(code, facts.parent_code, from_on)
    until_on = current.period.upper
    _end(current, from_on)
    _add_version(unit, facts, days(from_on, until_on))
    ledger.write(subject=f"unit:{code}", act=Act.UNIT_VERSION_REPLACED, by=by, at=at, body=_body(facts, from_on))


def rename_unit(*, code: str, name: str, from_on: date, by: Actor, at: datetime) -> None:
    """Give a unit another name from a day on; raises as `replace_unit_version`."""
    now = queries.unit(code, from_on)
    facts = UnitFacts(name=name, level=now.level, kind=now.kind, parent_code=now.parent_code)
    replace_unit_version(code=code, from_on=from_on, facts=facts, by=by, at=at)


@transaction.atomic
def dissolve_unit(
    *,
    code: str,
    on: date,
    successors: Sequence[str],
    by: Actor,
    at: datetime,
    decision: str = "",
) -> None:
    """End a unit: `on` is the first day without it; its successors take over from that day.

    Positions in it give no right from that day. Raises MissingRight, UnknownUnit for it or a successor,
    StillHasUnits, StillPlanned, VersionNotAfterStart, UnusableText; UnfitSuccessor for one that is the unit itself or
    is not there on that day.
    """
    require_administration(by, code, at)
    unit, successors = locked_unit(code), tuple(dict.fromkeys(successors))
    _require_fit(code, successors, on)
    _require_free_to_end(unit, on)
    _end(_version_on(unit, on), on)
    named = texts.optional_text(decision, say("Số quyết định"))
    for successor in successors:
        UnitSuccession.objects.create(predecessor=unit, successor=_existing(successor), effective_on=on, decision=named)
    body = {"on": on.isoformat(), "successors": list(successors), "decision": named}
    ledger.write(subject=f"unit:{code}", act=Act.UNIT_DISSOLVED, by=by, at=at, body=body)


def _require_free_to_end(unit: Unit, on: date) -> None:
    below = len(queries.children_of(unit.code, on))
    if below:
        raise StillHasUnits(unit.code, below)
    if unit.versions.filter(period__fully_gt=days(on, on + timedelta(days=1))).exists():
        raise StillPlanned(unit.code, on)


def _require_fit(code: str, successors: Sequence[str], on: date) -> None:
    for successor in successors:
        if successor == code or not _existing(successor).versions.filter(holds_on(on)).exists():
            raise UnfitSuccessor(successor, on)


def _require_not_below(code: str, parent_code: str | None, on: date) -> None:
    if parent_code in queries.subtree_codes(code, on):
        raise UnitBelowItself(code)


def _add_version(unit: Unit, facts: UnitFacts, period: DateRange) -> None:
    UnitVersion.objects.create(
        unit=unit,
        period=period,
        name=texts.required_text(facts.name, say("Tên đơn vị")),
        level=facts.level.value,
        kind=facts.kind.value,
        parent=_existing(facts.parent_code) if facts.parent_code else None,
    )


def _existing(code: str) -> Unit:
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise queries.UnknownUnit(code)
    return found


def _version_on(unit: Unit, on: date) -> UnitVersion:
    found = unit.versions.filter(holds_on(on)).first()
    if found is None:
        raise queries.UnknownUnit(unit.code, on)
    return found


def _end(version: UnitVersion, on: date) -> None:
    if on <= version.period.lower:
        raise VersionNotAfterStart(version.unit.code, version.period.lower)
    version.period = days(version.period.lower, on)
    version.save(update_fields=["period"])


def _body(facts: UnitFacts, from_on: date) -> dict[str, str]:
    return {
        "name": facts.name,
        "level": facts.level.value,
        "kind": facts.kind.value,
        "parent": facts.parent_code or "",
        "from": from_on.isoformat(),
    }
