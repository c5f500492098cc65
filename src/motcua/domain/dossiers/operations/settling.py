"""The result lies at the desk: the dossier is settled; lateness is decided in the same transaction."""

from datetime import datetime

from motcua.domain.dossiers import events
from motcua.domain.dossiers.operations import clock, course, opinions
from motcua.domain.dossiers.operations.locking import Held, take
from motcua.domain.dossiers.operations.one_act import one_act
from motcua.domain.dossiers.rules import acting, transitions
from motcua.domain.dossiers.rules.words import Outcome, State
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.working_time import Lateness, lateness_of


def lateness(held: Held) -> Lateness | None:
    """Return how the settled dossier stands against its promise; None while it is not settled."""
    return Lateness(held.dossier.lateness) if held.dossier.lateness else None


@one_act
def make_result_ready(code: str, *, by: Actor, at: datetime) -> events.Acted:
    """Take the result in at the one-stop desk (có kết quả): the dossier is settled now (rule 10).

    A late one owes the person a written apology. Raises ForbiddenMove unless everything before is done.
    """
    held = take(code, by=by, at=at, may_wait=True)
    rows = [row for row in held.open_steps() if held.graph.step(row.step).ready]
    if not rows:
        transitions.require_move(current=State(held.dossier.state), wanted=State.READY, act=say("xác nhận có kết quả"))
        raise transitions.ForbiddenMove(
            say("Chưa xác nhận có kết quả được: các bước giải quyết trước đó chưa xong. Không có gì thay đổi."),
        )
    acting.require_may_act(rows[0], by)
    by = acting.named(rows[:1], by)
    course.take_hand_over(held, rows[0], by=by, at=at)
    settle(held, by=by, at=at)
    held.keep()
    return events.Acted(
        code=held.dossier.code,
        act="result_ready",
        state=State(held.dossier.state),
        lateness=lateness(held),
    )


def settle(held: Held, *, by: Actor, at: datetime) -> None:
    """Settle a locked dossier whose result lies at the desk; what is late is found here."""
    dossier = held.dossier
    transitions.require_move(current=State(dossier.state), wanted=State.READY, act=say("xác nhận có kết quả"))
    if dossier.decided_at is None:
        opinions.pass_over(held, reason="", by=by, at=at)
    dossier.state = State.READY
    dossier.outcome = dossier.outcome or Outcome.GRANTED
    dossier.decided_at = dossier.decided_at or at
    dossier.ready_at = at
    dossier.work_done = 100
    found = lateness_of(ready_at=at, promised_at=dossier.promised_at)
    dossier.lateness = found
    clock.end_segment(held, at=at)
    if found is Lateness.LATE:
        clock.find_late(held, at=at, found_by="settling")
    held.write("result_ready", by=by, at=at, lateness=found, outcome=dossier.outcome)


def hand_out(held: Held, *, by: Actor, at: datetime) -> None:
    """End a locked dossier whose result was handed to the person."""
    dossier = held.dossier
    dossier.state, dossier.returned_at, dossier.ended_at = State.RETURNED, at, at
    held.write("returned", by=by, at=at)
