"""Reopen a dossier: decide a faulty result anew, or take up what ended by mistake; nothing that was is lost."""

from datetime import datetime

from django.db import transaction

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import Dossier, Reopening
from motcua.domain.dossiers.operations import clock, course
from motcua.domain.dossiers.operations.ending import reason_of
from motcua.domain.dossiers.operations.locking import Held, take
from motcua.domain.dossiers.queries.reopening import steps_that_went, steps_to_reopen
from motcua.domain.dossiers.rules import reopening, supplements
from motcua.domain.dossiers.rules.words import ClockKind, State, StepState
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


class NothingToTakeUp(Refusal):
    """It is not known at which steps the dossier stood when it ended."""


@transaction.atomic
def reopen(code: str, *, reason: str, by: Actor, at: datetime, step: str = "") -> events.Acted:
    """Reopen (mở lại) by a leader of the competent unit, with a reason.

    A settled one goes on at the deciding step, or at a `step` that was done before; its settlement stays in history and
    counts no longer. One that ended without a decision is taken up where it stood. The promise never moves by it, and
    what was found late stays found. Raises Refusal: no right, no reason, open or void, a step where it cannot stand.
    """
    held = take(code, by=by, at=at)
    dossier = held.dossier
    was = State(dossier.state)
    reopening.require_reopenable(was)
    organisation.require_role(by, organisation.Role.LEADER, dossier.competent_id)
    reopening.require_after((dossier.ready_at, dossier.returned_at, dossier.ended_at), at)
    number = _keep(dossier, reason_of(reason, say("mở lại")), by=by, at=at)
    promised_at = dossier.promised_at.isoformat()
    held.write("reopened", by=by, at=at, number=number, before=was, lateness="", promised_at=promised_at)
    opened = _decide_anew(held, step, by=by, at=at) if was in reopening.SETTLED else _take_up(held, at=at)
    dossier.ended_at, dossier.end_reason = None, ""
    course.keep_risk(held)
    dossier.save()
    documents.withdraw_papers(
        f"dossier:{dossier.code}",
        why=documents.Withdrawn.REOPENED,
        forms={documents.Form.REFUSAL, documents.Form.STOP},
        by=by,
        at=at,
    )
    return events.Acted(code=dossier.code, act="reopened", state=State(dossier.state), opened=tuple(opened))


def _keep(dossier: Dossier, reason: str, *, by: Actor, at: datetime) -> int:
    number = dossier.reopenings.count() + 1
    Reopening.objects.create(
        dossier=dossier,
        number=number,
        at=at,
        by=by.login,
        reason=reason,
        state=dossier.state,
        outcome=dossier.outcome,
        decided_at=dossier.decided_at,
        ready_at=dossier.ready_at,
        lateness=dossier.lateness,
        returned_at=dossier.returned_at,
        ended_at=dossier.ended_at,
        end_reason=dossier.end_reason,
    )
    return number


def _decide_anew(held: Held, wanted: str, *, by: Actor, at: datetime) -> list[str]:
    """Undo the settlement; one step is open again, and the clock runs on against the same promise."""
    dossier = held.dossier
    steps, deciding = steps_to_reopen(steps_that_went(dossier.steps.order_by("number"), dossier), held.graph)
    place = reopening.place_of(wanted, steps, deciding)
    course.cancel_open(held, at=at)
    dossier.waiting = []
    dossier.state = State.PROCESSING
    dossier.outcome = dossier.decided_at = dossier.ready_at = dossier.lateness = dossier.returned_at = None
    clock.segment(held, ClockKind.RUNNING, at=at)
    course.open_steps(held, [place], by=by, at=at, sender=by.unit_code)
    return [place]


def _take_up(held: Held, *, at: datetime) -> list[str]:
    """Undo the end: the same steps are open, the stretch of the clock goes on as if it had not ended."""
    dossier = held.dossier
    rows = list(dossier.steps.filter(state=StepState.CANCELLED, cancelled_at=dossier.ended_at).order_by("number"))
    if not rows:
        raise NothingToTakeUp(say("Không còn biết hồ sơ đang ở bước nào khi kết thúc nên không mở lại được."))
    last = clock.last_segment(held)
    last.until = None
    last.save(update_fields=["until"])
    dossier.state = reopening.STATE_OF_CLOCK[ClockKind(last.kind)]
    standing = StepState.SUSPENDED if dossier.state == State.SUPPLEMENT else StepState.OPEN
    dossier.steps.filter(pk__in=[row.pk for row in rows]).update(state=standing, cancelled_at=None)
    if dossier.state == State.SUPPLEMENT:
        _await_again(held, at=at)
    return [row.step for row in rows]


def _await_again(held: Held, *, at: datetime) -> None:
    """Give the person the whole time to answer once more where it had run out."""
    request = held.dossier.requests.get(number=held.dossier.supplements)
    request.closed_at = None
    if request.answer_by <= at:
        request.answer_by = supplements.days_after(at, held.pack.deadlines.supplement_answer_days, held.table)
    request.save(update_fields=["closed_at", "answer_by"])
