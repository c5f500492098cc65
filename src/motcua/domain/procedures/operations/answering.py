"""The province answers over the national record, field by field, and takes an answer back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.events import Act, subject_of
from motcua.domain.procedures.models import Procedure, ProvinceAnswer, ProvinceDecision
from motcua.domain.procedures.operations import standing
from motcua.domain.procedures.operations.guards import locked, require_publisher
from motcua.domain.procedures.queries import layers
from motcua.domain.procedures.rules.answers import read_answer
from motcua.domain.procedures.rules.composition import Composition, national_text_of
from motcua.domain.procedures.rules.content import limit_from_json
from motcua.domain.procedures.rules.limits import require_shorter, stated_commitments
from motcua.domain.procedures.rules.scopes import PLACED, places_of, topic_of
from motcua.domain.procedures.rules.source_text import one_line, readable
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import local


class NoSuchAnswer(Refusal):
    """There is no answer in force to take back or to confirm."""


@transaction.atomic
def answer_field(
    *,
    code: str,
    field: str,
    value: Any,
    decision_number: str,
    by: Actor,
    at: datetime,
    decision: ProvinceDecision | None = None,
) -> int:
    """Say what holds in the province for a field (see rules.answers); return the answer's id.

    `field` may name places: `time_limit:online`, `fee:2`, `committed:1/counter`. An earlier answer is kept and
    superseded. `decision`: the one it is given by, where it was entered with its day. Raises UnknownProcedure, MissingRight, UnknownField, UnknownPlace, UnusableAnswer, NotShorter
    or UnknownUnit.
    """
    procedure = locked(code)
    in_force = _answers(procedure)
    composition = layers.composition_of(procedure, in_force)
    require_publisher(by, composition.content.competent, at)
    number = one_line(readable(decision_number).text)
    kept = read_answer(field, value, decision=number)
    require_fitting(field, kept, composition, at)
    _supersede(in_force, field, by=by, at=at)
    text = _national_text(procedure, field, in_force)
    answer = ProvinceAnswer.objects.create(
        procedure=procedure, field=field, value=kept, decision_number=number, decision=decision, answered_by=by.login, answered_at=at,
        national_text=text, national_text_digest=layers.digest_of(text), asks_again=False,
    )  # fmt: skip
    _keep_in_step(procedure)
    body = {"field": field, "answer": answer.pk, "decision": number, "value": layers.digest_of(repr(kept))}
    ledger.write(subject=subject_of(code), act=Act.FIELD_ANSWERED, by=by, at=at, body=body)
    return answer.pk


@transaction.atomic
def confirm_answer(*, code: str, field: str, by: Actor, at: datetime) -> None:
    """Say that an answer still holds although the national record has changed beneath it.

    Raises UnknownProcedure, MissingRight or NoSuchAnswer.
    """
    procedure = locked(code)
    in_force = _answers(procedure)
    require_publisher(by, layers.composition_of(procedure, in_force).content.competent, at)
    answer = next((one for one in in_force if one.field == field and one.asks_again), None)
    if answer is None:
        raise NoSuchAnswer(say("Không có câu trả lời nào đang chờ xác nhận lại ở chỗ này."))
    text = _national_text(procedure, field, in_force)
    answer.national_text, answer.national_text_digest, answer.asks_again = text, layers.digest_of(text), False
    answer.save(update_fields=["national_text", "national_text_digest", "asks_again"])
    _keep_in_step(procedure)
    body = {"field": field, "answer": answer.pk}
    ledger.write(subject=subject_of(code), act=Act.ANSWER_CONFIRMED, by=by, at=at, body=body)


@transaction.atomic
def withdraw_answer(
    *, code: str, field: str, by: Actor, at: datetime, decision: ProvinceDecision | None = None
) -> None:
    """Take an answer back: the one before it is not restored, the national record speaks again.

    `decision`: the one that takes it back, where it was entered as one.
    Raises UnknownProcedure, MissingRight or NoSuchAnswer.
    """
    procedure = locked(code)
    in_force = _answers(procedure)
    require_publisher(by, layers.composition_of(procedure, in_force).content.competent, at)
    if not _supersede(in_force, field, by=by, at=at, decision=decision):
        raise NoSuchAnswer(say("Không có câu trả lời nào ở chỗ này để bỏ."))
    _keep_in_step(procedure)
    ledger.write(subject=subject_of(code), act=Act.ANSWER_WITHDRAWN, by=by, at=at, body={"field": field})


@transaction.atomic
def take_stated_commitments(*, code: str, by: Actor, at: datetime) -> int:
    """Answer with the shortened times that a sample catalogue states for the province; return how many.

    A national record proper states none. Raises as answer_field does.
    """
    procedure = locked(code)
    content = layers.composition_of(procedure, _answers(procedure)).content
    return sum(
        answer_field(code=code, field=field, value=value, decision_number=decision, by=by, at=at) > 0
        for field, value, decision in stated_commitments(layers.record_of(procedure), content)
    )


def _answers(procedure: Procedure) -> list[ProvinceAnswer]:
    return layers.answers_of([procedure]).get(procedure.code, [])


def _national_text(procedure: Procedure, field: str, in_force: list[ProvinceAnswer]) -> str:
    return national_text_of(layers.record_of(procedure), field, layers.as_rules(in_force))


def require_fitting(field: str, value: Any, composition: Composition, at: datetime) -> None:
    """Raise where a value makes no sense in this procedure: no such place, a longer "shortened" time, no such unit."""
    topic = topic_of(field)
    offers = {(case.number, offer.channel.value): offer for case in composition.content.cases for offer in case.offers}
    if topic in PLACED:
        places = places_of(field, tuple(offers))
        if topic == "committed" and (committed := limit_from_json(value)):
            for place in places:
                require_shorter(committed, offers[place].statutory)
    if topic == "competent" and value["kind"] == "unit":
        organisation.unit(value["code"], local(at).date())


def _supersede(
    in_force: list[ProvinceAnswer], field: str, *, by: Actor, at: datetime, decision: ProvinceDecision | None = None
) -> bool:
    """End the answer in force for the field, if there is one."""
    for answer in [one for one in in_force if one.field == field]:
        answer.superseded_at, answer.superseded_by, answer.asks_again = at, by.login, False
        answer.ended_by_decision = decision
        answer.save(update_fields=["superseded_at", "superseded_by", "asks_again", "ended_by_decision"])
        in_force.remove(answer)
        return True
    return False


def _keep_in_step(procedure: Procedure) -> None:
    standing.assess(procedure, layers.reading_of(layers.current(procedure)), _answers(procedure))
    procedure.save(update_fields=list(standing.COPIED))
