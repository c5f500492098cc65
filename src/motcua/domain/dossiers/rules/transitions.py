"""Which state may follow which. The diagram in the documents is printed from this table.

Law: docs/law/deadlines.md, rules 9, 10 and 16.
"""

from collections.abc import Mapping
from datetime import datetime

from motcua.domain.dossiers.rules.words import STATE_NAMES, State
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


class ForbiddenMove(Refusal):
    """The act does not fit the state in which the dossier is."""


LEFT_UNDECIDED = frozenset({State.WITHDRAWN, State.STOPPED, State.VOID})
"""How a dossier ends without a decision because somebody says so, from wherever it is."""
MOVES: Mapping[State, frozenset[State]] = {
    State.PROCESSING: frozenset({State.SUPPLEMENT, State.PAUSED, State.READY, *LEFT_UNDECIDED}),
    State.SUPPLEMENT: frozenset({State.PROCESSING, State.CLOSED, *LEFT_UNDECIDED}),
    State.PAUSED: frozenset({State.PROCESSING, *LEFT_UNDECIDED}),
    State.READY: frozenset({State.RETURNED}),
    State.RETURNED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.CLOSED: frozenset(),
    State.STOPPED: frozenset(),
    State.VOID: frozenset(),
}


def may_move(*, current: State, wanted: State) -> bool:
    """Tell whether the move stands in the table."""
    return wanted in MOVES[current]


def require_move(*, current: State, wanted: State, act: str) -> None:
    """Raise ForbiddenMove, with the act's name, unless the move stands in the table."""
    if not may_move(current=current, wanted=wanted):
        raise forbidden(current, act)


def require_state(*, current: State, needed: State, act: str) -> None:
    """Raise ForbiddenMove, with the act's name, unless the dossier is in the one state that the act ends.

    For acts whose next state others lead to as well: a paused dossier is resumed, not completed.
    """
    if current != needed:
        raise forbidden(current, act)


def require_undecided(decided_at: datetime | None, *, act: str) -> None:
    """Raise ForbiddenMove, with the act's name, once the result is decided: no clock stops or starts anew then."""
    if decided_at is not None:
        raise ForbiddenMove(say("Hồ sơ đã có quyết định nên không {act} được nữa. Không có gì thay đổi.", act=act))


def require_paid(step: str | None) -> None:
    """Raise ForbiddenMove, with its name, while a step of the payer or the tax office is open: the clock stands for it."""
    if step is not None:
        raise ForbiddenMove(
            say(
                "Đồng hồ dừng vì bước “{name}” chưa xong; làm xong bước đó thì đồng hồ tự chạy lại. "
                "Không có gì thay đổi.",
                name=step,
            ),
        )


def forbidden(current: State, act: str) -> ForbiddenMove:
    """Return the refusal of an act that does not fit the state."""
    return ForbiddenMove(
        say(
            "Hồ sơ đang ở trạng thái “{state}” nên không {act} được. Không có gì thay đổi.",
            state=say(STATE_NAMES[current]),
            act=act,
        ),
    )
