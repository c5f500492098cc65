"""How moments, spans of time, numbers, money and numbers of persons are written on the pages.

Pure functions, no Django: the same words serve pages, papers and the command line. Every moment is
handed in with its time zone and written in the time of Vietnam; days are written day/month/year.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from motcua.foundation.actor import SYSTEM
from motcua.kernel.language import say, say_counted, to_say
from motcua.kernel.moments import WEEKDAYS

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NO_BREAK = "\N{NO-BREAK SPACE}"
HIDDEN = "•••"

LIMITS = {
    "working_day": lambda one_or_more, text: say_counted("{count} ngày làm việc", one_or_more, count=text),
    "calendar_day": lambda one_or_more, text: say_counted("{count} ngày", one_or_more, count=text),
    "working_hour": lambda one_or_more, text: say_counted("{count} giờ làm việc", one_or_more, count=text),
    "clock_hour": lambda one_or_more, text: say_counted("{count} giờ", one_or_more, count=text),
    "month": lambda one_or_more, text: say_counted("{count} tháng", one_or_more, count=text),
}
FIGURES = to_say("1.234,5")
"""How a number is written, by an example: what parts thousands, and what parts the decimals."""
_FIRST_NUMBER = re.compile(r"[+(]?[0-9](?:[ .()-]*[0-9]){2,14}")


def local(at: datetime) -> datetime:
    """Return the moment in the time of Vietnam. Raises ValueError for a moment without a time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be written")
    return at.astimezone(VIETNAM)


def _day_of(value: date | datetime) -> date:
    return local(value).date() if isinstance(value, datetime) else value


# Moments. The patterns are sentences, too: English writes `25 Nov 2026` and `17:00`.


def hour(at: datetime) -> str:
    """Return the time of day in prose: `14 giờ 20`, and `17 giờ` on the hour."""
    here = local(at)
    if here.minute:
        return say("{hour} giờ {minute}", hour=f"{here:%H}", minute=f"{here:%M}")
    return say("{hour} giờ", hour=f"{here:%H}")


def weekday(on: date | datetime) -> str:
    """Return the day of the week: `thứ Sáu`."""
    return say(WEEKDAYS[_day_of(on).weekday()])


def in_figures(on: date | datetime) -> str:
    """Return a day without its weekday: `27/11/2026`."""
    return f"{_day_of(on):{say('%d/%m/%Y')}}"


def day_and_month(on: date | datetime) -> str:
    """Return a day without its year: `27/11`."""
    return f"{_day_of(on):{say('%d/%m')}}"


def month(on: date | datetime) -> str:
    """Return a month without its year: `tháng 11`."""
    return f"{_day_of(on):{say('tháng %-m')}}"


def day(on: date | datetime) -> str:
    """Return a day in prose, with weekday and year: `thứ Sáu 27/11/2026`."""
    return f"{weekday(on)} {in_figures(on)}"


def day_in_table(on: date | datetime, today: date | datetime) -> str:
    """Return a day for a table: `hôm nay`, `thứ Sáu 27/11`, with the year when it is not this one."""
    here, now = _day_of(on), _day_of(today)
    if here == now:
        return say("hôm nay")
    return day(here) if here.year != now.year else f"{weekday(here)} {day_and_month(here)}"


def moment(at: datetime) -> str:
    """Return a moment in prose: `14 giờ 20, thứ Sáu 27/11/2026`."""
    return f"{hour(at)}, {day(at)}"


def moment_in_table(at: datetime, today: date | datetime) -> str:
    """Return a moment for a table: `16:40, hôm nay` or `09:15, thứ Sáu 27/11`."""
    return f"{local(at):%H:%M}, {day_in_table(at, today)}"


def stamp(at: datetime, today: date | datetime) -> str:
    """Return a past moment for a ledger column: `17/11 08:10`, with the year when it is not this one."""
    here = local(at)
    on = day_and_month(here) if here.year == _day_of(today).year else in_figures(here)
    return f"{on} {here:%H:%M}"


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
    parts = [
        say_counted("{count} ngày", days) if days else "",
        say_counted("{count} giờ", hours) if hours else "",
        say_counted("{count} phút", left) if left or not minutes else "",
    ]
    return " ".join(part for part in parts if part)


