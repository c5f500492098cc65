"""Where on the earth a unit is: latitude and longitude in decimal degrees of WGS 84, as maps and phones give them."""

import re
from dataclasses import dataclass
from decimal import Decimal

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

POLE, DATE_LINE = 90, 180
"""Degrees from the equator to a pole, and from the meridian of Greenwich to the other side of the earth."""
GRAIN = Decimal("0.00001")
"""To this many degrees a place is kept: about one metre."""
_DEGREES = r"(-?[0-9]{1,3}(?:[.,][0-9]{1,20})?)"
_BOTH = re.compile(rf"{_DEGREES}(?: ?[;,] ?| ){_DEGREES}")


class UnusableCoordinates(Refusal):
    """A text that is no place on the earth."""


@dataclass(frozen=True)
class Coordinates:
    """A place on the earth: degrees north of the equator and east of Greenwich, WGS 84, kept to about a metre."""

    latitude: Decimal
    longitude: Decimal

    @property
    def text(self) -> str:
        """As it is written and read again: `9.1769, 105.1524`."""
        return f"{_plain(self.latitude)}, {_plain(self.longitude)}"


def read_coordinates(text: str) -> Coordinates | None:
    """Read latitude and longitude as they are copied from a map, or with decimal commas; None for an empty text.

    Raises UnusableCoordinates for another text, and for degrees that are nowhere on the earth.
    """
    words = " ".join(clean(text).replace("\N{MINUS SIGN}", "-").split())
    if not words:
        return None
    found = _BOTH.fullmatch(words)
    if not found:
        raise UnusableCoordinates(
            say("Tọa độ ghi vĩ độ rồi kinh độ bằng độ thập phân, như bản đồ cho: 9.1769, 105.1524.")
        )
    latitude, longitude = (Decimal(one.replace(",", ".")).quantize(GRAIN) for one in found.groups())
    if abs(latitude) > POLE or abs(longitude) > DATE_LINE:
        raise UnusableCoordinates(
            say("Vĩ độ từ -90 đến 90, kinh độ từ -180 đến 180. Xem lại có ghi ngược hai số không.")
        )
    return Coordinates(latitude, longitude)


def _plain(degrees: Decimal) -> str:
    return f"{degrees:f}".rstrip("0").rstrip(".") if "." in f"{degrees:f}" else f"{degrees:f}"
