"""What a decision of the province may set for a procedure, and what makes one usable.

Law: docs/law/time-cuts.md.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from motcua.domain.procedures.rules.content import limit_to_json
from motcua.domain.procedures.rules.readers import limits_of
from motcua.domain.procedures.rules.scopes import topic_of
from motcua.domain.procedures.rules.source_text import one_line, readable
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean, fold
from motcua.kernel.working_time import ZONE

A_SECOND = timedelta(seconds=1)
TAKE_BACK = frozenset({"bo", "thoi"})
EXTENT_WORDS = {"full": "full", "toan trinh": "full", "partial": "partial", "mot phan": "partial", "none": "none"}
LEVEL_WORDS = re.compile(
    r"(?:(?:muc do |muc )?(?P<old>[1-4]))?(?:\W*(?P<extent>full|partial|none|toan trinh|mot phan))?"
)
PORTAL_WORDS = {"yes": True, "co": True, "no": False, "khong": False}
DECIDED = frozenset({"committed", "online_level", "national_portal"})


class UnusableDecision(Refusal):
    """A decision that cannot be kept; the sentence says why."""


@dataclass(frozen=True)
class DecisionFacts:
    """A decision as its paper says: number, day, title, and by what it was made. `is_sample` marks invented data."""

    number: str
    decided_on: date
    title: str
    citation: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class Setting:
    """What a decision sets: a field of a procedure (committed, online_level, national_portal) and its value.

    `field` may name places ("committed:2"). None takes an earlier decision back: what stood beneath speaks again.
    """

    code: str
    field: str
    value: Any


def require_usable(facts: DecisionFacts, settings: Sequence[Setting], *, on: date) -> DecisionFacts:
    """Return the facts, tidied. Raises UnusableDecision without number, title or settings, for a day to come, a field twice."""
    if not facts.number.strip() or not facts.title.strip():
        raise UnusableDecision(say("Ghi số và trích yếu của quyết định."))
    if facts.decided_on > on:
        raise UnusableDecision(say("Ngày quyết định không được sau hôm nay."))
    if not settings:
        raise UnusableDecision(say("Quyết định chưa nêu thủ tục nào."))
    fields = [(one.code, one.field) for one in settings]
    if len(set(fields)) != len(fields):
        raise UnusableDecision(say("Một thủ tục được nêu hai lần với cùng một nội dung."))
    if not {topic_of(one.field) for one in settings} <= DECIDED:
        raise UnusableDecision(
            say("Quyết định chỉ đặt thời hạn rút ngắn, mức độ trực tuyến và tích hợp Cổng quốc gia.")
        )
    number, title, citation = (one_line(readable(text).text) for text in (facts.number, facts.title, facts.citation))
    return replace(facts, number=number, title=title, citation=citation)


def first_moment(holds_from: date | None, *, entered_at: datetime) -> datetime:
    """Return the first moment from which dossiers are counted by a decision: when it was entered, or a later day's begin."""
    if holds_from is None:
        return entered_at
    return max(datetime.combine(holds_from, time(), tzinfo=ZONE), entered_at)


def free_moment(start: datetime, begun: Collection[datetime]) -> datetime:
    """Return the first moment from `start` on at which no version of the procedure begins.

    Two decisions may hold from the same day: what was published never changes, so the later one follows a second after.
    """
    while start in begun:
        start += A_SECOND
    return start


def by_procedure(settings: Sequence[Setting]) -> dict[str, list[Setting]]:
    """Return what is set for each procedure, by its code, in the order of the decision."""
    found: dict[str, list[Setting]] = {}
    for one in settings:
        found.setdefault(one.code, []).append(one)
    return found


def decided_value(field: str, text: str) -> Any:
    """Return the value of a row of decisions as its table writes it; empty text takes an earlier decision back.

    "committed": "3 ngày làm việc"; "online_level": "4 full", "3 partial", "4 toàn trình", "một phần"; "national_portal": "yes",
    "no", "có", "không". "bỏ" takes back, too.
    Raises UnusableDecision for words that say none of these.
    """
    topic, folded = topic_of(field), fold(text)
    if not folded or folded in TAKE_BACK:
        return None
    if topic == "committed":
        limits = limits_of(text, units_lost=False)
        if len(limits) == 1:
            return limit_to_json(limits[0].limit)
    elif topic == "online_level" and (level := LEVEL_WORDS.fullmatch(folded)) and folded:
        old, extent = level["old"], EXTENT_WORDS.get(level["extent"] or "", "")
        return {"old": int(old) if old else None, "extent": extent, "reason": ""}
    elif topic == "national_portal" and folded in PORTAL_WORDS:
        return {"integrated": PORTAL_WORDS[folded]}
    raise UnusableDecision(say("Không đọc được “{text}”.", text=text[:60]))


def settings_in(field: str, text: str) -> tuple[Setting, ...]:
    """Return what lines of text set: a code, a blank and the words of `decided_value` in each. Raises UnusableDecision.

    A code may name a case or a way to file behind a colon: "1.001193:2 3 ngày làm việc".
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        head, _, words = clean(line).replace("\t", " ").partition(" ")
        if not head:
            continue
        code, _, places = head.partition(":")
        try:
            value = decided_value(field, words)
        except UnusableDecision as refusal:
            raise UnusableDecision(
                say("Dòng {number}, thủ tục {code}: {reason}", number=number, code=code, reason=str(refusal))
            ) from refusal
        found.append(Setting(code, f"{field}:{places}" if places else field, value))
    return tuple(found)


def words_of(settings: Sequence[Setting]) -> str:
    """Return all that is set as one text, whatever the order, for a digest."""
    return repr(sorted((one.code, one.field, repr(one.value)) for one in settings))
