"""Amounts of money in a text: where they stand, how much, in what currency, for each of what.

A number is money only where a currency, "/lần" or a label "Phí:" says so; laws, articles and dates are hidden before.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

_CURRENCIES: Final = (
    ("VND", r"việt nam đồng|viet nam dong|vnđ|vnd|đồng(?!\s+(?:thời|chí|tác giả|sở hữu|bộ|ý))|đông|dong|đ"),
    ("USD", r"đô la mỹ|đô la|đô-la mỹ|đô-la|usd|\$"),
    ("EUR", r"euro|eur|€"),
)
_MULTIPLES: Final = {
    "k": 1_000,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "triệu": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}
# "100 000 đồng" parts its thousands with blanks; only noughts at the end are sure to belong to the number before.
_FIGURES: Final = r"\d{1,3}(?: \d{3})* 000|\d[\d.,]*\d|\d"
_CURRENCY: Final = "(?:" + "|".join(rf"(?P<{code}>{words})" for code, words in _CURRENCIES) + r")(?!\w)"
# The amount once more in words: "4.500.000 (bốn triệu năm trăm nghìn) đồng", "2.000.000 đồng (Hai triệu đồng)".
_IN_WORDS: Final = r"\((?:[^\W\d]|\s){3,80}\)"
_WITH_CURRENCY: Final = re.compile(
    rf"(?<![\w.,/])(?:(?P<millions>\d[\d.,]*)\s*(?P<larger>tỷ|tỉ|triệu)\s+)?(?P<figures>{_FIGURES})\s*(?:{_IN_WORDS}\s*)?"
    rf"(?:(?P<multiple>{'|'.join(_MULTIPLES)})?\s*{_CURRENCY}|(?P<short>k|triệu|nghìn|ngàn)(?!\w)(?=\s*(?:/|$|[.,;)])))"
    rf"(?:\s*\((?:[^\W\d]|\s){{3,80}}(?:đồng|đô la)\))?",
    re.IGNORECASE,
)
_LONG_FIGURES: Final = r"\d{1,3}(?:[.,]\d{3})+|\d{4,}"
_WITHOUT_CURRENCY: Final = re.compile(
    rf"(?<![\w.,/])(?:{_LONG_FIGURES})(?=\s*/\s*[^\W\d])|(?<=[:%] )(?<![\w.,/])(?:{_LONG_FIGURES})(?![\w.,/])(?!\s*(?:gt|kg|tấn|m2|ha|người|năm)\b)",
    re.IGNORECASE,
)
_CURRENCY_FIRST: Final = re.compile(
    rf"(?<!\w)(?P<currency>usd|\$|vnđ|vnd)\s*(?P<figures>{_FIGURES})(?![\w.,])(?!\s*(?:đồng|đ|vnđ|usd)\b)",
    re.IGNORECASE,
)
# The lower end of a range has the currency of the upper one: "500.000 - 1.000.000 đồng".
_RANGE_START: Final = re.compile(
    rf"(?<![\w.,/])(?:{_LONG_FIGURES})(?=\s*(?:-|–|đến)\s*(?:{_LONG_FIGURES})\s*{_CURRENCY})", re.IGNORECASE
)
_NUMBER_ALONE: Final = re.compile(r"\s*\d{1,3}(?:[.,]\d{3})+\s*")
_FEE_LABEL: Final = re.compile(r"(?:phí|mức thu|giảm\s+\d+%)\s*:\s*$", re.IGNORECASE)
_COUNTED: Final = (
    r"(?:lần|hồ sơ|giấy|bản|trang|người|trường hợp|tờ khai|chứng chỉ|sản phẩm|cơ sở|thẻ|môn|văn bản|phương tiện)"
)
_PER: Final = re.compile(
    rf"\s*(?:/|\b(?:cho\s+|trên\s+)?mỗi\s|\b(?:cho\s+|trên\s+)?(?:một|0?1)\s(?=\s*{_COUNTED}\b))\s*", re.IGNORECASE
)
_PER_ENDS: Final = re.compile(
    r"[.,;:()\n§+*]|\s[-–](?=\s?(?-i:[A-ZĐÀ-Ỹ§])|$)"
    r"|\s(?:đối với|theo|khi|áp dụng|kể từ|miễn|miễ|miễnphí|(?<!hợp\s)(?<!hội\s)đồng|nếu|nhưng|quy định|căn cứ|thực hiện|ban hành|trừ|bằng|gồm|cho|tại|riêng|phí|lệ phí|và|hoặc|trong|không|từ|bao gồm|được|x)(?!\w)",
    re.IGNORECASE,
)
_TWO_WORD_UNIT: Final = re.compile(
    r"[^,;.()]*\bxuất, nhập cảnh[^,;.()]*|(?:0?1\s+)?hợp đồng, giao dịch\b", re.IGNORECASE
)
_SHARE_OF: Final = re.compile(r"(\d{1,3}(?:[.,]\d)?)\s*%\s+của\s+(?:mức\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a text: from start to end stand figures, currency and unit; value None where the figures are no number."""

    start: int
    end: int
    value: Decimal | None
    currency: str
    per: str | None
    words: str

    @property
    def is_a_share(self) -> bool:
        """Tell whether it is written as a share ("20% của 11.000.000 đồng"); value is what the share comes to."""
        return "%" in self.words


