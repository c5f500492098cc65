"""Tables of the organisation: units, people in positions, counters and calendars, every fact with its period."""

from motcua.domain.organisation.models.calendars import CalendarVersion
from motcua.domain.organisation.models.people import (
    Counter,
    Officer,
    OfficerManager,
    Position,
    Posting,
)
from motcua.domain.organisation.models.units import Unit, UnitSuccession, UnitVersion

__all__ = [
    "CalendarVersion",
    "Counter",
    "Officer",
    "OfficerManager",
    "Position",
    "Posting",
    "Unit",
    "UnitSuccession",
    "UnitVersion",
]
