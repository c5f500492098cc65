"""Tables of the organisation: units, people in positions, counters and calendars, every fact with its period."""

from motcua.domain.organisation.models.accounts import Attempt, EnrolmentCode, RecoveryCode, SecondFactor
from motcua.domain.organisation.models.calendars import CalendarVersion
from motcua.domain.organisation.models.people import (
    Counter,
    Leave,
    Officer,
    OfficerManager,
    Position,
    Posting,
)
from motcua.domain.organisation.models.units import Unit, UnitArrangement, UnitContact, UnitSuccession, UnitVersion

__all__ = [
    "Attempt",
    "CalendarVersion",
    "Counter",
    "EnrolmentCode",
    "Leave",
    "Officer",
    "OfficerManager",
    "Position",
    "Posting",
    "RecoveryCode",
    "SecondFactor",
    "Unit",
    "UnitArrangement",
    "UnitContact",
    "UnitSuccession",
    "UnitVersion",
]
