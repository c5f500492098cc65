"""Whose a procedure is: of a ministry, of this province, of another one, or only between offices."""

from collections.abc import Mapping
from typing import Any

from motcua.kernel.vietnamese import fold


def is_elsewhere(issuer: str, place: str, keeping: Mapping[str, Any]) -> bool:
    """Tell whether another province issued a procedure; `place`: what this one is called ("Cà Mau")."""
    folded = fold(issuer)
    is_a_province_s = any(folded.startswith(fold(one)) for one in keeping["other_provinces"])
    return is_a_province_s and not (place and folded.endswith(fold(place)))


def is_between_offices(code: str, keeping: Mapping[str, Any]) -> bool:
    """Tell whether a procedure is one between offices, which citizens do not ask for: its code says so."""
    return code.split(".", maxsplit=1)[0] in keeping["between_offices"]


def place_of(province: str, keeping: Mapping[str, Any]) -> str:
    """Return what a province is called without what stands before it: "Cà Mau" of "Ủy ban nhân dân tỉnh Cà Mau"."""
    for word in keeping["before_the_place"]:
        province = province.rpartition(f"{word} ")[2]
    return province.strip()
