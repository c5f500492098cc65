"""What happened: what an operation answers, for pages, commands and what may follow later."""

from dataclasses import dataclass
from datetime import datetime

from motcua.domain.dossiers.rules.words import State
from motcua.kernel.working_time import Lateness

MOVE_BEGUN = "dossiers_move_begun"
MOVE_UNDONE = "dossiers_move_undone"
"""Acts on `process:CODE`: a bulk move of its running dossiers."""


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
class Answered:
    """An online submission was answered without becoming a dossier; `paper_id` is its slip."""

    outside_code: str
    state: str
    paper_id: int
