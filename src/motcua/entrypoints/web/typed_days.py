"""Days as a form or an address says them."""

from datetime import date

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""What lies beyond is a slip of the hand; dates at the very ends of the calendar cannot be counted with."""


class NotADay(Refusal):
    """What was typed is no day that can be meant."""


def day_typed(text: str) -> date | None:
    """Return the day, none where nothing was typed. Raises NotADay."""
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        day = date.min
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotADay(say("Ghi ngày theo dạng ngày, tháng, năm."))
    return day
