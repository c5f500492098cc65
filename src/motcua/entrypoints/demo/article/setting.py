"""What the model is told: who works where, what is filed and how it is settled, and its parameters. Nothing else goes in.

Moments inside the model are minutes of the working table (`WorkingTable.minute_of`), so that they are whole numbers.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from typing import Any, Final

from motcua.kernel.working_time import Counting, Parameters, TimeLimit, WorkingTable

PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"
LEVELS: Final = (PROVINCE, DISTRICT, COMMUNE)
RECEPTION, HANDLER, LEADER = "reception", "handler", "leader"
ONLINE, POST, COUNTER = "online", "post", "counter"
FOLDER = files("motcua.data") / "scenarios" / "article_2022"


@dataclass(frozen=True, slots=True)
class Post:
    """One invented officer with one position. `skill`: how much faster than the usual officer (1)."""

    login: str
    name: str
    unit: str
    title: str
    role: str
    skill: float
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A competent unit: its level, the desk that receives for it, its part of the level's visits."""

    unit: str
    level: str
    desk: str
    share: float
    address: str


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One step of a course: where, by whom, and what is answered at its end."""

    id: str
    place: str
    role: str
    decides: bool = False
    stops_clock: bool = False
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Course:
    """The usual way of a process from reception to the step at which the result lies at the desk.

    `refusal`: the way to a refusal that the process itself has; without it a leader refuses at the decision.
    """

    steps: tuple[StepPlan, ...]
    refusal: tuple[StepPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What is promised from a minute on: the limit of each case and channel, and whether it can be filed online."""

    since: int
    limits: Mapping[tuple[int, str], TimeLimit]
    is_online: bool


@dataclass(frozen=True, slots=True)
class Trade:
    """One procedure as the model sees it; `unit` is empty where the district or commune of the desk is competent."""

    procedure: str
    level: str
    unit: str
    course: Course
    offers: tuple[Offer, ...]

    def offer_at(self, minute: int) -> Offer:
        """Return what is promised at a minute."""
        return next(one for one in reversed(self.offers) if one.since <= minute)


@dataclass(frozen=True)
class Setting:
    """Everything the model is given. `arrivals`: visits by level from the first to the last day, with and without result."""

    table: WorkingTable
    rules: Parameters
    counting: Counting
    ask_days: int
    answer_days: int
    check_hours: int
    posts: tuple[Post, ...]
    places: tuple[Place, ...]
    trades: tuple[Trade, ...]
    desks: Mapping[str, tuple[str, ...]]
    arrivals: Mapping[str, int]
    period: tuple[date, date]
    opens_on: date
    knobs: Mapping[str, Any]
    slower: Mapping[str, float] = field(default_factory=dict)
    """How many times longer a step takes one officer, by login: for asking what would be."""


def knobs() -> dict[str, Any]:
    """Return the parameters of the model as they are kept, each explained in docs/article-2022.md."""
    return dict(json.loads((FOLDER / "model.json").read_text(encoding="utf-8")))
