"""The code of a dossier as people type it: with or without dashes, dots and blanks, in small letters, or a scanned address.

Law: docs/law/following.md, cases 1 to 4; the patterns of codes: docs/law/dossier-codes.md.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from motcua.kernel.vietnamese import clean

LONGEST: Final = 300
MOST: Final = 400
"""How many readings of one text are looked up at most; a code of today's longest agency has far fewer."""
_PATH: Final = "/theo-doi/"
_TODAY: Final = re.compile(r"([A-Z]\d\d)(\d{0,18})(\d{6})(\d{4,9})")
_OLD: Final = re.compile(r"(\d{2,18})([A-Z]\d\d)(\d{6})(\d{4,9})")
_GROUPS: Final = (2, 3)


def readings(text: str) -> tuple[str, ...]:
    """Return the codes that a text may mean, the likeliest first: as it stands, then with its marks put back."""
    written = _without_address(clean(text[:LONGEST]))
    plain = "".join(written.split()).upper()
    if not plain:
        return ()
    bare = "".join(sign for sign in plain if sign.isascii() and sign.isalnum())
    found = dict.fromkeys([written, plain, *_marked(bare)])
    return tuple(found)[:MOST]


def _without_address(text: str) -> str:
    _, is_address, rest = text.rpartition(_PATH)
    return unquote(re.split(r"[/?#]", rest)[0]).strip() if is_address else text


def _marked(bare: str) -> Iterator[str]:
    """Yield every way in which letters and digits alone can be a code: groups of the agency, the day, the number."""
    for digits in range(4, 10):
        for pattern in (_TODAY, _OLD):
            found = pattern.fullmatch(bare)
            if found is None or len(bare) < digits + 6:
                continue
            day, number = bare[-digits - 6 : -digits], bare[-digits:]
            head = bare[: -digits - 6]
            if _is_day(day):
                yield from (f"{agency}-{day}-{number}" for agency in _agencies(head))


def _is_day(day: str) -> bool:
    return day.isdecimal() and 1 <= int(day[2:4]) <= 12 and 1 <= int(day[4:]) <= 31


def _agencies(head: str) -> Iterator[str]:
    """Yield an agency's code with its dots: the province's letter and two digits first, in old codes last."""
    if re.fullmatch(r"[A-Z]\d\d\d*", head):
        yield from (".".join([head[:3], *groups]) for groups in _parted(head[3:]))
    elif re.fullmatch(r"\d+[A-Z]\d\d", head):
        yield from (".".join([*groups, head[-3:]]) for groups in _parted(head[:-3]))


def _parted(digits: str) -> Iterator[list[str]]:
    if not digits:
        yield []
    for size in _GROUPS:
        if len(digits) >= size:
            yield from ([digits[:size], *rest] for rest in _parted(digits[size:]))
