"""The columns beside a procedure's code that repeat what its layers say, kept in step by every act."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from motcua.domain.procedures.models import Procedure, ProvinceAnswer
from motcua.domain.procedures.queries.layers import as_rules, search_fold_of
from motcua.domain.procedures.rules.composition import compose
from motcua.domain.procedures.rules.doubts import Doubt
from motcua.domain.procedures.rules.national_record import Reading
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


def doubt_to_json(doubt: Doubt) -> dict[str, Any]:
    """Return a doubt as JSON can hold it."""
    return asdict(doubt)
