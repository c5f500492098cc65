"""What keeps a procedure from publication: the gaps an officer has to close, and how far a record is from it.

Law: docs/law/national-records.md. A procedure without a readable limit is not published for filing until an officer
states one (deadlines, rule 7).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.procedures.rules.composition import Composition, compose
from motcua.domain.procedures.rules.doubts import Doubt
from motcua.domain.procedures.rules.national_record import NationalRecord
from motcua.domain.procedures.rules.scopes import topic_of
from motcua.kernel.language import to_say

COMPETENT_MISSING = to_say("Đơn vị nào giải quyết?")
PROCESS_MISSING = to_say("Chưa gắn quy trình nội bộ.")


class Origin(StrEnum):
    """Whose matter a gap is: the record is unclear, or the province has not yet said its part."""

    RECORD = "record"
    PROVINCE = "province"


class Standing(StrEnum):
    """How far a record is from publication by its own words."""

    UNTOUCHED = "untouched"
    ONE_FIELD = "one_field"
    MORE = "more"
    NEVER = "never"


@dataclass(frozen=True)
class Gap:
    """One question to the officer: which field, the question, the source's words and their doubtful part."""

    field: str
    question: str
    source_text: str
    blocking: bool
    kind: str
    origin: Origin
    marked: str = ""


def checklist(composition: Composition, *, has_process: bool) -> tuple[Gap, ...]:
    """Return every question that is open, those that keep from publication first."""
    gaps = [_gap(one) for one in composition.doubts]
    if composition.content.competent is None:
        gaps.append(
            Gap(
                field="competent",
                question=COMPETENT_MISSING,
                source_text=composition.content.agency,
                blocking=True,
                kind="competent_missing",
                origin=Origin.PROVINCE,
            ),
        )
    if not has_process:
        gaps.append(
            Gap(
                field="process",
                question=PROCESS_MISSING,
                source_text="",
                blocking=True,
                kind="process_missing",
                origin=Origin.PROVINCE,
            ),
        )
    return tuple(sorted(gaps, key=lambda gap: not gap.blocking))


def _gap(one: Doubt) -> Gap:
    return Gap(
        field=one.field, question=one.reason, source_text=one.text, blocking=one.blocking, kind=one.kind,
        origin=Origin.RECORD, marked=one.marked,
    )  # fmt: skip


def questions_of(composition: Composition) -> tuple[Doubt, ...]:
    """Return the doubts of the record that an officer must answer, one for each place to answer."""
    seen: dict[str, Doubt] = {}
    for one in composition.doubts:
        if one.blocking:
            seen.setdefault(one.field if topic_of(one.field) in ("time_limit", "fee") else topic_of(one.field), one)
    return tuple(seen.values())


def classify(record: NationalRecord, doubts: Sequence[Doubt] = ()) -> Standing:
    """Return how far the record itself is from publication: no officer's field, one, more, or never."""
    if record.never_because:
        return Standing.NEVER
    questions = len(questions_of(compose(record, doubts=doubts)))
    if questions == 0:
        return Standing.UNTOUCHED
    return Standing.ONE_FIELD if questions == 1 else Standing.MORE
