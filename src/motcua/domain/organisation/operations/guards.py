"""What every act asks first: the unit is there and locked, and the actor administers it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from motcua.domain.organisation import queries
from motcua.domain.organisation.models import Posting, Unit
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


def require_administered(
    unit_code: str, login: str, given_up: Iterable[tuple[date, date | None]], *, by: Actor, without: Iterable[int] = ()
) -> None:
    """Raise LastAdministrator, naming `login`, where nobody would administer the unit on a day that is given up now.

    `given_up`: first day of each period and the first day after it, None without end; `without`: the postings that end by it.
    The units and those above are locked, so that two administrators do not remove each other at the same time. The
    command line, which owns the server, can always make a new one.
    """
    if rights.SYSTEM_ROLE in by.roles:
        return
    gone = tuple(without)
    for begins, ends in given_up:
        _require_somebody(unit_code, login, begins, ends, gone)


def _require_somebody(code: str, login: str, begins: date, ends: date | None, gone: tuple[int, ...]) -> None:
    """Raise LastAdministrator unless somebody administers the unit on every day of the period; whoever takes over may leave before."""
    day = begins
    while queries.line_of(code, day):
        lasting = [row.period.upper for row in _administrators_of(code, day).exclude(pk__in=gone)]
        if not lasting:
            raise LastAdministrator(login, code)
        if None in lasting:
            return
        day = max(lasting)
        if ends is not None and ends <= day:
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
