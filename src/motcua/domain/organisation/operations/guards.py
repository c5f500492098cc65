"""What every act asks first: the unit is there and locked, and the actor administers it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from motcua.domain.organisation import queries
from motcua.domain.organisation.models import Officer, Posting, Unit
from motcua.domain.organisation.rules import rights
from motcua.domain.organisation.rules.words import Role
from motcua.foundation.actor import Actor
from motcua.foundation.period_fields import holds_on
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import local


class LastAdministrator(Refusal):
    """Nobody would administer the unit any more."""

    def __init__(self, login: str, unit_code: str) -> None:
        super().__init__(
            say(
                "{login} là người quản trị cuối cùng của đơn vị {unit_code} và các đơn vị cấp trên; phân "
                "công người khác trước.",
                login=login,
                unit_code=unit_code,
            )
        )


def today(at: datetime) -> date:
    """Return the day of the moment as calendars here show it. Raises NaiveMoment."""
    return local(at).date()


def require_administration(by: Actor, unit_code: str | None, at: datetime) -> None:
    """Raise MissingRight unless the actor administers the unit or one above it; None means the whole province."""
    if rights.SYSTEM_ROLE in by.roles:
        return
    rights.require_administrator(by, queries.line_of(unit_code, today(at)) if unit_code else ())


def locked_unit(code: str) -> Unit:
    """Return the unit, locked until the transaction ends. Raises UnknownUnit."""
    found = Unit.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise queries.UnknownUnit(code)
    return found


def require_another_administrator(officer: Officer, unit_codes: set[str], *, on: date, by: Actor) -> None:
    """Raise LastAdministrator where nobody else would administer one of the units on that day, or later when they leave.

    The units and those above are locked, so that two administrators do not remove each other at the same time. The
    command line, which owns the server, can always make a new one.
    """
    if rights.SYSTEM_ROLE in by.roles:
        return
    for code in sorted(unit_codes):
        until = [row.period.upper for row in _administrators_of(code, on).filter(officer=officer)]
        _require_somebody(code, officer.login, on=on, until=until, but=officer)


def require_administered(unit_code: str, login: str, *, on: date, until: Iterable[date | None], by: Actor) -> None:
    """Raise LastAdministrator, naming `login`, where nobody administers the unit on that day, or later before `until`."""
    if rights.SYSTEM_ROLE not in by.roles:
        _require_somebody(unit_code, login, on=on, until=until)


def _require_somebody(
    code: str, login: str, *, on: date, until: Iterable[date | None], but: Officer | None = None
) -> None:
    """Raise LastAdministrator unless somebody administers the unit on that day and on every later one up to `until`.

    `until`: the first days without those who give it up now, None without end; whoever takes over may leave before.
    """
    ends, day = list(until), on
    while queries.line_of(code, day):
        others = _administrators_of(code, day)
        lasting = [row.period.upper for row in (others.exclude(officer=but) if but else others)]
        if not lasting:
            raise LastAdministrator(login, code)
        if None in lasting:
            return
        day = max(lasting)
        if all(end is not None and end <= day for end in ends):
            return


def _administrators_of(unit_code: str, on: date) -> "QuerySet[Posting]":
    """Return who administers a unit or one above it on a day; these units are locked."""
    line = queries.line_of(unit_code, on)
    list(Unit.objects.select_for_update().filter(code__in=line).order_by("pk"))
    return Posting.objects.filter(
        holds_on(on),
        holds_on(on, "position__unit__versions__period"),
        officer__is_active=True,
        position__unit__code__in=line,
        position__roles__contains=[Role.ADMINISTRATOR.value],
    )
