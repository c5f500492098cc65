"""What may be reopened, and where it goes on. Law: docs/law/dossier-life.md, section 10."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from motcua.domain.dossiers.rules.acting import ImpossibleMoment
from motcua.domain.dossiers.rules.transitions import ForbiddenMove, forbidden
from motcua.domain.dossiers.rules.words import ClockKind, State
from motcua.kernel.language import say

SETTLED = frozenset({State.READY, State.RETURNED})
"""Their result is decided anew."""
TAKEN_UP = frozenset({State.PROCESSING, State.PAUSED, State.SUPPLEMENT})
REOPENED: Mapping[State, frozenset[State]] = {
    State.READY: frozenset({State.PROCESSING}),
    State.RETURNED: frozenset({State.PROCESSING}),
    State.WITHDRAWN: TAKEN_UP,
    State.STOPPED: TAKEN_UP,
    State.CLOSED: frozenset({State.SUPPLEMENT}),
}
"""From which state to which a leader reopens; what is void never was a dossier and is entered anew."""
STATE_OF_CLOCK: Mapping[ClockKind, State] = {
    ClockKind.RUNNING: State.PROCESSING,
    ClockKind.PAUSED: State.PAUSED,
    ClockKind.SUPPLEMENT: State.SUPPLEMENT,
}


def require_reopenable(state: State) -> None:
    """Raise ForbiddenMove for what is open, or void."""
    if state == State.VOID:
        raise ForbiddenMove(
            say("Hồ sơ đã hủy do nhập nhầm thì không mở lại được; tiếp nhận hồ sơ mới. Không có gì thay đổi."),
        )
    if state not in REOPENED:
        raise forbidden(state, say("mở lại"))


def require_after(moments: Sequence[datetime | None], at: datetime) -> None:
    """Raise ImpossibleMoment where it would be reopened before it was settled or ended."""
    if any(one is not None and at < one for one in moments):
        raise ImpossibleMoment(
            say("Thời điểm mở lại sớm hơn lúc hồ sơ có kết quả hoặc kết thúc. Không có gì thay đổi."),
        )


def place_of(wanted: str, steps: Sequence[str], deciding: Sequence[str]) -> str:
    """Return the step at which the result is decided anew: the one named, else the last that decided, else the last done.

    `steps` are those it may go on from, first done first; `deciding` those of them that decide. Raises ForbiddenMove.
    """
    if wanted and wanted not in steps:
        raise ForbiddenMove(say("Không mở lại hồ sơ ở bước «{wanted}» được. Không có gì thay đổi.", wanted=wanted[:40]))
    if not steps:
        raise ForbiddenMove(say("Quy trình của hồ sơ này không có bước nào để giải quyết lại. Không có gì thay đổi."))
    return wanted or (deciding or steps)[-1]
