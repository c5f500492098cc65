"""What happened: what an operation answers, for pages, commands and what may follow later."""

from dataclasses import dataclass
from datetime import datetime

from motcua.domain.dossiers.rules.words import State
from motcua.kernel.working_time import Lateness

MOVE_BEGUN = "dossiers_move_begun"
MOVE_UNDONE = "dossiers_move_undone"
"""Acts on `process:CODE`: a bulk move of its running dossiers."""
REGISTER_CLOSED = "register_closed"
"""Act on `register:DESK:YEAR`."""


@dataclass(frozen=True)
class Received:
    """A dossier was received; `due_at` is the moment promised."""

    code: str
    due_at: datetime


@dataclass(frozen=True)
class Acted:
    """An act on a dossier was done; `opened` are the ids of the steps that opened by it."""

    code: str
    act: str
    state: State
    opened: tuple[str, ...] = ()
    lateness: Lateness | None = None


@dataclass(frozen=True)
class Left:
    """An officer left a position; so many open steps went to a colleague (`to`), to the unit, or are assigned later."""

    steps: int
    to: str


@dataclass(frozen=True)
class Answered:
    """An online submission was answered without becoming a dossier; `paper_id` is its slip."""

    outside_code: str
    state: str
    paper_id: int


@dataclass(frozen=True)
class UnitEffect:
    """What a calendar does to the open dossiers of one competent unit: how many were looked at, how many move."""

    unit: str
    affected: int
    moved: int


@dataclass(frozen=True)
class Redated:
    """One promise that a calendar moves, from when to when."""

    code: str
    unit: str
    was_at: datetime
    now_at: datetime


@dataclass(frozen=True)
class CalendarEffect:
    """What a calendar does to open dossiers (rule 14).

    `affected`: those whose clock runs and that count with it; `moved`: those of them promised later by it; `waiting`:
    paused and supplemented ones, which move when their clock runs again; `answers`: those of them whose person may
    supplement until later by it. `samples` are the first few that move.
    """

    affected: int
    moved: int
    waiting: int
    answers: int
    units: tuple[UnitEffect, ...]
    samples: tuple[Redated, ...]


@dataclass(frozen=True)
class CalendarPublished:
    """A calendar was published; `version_id` is an earlier one where its content was published already."""

    version_id: int
    effect: CalendarEffect


@dataclass(frozen=True)
class RegisterClosed:
    """A desk's register of a year was closed: its entries, how many of them void, the last number, the lines' SHA-256."""

    desk: str
    year: int
    entries: int
    void_entries: int
    last_code: str
    digest: str
