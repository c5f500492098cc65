"""Cut a text into clauses of at most one limit each, and say for whom a clause speaks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from motcua.domain.procedures.rules.time_limit_text.words import Found
from motcua.kernel.language import to_say
from motcua.kernel.refusal import Refusal

_PLACES: Final = r"tại (?:các )?(?:xã|phường|thôn|vùng|địa bàn|khu vực|đảo|huyện)"
# What begins a case: "trường hợp …", "đối với …", "nếu …".
_MARKER: Final = (
    rf"(?:riêng\s+)?(?:trong trường hợp|(?:đối )?với (?:các )?trường hợp|trường hợp|đối với|nếu(?!\s+(?:có\s*(?:[).,;]|$|của)|cần thiết))|{_PLACES}|áp dụng (?:đối với|cho)|cho trường hợp|riêng(?=\s+(?:các|hồ sơ|việc|thủ tục|dự án|công trình))"
    r"|(?<!kể từ )(?<!từ )(?<!sau )(?<!ngay )khi(?!\s+(?:nhận|tiếp nhận|nộp|cần))(?!\s+có\s+kết quả))"
)
CASE: Final = re.compile(rf"(?<![\w/]){_MARKER}(?!\w)", re.IGNORECASE)
_LABEL: Final = re.compile(r"^(?:[\s\-–+•*.,;:()]|\(?\w{1,2}\)\s|\d{1,2}\.\s|(?:còn|và|hoặc)\s)+", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(
    r"[.;](?=\s|$)(?!\s*\((?:đối với|trường hợp|áp dụng)[^()]*\)\s*(?:[.;]|$))|[.;](?=[A-ZĐÂÊÔƠƯ])|\n|\s(?=[-–+•*]\s?[A-ZĐÀ-ỸĂÂÊÔƠƯ\d(])|(?<!từ)(?<!đến)(?<!và)(?<!hợp)(?<!điểm)(?<!mục)\s(?=(?:\(?[a-zđ1-9]\))\s)",
)
_NEW_CASE: Final = re.compile(
    rf"(?:,\s*|\s+(?:và|còn)\s+|\(\s*|\s[-–+•*]\s?)(?=(?:còn\s+)?{_MARKER}(?!\w))|\s(?=(?-i:Đối với|Trường hợp|Riêng|Nếu|Tại|Trong trường hợp)(?!\w))",
    re.IGNORECASE,
)
# A case that says its limit elsewhere ("trường hợp khác thực hiện theo dự án") is a clause of its own, without a limit.
_ELSEWHERE: Final = re.compile(r"(?<!\w)(?:thì|theo|thực hiện|căn cứ|do)(?!\w)", re.IGNORECASE)
_FROM_THEN_ON: Final = re.compile(r"\)|,?\s+(?:kể|tính)\s+từ\s+(?:ngày|khi|lúc|thời điểm)\b", re.IGNORECASE)
_LEAD: Final = (
    r"(?:không quá|tối đa(?: là)?(?: không quá)?|chậm nhất(?: là)?|muộn nhất(?: là)?|nhiều nhất(?: là)?|trong vòng|trong thời hạn|trong hạn|trong thời gian"
    r"|trong khoảng thời gian|trong|thời hạn|thời gian|giải quyết|thực hiện|xử lý|trả kết quả|làm|hoàn thành|là|được|có|có thể|nhưng|thì|cũng|vẫn|quy định|kéo dài|(?:tăng|cộng|gia hạn|kéo dài)? ?thêm|gia hạn|sau|ngay|hết|:|,)"
)
_OPENER: Final = re.compile(rf"(?:\s*(?<!\w){_LEAD}(?!\w))*\s*$", re.IGNORECASE)
_THEN: Final = re.compile(r"(?<!\w)thì(?!\w).*$", re.IGNORECASE | re.DOTALL)
_GENERIC: Final = re.compile(
    r"(?<!\w)(?:tổng|cộng|hẹn|thời hạn|thời gian|giải quyết|thực hiện|xử lý|trả|kết quả|thủ tục|hành chính|hồ sơ|này|của|theo quy định|quy định|việc|các|bước|công việc|cấp|ban hành"
    r"|giấy phép|giấy chứng nhận|chứng chỉ|quyết định|cho|cơ quan|có thẩm quyền|cơ quan có thẩm quyền|ủy ban nhân dân|uỷ ban nhân dân|kể|từ|ngày|khi|nhận|được|đủ|đầy đủ|hợp lệ|tiếp|và|là|nộp|đăng ký|công dân|người dân|tổ chức|xem xét|phải|có|sẽ|thẩm định"
    r"|bộ phận|một cửa|không|tính|đối với|thường|chính xác|thông báo|trách nhiệm)(?!\w)|[\W\d_]",
    re.IGNORECASE,
)
# The kinds of one act that a cell lists as cases without "trường hợp": "Cấp mới: 10 ngày; cấp lại: 5 ngày".
_KIND_OF_ACT: Final = re.compile(
    r"^(?:(?:hồ sơ|vụ việc|vụ|việc)\s+)?(?:nộp\s+)?(?:cấp (?:mới|lại|đổi|lần đầu|bổ sung|đặc biệt|còn lại|[IVX]+\b)|gia hạn|điều chỉnh|lần đầu|sửa đổi|bổ sung|thay đổi|trực tiếp|trực tuyến|(?:qua )?(?:dịch vụ )?bưu chính|dự án (?:nhóm|quan trọng)"
    r"|nhóm (?:[A-D]|[IVX]+|\d)\b|(?:hạng|loại) (?:[A-D]|[IVX]+|\d)\b|công trình (?:cấp|loại|theo tuyến)|nhà ở|hộ gia đình|cá nhân|tổ chức(?=\s*(?:[:,(/]|và\b|trong nước|nước ngoài|$))|doanh nghiệp|người (?:Việt Nam|nước ngoài)|trong nước|nước ngoài|thông thường|phức tạp|đơn giản|khẩn|bản giấy|bản điện tử)",
    re.IGNORECASE,
)
_EXTRA: Final = re.compile(
    r"\b(?:tăng|cộng|gia hạn|kéo dài|bổ sung|thời gian|thời hạn|được|tính)\s+thêm\b"
    r"|(?<!không )\bthêm(?:\s+(?:thời gian|thời hạn|không quá|tối đa|là|đến|tới|trong))*\s*$",
    re.IGNORECASE,
)
_WHO_APPLIES: Final = re.compile(
    r"(?:đối với|trường hợp|nếu là)\s+(?:các\s+)?(?:tổ chức|công dân|người dân)[\s:,]*$",
    re.IGNORECASE,
)
_STEP_OF_AN_OFFICE: Final = re.compile(
    r"tiếp nhận, kiểm tra|kiểm tra hồ sơ|(?<!phí )thẩm định hồ sơ|hoàn thiện hồ sơ",
    re.IGNORECASE,
)
_FROM_RECEPTION: Final = re.compile(r"\s*kể từ (?:ngày|khi|lúc|thời điểm)\b", re.IGNORECASE)
# Every dossier that is received is complete: "đối với hồ sơ đầy đủ, hợp lệ" names nobody.
_COMPLETE: Final = re.compile(
    r"(?:đối với|nếu|khi|trường hợp)\s+(?:(?:tiếp\s+)?nhận\s+(?:được\s+)?(?:đủ\s+)?)?(?:các\s+)?hồ sơ(?:\s+đã)?(?:[\s,.;)]+(?:đầy đủ|đủ|hợp lệ|và|theo quy định))+[\s.,;)]*",
    re.IGNORECASE,
)
_SINCE_RECEPTION: Final = re.compile(
    r"\)?,?\s+(?:kể|tính)\s+từ\s+(?:ngày|khi|lúc)\s+(?:(?:\w+\s+){0,4}?)(?:tiếp\s+)?nhận\s[^.;]*$",
    re.IGNORECASE,
)
_TRAIL_END: Final = re.compile(r"[\s.,;:()\-–+]+$")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a text: at most one limit, for whom it speaks, and whether it adds to the limit before it."""

    text: str
    limit: Found | None
    condition: str | None
    is_extra: bool
    is_case: bool