def duration_for_citizen(minutes: int, day_minutes: int = 480) -> str:
    """Return working time for citizens: whole `ngày làm việc`, rounded down; hours and minutes on the last day."""
    if minutes < day_minutes:
        return duration(minutes, day_minutes)
    return time_limit(minutes // day_minutes, "working_day")


def hours_of_day(minutes: int) -> str:
    """Return the working time of one day for its box: `8 giờ`, `5 giờ 45`, `45 phút`."""
    hours, left = divmod(minutes, 60)
    if not hours:
        return say_counted("{count} phút", left)
    return say("{hours} giờ {minutes}", hours=hours, minutes=f"{left:02}") if left else say("{hours} giờ", hours=hours)


def time_limit(amount: Decimal | int | None, unit: str) -> str:
    """Return a time limit in the law's words: `3 ngày làm việc`, `0,5 ngày làm việc`, `trong ngày`."""
    return say("trong ngày") if amount is None else LIMITS[unit](1 if amount == 1 else 2, number(amount))


def with_capital(text: str) -> str:
    """Return a text with a capital at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


# Numbers and money


def number(value: Decimal | int, decimals: int | None = None) -> str:
    """Return a number as written in Vietnamese: `88.213`, `1,5`; exactly `decimals` places when given."""
    exact = Decimal(value)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{exact:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    example = say(FIGURES)
    return text.translate(str.maketrans(",.", example[1] + example[5]))


def size(octets: int) -> str:
    """Return how large a file is: `812 byte`, `14,2 KB`, `3,1 MB`."""
    if octets < 1000:
        return f"{number(octets)} byte"
    amount, unit = (octets / 1000, "KB") if octets < 1_000_000 else (octets / 1_000_000, "MB")
    return f"{number(Decimal(round(amount, 1)), 1)} {unit}"


def thousands() -> str:
    """Return what parts thousands in the language that is spoken: a point in Vietnamese."""
    return say(FIGURES)[1]


def percent(part: int, whole: int, decimals: int = 2) -> str:
    """Return a share: `99,88 %`. Rounding never lifts a share below one to 100.

    Says `chưa có số` when there is nothing to divide by.
    """
    if whole == 0:
        return say("chưa có số")
    step = Decimal(1).scaleb(-decimals)
    exact = Decimal(part) * 100 / Decimal(whole)
    rounded = exact.quantize(step, ROUND_HALF_UP)
    if part < whole and rounded >= 100:
        rounded = exact.quantize(step, ROUND_DOWN)
    return f"{number(rounded, decimals)}{NO_BREAK}%"


def money(dong: int) -> str:
    """Return an amount in prose: `50.000 đồng`."""
    return f"{number(dong)}{NO_BREAK}{say('đồng')}"


def fee(dong: int | None) -> str:
    """Return a fee: an amount, `Không thu` for nought, `Chưa công bố` when the law's amount is not stated."""
    if dong is None:
        return say("Chưa công bố")
    return money(dong) if dong else say("Không thu")


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


def number_to_dial(text: str) -> str:
    """Return the digits of the first telephone number in what a unit says of its telephone; empty where none stands first."""
    found = _FIRST_NUMBER.match(text)
    return re.sub(r"[^0-9+]", "", found.group()) if found else ""


def phone_masked(text: str) -> str:
    """Return a telephone number with its middle hidden, for citizens: `0918 ••• 317`."""
    groups = _telephone_groups(text)
    return NO_BREAK.join((groups[0], HIDDEN, groups[-1])) if len(groups) > 1 else HIDDEN


def login_said(login: str) -> str:
    """Return a login as it is read; what the product did by itself is told in words."""
    return say("Hệ thống") if login == SYSTEM.login else login
