"""The stage on which the demo's dossiers play: a day before today, an officer, one act after the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
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

    def actor(self, unit: str, role: str, at: datetime) -> Actor:
        """Return the first officer of a unit who has the role."""
        post = next(post for post in STAFF if post.unit == unit and role in post.roles)
        return organisation.actor_for(post.login, at.date(), unit)

    def person(self) -> Invented:
        """Return the next invented person."""
        return PEOPLE[next(self.numbers) % len(PEOPLE)]

    def receive(self, procedure: str, desk: str, at: datetime, **changes: Any) -> str:
        """Receive a dossier of the next person at a desk; return its code."""
        reception = dossiers.Reception(procedure=procedure, person=self.person().declared(), desk=desk, **changes)
        return dossiers.receive(reception, by=self.actor(desk, "reception", at), at=at).code

    def show(self, code: str) -> dossiers.DossierInfo:
        """Return the dossier as it stands."""
        return dossiers.dossier(code, SYSTEM, self.now)

    def step(self, code: str, at: datetime, data: Mapping[str, object] | None = None) -> datetime:
        """Complete the first open step by an officer of its unit; return the moment."""
        info = self.show(code)
        row = info.open_steps[0]
        by = self.actor(row.unit, row.role, at)
        dossiers.complete_step(code, row.id, by=by, at=at, data=data or usual_answer(info, row.id))
        return at

    def take(self, code: str, at: datetime) -> None:
        """Take over the first open step, and claim it."""
        row = self.show(code).open_steps[0]
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
            row = self.show(code).open_steps[0]
            if row.ready:
                return at
            at = self.step(code, self.after(at, every), (answers or {}).get(row.id))
        raise RuntimeError(f"dossier {code} does not come to its result")

    def ready(self, code: str, at: datetime) -> datetime:
        """Take the result in at the desk."""
        row = self.show(code).open_steps[0]
        dossiers.make_result_ready(code, by=self.actor(row.unit, "reception", at), at=at)
        return at

    def apologise(self, code: str, at: datetime, *, unit: str, reason: str, days_on: int = 0) -> None:
        """Sign the letter of a late dossier; `days_on`: after how many working days its result is appointed anew."""
        new_moment = add_minutes(at, days_on * self.table.reference_day_minutes, self.table) if days_on else None
        dossiers.apologise(code, reason=reason, new_moment=new_moment, by=self.actor(unit, "leader", at), at=at)

    def hand_out(self, code: str, at: datetime) -> None:
        """Return the result to the person."""
        row = self.show(code).open_steps[0]
        dossiers.return_result(code, by=self.actor(row.unit, "reception", at), at=at)


def usual_answer(info: dossiers.DossierInfo, step: str) -> Mapping[str, object]:
    """Return the facts of the default way after a step; none where nothing is asked."""
    version = procedures.published_version(info.version_id).process_version_id
    answers = workflow.answers(workflow.graph_of(version), step)
    return answers[-1].data if answers else {}
