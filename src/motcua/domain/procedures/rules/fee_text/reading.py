"""From the text of a fee to its kind, its amounts and the doubt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from motcua.domain.procedures.rules import citations, reasons
from motcua.domain.procedures.rules.fee_text import conditions
from motcua.domain.procedures.rules.fee_text.cells import Cell, Entry, entries_of
from motcua.domain.procedures.rules.fee_text.fees import Fee, FeeAmount, FeeKind
from motcua.domain.procedures.rules.fee_text.money import Money, amount_of, money_in, tidy_unit, unit_after
from motcua.domain.procedures.rules.fee_text.notes import fee_of_note
from motcua.kernel.language import to_say

_FREE_BUT: Final = to_say("Ô ghi “Miễn phí” nhưng ghi chú có mức thu.")
_ZERO_BUT: Final = to_say("Ô ghi không đồng nhưng ghi chú có mức thu.")
_ODDS: Final = to_say("Mức thu trong ô khác mức thu trong ghi chú.")
_LOW: Final = to_say("Có mức thu dưới 1.000 đồng, có thể đã mất ba số 0.")
_GLUED: Final = to_say("Ô viết dính hoặc sai dạng nên không tách được mức thu; đã đọc theo ghi chú.")
_GLUED_ALONE: Final = to_say("Ô viết dính hoặc sai dạng nên không tách được mức thu; cán bộ cần xem bản gốc.")
_CUT: Final = to_say("Ghi chú bị mất.")
_MARK_ONLY: Final = to_say("Ghi chú chỉ là một ký hiệu; cần xem bản gốc.")
_REDUCED: Final = to_say("Ghi chú có mức miễn, giảm theo thời gian hoặc theo tỷ lệ.")
_SET_ELSEWHERE: Final = to_say("Ghi chú nói mức thu do Hội đồng nhân dân quyết định.")
_NOT_LAID_DOWN: Final = to_say("Ô có mức thu nhưng ghi chú nói không quy định.")
_RANGE: Final = to_say("Mức thu ghi theo khoảng.")
_NO_CURRENCY: Final = to_say("Ô không ghi đơn vị tiền; đã đọc là đồng.")

_REDUCTION: Final = re.compile(
    r"\d\s*%\s*(?:của\s+)?mức|\d\s*%\s+(?:đối với|cho|khi|nếu)\b|(?:giảm|bằng)\s+\d+\s*%|miễn?\s*(?:lệ\s*)?(?:phí\s*)?(?:kể\s+)?từ\s+§|\bmiễn\b[^.;()]{0,20}§+ đến",
    re.IGNORECASE,
)
_COUNCIL: Final = re.compile(r"(?:hội đồng nhân dân|hđnd)[^.;]{0,40}(?:quyết định|quy định)", re.IGNORECASE)
_UNSET: Final = re.compile(r"^\W*(?:không|chưa)\s+(?:được\s+|có\s+)?quy định", re.IGNORECASE)
_MARK: Final = re.compile(r"\W*\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)?\W*", re.IGNORECASE)
_FROM_TO: Final = re.compile(
    r"(?:\btừ\s+[\d.,]+\s*(?:nghìn|ngàn|triệu|tỷ)?\s*(?:đồng|đ|vnđ)?|(?<![\d.,])\d{1,3}(?:[.,]\d{3})+)\s*(?:đến|-|–)\s*[\d.,]+\s*(?:nghìn|ngàn|triệu|tỷ)?\s*(?:đồng|đ|vnđ)\b",
    re.IGNORECASE,
)
_THRESHOLD: Final = re.compile(
    r"(?:giá trị|trị giá|vốn|doanh thu|tổng mức đầu tư)[^.;:\d]{0,40}$|(?:dưới|trên|từ|đến|vượt)\s*$",
    re.IGNORECASE,
)
_OF_WORTH: Final = re.compile(
    r"(?:giá trị|trị giá|vốn|doanh thu|tổng mức đầu tư)(?:(?!tối đa|tối thiểu|không quá|mức thu)[^.;:\d]){0,40}$",
    re.IGNORECASE,
)
_A_UNIT: Final = r"[^\W\d]+(?:\s[^\W\d]+){0,3}"
_KNOWN_UNIT: Final = (
    r"(?:lần|hồ sơ|giấy|bản|người|trường hợp|trang|tờ khai|chứng chỉ|phương tiện|sản phẩm|cơ sở|thẻ|môn thi|văn bản)"
    r"(?:\s+cấp(?:\s+phép)?)?"
)
# A note that only says for each of what: "lần cấp", "Trên 1 chứng chỉ", "01 sản phẩm/01 lần".
_UNIT_ALONE: Final = re.compile(
    r"[\s(]*(?:(?:đồng|đông|đ|vnđ)\s*)?(?:/\s*|trên\s+|mỗi\s+)?"
    rf"(?P<unit>(?:0?1\s+)?{_KNOWN_UNIT}(?:\s*/\s*(?:0?1\s+)?{_A_UNIT})*|0?1\s+{_A_UNIT}(?:\s*/\s*0?1\s+{_A_UNIT})+)"
    r"\s*(?=[().,;]|miễn|$)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_CURRENCY_FIRST: Final = re.compile(r"[\s(]*(?:đồng|đông|đ|vnđ|usd)?(?=\s*/)", re.IGNORECASE)
_SPELLED_OUT: Final = re.compile(rf"^\(?{conditions.SPELLED_OUT}(?:\)\s*|(?=\s*/))", re.IGNORECASE)
_EMPTY_LABEL: Final = re.compile(r"^[\s(]*(?:(?:lệ\s+)?phí\s*:?\s*)?(?:đồng|đông)\b\s*", re.IGNORECASE)


def read_fee(text: str, *, doubtful_below: Decimal = Decimal(1000)) -> Fee:
    """Return the kind of a fee (phí, lệ phí), its amounts and what is doubtful about them.

    doubtful_below: fewer đồng than this are doubted (a source lost three zeros). Law: docs/law/fees.md.
    """
    fees = [_fee_of(entry, doubtful_below) for entry in entries_of(text)]
    amounts = _without_repetitions([amount for fee in fees for amount in fee.amounts])
    doubts = dict.fromkeys(fee.doubt for fee in fees if fee.doubt)
    kinds = [fee.kind for fee in fees]
    kind = next(k for k in (FeeKind.AMOUNT, FeeKind.SEE_NOTE, FeeKind.FREE, FeeKind.NOT_STATED) if k in kinds)
    return Fee(kind, amounts, " ".join(doubts) or None)


def _without_repetitions(amounts: Sequence[FeeAmount]) -> tuple[FeeAmount, ...]:
    """Return the amounts without those that only repeat another: the bare one of two, one of a sentence pasted twice."""
    kept: list[FeeAmount] = []
    for amount in amounts:
        twin = next((other for other in kept if _says_the_same(other, amount)), None)
        if twin is None:
            kept.append(amount)
        else:
            per = amount.per if amount.per and (not twin.per or twin.per != amount.per) else twin.per
            kept[kept.index(twin)] = FeeAmount(twin.value, twin.currency, per, twin.condition or amount.condition)
    return tuple(kept)


def _says_the_same(first: FeeAmount, second: FeeAmount) -> bool:
    if (first.value, first.currency) != (second.value, second.currency):
        return False
    bare = (None, None) in {(first.per, first.condition), (second.per, second.condition)}
    units = {first.per or "", second.per or ""}
    pasted_twice = min(units, key=len) != "" and max(units, key=len).startswith(min(units, key=len))
    return bare or (pasted_twice and (first.condition or "").endswith(second.condition or "§"))


@dataclass(frozen=True, slots=True)
class _Note:
    """A note: its words, the same with citations blotted out, and the fees in it."""

    text: str
    hidden: str
    money: tuple[Money, ...]


def _note(text: str) -> _Note:
    hidden = citations.hide_citations(text)
    return _Note(text, hidden, _fees_in(hidden))


def _fee_of(entry: Entry, doubtful_below: Decimal) -> Fee:
    note = _note(entry.note or "")
    cell = _cell_money(entry)
    if cell is not None:
        return _with_cell_amount(entry, cell, note, doubtful_below)
    if note.money:
        amounts = conditions.amounts_of(note.text, note.hidden, note.money)
        return Fee(FeeKind.AMOUNT, amounts, _joined(_cell_doubt(entry.kind), *_doubts(amounts, note, doubtful_below)))
    return _without_amount(entry, note.text)


def _fees_in(hidden: str) -> tuple[Money, ...]:
    """Return the amounts that are fees: not the worth of a deal or a project by which the fee is graded."""
    found = money_in(hidden)
    return tuple(money for money in found if not _is_threshold(hidden, money, found))


def _is_threshold(hidden: str, money: Money, found: Sequence[Money]) -> bool:
    before = hidden[: money.start]
    if _OF_WORTH.search(before):
        return True
    rest = re.split(r"[.;\n]", hidden[money.end :], maxsplit=1)[0]
    names_a_fee_after = any(money.end < other.start < money.end + len(rest) for other in found)
    return bool(_THRESHOLD.search(before)) and names_a_fee_after and bool(re.search(r":|\b(?:thu|nộp|là|thì)\b", rest))


def _without_amount(entry: Entry, note: str) -> Fee:
    if entry.kind in {Cell.GLUED, Cell.AMOUNT}:
        return Fee(FeeKind.SEE_NOTE, doubt=_GLUED_ALONE)
    fee = fee_of_note(note, cell_says_free=entry.kind is Cell.FREE)
    if entry.is_cut:
        return Fee(fee.kind, doubt=_CUT)
    if note and _MARK.fullmatch(note):
        return Fee(FeeKind.FREE if entry.kind is Cell.FREE else FeeKind.NOT_STATED, doubt=_MARK_ONLY)
    return fee


def _with_cell_amount(entry: Entry, cell: Money, note: _Note, doubtful_below: Decimal) -> Fee:
    """An amount in the cell: the note says for each of what and for whom, agrees with it, or is at odds with it."""
    readable = [found if found.value is not None else replace(found, value=cell.value) for found in note.money]
    noted = conditions.amounts_of(note.text, note.hidden, readable)
    amounts, at_odds = _agreed(cell, noted, note) if noted else (_of_cell_alone(cell, note), False)
    low_cell = cell.currency == "VND" and _value(cell) < doubtful_below
    doubts = (
        _CUT if entry.is_cut else None,
        _NO_CURRENCY if entry.kind is Cell.AMOUNT_ALONE else None,
        _ODDS if at_odds else None,
        _LOW if low_cell else None,
        _SET_ELSEWHERE if _COUNCIL.search(note.hidden) else None,
        _NOT_LAID_DOWN if _UNSET.search(note.hidden) else None,
    )
    return Fee(FeeKind.AMOUNT, amounts, _joined(*doubts, *_doubts(amounts, note, doubtful_below)))


def _of_cell_alone(cell: Money, note: _Note) -> tuple[FeeAmount, ...]:
    per, condition = _said_of_cell(note.text, note.hidden)
    return (FeeAmount(_value(cell), cell.currency, per, condition),)


def _cell_money(entry: Entry) -> Money | None:
    """Return the amount in the cell; None where it holds none, or figures that are no number."""
    if entry.kind is Cell.AMOUNT_ALONE:
        return Money(0, len(entry.cell), amount_of(entry.cell, has_parts=False), "VND", None, entry.cell)
    found = money_in(entry.cell) if entry.kind is Cell.AMOUNT else ()
    return found[0] if found and found[0].value is not None else None


def _value(money: Money) -> Decimal:
    assert money.value is not None
    return money.value


def _agreed(cell: Money, noted: tuple[FeeAmount, ...], note: _Note) -> tuple[tuple[FeeAmount, ...], bool]:
    """Return the amounts of cell and note together, and whether the two are at odds."""
    value = _value(cell)
    per, condition = _own_words_of_cell(note.text)
    if condition:
        return (FeeAmount(value, cell.currency, per, condition), *noted), False
    if any((amount.value, amount.currency) == (value, cell.currency) for amount in noted):
        return noted, False
    lost_zeros = any(amount.value == value * 1000 and amount.currency == cell.currency for amount in noted)
    lost_currency = any(amount.value == value and amount.currency != cell.currency for amount in noted)
    if lost_zeros or lost_currency:
        return noted, True
    parts = _parts_of_whole(value, noted) if re.search(r"\bgồm\b", note.hidden) else 0
    return (FeeAmount(value, cell.currency, per), *noted[parts:]), parts < len(noted)


def _own_words_of_cell(note: str) -> tuple[str | None, str | None]:
    """Return what a note says of the cell's amount before it lists others ("Phí: 400.000 …", "áp dụng mức phí …")."""
    others = re.search(
        r"(?<![^\s,)])(?:(?<!thu )lệ\s+phí|(?<!lệ )(?<!thu )phí)\s*:\s*\d|\(?áp dụng mức",
        note,
        re.IGNORECASE,
    )
    per, condition = (
        _said_of_cell(note[: others.start()], citations.hide_citations(note[: others.start()]))
        if others
        else (None, None)
    )
    return per, condition if others and "phí" in others.group().lower() else None