def clauses_of(text: str, hidden: str, limits: Sequence[Found]) -> tuple[Clause, ...]:
    """Return the clauses in order; raises Refusal where two limits stand in one clause that cannot be parted."""
    clauses = []
    for start, end in _spans(hidden, limits):
        inside = [found for found in limits if start <= found.start < end]
        if len(inside) > 1 and any(found.amount is not None for found in inside):
            raise Refusal(to_say("Nhiều thời hạn nằm trong một câu; cán bộ cần tách từng trường hợp."))
        clauses.append(_clause(text[start:end], inside[0] if inside else None, start))
    return tuple(clauses)


def _spans(hidden: str, limits: Sequence[Found]) -> list[tuple[int, int]]:
    """Return where clauses begin and end: at sentence ends, at new cases, between two limits."""
    cuts = {0, len(hidden)} | {match.end() for match in _SENTENCE_END.finditer(hidden)}
    cuts = {cut for cut in cuts if not any(found.start < cut < found.end for found in limits)}
    cuts -= _semicolons_within_a_case(hidden, limits, cuts)
    for match in _NEW_CASE.finditer(hidden):
        start, end = max(cut for cut in cuts if cut <= match.end()), min(cut for cut in cuts if cut > match.end())
        follows_a_limit = any(start <= found.start < match.start() for found in limits)
        in_brackets = "(" in match.group()
        if in_brackets and ")" in hidden[match.end() : end]:
            end = hidden.index(")", match.end())
        has_its_own = any(match.end() <= found.start < end for found in limits)
        said = _FROM_THEN_ON.split(hidden[match.end() : end], maxsplit=1)[0]
        if follows_a_limit and (has_its_own or (_ELSEWHERE.search(said) and not in_brackets)):
            cuts.add(match.end())
    for before, after in pairwise(limits):
        if not any(before.end <= cut <= after.start for cut in cuts):
            cuts |= _cut_between(hidden, before, after)
    return [(start, end) for start, end in pairwise(sorted(cuts)) if hidden[start:end].strip()]


