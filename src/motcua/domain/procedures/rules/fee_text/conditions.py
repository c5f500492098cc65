"""For whom and when an amount is: the words around it, without laws and without words that only say "fee"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from motcua.domain.procedures.rules import source_text
from motcua.domain.procedures.rules.fee_text.fees import FeeAmount
from motcua.domain.procedures.rules.fee_text.money import Money

# Where a new item of a list begins; the label "Phí:" and a cited law with a colon begin one too.
_ITEM: Final = re.compile(
    r";(?!\s*hoặc)|\n|\.(?=\s|(?-i:[A-ZĐ]))|^[\s(]*(?P<first>[-–+•*])\s|:\s*(?P<under>[-–+•*])\s"
    r"|\s(?P<bullet>[-–+•*])(?=\s?(?-i:[A-ZĐÀ-Ỹ])|\s(?:trường hợp|đối với|cấp|gia hạn)\b)|\s(?P<mark>[+•*])(?=\s?[^\W\d])"
    r"|(?:^|[\s,)])(?P<label>(?:lệ\s)?phí)\s*:(?=\s*$)|(?<=§):\s|\((?=áp dụng)",
    re.IGNORECASE,
)
_LAW: Final = re.compile(
    r"[\s,(]*(?:\b(?:áp dụng|thực hiện|ban hành)\s+)?(?:\b(?:theo|căn cứ)\s+)?(?:\bđược\s+)?(?:\bquy định\s+)?(?:\b(?:tại|của|kèm theo)\s+)?(?:các\s+)?"
    r"(?:(?-i:TT|NĐ|NQ|QĐ)\s+(?:số\s+)?\d|khoản \d|điểm \w\b|điều \d|mục [IVX\d]|thông tư\b|nghị định\b|nghị quyết\b|(?<!Bộ )(?-i:Luật)\s|quyết định (?:số|\d)|phụ lục|biểu (?:mức|phí)).*$",
    re.IGNORECASE | re.DOTALL,
)
_EXEMPTION: Final = re.compile(
    r"[\s(:;,]*\bmiễ?n?\s*(?:lệ\s*)?(?:phí\s*)?(?:kể\s+)?từ\s.*$|[\s(:;,]*(?:mức\s+(?:lệ\s+)?phí\s+)?bằng\s+\d+\s*%.*$",
    re.IGNORECASE | re.DOTALL,
)
_SOME_PAY_LESS: Final = re.compile(
    r"(?<!trừ )(?<!trừ trường hợp )\bđược\s+(?:miễn|giảm)\b|\bgiảm\s+\d+\s*%|^\d+\s*%\s+(?:đối với|cho|khi|nếu)\b",
    re.IGNORECASE,
)
_FOR_A_TIME_LESS: Final = re.compile(
    r"\W*(?:kể\s+)?từ ngày.{0,80}?\b(?:bằng|giảm)\s+\d+\s*%", re.IGNORECASE | re.DOTALL
)
_DATED: Final = re.compile(r"\(\s*((?:áp dụng\s+)?(?:kể\s+)?từ ngày[^()]*)\)", re.IGNORECASE)
_FEE_WORDS: Final = re.compile(
    r"(?<!\w)(?:(?:áp dụng\s+)?mức(?:\s+thu)?(?:\s+(?:phí|lệ phí))?|phí|lệ phí|thu|nộp|là|thực hiện|cụ thể|theo|quy định|của|bộ tài chính|bộ trưởng|pháp luật|về|và|đồng|vnđ|đ|đông"
    r"|hiện hành|tại|gồm|như sau|trên|thì|các|trường hợp|đối với)(?!\w)|[\W_]",
    re.IGNORECASE,
)
_LAST_FEE_WORDS: Final = re.compile(
    r"[\s,:(]*(?<!\w)(?:(?:áp dụng\s+)?mức(?:\s+thu)?(?:\s+(?:phí|lệ phí))?(?:\s+là)?|thu|nộp|là|thì|(?:áp dụng\s+)?mức thu\s+bằng)?[\s:(]*$",
    re.IGNORECASE,
)
_LAST_EMPTY_WORDS: Final = re.compile(r"\s+đối với(?:\s+các)?(?:\s+trường hợp)?$", re.IGNORECASE)
# An amount once more in words: "bốn mươi nghìn đồng", "Một triệu đồng chẵn".
SPELLED_OUT: Final = (
    r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\b(?:[^\W\d]|\s){0,80}\b(?:trăm|nghìn|ngàn|triệu|tỷ|tỉ|mươi|mười)\b"
    r"(?:[^\W\d]|\s){0,20}\b(?:đồng|đô la(?: mỹ)?)(?:\s+chẵn)?"
)
_ONLY_SPELLED_OUT: Final = re.compile(rf"{SPELLED_OUT}[\s.]*", re.IGNORECASE)
_LABEL: Final = re.compile(r"^(?:(?:[a-zđ]|\d{1,2})[).]|nhưng|còn)\s+", re.IGNORECASE)
# What tells how a word is meant or how to pay, not for whom the amount is.
_NO_CONDITION: Final = re.compile(
    r"\bđược hiểu là\b|\bbằng tiền mặt\b|\bchuyển khoản\b|^trực tiếp\s*:\s*nộp hồ sơ\b", re.IGNORECASE
)
_BRACKET: Final = re.compile(r"\s*(?:đồng\s*)?\(", re.IGNORECASE)
_FOR: Final = re.compile(
    r"\s*(?:đồng\s*)?(?P<for>(?:đối với|khi|kể từ|từ ngày|áp dụng|cho|nếu|trong trường hợp|trường hợp)\s[^.;\n(]*?(?=\s[-–+•*]\s|,[^.;\n]*\d|[.;\n(]|$))",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"\s+(?P<for>[^\W\d][^.;\n(,]*)")
_TRIM: Final = " \t\n-–+•*.,;:()"


@dataclass(slots=True)
class _Headings:
    """What the next amount inherits: the words before the colon in its item, and the heading over its bullets."""

    in_item: str = ""
    over_bullets: str = ""
    bullet: str = ""

    def pass_item(self, item: re.Match[str], words_before: str) -> None:
        """Remember a heading whose bullets begin ("Lý thuyết: + …"), forget it where other bullets begin."""
        bullet = item["first"] or item["bullet"] or item["mark"]
        if item["under"]:
            self.over_bullets, self.bullet = plain(words_before), item["under"]
        elif bullet and bullet != self.bullet:
            self.over_bullets, self.bullet = "", bullet


def amounts_of(text: str, hidden: str, found: Sequence[Money]) -> tuple[FeeAmount, ...]:
    """Return the amounts with their conditions; text and hidden (its citations blotted out) have the same positions."""
    amounts: list[FeeAmount] = []
    last_end, headings = 0, _Headings()
    for place, money in enumerate(found):
        following = found[place + 1].start if place + 1 < len(found) else len(text)
        region = slice(last_end, money.start)
        before = _before(text[region], hidden[region], headings)
        after, last_end = _after(text, money.end, following, may_be_words=_is_labelled(hidden[region]))
        share = money.words if money.is_a_share else ""
        condition = "; ".join(part for part in (before, after, share) if part) or None
        if amounts and text[region].strip() == "(" and money.currency != amounts[-1].currency:
            condition = condition or amounts[-1].condition  # the same in another currency
        if money.value is not None:
            amount = FeeAmount(money.value, money.currency, money.per, condition)
            amounts += [] if amount in amounts else [amount]
    return tuple(amounts)


def _is_labelled(hidden: str) -> bool:
    return re.search(r"(?:lệ\s)?phí\s*:\s*$", hidden, re.IGNORECASE) is not None


def _before(words: str, hidden: str, headings: _Headings) -> str:
    """Return what is said before an amount in its own item, under the headings it stands under."""
    start = 0
    for item in _ITEM.finditer(hidden):
        if not hidden[item.end() :].strip(_TRIM) and not item["label"] and item.group() != ";":
            break
        headings.pass_item(item, words[start : item.start()])
        start = item.end()
    own = _LAST_FEE_WORDS.sub("", words[start:])
    head, colon, last = own.rpartition(":")
    if start or not headings.in_item or not own.strip(_TRIM):
        dated = _DATED.search(words)
        said = plain(own) or (plain(dated[1]) if dated else "")
        headings.in_item = head if colon and last.strip(_TRIM) else ""
    else:
        said = plain(f"{headings.in_item}: {own.strip(_TRIM)}")
    return ": ".join(part for part in (headings.over_bullets, said) if part)


def _after(text: str, start: int, following: int, *, may_be_words: bool) -> tuple[str, int]:
    """Return what is said right after an amount ("(cấp lại)", "đối với tàu nhóm I") and where it ends."""
    bracket = _BRACKET.match(text[:following], start)
    if bracket:
        inside, end = _inside(text[:following], bracket.end())
        return ("", start) if end == following < len(text) else (plain(inside), end)
    said = _FOR.match(text[:following], start) or (_WORDS.match(text[:following], start) if may_be_words else None)
    return (plain(said["for"]), said.end()) if said else ("", start)


def _inside(text: str, start: int) -> tuple[str, int]:
    """Return what stands in the brackets opened before start; where they never close, up to the next sign."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return text[start:place], place + 1
    sign = re.search(r"[(;]|$", text[start:])
    assert sign is not None
    return text[start : start + sign.start()], start + sign.start()


def plain(words: str) -> str:
    """Return the words without laws, exemptions and outer signs; nothing where only words for "fee" remain."""
    if _FOR_A_TIME_LESS.match(words):
        return ""
    words = _EXEMPTION.sub("", _LAW.sub("", source_text.one_line(words))).strip(_TRIM)
    words = _LABEL.sub("", _LAST_EMPTY_WORDS.sub("", words).strip(_TRIM))
    if _ONLY_SPELLED_OUT.fullmatch(words) or _NO_CONDITION.search(words):
        return ""
    if words.count("(") > words.count(")"):
        words += ")"
    if _SOME_PAY_LESS.search(words):
        return ""
    return words if _FEE_WORDS.sub("", words) else ""
