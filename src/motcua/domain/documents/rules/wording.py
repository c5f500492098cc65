"""How moments, numbers and names are written on papers: a paper lies in a drawer, so it always says weekday and year."""

import re
from datetime import datetime
from typing import Final

from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import local

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_AREA: Final = re.compile(
    r".*\b(tỉnh|thành phố|huyện|quận|thị xã|đặc khu|xã|phường|thị trấn) (\w[\w -]*)$", re.IGNORECASE | re.DOTALL
)
# Bullets and ticks of the symbol fonts, left behind by word processors: without those fonts they are nothing.
_SYMBOL: Final = re.compile("[\uf020-\uf0ff]")
_LONGEST_PLACE: Final = 30
_GROUPS: Final = {9: (3, 3, 3), 10: (4, 3, 3), 11: (4, 4, 3), 12: (3, 3, 3, 3)}


def as_printed(text: str) -> str:
    """Return a text as a paper shows it: cleaned, and a dash for each bullet of a symbol font."""
    return _SYMBOL.sub("-", clean(text))


def place_and_day(place: str, at: datetime) -> str:
    """Return the line of place and day: `Cà Mau, ngày 05 tháng 02 năm 2026` (NĐ 30/2020, Phụ lục I)."""
    here = local(at)
    month = f"{here.month:02}" if here.month < 3 else str(here.month)  # only the first months can be falsified
    words = f"ngày {here.day:02} tháng {month} năm {here.year}"
    return f"{place}, {words}" if place else f"N{words[1:]}"


def place_of(*unit_names: str) -> str:
    """Return the area's own name from the first unit name that ends with one: `… tỉnh Cà Mau` gives `Cà Mau`, `Phường 5` itself."""
    for name in unit_names:
        found = _AREA.fullmatch(name)
        if found and len(found[2]) <= _LONGEST_PLACE:
            return f"{found[1].capitalize()} {found[2]}" if found[2].isdecimal() else found[2]
    return ""


def grouped(number: str) -> str:
    """Return an identifier or telephone number in groups: `096 185 004 321`, `0918 224 317`; others as they are."""
    sizes = _GROUPS.get(len(number)) if number.isdecimal() else None
    if sizes is None:
        return number
    groups, at = [], 0
    for size in sizes:
        groups.append(number[at : at + size])
        at += size
    return NO_BREAK.join(groups)
