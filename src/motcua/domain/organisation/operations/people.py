"""Positions, postings and counters (vị trí, phân công, quầy)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from motcua.domain.organisation import queries
from motcua.domain.organisation.events import Act
from motcua.domain.organisation.models import Counter, EnrolmentCode, Officer, Position, Posting, Unit
from motcua.domain.organisation.operations.guards import (
    locked_unit,
    require_administered,
    require_administration,
    today,
)
from motcua.domain.organisation.rules import rights, texts
from motcua.domain.organisation.rules.signing import signature_lines
from motcua.domain.organisation.rules.words import Role
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.period_fields import days, lasts_beyond
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


class PositionTaken(Refusal):
    """The unit has a position of that title."""

    def __init__(self, unit_code: str, title: str) -> None:
        super().__init__(say("Đơn vị {unit_code} đã có vị trí “{title}”.", unit_code=unit_code, title=title))


class UnknownPosition(Refusal):
    """The unit has no position of that title."""

    def __init__(self, unit_code: str, title: str) -> None:
        super().__init__(say("Đơn vị {unit_code} không có vị trí “{title}”.", unit_code=unit_code, title=title))


class AlreadyPosted(Refusal):
    """The officer holds that position for a part of that period already."""

    def __init__(self, login: str, title: str) -> None:
        super().__init__(
            say("Tài khoản {login} đã giữ vị trí “{title}” trong một phần của thời gian này.", login=login, title=title)
        )


class UnknownPosting(Refusal):
    """The officer does not hold that position on that day."""

    def __init__(self, login: str, title: str, on: date) -> None:
        super().__init__(
            say(
                "Tài khoản {login} không giữ vị trí “{title}” vào ngày {on}.",
                login=login,
                title=title,
                on=f"{on:%d/%m/%Y}",
            )
        )


class NothingChanged(Refusal):
    """What was said is what holds already."""


class UnknownCounter(Refusal):
    """The unit has no counter of that number on that day."""

    def __init__(self, unit_code: str, number: int) -> None:
        super().__init__(
            say("Đơn vị {unit_code} không có quầy số {number} vào ngày này.", unit_code=unit_code, number=number)
        )


class CounterTaken(Refusal):
    """The unit has a counter of that number in a part of that period."""

    def __init__(self, unit_code: str, number: int) -> None:
        super().__init__(
            say(
                "Đơn vị {unit_code} đã có quầy số {number} trong một phần của thời gian này.",
                unit_code=unit_code,
                number=number,
            )
        )


@transaction.atomic
def create_position(
    *, unit_code: str, title: str, roles: Iterable[Role], by: Actor, at: datetime, signature: str = ""
) -> None:
    """Create a position in a unit with the roles that whoever holds it has.

    `signature`: the lines over the name where it signs for the unit ("CHỦ TỊCH", or two lines from KT., TL., TUQ.).
    Raises MissingRight, UnknownUnit, PositionTaken, UnusableText, FaultySignature.
    """
    require_administration(by, unit_code, at)
    unit = locked_unit(unit_code)
    kept = texts.required_text(title, say("Tên vị trí"))
    if unit.positions.filter(title=kept).exists():
        raise PositionTaken(unit_code, kept)
    values = sorted({Role(role).value for role in roles})
    lines = signature_lines(signature)
    Position.objects.create(unit=unit, title=kept, roles=values, signature=lines)
    body = {"position": kept, "roles": values, "signature": lines}
    ledger.write(subject=f"unit:{unit_code}", act=Act.POSITION_CREATED, by=by, at=at, body=body)


@transaction.atomic
def set_signature(*, unit_code: str, title: str, signature: str, by: Actor, at: datetime) -> None:
    """Say in whose name a position signs for its unit from now on; empty lines: it signs no more.

    Letters signed before keep their lines. Raises MissingRight, UnknownPosition, FaultySignature.
    """
    require_administration(by, unit_code, at)
    position = _position(unit_code, title)
    was, position.signature = position.signature, signature_lines(signature)
    position.save(update_fields=["signature"])
    body = {"position": position.title, "was": was, "signature": position.signature}
    ledger.write(subject=f"unit:{unit_code}", act=Act.SIGNATURE_SET, by=by, at=at, body=body)


@transaction.atomic
def set_roles(*, unit_code: str, title: str, roles: Iterable[Role], by: Actor, at: datetime) -> None:
    """Say which rights a position gives from now on, to whoever holds it.

    Raises MissingRight, UnknownPosition, NothingChanged; LastDayMissing where somebody would inspect without a last day,
    LastAdministrator where nobody would administer the unit any more.
    """
    require_administration(by, unit_code, at)
    locked_unit(unit_code)
    position = _position(unit_code, title)
    was, position.roles = position.roles, sorted({Role(role).value for role in roles})
    if position.roles == was:
        raise NothingChanged(
            say("Vị trí “{title}” đang có đúng những quyền này. Không có gì thay đổi.", title=position.title)
        )
    lasting = position.postings.filter(lasts_beyond(today(at)))
    for posting in lasting:
        rights.require_last_day(position.roles, ends=posting.period.upper is not None)
    held_by = list(lasting.filter(officer__is_active=True).select_related("officer"))
    position.save(update_fields=["roles"])
    if held_by and Role.ADMINISTRATOR.value in set(was) - set(position.roles):
        given_up = [(max(posting.period.lower, today(at)), posting.period.upper) for posting in held_by]
        require_administered(unit_code, held_by[0].officer.login, given_up, by=by)
    body = {"position": position.title, "was": was, "roles": position.roles}
    ledger.write(subject=f"unit:{unit_code}", act=Act.ROLES_SET, by=by, at=at, body=body)


@transaction.atomic
def post_officer(
    *,
    login: str,
    unit_code: str,
    title: str,
    from_on: date,
    by: Actor,
    at: datetime,
    until_on: date | None = None,
    decision: str = "",
) -> None:
    """Give an officer a position from a day on, up to `until_on` (exclusive) where given (phân công).

    Raises MissingRight, UnknownOfficer, UnknownPosition, LastDayMissing, AlreadyPosted, EmptyPeriod, UnusableText.
    """
    require_administration(by, unit_code, at)
    officer, position = _locked_officer(login), _position(unit_code, title)
    rights.require_last_day(position.roles, ends=until_on is not None)
    period = days(from_on, until_on)
    if Posting.objects.filter(officer=officer, position=position, period__overlap=period).exists():
        raise AlreadyPosted(login, position.title)
    named = texts.optional_text(decision, say("Số quyết định"))
    Posting.objects.create(officer=officer, position=position, period=period, decision=named)
    EnrolmentCode.objects.filter(
        officer=officer
    ).delete()  # issued by whoever could before; the new place issues its own
    body = {"unit": unit_code, "position": position.title, "from": from_on.isoformat(), "decision": named}
    if until_on:
        body["until"] = until_on.isoformat()
    ledger.write(subject=f"officer:{login}", act=Act.OFFICER_POSTED, by=by, at=at, body=body)


@transaction.atomic
def end_posting(*, login: str, unit_code: str, title: str, on: date, by: Actor, at: datetime) -> None:
    """End the posting that holds the day before `on`; `on` is the first day without it.

    Raises MissingRight, UnknownOfficer, UnknownPosition, UnknownPosting, LastAdministrator.
    """
    require_administration(by, unit_code, at)
    officer, position = _locked_officer(login), _position(unit_code, title)
    found = Posting.objects.filter(officer=officer, position=position, period__contains=on).first()
    if found is None or found.period.lower >= on:
        raise UnknownPosting(login, position.title, on)
    if Role.ADMINISTRATOR.value in position.roles:
        require_administered(unit_code, login, [(on, found.period.upper)], by=by, without=[found.pk])
    found.period = days(found.period.lower, on)
    found.save(update_fields=["period"])
    body = {"unit": unit_code, "position": position.title, "on": on.isoformat()}
    ledger.write(subject=f"officer:{login}", act=Act.POSTING_ENDED, by=by, at=at, body=body)


@transaction.atomic
def open_counter(
    *,
    unit_code: str,
    number: int,
    name: str,
    from_on: date,
    by: Actor,
    at: datetime,
    until_on: date | None = None,
) -> None:
    """Open a numbered counter of a unit from a day on (quầy). Raises MissingRight, UnknownUnit, CounterTaken."""
    require_administration(by, unit_code, at)
    unit = locked_unit(unit_code)
    if number < 1:
        raise texts.UnusableText(say("Số quầy bắt đầu từ 1."))
    period = days(from_on, until_on)
    if unit.counters.filter(number=number, period__overlap=period).exists():
        raise CounterTaken(unit_code, number)
    kept = texts.required_text(name, say("Tên quầy"))
    Counter.objects.create(unit=unit, number=number, name=kept, period=period)
    body = {"number": number, "from": from_on.isoformat()}
    ledger.write(subject=f"unit:{unit_code}", act=Act.COUNTER_OPENED, by=by, at=at, body=body)


@transaction.atomic
def rename_counter(*, unit_code: str, number: int, name: str, by: Actor, at: datetime) -> None:
    """Name a counter anew from today on; on earlier days it goes by the name it had.

    Raises MissingRight, UnknownUnit, UnknownCounter, NothingChanged, UnusableText.
    """
    require_administration(by, unit_code, at)
    unit, day = locked_unit(unit_code), today(at)
    found = _counter(unit, number, day)
    was, kept = found.name, texts.required_text(name, say("Tên quầy"))
    if kept == was:
        raise NothingChanged(say("Quầy số {number} đang có đúng tên này. Không có gì thay đổi.", number=number))
    until = found.period.upper
    if found.period.lower < day:
        found.period = days(found.period.lower, day)
        found.save(update_fields=["period"])
        Counter.objects.create(unit=unit, number=number, name=kept, period=days(day, until))
    else:
        found.name = kept
        found.save(update_fields=["name"])
    body = {"number": number, "was": was, "name": kept}
    ledger.write(subject=f"unit:{unit_code}", act=Act.COUNTER_RENAMED, by=by, at=at, body=body)


@transaction.atomic
def close_counter(*, unit_code: str, number: int, on: date, by: Actor, at: datetime) -> None:
    """Close a counter; `on` is the first day without it. It may be opened again under its number.

    Raises MissingRight, UnknownUnit, UnknownCounter; UnusableText for a day before it opened.
    """
    require_administration(by, unit_code, at)
    unit = locked_unit(unit_code)
    found = _counter(unit, number, today(at))
    if on <= found.period.lower:
        raise texts.UnusableText(say("Ngày đóng quầy phải sau ngày mở quầy."))
    found.period = days(found.period.lower, on)
    found.save(update_fields=["period"])
    body = {"number": number, "name": found.name, "on": on.isoformat()}
    ledger.write(subject=f"unit:{unit_code}", act=Act.COUNTER_CLOSED, by=by, at=at, body=body)


def _counter(unit: Unit, number: int, on: date) -> Counter:
    """Return the counter of that number on a day, or the one that is still to open. Raises UnknownCounter."""
    found = unit.counters.filter(lasts_beyond(on), number=number).order_by("period").first()
    if found is None:
        raise UnknownCounter(unit.code, number)
    return found


def _locked_officer(login: str) -> Officer:
    found = Officer.objects.select_for_update().filter(login=login).first()
    if found is None:
        raise queries.UnknownOfficer(login)
    return found


def _position(unit_code: str, title: str) -> Position:
    kept = texts.required_text(title, say("Tên vị trí"))
    found = Position.objects.filter(unit__code=unit_code, title=kept).first()
    if found is None:
        raise UnknownPosition(unit_code, kept)
    return found