def _parts_of_whole(value: Decimal, noted: Sequence[FeeAmount]) -> int:
    """Return how many of the first amounts make up the whole ("gồm 3.000.000 đồng …; 1.500.000 đồng …"), 0 for none."""
    for count in range(2, len(noted) + 1):
        if sum(amount.value for amount in noted[:count]) == value:
            return count
    return 0


def _said_of_cell(note: str, hidden: str) -> tuple[str | None, str | None]:
    """Return for each of what, and for whom or when, the cell's amount is, by a note that holds no amount."""
    spelled_out = _SPELLED_OUT.match(note)
    if spelled_out:
        note, hidden = note[spelled_out.end() :], hidden[spelled_out.end() :]
    slash = _CURRENCY_FIRST.match(hidden)
    if slash and (unit := unit_after(hidden, slash.end()))[0]:
        return unit[0], _first_statement(note[unit[1] :])
    alone = _UNIT_ALONE.fullmatch(note)
    if alone:
        return tidy_unit(alone["unit"]), _first_statement(alone["rest"])
    return None, _first_statement(note)


def _first_statement(note: str) -> str | None:
    note = _EMPTY_LABEL.sub("", _SPELLED_OUT.sub("", note.strip())).lstrip("(-–+•* .,;")
    if _MARK.fullmatch(note) or _COUNCIL.search(note) or _UNSET.search(note):
        return None
    statement = re.split(r"(?<=[^\W\d])[.;](?=\s|$)|\)\s*(?=\d+\s*ngày|[Tt]rong thời hạn|-|\(|Miễn)", note, maxsplit=1)[
        0
    ]
    return conditions.plain(statement) or None


def _cell_doubt(kind: Cell) -> str | None:
    return {Cell.FREE: _FREE_BUT, Cell.ZERO: _ZERO_BUT, Cell.GLUED: _GLUED, Cell.AMOUNT: _GLUED}.get(kind)


def _doubts(amounts: Sequence[FeeAmount], note: _Note, doubtful_below: Decimal) -> list[str]:
    doubts = [reasons.FAULTY_AMOUNT.format(words=found.words) for found in note.money if found.value is None]
    low = any(amount.currency == "VND" and amount.value < doubtful_below for amount in amounts)
    doubts += [_LOW] if low else []
    doubts += [_REDUCED] if _REDUCTION.search(note.hidden) else []
    doubts += [_RANGE] if _is_a_range(note) else []
    return doubts


def _is_a_range(note: _Note) -> bool:
    """Tell whether a fee is written from … to …, not the worth by which fees are graded."""
    return any(span.start() <= fee.start < span.end() for span in _FROM_TO.finditer(note.hidden) for fee in note.money)


def _joined(*doubts: str | None) -> str | None:
    return " ".join(dict.fromkeys(doubt for doubt in doubts if doubt)) or None
