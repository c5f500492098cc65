"""What the queue of online submissions shows: how much of the time to answer is left, what was declared, what came."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.domain.intake import api as intake
from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import WorkingTable, working_minutes_between

MOST_SHOWN = 100
RISK_SHARE = 4  # amber in the last quarter of the time to answer
DECLARED = (
    (to_say("Họ tên"), "name"),
    (to_say("Số định danh"), "identifier"),
    (to_say("Điện thoại"), "phone"),
    (to_say("Địa chỉ"), "address"),
)
WRITTEN = {"identifier": wording.identifier, "phone": wording.phone}


def answer_hours(at: datetime) -> int:
    """Return within how many working hours a submission is answered, by the rules of the day."""
    return rule_pack_on(at.date()).online_check_working_hours


def queue(found: Sequence[intake.SubmissionInfo], at: datetime, *, current: str) -> list[dict[str, Any]]:
    """Return the rows of the queue, names fetched in one statement."""
    people = parties.people(one.applicant_id for one in found)
    tables = {desk: organisation.calendar_for(desk).table for desk in {one.desk for one in found}}
    return [
        {
            "code": one.outside_code,
            "person": people[one.applicant_id].name,
            "procedure": one.procedure_name,
            "current": one.outside_code == current,
            **time_left(one, at, tables[one.desk]),
        }
        for one in found
    ]


def time_left(one: intake.SubmissionInfo, at: datetime, table: WorkingTable) -> dict[str, str]:
    """Return how much working time is left to answer, amber near its end, red past it."""
    if at > one.check_due_at:
        over = working_minutes_between(one.check_due_at, at, table)
        return {"left": say("quá {over}", over=wording.duration(over, table.reference_day_minutes)), "tone": "late"}
    minutes = working_minutes_between(at, one.check_due_at, table)
    is_near = minutes * RISK_SHARE <= answer_hours(at) * 60
    return {"left": say("còn {minutes}", minutes=wording.hours_of_day(minutes)), "tone": "risk" if is_near else ""}


def detail(one: intake.SubmissionInfo, at: datetime) -> dict[str, Any]:
    """Return everything about one submission that the officer answers by."""
    person = parties.person(one.applicant_id)
    case = procedures.published_version(one.version_id).content.case(one.case)
    declared = _declared(person)
    return {
        "code": one.outside_code,
        "person": person.name,
        "procedure": one.procedure_name,
        "procedure_code": one.procedure,
        "case": case.name if case else "",
        "submitted": wording.moment(one.submitted_at),
        "due": wording.hour(one.check_due_at),
        "due_day": wording.day_in_table(one.check_due_at, at),
        "declared": declared,
        "differing": sum(1 for row in declared if row["differs"]),
        "files": [
            {"number": number, "name": part.name, "size": size_in_words(part.size), "has_file": bool(part.digest)}
            for number, part in enumerate(one.components, start=1)
        ],
        "is_waiting": one.state == intake.SubmissionState.WAITING,
        "state": say(intake.SUBMISSION_STATE_NAMES[intake.SubmissionState(one.state)]),
        "reason": one.reason,
        "dossier": one.dossier_code,
        **time_left(one, at, organisation.calendar_for(one.desk).table),
        **_promise(one, person, at),
    }


def _declared(person: parties.PersonInfo) -> list[dict[str, Any]]:
    """Return what the person declared beside what the register of this province last holds."""
    held = parties.party(person.party_id)
    return [
        {
            "name": say(label),
            "declared": WRITTEN.get(field, str)(getattr(person, field)) or say("Không khai"),
            "held": WRITTEN.get(field, str)(getattr(held, field)) or say("Không có"),
            "differs": getattr(person, field) != getattr(held, field),
        }
        for label, field in DECLARED
    ]


def _promise(one: intake.SubmissionInfo, person: parties.PersonInfo, at: datetime) -> dict[str, Any]:
    """Return what would be promised if it were accepted now, or why nothing can be."""
    if one.state != intake.SubmissionState.WAITING:
        return {"promise": "", "hindered": "", "communes": ()}
    try:
        foreseen = dossiers.foresee(
            procedures.published_version(one.version_id, overlaid_at=at),
            case=one.case,
            channel=procedures.Channel.ONLINE,
            desk=one.desk,
            at=at,
            address=person.address,
            competent=one.commune,
        )
    except dossiers.NoCompetentUnit:
        units = organisation.units(at.date(), kind=organisation.Kind.COMMUNE)
        return {"promise": "", "hindered": "", "communes": tuple((unit.code, unit.name) for unit in units)}
    except Refusal as refusal:
        return {"promise": "", "hindered": str(refusal), "communes": ()}
    return {"promise": wording.moment_in_table(foreseen.due_at, at), "hindered": "", "communes": ()}


def size_in_words(size: int) -> str:
    """Return the size of a file: `120 KB`, `2,5 MB`."""
    if size < 1_000_000:
        return f"{wording.number(-(-size // 1000))} KB"
    return f"{wording.number(Decimal(size) / 1_000_000, 1)} MB"
