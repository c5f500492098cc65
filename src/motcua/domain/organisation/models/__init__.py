"""Tables of the organisation: units, people in positions, counters and calendars, every fact with its period."""

from motcua.domain.organisation.models.calendars import CalendarVersion
from motcua.domain.organisation.models.people import (
    Counter,
    Leave,
    Officer,
    OfficerManager,
    Position,
    Posting,
)
from motcua.domain.organisation.models.units import Unit, UnitSuccession, UnitVersion

__all__ = [
    "CalendarVersion",
    "Counter",
    "Leave",
    "Officer",
    "OfficerManager",
    "Position",
    "Posting",
    "Unit",
    "UnitSuccession",
    "UnitVersion",
]
