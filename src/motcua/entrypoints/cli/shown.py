"""A dossier as `dossier show --json` prints it."""

from typing import Any

from motcua.domain.dossiers import api as dossiers


def shown(info: dossiers.DossierInfo) -> dict[str, Any]:
    """Return the document of `dossier show`."""
    holder = _holder(info)
    return {
        "code": info.code,
        "outside_code": info.outside_code,
        "procedure": info.procedure,
        "case": info.case,
        "state": info.state,
        "held_by": {"unit": holder.unit, "officer": holder.officer} if holder else None,
        "received_at": info.received_at,
        "start": info.start,
        "limit": {"amount": info.limit.amount, "unit": info.limit.unit},
        "counting": info.counting,
        "promised": [{"at": one.at, "because": one.because, "since": one.since} for one in info.promises],
        "internal_due_at": info.internal_due_at,
        "any_desk": _any_desk(info),
        "clock": [
            {"from": one.since, "to": one.until, "kind": one.kind, "reason": one.reason} for one in info.segments
        ],
        "steps": [_step(step) for step in info.steps],
        "opinions": [_opinion(one) for one in info.opinions],
        "corrections": [_correction(one) for one in info.corrections],
        "reopened": [
            {"at": one.at, "by": one.by, "state": one.state, "ready_at": one.ready_at, "standing": one.lateness}
            for one in info.reopenings
        ],
        "ready_at": info.ready_at,
        "returned_at": info.returned_at,
        "standing": info.lateness,
        "owes": list(info.owes),
        "ledger": [{"row": row.row, "act": row.act, "by": row.by_login, "at": row.at} for row in info.ledger],
    }


def _holder(info: dossiers.DossierInfo) -> dossiers.StepInfo | None:
    """Return the open step that holds the dossier; while papers are awaited, the one that asked for them."""
    begun = [step for step in info.steps if step.since is not None and step.state in {"open", "waiting"}]
    return next(iter(info.open_steps or begun), None)


def _step(step: dossiers.StepInfo) -> dict[str, Any]:
    return {
        "id": step.id,
        "name": step.name,
        "role": step.role,
        "unit": step.unit,
        "officer": step.officer,
        "state": step.state,
        "from": step.since,
        "to": step.until,
        "due_at": step.due_at,
    }


def _any_desk(info: dossiers.DossierInfo) -> dict[str, Any] | None:
    """Return what rule 15 of the deadlines says of a dossier received at any desk."""
    if info.any_desk_until is None:
        return None
    return {"until": info.any_desk_until, "received_at": info.unit_received_at, "due_at": info.unit_due_at}


def _correction(one: dossiers.CorrectionInfo) -> dict[str, Any]:
    """Return a correction without what is personal: of that only which fields."""
    told = [part for part in one.fields if not part.is_personal]
    return {
        "at": one.at,
        "by": one.by,
        "after_settlement": one.settled,
        "fields": [part.name for part in one.fields],
        "was": {part.name: part.was for part in told},
        "now": {part.name: part.now for part in told},
    }


def _opinion(one: dossiers.OpinionInfo) -> dict[str, Any]:
    return {
        "number": one.number,
        "unit": one.unit,
        "state": one.state,
        "asked_by_unit": one.asking_unit,
        "asked_at": one.asked_at,
        "question": one.question,
        "answer_by": one.answer_by,
        "answer": one.answer or None,
        "ended_at": one.ended_at,
        "late": one.state == dossiers.OpinionState.ANSWERED and bool(one.ended_at and one.ended_at > one.answer_by),
    }
