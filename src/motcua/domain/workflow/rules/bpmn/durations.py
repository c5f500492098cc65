"""Durations of timers as working days: P1D is one working day, PT1H an eighth of one.

The eighth is how a duration is written in a file; what an hour of an office is says its calendar.
"""

import re
from decimal import Decimal

HOURS_A_DAY = 8
SECONDS_A_DAY = HOURS_A_DAY * 3600
MOST_DAYS = 10_000
DURATION = re.compile(
    r"P(?=\d|T\d)(?:(?P<days>\d{1,4})D)?(?:T(?=\d)(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,8}(?:\.\d{1,9})?)S)?)?"
)


def days_of(text: str) -> Decimal | None:
    """Return the working days of a duration; None where it is none of days, hours, minutes and seconds."""
    match = DURATION.fullmatch(text.strip())
    if match is None:
        return None
    days, hours, minutes, seconds = (Decimal(match[part] or 0) for part in ("days", "hours", "minutes", "seconds"))
    whole = (days * SECONDS_A_DAY + hours * 3600 + minutes * 60 + seconds) / SECONDS_A_DAY
    return whole.quantize(Decimal("1e-9")).normalize() + 0 if whole < MOST_DAYS else None


def duration_of(days: Decimal) -> str:
    """Write working days as a duration; `days_of` of the answer gives the same days, to nine places."""
    whole = int(days)
    seconds = (days - whole) * SECONDS_A_DAY
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    parts = [(int(hours), "H"), (int(minutes), "M")]
    timed = "".join(f"{number}{unit}" for number, unit in parts if number)
    timed += f"{format(rest, 'f').rstrip('0').rstrip('.') if '.' in format(rest, 'f') else rest}S" if rest else ""
    written = (f"{whole}D" if whole else "") + (f"T{timed}" if timed else "")
    return f"P{written}" if written else "PT0S"
