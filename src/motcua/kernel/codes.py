"""Codes of procedures, agencies and dossiers: read leniently, kept as they were given.

Law: Decision 20/2020/QĐ-TTg for agency codes (with the older order of QCVN 102:2016/BTTTT), the national procedure
database for procedure codes, Circulars 01/2018 and 03/2025/TT-VPCP for dossier codes.
"""

import re
from dataclasses import dataclass
from typing import Final

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

_PROCEDURE: Final = re.compile(r"(?P<national>\d\.\d{6})(?:\.(?P<suffix>[0-9A-Z]+(?:\.[0-9A-Z]+)*))?", re.ASCII)
_AGENCY: Final = re.compile(r"[0-9A-Z]+(?:\.[0-9A-Z]+)*", re.ASCII)
_TOP_AGENCY: Final = re.compile(r"[A-Y]\d{2}", re.ASCII)
_OTHER_SCHEME: Final = re.compile(r"Z\d{2}.*|\d+", re.ASCII)
_NOTHING: Final = re.compile("0+")
_AGENCY_LENGTH: Final = 35
_DOSSIER_LENGTH: Final = 50


class UnreadableCode(Refusal):
    """A text that is not the code it should be; `text` is what was given."""

    def __init__(self, text: str, what: str) -> None:
        self.text = text
        super().__init__(say("“{text}” không phải là {what}.", text=text, what=what))


@dataclass(frozen=True, slots=True)
class AgencyCode:
    """The code of an agency (mã định danh): `text` as given, `levels` from the ministry or province downwards.

    Both orders are read: `H12.14` and the older `000.00.14.H12` are the same agency and have the same levels.
    """

    text: str
    levels: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "AgencyCode":
        """Read a code in either order. Raises UnreadableCode."""
        code = clean(text)
        if len(code) > _AGENCY_LENGTH or not _AGENCY.fullmatch(code):
            raise UnreadableCode(code, say("mã định danh cơ quan"))
        groups = code.split(".")
        if _TOP_AGENCY.fullmatch(groups[0]):
            return cls(code, _without_empty_end(groups))
        if _TOP_AGENCY.fullmatch(groups[-1]):
            return cls(code, _without_empty_end(groups[::-1]))
        if _OTHER_SCHEME.fullmatch(code):
            return cls(code, tuple(groups))
        raise UnreadableCode(code, say("mã định danh cơ quan"))

    @property
    def top(self) -> str:
        """Return the code of the ministry or province: `H12`."""
        return self.levels[0]

    @property
    def newest_form(self) -> str:
        """Return the code in today's order, without empty groups: `H12.14`."""
        return ".".join(self.levels)

    def is_same_agency(self, other: "AgencyCode") -> bool:
        """Tell whether the two name one agency, in whatever order each is written."""
        return self.levels == other.levels

    def __str__(self) -> str:
        return self.text


def _without_empty_end(levels: list[str]) -> tuple[str, ...]:
    while len(levels) > 1 and _NOTHING.fullmatch(levels[-1]):
        levels = levels[:-1]
    return tuple(levels)


@dataclass(frozen=True, slots=True)
class ProcedureCode:
    """The code of a procedure (mã thủ tục): `text` as given, the `national` code, and what a province puts behind it.

    `1.001193`, `1.001193.H12` and `1.001193.000.00.00.H12` are one procedure: same `national`.
    """

    text: str
    national: str
    agency: AgencyCode | None

    @classmethod
    def parse(cls, text: str) -> "ProcedureCode":
        """Read a code with or without a province's suffix. Raises UnreadableCode."""
        code = clean(text)
        found = _PROCEDURE.fullmatch(code)
        if found is None:
            raise UnreadableCode(code, say("mã thủ tục hành chính"))
        suffix = found["suffix"]
        return cls(code, found["national"], None if suffix is None else AgencyCode.parse(suffix))

    @property
    def is_national(self) -> bool:
        """Tell whether the code stands without a suffix."""
        return self.agency is None

    def __str__(self) -> str:
        return self.text


def dossier_code(text: str) -> str:
    """Return a dossier code (mã hồ sơ), ours or another's, as given: text of at most 50 characters, no blanks.

    Its running number grows and its order has changed, so nothing is read from fixed places. Raises UnreadableCode.
    """
    code = clean(text)
    if not 0 < len(code) <= _DOSSIER_LENGTH or any(letter.isspace() for letter in code):
        raise UnreadableCode(code, say("mã hồ sơ"))
    return code
