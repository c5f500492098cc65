"""What every act asks first: the unit is there and locked, and the actor administers it."""

from datetime import date, datetime

from motcua.domain.organisation import queries
from motcua.domain.organisation.models import Unit
from motcua.domain.organisation.rules import rights
from motcua.foundation.actor import Actor
from motcua.kernel.working_time import local


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
