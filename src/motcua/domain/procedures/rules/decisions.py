"""What a decision of the province may set for a procedure, and what makes one usable.

Law: docs/law/time-cuts.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.domain.procedures.rules.content import limit_to_json
from motcua.domain.procedures.rules.readers import limits_of
from motcua.domain.procedures.rules.scopes import topic_of
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

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
    """Return the facts. Raises UnusableDecision without number, title or settings, for a day to come, a field twice."""
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
    return facts


def decided_value(field: str, text: str) -> Any:
    """Return the value of a row of decisions as its table writes it; empty text takes an earlier decision back.

    "committed": "3 ngày làm việc"; "online_level": "4 full", "3 partial"; "national_portal": "yes", "no".
    Raises UnusableDecision for words that say none of these.
    """
    topic, words = topic_of(field), text.split()
    if not words:
        return None
    if topic == "committed":
        limits = limits_of(text, units_lost=False)
        if len(limits) == 1:
            return limit_to_json(limits[0].limit)
    elif topic == "online_level" and len(words) == 2 and words[0] in "1234" and words[1] in ("full", "partial", "none"):
        return {"old": int(words[0]), "extent": words[1], "reason": ""}
    elif topic == "national_portal" and text in ("yes", "no"):
        return {"integrated": text == "yes"}
    raise UnusableDecision(say("Không đọc được “{text}”.", text=text[:60]))


def words_of(settings: Sequence[Setting]) -> str:
    """Return all that is set as one text, whatever the order, for a digest."""
    return repr(sorted((one.code, one.field, repr(one.value)) for one in settings))
