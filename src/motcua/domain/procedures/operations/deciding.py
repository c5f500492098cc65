"""Enter a decision of the province (quyết định): what it sets for each procedure, answered and published in one act.

Undo is a later decision: it sets another value, or none, and then what stood beneath speaks again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.domain.procedures.events import Act
from motcua.domain.procedures.models import Procedure, ProvinceDecision, PublishedVersion
from motcua.domain.procedures.operations.answering import answer_field, withdraw_answer
from motcua.domain.procedures.operations.guards import require_province_publisher
from motcua.domain.procedures.operations.publishing import publish
from motcua.domain.procedures.queries import layers
from motcua.domain.procedures.rules.content import ProcedureContent
from motcua.domain.procedures.rules.decisions import (
    DecisionFacts,
    Setting,
    UnusableDecision,
    by_procedure,
    first_moment,
    free_moment,
    require_usable,
    words_of,
)
from motcua.domain.procedures.rules.scopes import topic_of
from motcua.domain.procedures.rules.wording import decided_words
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import local


@dataclass(frozen=True)
class DecisionEffect:
    """What a decision does to one field of one procedure, in words; `is_published`: dossiers are counted by it then."""

    code: str
    name: str
    field: str
    before: str
    after: str
    is_published: bool


@dataclass(frozen=True)
class DecisionEntered:
    """A decision as it was kept (or, tried, as it would be): from when it holds here, and what it does."""

    decision_id: int
    valid_from: datetime
    effects: tuple[DecisionEffect, ...]


class RefusedSetting(Refusal):
    """One setting of a decision cannot be kept; the sentence names its procedure."""


@transaction.atomic
def decide(
    facts: DecisionFacts,
    settings: Sequence[Setting],
    *,
    by: Actor,
    at: datetime,
    holds_from: date | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> DecisionEntered:
    """Keep a decision and what it sets, and publish the procedures that are published, from the day it holds.

    From now where that day is today or before: dossiers received meanwhile keep their promise. A procedure that is not
    published yet is answered only. Raises MissingRight, UnusableDecision, or RefusedSetting with the first refusal.
    """
    require_province_publisher(by, at)
    facts = require_usable(facts, settings, on=local(at).date())
    start = first_moment(holds_from, entered_at=at)
    decision = _keep(facts, by=by, at=at)
    effects: list[DecisionEffect] = []
    for done, (code, wanted) in enumerate(by_procedure(settings).items(), start=1):
        try:
            effects += _apply(code, wanted, decision, start=start, by=by, at=at)
        except Refusal as refusal:
            raise RefusedSetting(say("Thủ tục {code}: {reason}", code=code, reason=str(refusal))) from refusal
        progress(done)
    body = entered_body(facts, settings, start)
    ledger.write(subject=f"decision:{decision.pk}", act=Act.DECISION_ENTERED, by=by, at=at, body=body)
    return DecisionEntered(decision.pk, start, tuple(effects))


@transaction.atomic
def foresee_decision(
    facts: DecisionFacts, settings: Sequence[Setting], *, by: Actor, at: datetime, holds_from: date | None = None
) -> DecisionEntered:
    """Return what `decide` would do, by doing it and taking it back. Raises as `decide` does."""
    found = decide(facts, settings, by=by, at=at, holds_from=holds_from)
    transaction.set_rollback(True)
    return found


def entered_body(facts: DecisionFacts, settings: Sequence[Setting], start: datetime) -> dict[str, Any]:
    """Return what the ledger keeps of a decision that holds from `start`."""
    return {
        "decided_on": facts.decided_on.isoformat(), "from": start.isoformat(), "procedures": len(by_procedure(settings)),
        "number": facts.number, "settings": layers.digest_of(words_of(settings)),
    }  # fmt: skip


def decision_row(facts: DecisionFacts, *, by: Actor, at: datetime) -> ProvinceDecision:
    """Return the row of a usable decision, not kept yet."""
    return ProvinceDecision(
        number=facts.number, decided_on=facts.decided_on, title=facts.title, citation=facts.citation,
        is_sample=facts.is_sample, entered_by=by.login, entered_at=at,
    )  # fmt: skip


def _keep(facts: DecisionFacts, *, by: Actor, at: datetime) -> ProvinceDecision:
    """Keep the decision. Raises UnusableDecision where the same number of that day was entered before."""
    if ProvinceDecision.objects.filter(number=facts.number, decided_on=facts.decided_on).exists():
        raise UnusableDecision(
            say("Quyết định {number} ngày {day} đã được nhập.", number=facts.number, day=say_day(facts.decided_on))
        )
    row = decision_row(facts, by=by, at=at)
    row.save(force_insert=True)
    return row


def _apply(
    code: str, wanted: Sequence[Setting], decision: ProvinceDecision, *, start: datetime, by: Actor, at: datetime
) -> list[DecisionEffect]:
    before = _content(code, start)
    for one in wanted:
        if one.value is None:
            withdraw_answer(code=code, field=one.field, by=by, at=at, decision=decision)
        else:
            answer_field(
                code=code, field=one.field, value=one.value, decision_number=decision.number, decision=decision,
                by=by, at=at,
            )  # fmt: skip
    start = _free(code, start)
    is_published = PublishedVersion.objects.filter(procedure__code=code, period__contains=start).exists()
    if is_published:
        publish(code=code, by=by, at=at, valid_from=start)
    after = _content(code, start) if is_published else _composed(code)
    return [
        DecisionEffect(
            code, after.name, one.field, decided_words(before, topic_of(one.field)), decided_words(after, topic_of(one.field)), is_published
        )
        for one in wanted
    ]  # fmt: skip


def _free(code: str, start: datetime) -> datetime:
    later = PublishedVersion.objects.filter(procedure__code=code, period__startswith__gte=start)
    return free_moment(start, set(later.values_list("period__startswith", flat=True)))


def _content(code: str, moment: datetime) -> ProcedureContent:
    """Return what is published at a moment, else what the layers say. Raises UnusableDecision for an unknown code."""
    version = PublishedVersion.objects.filter(procedure__code=code, period__contains=moment).first()
    return _composed(code) if version is None else ProcedureContent.from_json(version.content)


def _composed(code: str) -> ProcedureContent:
    procedure = Procedure.objects.select_related("national").filter(code=code).first()
    if procedure is None or procedure.national is None:
        raise UnusableDecision(say("Không có thủ tục nào mang mã này."))
    return layers.composition_of(procedure, layers.answers_of([procedure]).get(code, [])).content
