"""The stage on which the demo's dossiers play: a day before today, an officer, one act after the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.entrypoints.demo.people import PEOPLE, Invented
from motcua.entrypoints.demo.province import PROVINCE, STAFF
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.working_time import WorkingTable, add_minutes, local


@dataclass
class Stage:
    """Everything dated relative to one moment, `now`; `table` is the province's calendar."""

    now: datetime
    table: WorkingTable
    numbers: Any = field(default_factory=count)
    actors: dict[tuple[str, date], Actor] = field(default_factory=dict)

    @staticmethod
    def at(now: datetime) -> "Stage":
        """Build the stage for a present moment."""
        return Stage(now=local(now), table=organisation.calendar_for(PROVINCE).table)

    def back(self, days: int, hour: int = 8, minute: int = 0) -> datetime:
        """Return a moment on the working day so many working days before today's (or the last one's)."""
        moment = add_minutes(self.now, -days * self.table.reference_day_minutes - 1, self.table)
        found = local(moment).replace(hour=hour, minute=minute, second=0, microsecond=0)
        return min(found, self.now)

    def after(self, moment: datetime, minutes: int) -> datetime:
        """Return the moment so many working minutes later, never beyond now."""
        return min(local(add_minutes(moment, minutes, self.table)), self.now)

    def appointed(self, moment: datetime, *, days: int) -> datetime:
        """Return the moment so many working days later, which may still be to come."""
        return add_minutes(moment, days * self.table.reference_day_minutes, self.table)

    def actor(self, unit: str, role: str, at: datetime) -> Actor:
        """Return the first officer of a unit who has the role."""
        post = next(post for post in STAFF if post.unit == unit and role in post.roles)
        key = post.login, at.date()
        if key not in self.actors:
            self.actors[key] = organisation.actor_for(post.login, at.date(), unit)
        return self.actors[key]

    def person(self) -> Invented:
        """Return the next invented person."""
        return PEOPLE[next(self.numbers) % len(PEOPLE)]

    def receive(self, procedure: str, desk: str, at: datetime, **changes: Any) -> str:
        """Receive a dossier of the next person at a desk; return its code."""
        reception = dossiers.Reception(procedure=procedure, person=self.person().declared(), desk=desk, **changes)
        return dossiers.receive(reception, by=self.actor(desk, "reception", at), at=at).code

    def work(self, code: str) -> dossiers.OpenStep:
        """Return the first open step of a dossier."""
        return dossiers.open_steps_of(code, SYSTEM, self.now)[0]

    def step(self, code: str, at: datetime, data: Mapping[str, object] | None = None) -> datetime:
        """Complete the first open step by an officer of its unit; return the moment."""
        return self._complete(code, self.work(code), at, data)

    def _complete(self, code: str, row: dossiers.OpenStep, at: datetime, data: Mapping[str, object] | None) -> datetime:
        by = self.actor(row.unit, row.role, at)
        dossiers.complete_step(code, row.id, by=by, at=at, data=data or usual_answer(row))
        return at

    def take(self, code: str, at: datetime) -> None:
        """Take over the first open step, and claim it."""
        row = self.work(code)
        by = self.actor(row.unit, row.role, at)
        if row.untaken:
            dossiers.take_over(code, by=by, at=at)
        if row.officer is None:
            dossiers.claim(code, by=by, at=at)

    def walk(
        self, code: str, at: datetime, *, every: int = 60, answers: Mapping[str, Mapping[str, object]] | None = None
    ) -> datetime:
        """Complete step after step, `every` so many working minutes, until the result step is open; return when."""
        for _ in range(30):
            row = self.work(code)
            if row.ready:
                return at
            at = self._complete(code, row, self.after(at, every), (answers or {}).get(row.id))
        raise RuntimeError(f"dossier {code} does not come to its result")

    def ready(self, code: str, at: datetime) -> datetime:
        """Take the result in at the desk."""
        row = self.work(code)
        dossiers.make_result_ready(code, by=self.actor(row.unit, "reception", at), at=at)
        return at

    def apologise(self, code: str, at: datetime, *, unit: str, reason: str, days_on: int = 0) -> None:
        """Sign the letter of a late dossier; `days_on`: after how many working days its result is appointed anew."""
        new_moment = self.appointed(at, days=days_on) if days_on else None
        dossiers.apologise(code, reason=reason, new_moment=new_moment, by=self.actor(unit, "leader", at), at=at)

    def hand_out(self, code: str, at: datetime) -> None:
        """Return the result to the person."""
        row = self.work(code)
        dossiers.return_result(code, by=self.actor(row.unit, "reception", at), at=at)


def usual_answer(row: dossiers.OpenStep) -> Mapping[str, object]:
    """Return the facts of the default way after a step; none where nothing is asked."""
    answers = workflow.answers(workflow.graph_of(row.process_version_id), row.id)
    return answers[-1].data if answers else {}
