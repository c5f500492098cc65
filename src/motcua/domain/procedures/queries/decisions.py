"""The decisions of the province that were entered, and how many procedures each is about."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.domain.procedures.models import ProvinceAnswer, ProvinceDecision
from motcua.domain.procedures.rules.questions import TOPIC_NAMES
from motcua.domain.procedures.rules.scopes import topic_of
from motcua.kernel.language import say


@dataclass(frozen=True)
class DecisionInfo:
    """One decision as lists show it; `procedures` counts those it set something for, `sets` says what."""

    number: str
    decided_on: date
    title: str
    citation: str
    is_sample: bool
    entered_by: str
    entered_at: datetime
    procedures: int
    sets: tuple[str, ...]


def decisions_entered(most: int = 200) -> tuple[DecisionInfo, ...]:
    """Return the decisions, the newest first, by day and number."""
    rows = list(ProvinceDecision.objects.order_by("-decided_on", "-number")[:most])
    set_by: dict[int, set[tuple[str, int]]] = {row.pk: set() for row in rows}
    for way in ("decision", "ended_by_decision"):
        found = ProvinceAnswer.objects.filter(**{f"{way}__in": set_by})
        for decision, field, procedure in found.values_list(way, "field", "procedure"):
            set_by[decision].add((topic_of(field), procedure))
    return tuple(
        DecisionInfo(
            number=row.number,
            decided_on=row.decided_on,
            title=row.title,
            citation=row.citation,
            is_sample=row.is_sample,
            entered_by=row.entered_by,
            entered_at=row.entered_at,
            procedures=len({procedure for _, procedure in set_by[row.pk]}),
            sets=tuple(say(TOPIC_NAMES[topic]) for topic in sorted({topic for topic, _ in set_by[row.pk]})),
        )
        for row in rows
    )
