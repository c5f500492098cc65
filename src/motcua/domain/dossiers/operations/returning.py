"""The last act of the course: the result is handed to the person."""

from datetime import datetime

from motcua.domain.dossiers import events
from motcua.domain.dossiers.operations import settling
from motcua.domain.dossiers.operations.locking import take
from motcua.domain.dossiers.operations.one_act import one_act
from motcua.domain.dossiers.operations.steps import finish
from motcua.domain.dossiers.rules import acting, transitions
from motcua.domain.dossiers.rules.words import State
from motcua.foundation.actor import Actor
from motcua.kernel.language import say


@one_act
def return_result(code: str, *, by: Actor, at: datetime) -> events.Acted:
    """Hand the result to the person (trả kết quả). Raises ForbiddenMove unless it is ready at the desk."""
    held = take(code, by=by, at=at, may_wait=True)
    transitions.require_move(current=State(held.dossier.state), wanted=State.RETURNED, act=say("trả kết quả"))
    open_now = held.open_steps()
    rows = [row for row in open_now if held.graph.step(row.step).returns]
    if not rows:
        first = open_now[0]
        raise transitions.ForbiddenMove(say("Chưa trả kết quả được: bước “{name}” chưa xong.", name=first.name))
    acting.require_may_act(rows[0], by)
    by = acting.named(rows[:1], by)
    finish(held, rows[0], {}, open_now=open_now, by=by, at=at)
    held.keep()
    return events.Acted(
        code=held.dossier.code,
        act="returned",
        state=State(held.dossier.state),
        lateness=settling.lateness(held),
    )
