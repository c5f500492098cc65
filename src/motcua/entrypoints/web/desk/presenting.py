"""Words that several officers' pages share: time left, tones of states, how a person is shown."""

from datetime import datetime

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web import wording
from motcua.kernel.language import say
from motcua.kernel.working_time import WorkingTable, working_minutes_between

PAGE_ROWS = 50
STATE_TONES = {
    dossiers.State.SUPPLEMENT: "wait",
    dossiers.State.PAUSED: "wait",
    dossiers.State.READY: "done",
    dossiers.State.RETURNED: "done",
}


def span(start: datetime, end: datetime, table: WorkingTable) -> str:
    """Return the working time between two moments in words: `2 ngày 4 giờ 55 phút`."""
    return wording.duration(working_minutes_between(start, end, table), table.reference_day_minutes)


def time_left(at: datetime, promised_at: datetime, table: WorkingTable) -> str:
    """Return how the moment stands against the promise: `Còn 2 giờ 20 phút`, `Trễ 1 ngày 1 giờ 50 phút`."""
    if at > promised_at:
        return say("Trễ {promised_at}", promised_at=span(promised_at, at, table))
    return say("Còn {at}", at=span(at, promised_at, table))


def state_tag(state: str) -> dict[str, str]:
    """Return the tag of a dossier's state."""
    known = dossiers.State(state)
    return {"label": say(dossiers.STATE_NAMES[known]), "tone": STATE_TONES.get(known, "")}
