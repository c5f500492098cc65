"""The words of time limits: numbers, units, "trong ngày", and where they stand in a text."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from motcua.domain.procedures.rules import reasons
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import LimitUnit, TimeLimit

_DIGITS_IN_WORDS: Final = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "nhăm": 5,
}  # fmt: skip
# Spoken short: "hai mốt" is 21, "ba lăm" is 35.
_ONLY_AFTER_TENS: Final = frozenset({"mốt", "tư", "lăm", "nhăm"})
_HALVES: Final = frozenset({"nửa", "½", "1/2"})
_WORD: Final = "(?:" + "|".join((*_DIGITS_IN_WORDS, "mười", "mươi", "trăm", "linh", "lẻ")) + ")"
# "hàng năm ngày" speaks of a year, not of five days; "tháng tư năm" of a month.
_NUMBER_IN_WORDS: Final = (
    r"(?<!hàng )(?<!hằng )(?<!mỗi )(?<!cuối )(?<!đầu )(?<!cả )(?<!từng )(?<!tháng )(?<!thứ )(?<!\d )\b"
    rf"{_WORD}(?:\s+{_WORD}){{0,5}}\b"
)
_NUMBER: Final = rf"(?:(?<![\w.,/])(?:1/2|½|\d+(?:[.,]\d+)?)|\bnửa\b|{_NUMBER_IN_WORDS})"
_AGAIN: Final = r"(?:\s*\(\s*(?P<again>[^()]{1,20}?)\s*\))?"

_WORK: Final = r"l[àa]m\s*vi[ệeê]c"
# In this order: the longer wording first. A unit without a meaning here is for an officer.
_UNITS: Final = (
    (
        "working_day",
        rf"ng[àa]y\s*(?:(?:\([^()]{{1,30}}\)\s*|/\s*)?{_WORK}|\(\s*(?:ng[àa]y\s*)?{_WORK}\s*\))|\(\s*ng[àa]y\s*{_WORK}\s*\)",
    ),
    ("working_hour", rf"(?:gi[ờo]|tiếng|h)\s*(?:{_WORK}|\(\s*(?:gi[ờo]\s*)?{_WORK}\s*\)|hành chính)"),
    ("unknown", r"ng[àa]y\s*(?:l[àa]m|công|c[oô]ng|lv|l\.\s?v|hành chính|nghỉ|lễ|phép)"),
    ("unknown", r"(?:tuần(?:\s*lễ)?|tuan|quý|phiên|phút|buổi|đợt|kỳ|kì|học kỳ|ca|lần|vòng)"),
    ("calendar_day", r"ng[àa]y(?:\s+(?:theo\s+)?lịch)?"),
    ("hour", r"(?:gi[ờo](?:\s+đồng\s+hồ)?|tiếng(?:\s+đồng\s+hồ)?|h)"),
    ("month", r"th[áa]ng"),
    ("year", r"năm"),
)
_UNIT: Final = "(?:" + "|".join(rf"(?P<u{place}>{words})" for place, (_, words) in enumerate(_UNITS)) + r")(?!\w)"
_LIMIT: Final = re.compile(rf"(?P<number>{_NUMBER}){_AGAIN}\s*{_UNIT}", re.IGNORECASE)
_LOOSE: Final = re.compile(
    r"\d\s*(?:\([^()]{1,20}\)\s*)?(?:ng[àa]y|gi[ờo]|th[áa]ng|tuần|quý|phiên|buổi)",
    re.IGNORECASE,
)
_NEXT_DAY: Final = r"(?!\s*(?:làm\s*việc\s*)?(?:tiếp(?!\s+nhận)|kế|hôm|sau\b|thứ|\d|§|đầu|cuối|nghỉ|lễ))"
_SAME_DAY: Final = re.compile(
    rf"(?:trong\s+(?:cùng\s+)?|(?<!§ )(?<!,)\bcùng\s+|\bngay\s+trong\s+)ng[àa]y\b(?:\s*{_WORK})?{_NEXT_DAY}"
    r"|(?<!không )(?:giải quyết|trả kết quả|trả|cấp|thực hiện|xử lý|lấy|làm)\s+ngay\b(?!\s+trong)(?!\s+trước)"
    r"|\bngay\s+(?:sau\s+)?khi\s+(?:tiếp\s+)?nhận|\bngay\s+lập\s+tức\b|\bngay\s+tại\s+chỗ\b|^ngay$|^trả ngay$",
    re.IGNORECASE,
)
_NOT_GIVEN_AT_ONCE: Final = re.compile(r"không\s+[^.;]{0,30}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A number with its unit, or "trong ngày", and where it stands."""

    start: int
    end: int
    amount: Decimal | None
    unit: str
    words: str

    @property
    def is_plain_day(self) -> bool:
        """Tell whether it is "N ngày" without "làm việc"."""
        return self.unit == "calendar_day"

    def as_limit(self, *, plain_hours_up_to: Decimal) -> TimeLimit:
        """Return the limit it names; raises Refusal where an officer must say what is meant."""
        if self.unit == "same_day":
            return TimeLimit(None, LimitUnit.SAME_DAY)
        if self.unit == "unknown" or self.amount is None:
            raise Refusal(reasons.NOT_COUNTED.format(words=self.words))
        if self.unit == "hour":
            return _hours(self.amount, self.words, plain_hours_up_to)
        if self.unit == "year":
            return TimeLimit(_whole_where_it_is(self.amount * 12), LimitUnit.MONTH)
        return TimeLimit(self.amount, LimitUnit(self.unit))


