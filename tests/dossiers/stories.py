"""A process with every turn a dossier can take, who works on it, and few words to move dossiers along."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.workflow import testing as workflow_testing
from motcua.domain.workflow.testing import a_choice, a_document, a_join, a_split, a_step
from motcua.foundation.actor import Actor
from motcua.kernel.working_time import ZONE

AT = testing.RECEIVED_AT
REASON = "Bản sao thiếu trang hai"
STRAIGHT_ON = {"needs_tax": False, "needs_opinion": False}

WAYS = a_document(
    a_step("receive", "appraise", "0.5", place="desk", role="reception"),
    a_step("appraise", "which", "1"),
    a_choice("which", ("needs_tax", "tax"), ("needs_opinion", "ask"), otherwise="check"),
    a_step("tax", "check", place="unit:H12.04", stops_clock=True),
    a_split("ask", "advice", "visit"),
    a_step("advice", "asked", "2", place="unit:H12.04"),
    a_step("visit", "asked", "1"),
    a_join("asked", "check"),
    a_step("check", "outcome", "0.5", role="leader"),
    a_choice("outcome", ("choice = 'redo'", "appraise"), ("choice = 'refusal'", "sign_refusal"), otherwise="sign"),
    a_step("sign", "result", "0.5", role="leader", decides=True),
    a_step("sign_refusal", "result", "0.5", role="leader", decides=True, refuses=True),
    a_step("result", "finish", "0.5", place="desk", role="reception", ready=True, returns=True),
    {"id": "finish", "kind": "end"},
    code="QT-MOI-NGA",
    total_days="5",
)


@dataclass(frozen=True)
class Team:
    """Whoever acts in these stories; `colleague` is a second handler of the commune."""

    staff: testing.Staff
    colleague: Actor
    tax: Actor
    centre: Actor

    @property
    def reception(self) -> Actor:
        return self.staff.reception

    @property
    def handler(self) -> Actor:
        return self.staff.handler

    @property
    def leader(self) -> Actor:
        return self.staff.leader


def a_team() -> Team:
    staff = testing.a_staffed_province()
    return Team(
        staff=staff,
        colleague=organisation_testing.an_actor(staff.places.commune, "handler"),
        tax=organisation_testing.an_actor(staff.places.department, "handler"),
        centre=organisation_testing.an_actor(staff.places.centre, "reception"),
    )


def a_dossier_of_many_ways(team: Team, *, at: datetime = AT, **changes) -> str:
    """Receive a dossier whose process has every turn."""
    publish_many_ways()
    return testing.a_dossier(team.staff, at=at, **changes)


def publish_many_ways() -> None:
    from motcua.domain.procedures import testing as procedures_testing

    if not procedures_testing.is_published("1.001193"):
        version = workflow_testing.a_bound_process(WAYS)
        testing.publish_once(process_version_id=version.id)


def on(day: str, hour: str = "09:00") -> datetime:
    """Write a moment of November 2026 (or of a whole date) as an officer would."""
    text = day if "-" in day else f"2026-11-{day}"
    return datetime.fromisoformat(f"{text} {hour}").replace(tzinfo=ZONE)


def after(at: datetime, **time) -> datetime:
    return at + timedelta(**time)


def open_steps(code: str) -> list[str]:
    return [step.id for step in testing.shown(code).open_steps]


def state(code: str) -> dossiers.State:
    return testing.shown(code).state


def acts(code: str) -> list[str]:
    return [row.act for row in testing.shown(code).ledger]


def to_the_leader(team: Team, code: str, *, at: datetime) -> None:
    """Appraise without tax and opinions: the dossier lies before the leader."""
    dossiers.complete_step(code, "appraise", by=team.handler, at=at, data=STRAIGHT_ON)


def to_the_tax_office(team: Team, code: str, *, at: datetime) -> None:
    dossiers.complete_step(code, "appraise", by=team.handler, at=at, data={"needs_tax": True})


def to_two_branches(team: Team, code: str, *, at: datetime) -> None:
    dossiers.complete_step(code, "appraise", by=team.handler, at=at, data={"needs_tax": False, "needs_opinion": True})


def to_the_desk(team: Team, code: str, *, at: datetime, choice: str = "sign") -> None:
    """Sign, and send the result to the desk; it is not noted there yet."""
    to_the_leader(team, code, at=at)
    dossiers.complete_step(code, "check", by=team.leader, at=at, data={"choice": choice})
    dossiers.decide(code, by=team.leader, at=at)


def ask(team: Team, code: str, *, at: datetime, by: Actor | None = None, **more) -> dossiers.Acted:
    return dossiers.ask_supplement(code, reason=REASON, items=["Bản sao"], by=by or team.handler, at=at, **more)