def money_in(hidden: str) -> tuple[Money, ...]:
    """Return every amount in a text whose citations are hidden, in order; amounts of nothing are left out."""
    found = [_with_currency(match, hidden) for match in _WITH_CURRENCY.finditer(hidden)]
    for match in _CURRENCY_FIRST.finditer(hidden):
        if not any(
            money.start <= match.start("figures") < money.end or money.end > match.start() > money.start
            for money in found
        ):
            currency = "VND" if match["currency"].lower().startswith("v") else "USD"
            found.append(_money(match["figures"], 1, currency, match.span(), hidden))
    for match in _RANGE_START.finditer(hidden):
        currency = next(code for code, _ in _CURRENCIES if match[code])
        found.append(_money(match.group(), 1, currency, match.span(), hidden))
    if _NUMBER_ALONE.fullmatch(hidden):
        found.append(_money(hidden.strip(), 1, "VND", (0, len(hidden)), hidden))
    for match in _WITHOUT_CURRENCY.finditer(hidden):
        labelled = _FEE_LABEL.search(hidden[: match.start()]) or hidden[match.end() :].lstrip().startswith("/")
        if labelled and not any(money.start <= match.start() < money.end for money in found):
            found.append(_money(match.group(), 1, "VND", match.span(), hidden))
    return tuple(sorted((money for money in found if money.value != 0), key=lambda money: money.start))


def _with_currency(match: re.Match[str], hidden: str) -> Money:
    currency = next((code for code, _ in _CURRENCIES if match[code]), "VND")
    multiple = _MULTIPLES[(match["multiple"] or match["short"]).lower()] if match["multiple"] or match["short"] else 1
    money = _money(match["figures"], multiple, currency, match.span(), hidden)
    if not match["larger"] or money.value is None:
        return money
    larger = amount_of(match["millions"], has_parts=True)
    return replace(money, value=None if larger is None else money.value + larger * _MULTIPLES[match["larger"].lower()])


def _money(figures: str, multiple: int, currency: str, span: tuple[int, int], hidden: str) -> Money:
    start, end = span
    value = amount_of(figures, has_parts=multiple > 1 or currency != "VND")
    share = _SHARE_OF.search(hidden[:start])
    if share and value is not None:
        value = value * Decimal(share[1].replace(",", ".")) / 100
    per, per_end = unit_after(hidden, end)
    start = share.start() if share else start
    words = hidden[start:end]
    return Money(start, per_end, None if value is None else _whole_where_it_is(value * multiple), currency, per, words)


def _whole_where_it_is(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value


# "100.000,00": đồng have no parts.
_NO_PARTS: Final = re.compile(r"(?<=\.\d{3}),00?$|(?<=,\d{3})\.00?$")


def amount_of(figures: str, *, has_parts: bool) -> Decimal | None:
    """Return the number that figures with Vietnamese or English separators name, None for "10.000.0000" or "0.000".

    has_parts: "1.5" may be one and a half (dollars, millions); đồng have no parts.
    """
    figures = _NO_PARTS.sub("", figures.replace(" ", "."))
    if figures.isdecimal():
        return Decimal(figures)
    groups = re.split(r"[.,]", figures)
    if all(len(group) == 3 for group in groups[1:]) and not groups[0].startswith("0"):
        return Decimal("".join(groups))
    if has_parts and len(groups) == 2 and len(groups[1]) <= 2:
        return Decimal(f"{groups[0]}.{groups[1]}")
    return None


def unit_after(text: str, at: int) -> tuple[str | None, int]:
    """Return for each of what an amount that ends there is ("/trang", "mỗi bản"), and where those words end."""
    slash = _PER.match(text, at)
    if not slash:
        return None, at
    long_unit = _TWO_WORD_UNIT.match(text, slash.end())
    ending = None if long_unit else _PER_ENDS.search(text, slash.end())
    end = long_unit.end() if long_unit else ending.start() if ending else len(text)
    return tidy_unit(text[slash.end() : end]), end


def tidy_unit(words: str) -> str | None:
    """Return a unit without "1", "01" before its parts: "/01 cơ sở/lần" is for each "cơ sở/lần"."""
    parts = (
        re.sub(r"^0?1\s+", "", part.strip(" -–“”\"'" if part.count("“") != part.count("”") else " -–"))
        for part in words.split("/")
    )
    unit = re.sub(r"\s*-\s*", "-", "/".join(" ".join(part.split()) for part in parts if part))
    return unit or None
