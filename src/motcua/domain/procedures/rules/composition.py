"""The layers put together: what the national record says, and over it what the province has answered.

Every value keeps its layer. What neither layer says clearly comes back as a doubt, never as a guess.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from motcua.domain.procedures.rules import papers
from motcua.domain.procedures.rules.answers import Answer
from motcua.domain.procedures.rules.content import (
    CaseContent,
    Competent,
    Layer,
    Mark,
    ProcedureContent,
    Source,
)
from motcua.domain.procedures.rules.doubts import Doubt, doubt
from motcua.domain.procedures.rules.national_record import LegalAct, NationalRecord, OnlineLevel
from motcua.domain.procedures.rules.offers import offers_of, places_in, text_at
from motcua.domain.procedures.rules.scopes import PLACED, UnknownPlace, places_of, topic_of
from motcua.domain.procedures.rules.words import any_inside
from motcua.kernel.vietnamese import fold
from motcua.kernel.working_time import Counting

NO_ANSWERS: Mapping[str, Answer] = {}


@dataclass(frozen=True)
class Composition:
    """The content of all layers, and what is still doubtful in it."""

    content: ProcedureContent
    doubts: tuple[Doubt, ...]


def compose(
    national: NationalRecord,
    answers: Mapping[str, Answer] = NO_ANSWERS,
    doubts: Sequence[Doubt] = (),
    *,
    counting: Counting = Counting.FROM_HOUR,
) -> Composition:
    """Compose a procedure of its layers. `doubts` are those of reading the record; answered ones fall away.

    `counting` is the rule pack's way to count whole working days, where the province says nothing else.
    """
    case_names = papers.case_names(national, answers)
    offers, offer_doubts = offers_of(national, case_names, answers, counting)
    rows = papers.components(national, answers, case_names)
    cases = tuple(
        CaseContent(
            number=number,
            name=name,
            components=rows[number],
            offers=tuple(offer for place, offer in offers.items() if place[0] == number),
        )
        for number, name in enumerate(case_names or ("",), start=1)
    )
    content = _with_answers(_national_content(national, cases), answers)
    open_doubts = [one for one in doubts if topic_of(one.field) not in answers]
    return Composition(content=content, doubts=(*open_doubts, *offer_doubts, *_asked_again(national, answers)))


def national_text_of(national: NationalRecord, field: str, answers: Mapping[str, Answer] = NO_ANSWERS) -> str:
    """Return the words of the national record that an answer to this field would stand over."""
    topic = topic_of(field)
    if topic in PLACED:
        names = papers.case_names(national, answers)
        try:
            places = places_of(field, places_in(national, names, answers))
        except UnknownPlace:
            return ""
        return text_at(national, names, topic, places)
    return _plain_text(national, topic)


def _plain_text(national: NationalRecord, topic: str) -> str:
    values: dict[str, Any] = {
        "name": national.name,
        "everyday_names": national.everyday_names,
        "field": national.field,
        "level": national.levels,
        "agency": national.agencies,
        "competent": national.agencies,
        "steps": national.steps_text,
        "result": national.result,
        "conditions": national.conditions,
        "channels": sorted({row.channel for row in national.channels}),
        "cases": [*national.case_names, *(f"{row.number}. {row.name}" for row in national.components)],
        "components": [f"{row.number}. {row.name} ({row.originals}, {row.copies})" for row in national.components],
        "legal_basis": [f"{act.number} {act.title}" for act in national.legal_basis],
        "online_level": str(national.online_level or ""),
    }
    value = values.get(topic, "")
    return value if isinstance(value, str) else "\n".join(value)


def _asked_again(national: NationalRecord, answers: Mapping[str, Answer]) -> tuple[Doubt, ...]:
    return tuple(
        doubt(
            "national_changed",
            field=field,
            text=national_text_of(national, field, answers),
            marked=answer.national_text,
        )
        for field, answer in answers.items()
        if answer.asks_again
    )


def _national_content(national: NationalRecord, cases: tuple[CaseContent, ...]) -> ProcedureContent:
    return ProcedureContent(
        code=national.code,
        name=national.name,
        everyday_names=national.everyday_names,
        field=national.field,
        levels=national.levels,
        agency="; ".join(national.agencies),
        issuer=national.issuer,
        decision=national.decision,
        targets=national.targets,
        cases=cases,
        legal_basis=national.legal_basis,
        steps_text=national.steps_text,
        result=national.result,
        conditions=national.conditions,
        online_level=national.online_level,
        competent=_competent_by_rule(national),
        fee_reason=national.fee_reason,
        notes="",
        marks=(),
    )


def _competent_by_rule(national: NationalRecord) -> Competent | None:
    """Return the commune of the desk where the record names only the communes' own authorities, else nobody."""
    at_communes = bool(national.agencies) and all(
        any_inside(fold(one), "commune_authorities") for one in national.agencies
    )
    return Competent(kind="commune_of_desk") if national.levels == ("commune",) and at_communes else None


def _with_answers(content: ProcedureContent, answers: Mapping[str, Answer]) -> ProcedureContent:
    changes: dict[str, Any] = {}
    marks = []
    for field, answer in answers.items():
        if topic_of(field) in PLACED:
            continue
        marks.append(Mark(field=field, source=Source(Layer.PROVINCE, answer.decision, answer.decided_on)))
        changes |= _change(field, answer.value)
    return replace(content, marks=tuple(marks), **changes)


def _change(field: str, value: Any) -> dict[str, Any]:
    """Return what an answer changes in the content; some (cases, papers, channels) have changed it already."""
    if field in AS_SAID:
        return {field: value}
    return CHANGES[field](value) if field in CHANGES else {}


AS_SAID = frozenset({"name", "field", "agency", "notes", "result", "conditions"})
CHANGES: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "everyday_names": lambda value: {"everyday_names": tuple(value)},
    "steps": lambda value: {"steps_text": value},
    "level": lambda value: {"levels": tuple(value)},
    "competent": lambda value: {"competent": Competent(kind=value["kind"], code=value.get("code", ""))},
    "online_level": lambda value: {"online_level": OnlineLevel(**value)},
    "national_portal": lambda value: {"on_national_portal": bool(value["integrated"])},
    "legal_basis": lambda value: {"legal_basis": tuple(LegalAct(**one) for one in value)},
}
