"""From the text of a time limit to its cases, or to the reason why an officer must read it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from decimal import Decimal
from typing import Final

from motcua.domain.procedures.rules import citations, reasons, source_text
from motcua.domain.procedures.rules.time_limit_text import doubtful_wording
from motcua.domain.procedures.rules.time_limit_text.clauses import Clause, clauses_of
from motcua.domain.procedures.rules.time_limit_text.words import Found, limits_in
from motcua.kernel.language import speaking_vietnamese, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import Parameters, TimeLimit


@dataclass(frozen=True, slots=True)
class LimitCase:
    """One limit and for whom it is (None: for everybody not named otherwise)."""

    limit: TimeLimit
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Readable:
    """A text whose limits are sure; not_counted is what it says does not count (tax, posting), for the pages."""

    cases: tuple[LimitCase, ...]
    not_counted: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that an officer must read; reason is one Vietnamese sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """The dated numbers of reading; the defaults are those of both rule packs today.

    plain_hours_up_to: so many "giờ" are working hours, more may be clock hours (rule 3 of deadlines).
    same_day_until: the hour after which "trong ngày" means the next working day (rule 6).
    """

    plain_hours_up_to: Decimal = Decimal(8)
    same_day_until: time = field(default_factory=lambda: Parameters().same_day_until)


_TODAYS_RULES: Final = ReadingRules()
_NOT_UNDERSTOOD: Final = to_say("Không đọc được thời hạn trong câu này; cán bộ cần ghi thời hạn giải quyết.")
_NOTHING_STATED: Final = to_say("Chưa quy định thời hạn; cán bộ cần ghi thời hạn giải quyết.")
_KEEPS_A_LAST_DAY: Final = re.compile(
    r"(?:\d\s*\([^()]{1,30}\)|(?:\d|½|\b(?:trong|cùng|nửa|mỗi|hàng|hằng|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|trăm|lăm|nhăm|mốt|tư))\s*\)?)$",
    re.IGNORECASE,
)
_EXCLUSION: Final = re.compile(
    r"\([^()]{0,60}(?:không|chưa)\s+(?:tính|kể|bao gồm|gồm)\b[^()]*\)"
    r"|(?:(?:thời gian|thời hạn)\s+(?:\w+\s+){0,4})?(?:không|chưa)\s+(?:tính|kể|bao gồm|gồm)\b(?:(?!,\s*(?:trường hợp|đối với|riêng|nếu|tại các)\b)[^.;()\n])*",
    re.IGNORECASE,
)
_SHARES: Final = re.compile(r"\([^()]*\)|\b(?:trong đó|bao gồm)\b[^.()]*", re.IGNORECASE)
_ONE_PART: Final = re.compile(r"\(?\s*(?:bao\s+gồm|gồm|trong đó)\b", re.IGNORECASE)
_FOR_WHOM: Final = re.compile(r"đối với|trường hợp|nếu", re.IGNORECASE)
_NEXT_DAY: Final = re.compile(r"ngày\s+(?:làm việc\s+)?(?:tiếp|kế|hôm sau)", re.IGNORECASE)
_HOUR_OF_CUT: Final = re.compile(r"\b(?:sau|trước)\s+(\d{1,2})\s*(?:giờ|h|g)\b", re.IGNORECASE)
_AFTER_AN_HOUR: Final = re.compile(
    r"(?:nếu|khi|trường hợp|đối với)[^,;]{0,60}\bsau\s+\d{1,2}\s*(?:giờ|h|g)(?:\s*00)?(?:\s+cùng ngày)?",
    re.IGNORECASE,
)
# "Thời hạn chứng thực: …" names the act itself; with an office in it, it may be a part of the way.
_NAMES_THE_ACT: Final = re.compile(
    r"(?:tổng\s+(?:thời hạn|thời gian)\b|(?:thời hạn|thời gian)\b(?!.*\b(?:cơ quan|sở|ủy ban|uỷ ban|ubnd|văn phòng|phòng|bộ phận|chi cục|thuế|lãnh đạo|đơn vị)\b))",
    re.IGNORECASE | re.DOTALL,
)
_PLACE: Final = re.compile(
    r"(?:riêng\s+)?(?:đối với|tại)\s+(?:các\s+)?(?:xã|phường|thôn|ấp|vùng|địa bàn|khu vực|đảo)\b",
    re.IGNORECASE,
)
_ANSWER_NO: Final = re.compile(
    r"từ chối|không hợp lệ|chưa hợp lệ|không đủ|chưa đủ|chưa đầy đủ|không đồng ý|không cấp|không chấp thuận|bằng văn bản|nêu rõ lý do|trả lại",
    re.IGNORECASE,
)
_STEP_OF_HANDLING: Final = re.compile(
    r"không hợp lệ|chưa hợp lệ|không đầy đủ|chưa đầy đủ|không đủ|chưa đủ|thông báo|từ chối|trả lời|bổ sung hồ sơ|yêu cầu bổ sung|hướng dẫn|chuyển hồ sơ|tiến hành|(?<!ngay )\bsau khi\b|sau đó|hết thời hạn|(?<!công )(?<!quy )trình\s+(?:cấp|lãnh đạo|chủ tịch|ủy ban|uỷ ban|bộ|phê duyệt|ký)|lấy ý kiến.{0,40}\btrong\b",
    re.IGNORECASE,
)


def read_time_limit(
    text: str,
    *,
    plain_day_is_doubtful: bool = False,
    rules: ReadingRules = _TODAYS_RULES,
) -> Readable | Unreadable:
    """Return the cases of a time limit (thời hạn giải quyết), or why an officer must read it.

    plain_day_is_doubtful: the record comes from a source that wrote "ngày" for every unit but "ngày làm việc".
    Law: docs/law/time-limits.md.
    """
    try:
        with speaking_vietnamese():
            return _read(_tidy(text), plain_day_is_doubtful=plain_day_is_doubtful, rules=rules)
    except Refusal as refusal:
        return Unreadable(str(refusal))


def _tidy(text: str) -> str:
    """Return the text without tags, double blanks and the unit that a portal appended once more."""
    text = re.sub(r"[^\S\n]+", " ", source_text.readable(clean(text)).text)
    text = re.sub(r"\n(?=\s*[a-zà-ỹ(])", " ", text)
    before, _, last = text.rpartition(" ")
    if before and last.lower() == "ngày" and not _KEEPS_A_LAST_DAY.search(before.rstrip()):
        text = before.rstrip()
    return text


def _read(text: str, *, plain_day_is_doubtful: bool, rules: ReadingRules) -> Readable:
    _require_more_than_a_number(text)
    hidden = citations.hide_citations(text)
    days_off_left_out = doubtful_wording.leaves_out_days_off(hidden)
    left_out = [found.span() for found in _EXCLUSION.finditer(hidden)]
    hidden = _EXCLUSION.sub(citations.blot, hidden)
    _require_known_cut(hidden, rules)
    hidden = citations.hide_times_of_day(hidden)
    doubtful_wording.require_plain_wording(hidden)
    limits = limits_in(hidden)
    _require_sure_days(limits, doubtful=plain_day_is_doubtful, days_off_left_out=days_off_left_out)
    shares = _shares(hidden, limits, hours_of_a_day=rules.plain_hours_up_to)
    limits = tuple(found for found in limits if not any(start < found.start < end for start, end in shares))
    spoken = _without(text, left_out + shares)
    cases = _cases(clauses_of(spoken, _without(hidden, shares), limits), rules)
    return Readable(cases, "; ".join(_quoted(text, span) for span in left_out) or None)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the text with the spans emptied, every position kept."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _quoted(text: str, span: tuple[int, int]) -> str:
    return source_text.one_line(text[slice(*span)]).strip(" ().,;")


def _require_more_than_a_number(text: str) -> None:
    if not text:
        raise Refusal(_NOTHING_STATED)
    if re.fullmatch(r"[\d.,]+", text):
        raise Refusal(reasons.NO_UNIT.format(words=text))


def _require_known_cut(hidden: str, rules: ReadingRules) -> None:
    """Refuse "trong ngày" with another hour than the rule has: it cannot be promised by the rule."""
    for hour in _HOUR_OF_CUT.findall(hidden):
        if "trong ngày" in hidden.lower() and int(hour) != rules.same_day_until.hour:
            raise Refusal(reasons.OTHER_HOUR.format(hour=hour))


def _require_sure_days(limits: Sequence[Found], *, doubtful: bool, days_off_left_out: bool) -> None:
    plain = next((found for found in limits if found.is_plain_day), None)
    if plain is None:
        return
    if doubtful:
        raise Refusal(reasons.UNIT_LOST.format(words=plain.words))
    if days_off_left_out:
        raise Refusal(reasons.DAYS_OFF.format(words=plain.words))


def _shares(hidden: str, limits: Sequence[Found], *, hours_of_a_day: Decimal) -> list[tuple[int, int]]:
    """Return where a limit is shared among offices ("Sở: 3 ngày; xã: 4 ngày"); the shares must make the whole.

    The same limit in hours ("1 ngày làm việc (8 giờ)"), and one part of a whole that says so ("trong đó …"), are none.
    """
    shares = []
    for part in _SHARES.finditer(hidden):
        inside = [found for found in limits if part.start() < found.start < part.end()]
        if not inside or _FOR_WHOM.search(part.group()):
            continue
        whole = [found for found in limits if found.end <= part.start()]
        if not whole and part.group().lower().startswith("bao gồm"):
            continue
        if not whole or None in {found.amount for found in inside}:
            raise Refusal(to_say("Thời hạn ghi theo từng phần; cán bộ cần ghi tổng thời hạn."))
        if not _make_up(whole[-1], inside, part.group(), hours_of_a_day):
            raise Refusal(to_say("Các phần của thời hạn cộng lại không bằng tổng thời hạn; cán bộ cần xem lại."))
        shares.append(part.span())
    return shares


def _make_up(whole: Found, inside: Sequence[Found], words: str, hours_of_a_day: Decimal) -> bool:
    parts = [found.amount or Decimal(0) for found in inside]
    if len(inside) > 1 or whole.amount is None:
        return sum(parts) == whole.amount
    hours = {"working_day": hours_of_a_day, "working_hour": Decimal(1), "hour": Decimal(1)}
    if whole.unit in hours and inside[0].unit in hours and (hours[whole.unit] != hours[inside[0].unit]):
        return whole.amount * hours[whole.unit] == parts[0] * hours[inside[0].unit]
    return parts[0] == whole.amount or (_ONE_PART.match(words) is not None and parts[0] < whole.amount)


def _cases(clauses: Sequence[Clause], rules: ReadingRules) -> tuple[LimitCase, ...]:
    speaking = [clause for clause in clauses if not _is_aside(clause)]
    limited = [_for_the_rule(clause) for clause in speaking if clause.limit]
    if not limited:
        has_a_number = any(letter.isdigit() for clause in clauses for letter in clause.text)
        raise Refusal(_NOT_UNDERSTOOD if has_a_number else _NOTHING_STATED)
    for clause in speaking:
        if clause.limit is None:
            raise Refusal(reasons.CASE_WITHOUT.format(words=_short(clause.text)))
    if all(_depends_on_the_one_before(clause) for clause in limited[1:]):
        limited[0] = _without_the_act(limited[0])
    _require_cases_not_steps(limited)
    return _with_extras(limited, rules)


def _for_the_rule(clause: Clause) -> Clause:
    """Return the clause for everybody where its condition is only the hour after which the next day counts."""
    same_day = clause.limit is not None and clause.limit.amount is None
    only_the_hour = same_day and _AFTER_AN_HOUR.fullmatch(clause.condition or "") and _NEXT_DAY.search(clause.text)
    return replace(clause, condition=None) if only_the_hour else clause


def _without_the_act(clause: Clause) -> Clause:
    """Return the clause for everybody where its words only name the act ("Thời hạn chứng thực …")."""
    names_the_act = not clause.is_case and _NAMES_THE_ACT.match(clause.condition or "")
    return replace(clause, condition=None) if names_the_act else clause


def _is_aside(clause: Clause) -> bool:
    """Tell whether a clause without a limit of its own may be passed over."""
    if clause.limit is not None:
        return False
    return not clause.is_case or bool(_NEXT_DAY.search(clause.text) or _ANSWER_NO.search(clause.text))


def _require_cases_not_steps(limited: Sequence[Clause]) -> None:
    """Several limits are cases only where all but the first say for whom; else they are steps, to be summed."""
    if len(limited) == 1:
        if limited[0].is_extra:
            raise Refusal(to_say("Chỉ ghi thời gian tăng thêm, không ghi thời hạn chung."))
        return
    for place, clause in enumerate(limited):
        is_base = place == 0 and clause.condition is None
        if not (is_base or clause.is_case or clause.is_extra):
            raise Refusal(to_say("Nhiều thời hạn không gắn với từng trường hợp; cán bộ cần ghi tổng thời hạn."))
        if _STEP_OF_HANDLING.search(clause.text):
            raise Refusal(to_say("Văn bản kể từng việc xử lý; cán bộ cần ghi tổng thời hạn."))


def _with_extras(limited: Sequence[Clause], rules: ReadingRules) -> tuple[LimitCase, ...]:
    """Return the cases; what depends on the case before it (an extra, a place) is a case of its own within that one.

    An extra ("tăng thêm 10 ngày") is the limit before it and the extra; a place ("đối với các xã đảo") has its own.
    """
    depends = [clause.is_extra or (place > 0 and _is_place(clause)) for place, clause in enumerate(limited)]
    if any(depends) and depends.count(False) > 1 and depends != [False, True] * (len(limited) // 2):
        raise Refusal(to_say("Chưa rõ thời gian của xã, vùng hoặc thời gian tăng thêm thuộc trường hợp nào."))
    cases: list[LimitCase] = []
    base: LimitCase | None = None
    for clause, depending in zip(limited, depends, strict=True):
        case = LimitCase(_limit(clause, rules), clause.condition)
        if clause.is_extra:
            case = _lengthened(base, case, clause)
        elif depending and base and base.condition and not _PLACE.match(base.condition):
            case = LimitCase(case.limit, f"{base.condition}; {case.condition}")
        base = base if depending else case
        cases.append(case)
    _require_different(cases)
    return tuple(cases)


def _depends_on_the_one_before(clause: Clause) -> bool:
    return clause.is_extra or _is_place(clause)


def _is_place(clause: Clause) -> bool:
    return clause.condition is not None and _PLACE.match(clause.condition) is not None


def _limit(clause: Clause, rules: ReadingRules) -> TimeLimit:
    assert clause.limit is not None
    return clause.limit.as_limit(plain_hours_up_to=rules.plain_hours_up_to)


def _lengthened(base: LimitCase | None, extra: LimitCase, clause: Clause) -> LimitCase:
    if base is None or base.limit.amount is None or extra.limit.amount is None or base.limit.unit != extra.limit.unit:
        raise Refusal(to_say("Thời gian tăng thêm ghi đơn vị khác thời hạn chung; cán bộ cần ghi rõ."))
    total = TimeLimit(base.limit.amount + extra.limit.amount, base.limit.unit)
    said = [part for part in (base.condition, extra.condition or clause.text) if part]
    return LimitCase(total, "; ".join(said))


def _require_different(cases: Sequence[LimitCase]) -> None:
    conditions = [case.condition for case in cases]
    if len(set(conditions)) != len(conditions):
        raise Refusal(to_say("Hai thời hạn khác nhau cho cùng một trường hợp; cán bộ cần xem lại."))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
