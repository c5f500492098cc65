"""What a person is told of a dossier with the receipt's code alone, and with its key; when it may be asked back.

Law: docs/law/following.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from motcua.domain.dossiers.rules.transitions import MOVES
from motcua.domain.dossiers.rules.words import State
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import OutsideCalendar, WorkingTable, working_minutes_between

OWN_PLACE, WHOLE_DOSSIER, WHOLE_PLACE = 5, 100, 300
"""Wrong keys within a quarter of an hour: for one dossier from one place, for one dossier, from one place."""
OPEN_MINUTES: Final = 30
"""How long a page that a key opened stays open."""
MOST_ASKED, ASKED_WITHIN = 3, timedelta(days=1)
"""How often a dossier is asked back within a day: its person is told of each time, and messages cost."""
PERSONS_FORMS: Final = frozenset({"receipt", "supplement", "refusal", "apology", "stop", "payment"})
"""The papers that are issued to the person; all others are of the house."""


class WrongKey(Refusal):
    """Code and key do not belong together: no such dossier, another key, an old receipt's; all are told alike."""


class TooManyGuesses(Refusal):
    """Too many wrong keys of late; `until` is when the next one is taken."""

    def __init__(self, sentence: str, until: datetime) -> None:
        self.until = until
        super().__init__(sentence)


class NotToBeAsked(Refusal):
    """What the person asks for cannot be asked for now."""


@dataclass(frozen=True)
class Stage:
    """One of the few steps of a dossier as its person sees them; `at`: since when, or when it was done."""

    name: str
    is_done: bool
    is_now: bool
    at: datetime | None = None


def whole_days_left(today: date, due_on: date, table: WorkingTable) -> int | None:
    """Return how many whole working days lie between today and the due day; none past it or beyond the calendar.

    Neither today nor the due day is among them: so the number never says more than is left, and never tells the hour.
    """
    if due_on < today:
        return None
    first, last = (day.toordinal() - table.first_ordinal for day in (today, due_on))
    if first < 0 or last >= table.day_count:
        return None
    between = table.before[last] - table.before[first + 1] if last > first else 0
    return between // table.reference_day_minutes


def minutes_left(at: datetime, promised_at: datetime, table: WorkingTable) -> int | None:
    """Return the working minutes left until the promise; none past it or beyond the calendar."""
    if at >= promised_at:
        return None
    try:
        return working_minutes_between(at, promised_at, table)
    except OutsideCalendar:
        return None


def may_be_taken_back(state: State, decided_at: datetime | None) -> bool:
    """Tell whether a dossier can still be withdrawn: as the table of moves says, and nothing is decided."""
    return State.WITHDRAWN in MOVES[state] and decided_at is None


def stages(
    state: State, moments: Mapping[str, datetime | None], *, supplemented: bool, names: Mapping[str, str]
) -> tuple[Stage, ...]:
    """Return the journey in at most six steps: received, looked at, supplemented where asked, decided, ready, handed over.

    `moments`: received, looked_since, supplemented (when all that was asked had come), decided, ready, returned, ended;
    `names`: each step's words. One that left its course has its end as the last step; what was asked and never came is not done.
    """
    done = {name for name in ("received", "decided", "ready", "returned") if moments.get(name)}
    if "decided" in done or "ready" in done:
        done |= {"looked", "decided"}
    if supplemented and state != State.SUPPLEMENT and (moments.get("supplemented") or "decided" in done):
        done.add("supplement")
    at = {**moments, "looked": moments.get("looked_since"), "supplement": moments.get("supplemented")}
    order = ["received", "looked", *(["supplement"] if supplemented else []), "decided", "ready", "returned"]
    if moments.get("ended") and "returned" not in done:
        done.add("ended")
        order = [name for name in order if name in done or (name == "supplement" and supplemented)]
        order = [name for name in order if name != "ended"] + ["ended"]
        now = ""
    elif state == State.SUPPLEMENT:
        now = "supplement"
    else:
        now = next((name for name in order if name not in done), "")
    return tuple(Stage(names[name], name in done, name == now, at.get(name)) for name in order)