def _hours(amount: Decimal, words: str, plain_hours_up_to: Decimal) -> TimeLimit:
    """Up to a day's hours they are working hours; above, an officer says which kind (rule 3 of deadlines)."""
    if amount > plain_hours_up_to:
        raise Refusal(reasons.WHICH_HOURS.format(words=words))
    return TimeLimit(amount, LimitUnit.WORKING_HOUR)


def limits_in(hidden: str) -> tuple[Found, ...]:
    """Return every limit named in a text whose citations are hidden, in order.

    Raises Refusal where a number stands before a unit and cannot be read (glued, two spellings at odds, "1.000 ngày").
    """
    numbered = [_found(match) for match in _LIMIT.finditer(hidden)]
    read_ends = {found.end for found in numbered}
    for loose in _LOOSE.finditer(hidden):
        if not any(found.start <= loose.start() < found.end for found in numbered):
            raise Refusal(reasons.GLUED.format(words=loose.group()))
    at_once = [
        Found(match.start(), match.end(), None, "same_day", match.group())
        for match in _SAME_DAY.finditer(hidden)
        if match.end() not in read_ends and not _NOT_GIVEN_AT_ONCE.search(hidden[: match.start()])
    ]
    return tuple(sorted(numbered + at_once, key=lambda found: found.start))


def _found(match: re.Match[str]) -> Found:
    unit = next(kind for place, (kind, _) in enumerate(_UNITS) if match[f"u{place}"])
    amount = number_of(match["number"])
    again = match["again"]
    if again and (said_again := _number_or_none(again)) is not None and said_again != amount:
        raise Refusal(reasons.AT_ODDS.format(words=match.group()))
    return Found(match.start(), match.end(), amount, unit, match.group())


def _whole_where_it_is(amount: Decimal) -> Decimal:
    whole = amount.to_integral_value()
    return whole if whole == amount else amount


def _number_or_none(words: str) -> Decimal | None:
    try:
        return number_of(words)
    except Refusal:
        return None


def number_of(words: str) -> Decimal:
    """Return the number that figures or Vietnamese words up to 999 name; raises Refusal for anything else."""
    words = " ".join(words.lower().split())
    if words in _HALVES:
        return Decimal("0.5")
    if re.fullmatch(r"\d+(?:[.,]\d+)?", words):
        whole, _, part = words.replace(",", ".").partition(".")
        if len(part) == 3:  # "1.000": a thousand or one?
            raise Refusal(reasons.PART_OR_THOUSANDS.format(words=words))
        part = part.rstrip("0")
        return Decimal(f"{whole}.{part}") if part else Decimal(whole)
    return Decimal(_number_in_words(words.split()))


def _number_in_words(words: list[str]) -> int:
    """Return what "mười lăm", "một trăm hai mươi", "bảy" say; raises Refusal for words that are no number."""
    try:
        if "trăm" not in words:
            return _below_a_hundred(words)
        at = words.index("trăm")
        rest = words[at + 2 :] if words[at + 1 : at + 2] in (["linh"], ["lẻ"]) else words[at + 1 :]
        (hundreds,) = words[:at]
        return 100 * _DIGITS_IN_WORDS[hundreds] + (_below_a_hundred(rest) if rest else 0)
    except (KeyError, ValueError):
        raise Refusal(reasons.NO_NUMBER.format(words=" ".join(words))) from None


def _below_a_hundred(words: list[str]) -> int:
    match words:
        case ["mười"]:
            return 10
        case ["mười", units]:
            return 10 + _DIGITS_IN_WORDS[units]
        case [tens, "mươi"]:
            return 10 * _DIGITS_IN_WORDS[tens]
        case [tens, "mươi", units]:
            return 10 * _DIGITS_IN_WORDS[tens] + _DIGITS_IN_WORDS[units]
        case [tens, units] if units in _ONLY_AFTER_TENS:
            return 10 * _DIGITS_IN_WORDS[tens] + _DIGITS_IN_WORDS[units]
        case [units]:
            return _DIGITS_IN_WORDS[units]
    raise ValueError(words)
