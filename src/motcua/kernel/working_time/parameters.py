"""The numbers of a rule pack that counting needs. They change with the law, so they are handed in, never fixed here."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Parameters:
    """The dated numbers of one rule pack; the defaults are those of both packs today.

    same_day_until: received later, "trong ngày" ends on the next working day (rule 6).
    any_desk_until, any_desk_grace_minutes: received later at any desk, the competent unit has so many minutes of the
    next working day (rule 15). internal_share: the part of a working day by which the result is back at the desk
    before the promised moment (rule 10). supplement_ask_days, supplement_answer_days, apology_days_before,
    apology_days_after: working days (rules 9 and 13).
    """

    same_day_until: time = time(15, 0)
    any_desk_until: time = time(15, 0)
    any_desk_grace_minutes: int = 60
    internal_share: Decimal = Decimal("0.5")
    supplement_ask_days: Decimal = Decimal(3)
    supplement_answer_days: Decimal = Decimal(15)
    apology_days_before: Decimal = Decimal(1)
    apology_days_after: Decimal = Decimal(1)
