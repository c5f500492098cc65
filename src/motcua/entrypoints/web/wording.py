"""How moments, spans of time, numbers, money and numbers of persons are written on the pages.

Pure functions, no Django: the same words serve pages, papers and the command line. Every moment is
handed in with its time zone and written in the time of Vietnam; days are written day/month/year.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NO_BREAK = "\N{NO-BREAK SPACE}"
HIDDEN = "•••"

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
LIMIT_UNITS = {
    "working_day": "ngày làm việc",
    "calendar_day": "ngày",
    "working_hour": "giờ làm việc",
    "clock_hour": "giờ",
    "month": "tháng",
}


def local(at: datetime) -> datetime:
    """Return the moment in the time of Vietnam. Raises ValueError for a moment without a time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be written")
    return at.astimezone(VIETNAM)


def _day_of(value: date | datetime) -> date:
    return local(value).date() if isinstance(value, datetime) else value


# Moments


def hour(at: datetime) -> str:
    """Return the time of day in prose: `14 giờ 20`, and `17 giờ` on the hour."""
    here = local(at)
    return f"{here:%H} giờ {here:%M}" if here.minute else f"{here:%H} giờ"


def day(on: date | datetime) -> str:
    """Return a day in prose, with weekday and year: `thứ Sáu 27/11/2026`."""
    here = _day_of(on)
    return f"{WEEKDAYS[here.weekday()]} {here.day:02}/{here.month:02}/{here.year}"


def day_in_table(on: date | datetime, today: date | datetime) -> str:
    """Return a day for a table: `hôm nay`, `thứ Sáu 27/11`, with the year when it is not this one."""
    here, now = _day_of(on), _day_of(today)
    if here == now:
        return "hôm nay"
    return day(here) if here.year != now.year else f"{WEEKDAYS[here.weekday()]} {here.day:02}/{here.month:02}"


def moment(at: datetime) -> str:
    """Return a moment in prose: `14 giờ 20, thứ Sáu 27/11/2026`."""
    return f"{hour(at)}, {day(at)}"


def moment_in_table(at: datetime, today: date | datetime) -> str:
    """Return a moment for a table: `16:40, hôm nay` or `09:15, thứ Sáu 27/11`."""
    return f"{local(at):%H:%M}, {day_in_table(at, today)}"


def stamp(at: datetime, today: date | datetime) -> str:
    """Return a past moment for a ledger column: `17/11 08:10`, with the year when it is not this one."""
    here = local(at)
    year = "" if here.year == _day_of(today).year else f"/{here.year}"
    return f"{here:%d/%m}{year} {here:%H:%M}"


# Spans of time


def duration(minutes: int, day_minutes: int = 480) -> str:
    """Return working time for officers: `2 ngày 4 giờ 55 phút`.

    `minutes` is working time, `day_minutes` the working minutes of one day. Raises ValueError when
    either is negative or the day has no length.
    """
    if minutes < 0 or day_minutes <= 0:
        raise ValueError("a span of working time is not negative and a day has a length")
    days, rest = divmod(minutes, day_minutes)
    hours, left = divmod(rest, 60)
    parts = [f"{amount} {unit}" for amount, unit in ((days, "ngày"), (hours, "giờ"), (left, "phút")) if amount]
    return " ".join(parts) or "0 phút"


def duration_for_citizen(minutes: int, day_minutes: int = 480) -> str:
    """Return working time for citizens: whole `ngày làm việc`, rounded down; hours and minutes on the last day."""
    if minutes < day_minutes:
        return duration(minutes, day_minutes)
    return f"{number(minutes // day_minutes)} ngày làm việc"


def hours_of_day(minutes: int) -> str:
    """Return the working time of one day for its box: `8 giờ`, `5 giờ 45`, `45 phút`."""
    hours, left = divmod(minutes, 60)
    if not hours:
        return f"{left} phút"
    return f"{hours} giờ {left:02}" if left else f"{hours} giờ"


def time_limit(amount: Decimal | int | None, unit: str) -> str:
    """Return a time limit in the law's words: `3 ngày làm việc`, `0,5 ngày làm việc`, `trong ngày`."""
    return "trong ngày" if amount is None else f"{number(amount)} {LIMIT_UNITS[unit]}"


# Numbers and money


def number(value: Decimal | int, decimals: int | None = None) -> str:
    """Return a number as written in Vietnamese: `88.213`, `1,5`; exactly `decimals` places when given."""
    exact = Decimal(value)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{exact:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def percent(part: int, whole: int, decimals: int = 2) -> str:
    """Return a share: `99,88 %`. Rounding never lifts a share below one to 100.

    Says `chưa có số` when there is nothing to divide by.
    """
    if whole == 0:
        return "chưa có số"
    step = Decimal(1).scaleb(-decimals)
    exact = Decimal(part) * 100 / Decimal(whole)
    rounded = exact.quantize(step, ROUND_HALF_UP)
    if part < whole and rounded >= 100:
        rounded = exact.quantize(step, ROUND_DOWN)
    return f"{number(rounded, decimals)}{NO_BREAK}%"


def money(dong: int) -> str:
    """Return an amount in prose: `50.000 đồng`."""
    return f"{number(dong)}{NO_BREAK}đồng"


def fee(dong: int | None) -> str:
    """Return a fee: an amount, `Không thu` for nought, `Chưa công bố` when the law's amount is not stated."""
    if dong is None:
        return "Chưa công bố"
    return money(dong) if dong else "Không thu"


# Numbers of persons


def _groups(digits: str, sizes: Iterable[int]) -> list[str]:
    groups, at = [], 0
    for size in sizes:
        groups.append(digits[at : at + size])
        at += size
    return groups


def _identifier_groups(text: str) -> list[str]:
    if text.isdecimal() and len(text) == 10:
        return _groups(text, (4, 3, 3))
    if text.isdecimal() and len(text) % 3 == 0:
        return _groups(text, [3] * (len(text) // 3))
    return [text]


def identifier(text: str) -> str:
    """Return an identifier in groups: `096 185 004 321`; one that is not only digits stays as it is."""
    return NO_BREAK.join(_identifier_groups("".join(text.split())))


def identifier_masked(text: str) -> str:
    """Return an identifier of which only both ends are shown: `096 ••• ••• 321`."""
    groups = _identifier_groups("".join(text.split()))
    if len(groups) > 2:
        groups[1:-1] = [HIDDEN] * (len(groups) - 2)
        return NO_BREAK.join(groups)
    bare = groups[0] if len(groups) == 1 else "".join(groups)
    return f"{bare[:2]}{NO_BREAK}{HIDDEN}{NO_BREAK}{bare[-2:]}" if len(bare) > 5 else HIDDEN


def _telephone_groups(text: str) -> list[str]:
    bare = "".join(sign for sign in text if sign not in " .-()\N{NO-BREAK SPACE}")
    if bare.startswith("+84"):
        bare = f"0{bare[3:]}"
    if bare.isdecimal() and len(bare) == 10:
        return _groups(bare, (4, 3, 3))
    if bare.isdecimal() and len(bare) == 11:
        return _groups(bare, (4, 4, 3))
    return [bare]


def phone(text: str) -> str:
    """Return a telephone number in groups: `0918 224 317`."""
    return NO_BREAK.join(_telephone_groups(text))


def phone_masked(text: str) -> str:
    """Return a telephone number with its middle hidden, for citizens: `0918 ••• 317`."""
    groups = _telephone_groups(text)
    return NO_BREAK.join((groups[0], HIDDEN, groups[-1])) if len(groups) > 1 else HIDDEN
