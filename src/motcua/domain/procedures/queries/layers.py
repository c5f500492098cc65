"""The layers of a procedure as they lie in the database, read back for the rules."""

import hashlib
from collections.abc import Iterable, Sequence

from motcua.domain.procedures.models import NationalVersion, Procedure, ProvinceAnswer
from motcua.domain.procedures.rules.answers import Answer
from motcua.domain.procedures.rules.composition import Composition, compose
from motcua.domain.procedures.rules.content import ProcedureContent
from motcua.domain.procedures.rules.doubts import Doubt
from motcua.domain.procedures.rules.national_record import NationalRecord, Reading
from motcua.kernel.vietnamese import fold
from motcua.kernel.working_time import Counting


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


def composition_of(
    procedure: Procedure, answers: Sequence[ProvinceAnswer], *, counting: Counting = Counting.FROM_HOUR
) -> Composition:
    """Return the layers of a procedure put together; `counting` is that of the rule pack."""
    reading = reading_of(current(procedure))
    return compose(reading.record, as_rules(answers), reading.doubts, counting=counting)


def answers_of(procedures: Iterable[Procedure]) -> dict[str, list[ProvinceAnswer]]:
    """Return the answers in force of each procedure that has any, by its code."""
    found = ProvinceAnswer.objects.filter(procedure__in=list(procedures), superseded_at__isnull=True)
    by_code: dict[str, list[ProvinceAnswer]] = {}
    for answer in found.select_related("procedure", "decision").order_by("pk"):
        by_code.setdefault(answer.procedure.code, []).append(answer)
    return by_code


def as_rules(answers: Iterable[ProvinceAnswer]) -> dict[str, Answer]:
    """Return the answers as the rules take them, by field."""
    return {
        one.field: Answer(
            value=one.value,
            decision=one.decision_number,
            asks_again=one.asks_again,
            national_text=one.national_text,
            decided_on=one.decision.decided_on if one.decision is not None else None,
        )
        for one in answers
    }


def digest_of(text: str) -> str:
    """Return the digest by which a change of the national words is seen."""
    return hashlib.sha256(text.encode()).hexdigest()


def search_fold_of(content: ProcedureContent) -> str:
    """Return the words by which a procedure is found: its code, names, field and issuer, folded."""
    return fold(" ".join([content.code, content.name, *content.everyday_names, content.field, content.issuer]))
