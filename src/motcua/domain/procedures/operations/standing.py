"""The columns beside a procedure's code that repeat what its layers say, kept in step by every act."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from motcua.domain.procedures.models import NationalVersion, Procedure, ProvinceAnswer
from motcua.domain.procedures.rules.answers import Answer
from motcua.domain.procedures.rules.composition import Composition, compose
from motcua.domain.procedures.rules.content import ProcedureContent
from motcua.domain.procedures.rules.doubts import Doubt
from motcua.domain.procedures.rules.national_record import NationalRecord, Reading
from motcua.domain.procedures.rules.publication import Standing, classify, questions_of
from motcua.kernel.vietnamese import fold

COPIED = (
    "name", "name_fold", "search_fold", "issuer", "field", "levels",
    "standing", "standing_because", "open_questions", "asked_again",
)  # fmt: skip


@dataclass(frozen=True)
class Assessed:
    """How far a procedure is: by its own record, and what is still doubtful with the province's answers."""

    standing: Standing
    doubts: tuple[Doubt, ...]


def assess(procedure: Procedure, reading: Reading, answers: Sequence[ProvinceAnswer]) -> Assessed:
    """Fill the repeating columns from the layers (not saved here) and return the standing and the open doubts."""
    composition = compose(reading.record, as_rules(answers), reading.doubts)
    content = composition.content
    procedure.name = content.name
    procedure.name_fold = fold(content.name)
    procedure.search_fold = search_fold_of(content)
    procedure.issuer = content.issuer
    procedure.field = content.field
    procedure.levels = list(content.levels)
    procedure.standing = classify(reading.record, reading.doubts).value
    procedure.standing_because = reading.record.never_because
    procedure.open_questions = len(questions_of(composition))
    procedure.asked_again = sum(answer.asks_again for answer in answers)
    return Assessed(standing=Standing(procedure.standing), doubts=composition.doubts)


def search_fold_of(content: ProcedureContent) -> str:
    """Return the words by which a procedure is found: its code, names, field and issuer, folded."""
    return fold(" ".join([content.code, content.name, *content.everyday_names, content.field, content.issuer]))


def reading_of(version: NationalVersion) -> Reading:
    """Return the reading that a national version keeps."""
    doubts = tuple(Doubt(**one) for one in version.doubts)
    return Reading(record=NationalRecord.from_json(version.record), doubts=doubts, mended=frozenset())


def record_of(procedure: Procedure) -> NationalRecord:
    """Return the national record in force."""
    return reading_of(current(procedure)).record


def current(procedure: Procedure) -> NationalVersion:
    """Return the national version in force; every stored procedure has one."""
    if procedure.national is None:
        raise LookupError(procedure.code)
    return procedure.national


def composition_of(procedure: Procedure, answers: Sequence[ProvinceAnswer]) -> Composition:
    """Return the layers of a procedure put together."""
    reading = reading_of(current(procedure))
    return compose(reading.record, as_rules(answers), reading.doubts)


def answers_of(procedures: Iterable[Procedure]) -> dict[str, list[ProvinceAnswer]]:
    """Return the answers in force of each procedure that has any, by its code."""
    found = ProvinceAnswer.objects.filter(procedure__in=list(procedures), superseded_at__isnull=True)
    by_code: dict[str, list[ProvinceAnswer]] = {}
    for answer in found.select_related("procedure").order_by("pk"):
        by_code.setdefault(answer.procedure.code, []).append(answer)
    return by_code


def as_rules(answers: Iterable[ProvinceAnswer]) -> dict[str, Answer]:
    """Return the answers as the rules take them, by field."""
    return {
        one.field: Answer(
            value=one.value, decision=one.decision_number, asks_again=one.asks_again, national_text=one.national_text
        )
        for one in answers
    }


def digest_of(text: str) -> str:
    """Return the digest by which a change of the national words is seen."""
    return hashlib.sha256(text.encode()).hexdigest()


def doubt_to_json(doubt: Doubt) -> dict[str, Any]:
    """Return a doubt as JSON can hold it."""
    return asdict(doubt)