def _semicolons_within_a_case(hidden: str, limits: Sequence[Found], cuts: set[int]) -> set[int]:
    """Return the cuts after which the list of who is meant goes on: "đối với A; B; C", "các trường hợp: - A - B"."""
    within: set[int] = set()
    last_was_within, is_open, last = False, False, ""
    for start, end in pairwise(sorted(cuts)):
        before, said = hidden[:start].rstrip(), hidden[start:end].lstrip(" \n-–+•*")
        has_limit = any(start <= found.start < end for found in limits)
        of_the_case = said[:1].islower() or CASE.search(last) is not None
        in_words = before.endswith(";") and of_the_case and not re.match(r"[a-zđ]\)", said)
        in_list = before.endswith(":") or (last_was_within and before.endswith(";"))
        goes_on = not has_limit or (is_open and before.endswith(";") and _says_then(hidden, limits, start, end))
        last_was_within = goes_on and not CASE.match(said) and (in_words or in_list)
        last = hidden[start:end]
        is_open = not has_limit and (CASE.match(said) is not None or (is_open and last_was_within))
        if last_was_within:
            within.add(start)
    return within


def _says_then(hidden: str, limits: Sequence[Found], start: int, end: int) -> bool:
    """Tell whether a limit follows "thì" there: the case that was opened before, "đối với các xã A; B thì …", has it."""
    first = next(found.start for found in limits if start <= found.start < end)
    return _THEN.search(hidden[start:first]) is not None


def _cut_between(hidden: str, before: Found, after: Found) -> set[int]:
    """Return where the words of the second of two limits begin: behind a bracket, a comma or "và"; or nothing.

    Where the first says for whom it is, its list may hold commas, and the last one parts the two.
    """
    between = hidden[before.end : after.start]
    if ")" in between and "(" in between:
        return {before.end + between.rindex(")") + 1}
    places = [match.end() for match in re.finditer(r"[,(](?!\s*(?:kể|tính)\s+từ)|\s(?:và|còn)(?=\s)", between)]
    if not places:
        return set()
    return {before.end + places[-1 if CASE.search(between[: places[-1]]) else 0]}


def _clause(text: str, limit: Found | None, offset: int) -> Clause:
    label = _LABEL.match(text)
    skipped = label.end() if label else 0
    body = text[skipped:]
    if limit is None or limit.start - offset < skipped:
        is_case = CASE.match(body) is not None
        if limit is None:
            return Clause(body.strip(), None, None, is_extra=False, is_case=is_case)
        body, skipped = text[limit.start - offset :], limit.start - offset
    before, after = body[: limit.start - offset - skipped], body[limit.end - offset - skipped :]
    leading, trailing = _leading(before), _trailing(after)
    said = [part for part in (leading, trailing) if part]
    is_case = bool(CASE.search(before) or CASE.search(after) or _KIND_OF_ACT.match(before.strip(" -+(")))
    extra = _EXTRA.search(before) is not None
    return Clause(body.strip(), limit, "; ".join(said) or None, is_extra=extra, is_case=is_case)


def _leading(before: str) -> str | None:
    """Return for whom the words before a limit speak: "Trường hợp … thì không quá" without its opener."""
    words = _THEN.sub("", before)
    subject = _OPENER.sub("", words) or (words if words != before and _KIND_OF_ACT.match(words) else "")
    marker = CASE.search(before)
    if marker and not _GENERIC.sub("", before[: marker.start()]):
        subject = _OPENER.sub("", _THEN.sub("", before[marker.start() :]))
    if _STEP_OF_AN_OFFICE.search(subject):
        raise Refusal(to_say("Thời hạn chỉ của một bước xử lý; cán bộ cần ghi tổng thời hạn."))
    if _COMPLETE.fullmatch(subject):
        return None
    speaks = (
        _GENERIC.sub("", subject) or _KIND_OF_ACT.match(subject.strip(" -+(")) or _WHO_APPLIES.match(subject.strip())
    )
    return _tidy(subject) if speaks and not _FROM_RECEPTION.match(subject) else None


def _trailing(after: str) -> str | None:
    """Return for whom the words after a limit speak: "đối với …", "nếu …"."""
    marker = CASE.search(after)
    said = _SINCE_RECEPTION.sub("", after[marker.start() :]) if marker else ""
    return None if _COMPLETE.fullmatch(said) else _tidy(said)


def _tidy(words: str) -> str | None:
    words = _TRAIL_END.sub("", " ".join(words.split())).strip(" -–+,;:").removesuffix(" và")
    if words.count("(") > words.count(")"):
        words += ")"
    return words or None
