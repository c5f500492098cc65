"""What a note without an amount says: nobody pays, nothing is laid down, or who sets the fee."""

import re
from typing import Final

from motcua.domain.procedures.rules import citations
from motcua.domain.procedures.rules.fee_text.fees import Fee, FeeKind
from motcua.kernel.language import to_say

_FEE: Final = r"(?:lệ phí|phí)(?:\s*(?:,|/|và)\s*(?:lệ phí|phí))?"
_NOBODY_PAYS: Final = re.compile(
    rf"(?:không|không có|không thu|không mất(?:\s+tiền)?|0\s*(?:đồng|đ|vnđ|vnd)|n/?a|không phải nộp|không áp dụng|miễn)(?:\s+(?:các\s+(?:khoản|loại)\s+)?{_FEE}(?:\s+hoàn toàn)?)?|.*:\s*(?:không|không có)|{_FEE}\s*:?\s*(?:không|không có)",
    re.IGNORECASE | re.DOTALL,
)
_NOT_LAID_DOWN: Final = re.compile(
    r"(?:.*:\s*|(?:pháp luật|luật|(?:thủ tục(?: hành chính)?|tthc) này|hiện(?: nay)?)\s+)?(?:chưa (?:có|ban hành)|(?:không|chưa)(?:\s+(?:có|được|bị|văn bản))*\s+(?:quy định|thông tin)(?:\s+(?:cụ thể|mức thu|phí|lệ phí|tại).*|\s+(?:về|mức|thu|việc|thời hạn)\b[^,]*(?:,\s*(?:phí|lệ phí))*)?)",
    re.IGNORECASE | re.DOTALL,
)
_SOME_DO_NOT_PAY: Final = re.compile(
    rf"(?:không thu|không phải nộp|miễn)\s+.*|.*\bđược miễn\b.*{_FEE}?.*",
    re.IGNORECASE | re.DOTALL,
)
_NAMES_A_FEE: Final = re.compile(
    r"\bphí\b|\bmức thu\b|\bhội đồng nhân dân\b|\bhđnd\b|\bquy định\b|\bthông tư\b|\bnghị định\b|\bluật\b|\bnghị quyết\b|\bbiểu (?:giá|mức)|\b(?:khung|mức|luật|văn bản) giá\b"
    r"|\bgiá (?:dịch vụ|kiểm tra|theo|cụ thể)|\bbộ tài chính\b|\bthu (?:tiền|theo)\b|\bchi trả\b|\btheo (?:thỏa thuận|thoả thuận|hợp đồng)\b|\bthanh toán\b",
    re.IGNORECASE,
)
_STATEMENT_END: Final = re.compile(r"[.;\n](?=\s|$|[A-ZĐ])|\s[-–+•*]\s(?=[A-ZĐ(])")
# Brackets that only cite: "(Thông tư số 47/2019/TT-BTC)".
_CITED_IN_BRACKETS: Final = re.compile(
    r"\((?:[\s,;§]|theo|căn cứ|quy định|tại|của|bộ tài chính|ngày|và)*§(?:[\s,;§]|của|bộ tài chính|ngày|và)*\)",
    re.IGNORECASE,
)
_TRIM: Final = " \t\n-–+•*.,;:()"
ONLY_FOR_SOME: Final = to_say("Chỉ miễn cho một số trường hợp; cần đọc ghi chú.")
SPEAKS_OF_ELSE: Final = to_say("Ghi chú không nói về mức thu; cần đọc để biết miễn phí cho trường hợp nào.")
NOT_UNDERSTOOD: Final = to_say("Không đọc được mức thu; cán bộ cần xem bản gốc.")


def fee_of_note(note: str, *, cell_says_free: bool) -> Fee:
    """Return the fee of a note that holds no amount; cell_says_free: the cell before it says "Miễn phí".

    The first line that fits decides: a fee named anywhere weighs more than an exemption, an exemption more than silence.
    """
    nobody = FeeKind.FREE if cell_says_free else FeeKind.NOT_STATED
    said = _statements(note)
    weighed = (
        (not said, Fee(nobody)),
        (any(map(_names_a_fee, said)), Fee(FeeKind.SEE_NOTE)),
        (any(map(_is_for_some, said)), Fee(FeeKind.SEE_NOTE, doubt=ONLY_FOR_SOME)),
        (any(map(_says_free, said)), Fee(FeeKind.FREE)),
        (all(map(_NOT_LAID_DOWN.fullmatch, said)), Fee(FeeKind.NOT_STATED)),
        (all(_NOBODY_PAYS.fullmatch(one) or _NOT_LAID_DOWN.fullmatch(one) for one in said), Fee(nobody)),
        (cell_says_free, Fee(FeeKind.FREE, doubt=SPEAKS_OF_ELSE)),
        (True, Fee(FeeKind.SEE_NOTE, doubt=NOT_UNDERSTOOD)),
    )
    return next(fee for fits, fee in weighed if fits)


def _statements(note: str) -> list[str]:
    hidden = citations.hide_citations(note)
    for brackets in _CITED_IN_BRACKETS.findall(hidden):
        hidden = hidden.replace(brackets, " ")
    return [said for part in _STATEMENT_END.split(hidden) if (said := part.strip(_TRIM))]


def _says_free(said: str) -> bool:
    """Tell whether it says outright that a fee is not collected ("Không thu lệ phí"), not only "Không"."""
    return bool(_NOBODY_PAYS.fullmatch(said)) and bool(re.search(r"\b(?:thu|miễn|nộp|mất)\b", said, re.IGNORECASE))


def _is_for_some(said: str) -> bool:
    return not _NOBODY_PAYS.fullmatch(said) and bool(_SOME_DO_NOT_PAY.fullmatch(said))


def _names_a_fee(said: str) -> bool:
    settled = _NOBODY_PAYS.fullmatch(said) or _NOT_LAID_DOWN.fullmatch(said) or _SOME_DO_NOT_PAY.fullmatch(said)
    return not settled and bool(_NAMES_A_FEE.search(said) or citations.MASK in said)
