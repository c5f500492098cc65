"""One visit on its way: where it stands, what it was promised. The promise is counted by the rules of working time, as a desk does."""

from dataclasses import dataclass

from motcua.entrypoints.demo.article.officers import Job
from motcua.entrypoints.demo.article.setting import Setting, StepPlan
from motcua.entrypoints.demo.article.visits import Visit
from motcua.kernel.working_time import (
    TimeLimit,
    add_minutes,
    any_desk_latest_start,
    due_moment,
    moved_by_pause,
    start_of_clock,
)

PROCESSING, SUPPLEMENT, PAUSED, READY, ENDED = "processing", "supplement", "paused", "ready", "ended"


@dataclass(slots=True, eq=False)
class Life:
    """One dossier in the model; moments are minutes of the table. `place` is its step's place in the course."""

    number: int
    visit: Visit
    limit: TimeLimit
    steps: tuple[StepPlan, ...]
    received: int = 0
    started: int = 0
    promised: int = 0
    state: str = ""
    place: int = 0
    job: Job | None = None
    paused_from: int = 0
    is_decided: bool = False
    is_held_up: bool = False
    asked: int = 0
    late_since: int = 0
    letter_at: int = 0
    is_given: bool = False
    ready_at: int = 0
    ended_at: int = 0
    is_late: bool = False
    refused: bool = False
    returned_at: int = 0
    void: bool = False
    ended_as: str = ""

    @property
    def step(self) -> StepPlan:
        """Return the step that is open."""
        return self.steps[self.place]

    def unit_of(self, place: str) -> str:
        """Return the unit to which a step's place points."""
        if place == "desk":
            return self.visit.desk
        return self.visit.place.unit if place == "competent" else place.removeprefix("unit:")


def limit_of(visit: Visit) -> TimeLimit:
    """Return the limit that is promised to a visit."""
    return visit.trade.offer_at(visit.minute).limits[visit.case, visit.channel]


def promise(setting: Setting, life: Life, minute: int) -> int:
    """Return the moment promised at reception (rules 1-8; at a desk that does not serve the unit, rule 15)."""
    table, at = setting.table, setting.table.moment_at(minute)
    if life.visit.desk != life.visit.place.desk:
        at = any_desk_latest_start(at, desk=table, parameters=setting.rules)
    return _due(setting, life, minute=table.minute_of(at))


def promise_anew(setting: Setting, life: Life, minute: int) -> int:
    """Return the moment promised once a supplement is complete: the whole limit again (rule 9)."""
    return _due(setting, life, minute=minute)


def _due(setting: Setting, life: Life, *, minute: int) -> int:
    at = setting.table.moment_at(minute)
    start = start_of_clock(at, setting.table)
    life.started = setting.table.minute_of(start)
    due = due_moment(
        start,
        life.limit,
        table=setting.table,
        counting=setting.counting,
        parameters=setting.rules,
        received_at=at,
    )
    return setting.table.minute_of(due)


def promise_after_pause(setting: Setting, life: Life, minute: int) -> int:
    """Return the promise as a pause that ends now moves it (rule 12); what lies before the start of the clock moves nothing."""
    table, paused_from = setting.table, max(life.paused_from, life.started)
    if minute <= paused_from:
        return life.promised
    moved = moved_by_pause(
        table.moment_at(life.promised),
        paused_from=table.moment_at(paused_from),
        paused_to=table.moment_at(minute),
        limit=life.limit,
        table=table,
        counting=setting.counting,
    )
    return table.minute_of(moved)


def after_days(setting: Setting, minute: int, days: float) -> int:
    """Return the minute so many working days later, counted from the hour."""
    table = setting.table
    start = start_of_clock(table.moment_at(minute), table)
    return table.minute_of(add_minutes(start, round(days * table.reference_day_minutes), table))
