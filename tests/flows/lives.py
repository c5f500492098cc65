"""Dossiers that live at random: real acts of a small province over some months, and the ledger folded in between."""

import random
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier, Supplement
from motcua.domain.flows import api as flows
from motcua.domain.flows.models import DayFlow, MonthFlow, MonthStock, YearFlow
from motcua.domain.flows.rules.measures import Measure
from motcua.domain.intake import api as intake
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.procedures import testing as procedures_testing
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import ZONE, DayException, DayKind

FIRST = datetime(2026, 11, 3, 9, 0, tzinfo=ZONE)
PROCEDURES = {"1.001193": "05 Ngày làm việc", "1.004194": "Trong ngày", "2.000815": "10 Ngày"}
REASON = "Thiếu bản sao"
DISTRICT, SECOND = "H12.60", "H12.62"
"""A district, and a commune below it; the first commune stands under the province."""


class NobodyHolds(Refusal):
    """The dossier has no open step."""


class Crowd:
    """The officers of two communes and of the centre, and the dossiers they have at hand."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.staff = testing.a_staffed_province()
        self.centre = organisation_testing.an_actor(self.staff.places.centre, "reception")
        organisation_testing.a_unit(DISTRICT, level=organisation.Level.DISTRICT, parent="H12")
        commune = {"level": organisation.Level.COMMUNE, "kind": organisation.Kind.COMMUNE}
        organisation_testing.a_unit(SECOND, parent=DISTRICT, **commune)
        self.communes = {
            self.staff.places.commune: {"handler": self.staff.handler, "leader": self.staff.leader},
            SECOND: {name: organisation_testing.an_actor(SECOND, name) for name in ("handler", "leader")},
        }
        self.codes: list[str] = []
        self.at = FIRST
        for code, limit in PROCEDURES.items():
            record = procedures_testing.a_record(code, channels=procedures_testing.rows_on_all_channels(limit))
            testing.publish_once(code, record=record)

    def live(self, acts: int, *, fold_every: int) -> None:
        """Let so many acts happen, most of them on dossiers that are open; fold now and then."""
        for number in range(acts):
            self.at += timedelta(minutes=self.chance.choice([1, 5, 30, 90, 300, 1400]))
            self._act()
            if number % fold_every == fold_every - 1:
                flows.fold_news(at=self.at)
        flows.fold_news(at=self.at)

    def _act(self) -> None:
        if len(self.codes) < 3 or self.chance.random() < 0.2:
            self.receive()
            return
        code = self.chance.choice(self.codes[-12:] if self.chance.random() < 0.8 else self.codes)
        for act in self.chance.sample(ACTS, 6):
            try:
                act(self, code)
            except Refusal:
                continue
            return

    def receive(self) -> None:
        if self.chance.random() < 0.3:
            self.file_online()
            return
        procedure = self.chance.choice(list(PROCEDURES))
        channel = self.chance.choice(["counter", "counter", "post"])
        desk, by = self.chance.choice(
            [(self.staff.places.commune_desk, self.staff.reception)] * 3 + [(self.staff.places.centre, self.centre)]
        )
        reception = testing.a_reception(self.staff, procedure, desk=desk, competent=self.competent(), channel=channel)
        self.codes.append(dossiers.receive(reception, by=by, at=self.at).code)

    def competent(self) -> str:
        return self.chance.choice([*self.communes, self.staff.places.commune])

    def officer(self, name: str, code: str) -> Actor:
        """Return who has the role for a dossier: at the first commune's desk, or in the competent commune."""
        unit = Dossier.objects.values_list("competent_id", flat=True).get(code=code)
        return self.staff.reception if name == "reception" else self.communes[unit][name]

    def file_online(self) -> None:
        """Let somebody file online; the desk accepts it, or now and then does not receive it."""
        code = f"000.{self.at:%y%m%d}-{len(self.codes):06}-{self.chance.randrange(10**6)}"
        submission = {
            "outside_code": code,
            "procedure": "1.001193",
            "case": 1,
            "person": asdict(testing.a_person()),
            "components": [{"name": "Tờ khai theo mẫu", "file": "to-khai.txt"}],
            "submitted_at": self.at.isoformat(),
        }
        receipt = intake.put_submission(submission, files=lambda name: b"to khai", at=self.at)
        by = self.centre if receipt.desk == self.staff.places.centre else self.staff.reception
        if self.chance.random() < 0.2:
            dossiers.not_received(code, reason=REASON, by=by, at=self.at)
        else:
            self.codes.append(dossiers.accept(code, by=by, at=self.at, competent=self.competent()).code)

    def holder(self, code: str) -> tuple[Actor, str]:
        steps = testing.shown(code, self.at).open_steps
        if not steps:
            raise NobodyHolds("nobody")
        step = steps[0]
        by = self.centre if step.unit == self.staff.places.centre else self.officer(step.role, code)
        return by, step.id


def _go_on(crowd: Crowd, code: str) -> None:
    if not testing.shown(code, crowd.at).open_steps:
        return
    by, step = crowd.holder(code)
    if testing.shown(code, crowd.at).open_steps[0].ready:
        dossiers.make_result_ready(code, by=by, at=crowd.at)
    else:
        dossiers.complete_step(code, step, by=by, at=crowd.at)


def _to_the_end(crowd: Crowd, code: str) -> None:
    for _ in range(8):
        if Dossier.objects.get(code=code).ready_at:
            return
        _go_on(crowd, code)


def _ask(crowd: Crowd, code: str) -> None:
    by, _ = crowd.holder(code)
    dossiers.ask_supplement(
        code, reason=REASON, items=["Bản sao"], by=by, at=crowd.at, late_reason="Muộn", ordered=True
    )


def _correct_ready(crowd: Crowd, code: str) -> None:
    ready_at = Dossier.objects.get(code=code).ready_at
    if ready_at:
        moved = ready_at - timedelta(minutes=crowd.chance.choice([10, 300, 2000]))
        dossiers.correct_ready(code, ready_at=moved, reason=REASON, by=crowd.officer("leader", code), at=crowd.at)


def _announce_a_day_off(crowd: Crowd, code: str) -> None:
    spec = organisation.calendar_for("H12").spec
    day = crowd.at.date() + timedelta(days=crowd.chance.choice([1, 2, 4]))
    if day.weekday() < 5 and day not in {one.on for one in spec.exceptions}:
        off = DayException(day, DayKind.LOCAL_OFF, "Nghỉ bão")
        dossiers.publish_calendar(
            unit_code="H12",
            spec=replace(spec, exceptions=(*spec.exceptions, off)),
            reason="Nghỉ bão",
            by=SYSTEM,
            at=crowd.at,
        )


def _by(name: str, act: str, **more: object):
    def do(crowd: Crowd, code: str) -> None:
        by = crowd.holder(code)[0] if name == "holder" else crowd.officer(name, code)
        getattr(dossiers, act)(code, by=by, at=crowd.at, **more)

    return do


def _on_the_due_day(minutes: int, act):
    """Let time go on to some minutes after the promise, or before it, and act then."""

    def do(crowd: Crowd, code: str) -> None:
        crowd.holder(code)
        moment = testing.shown(code, crowd.at).promised_at + timedelta(minutes=minutes)
        if not crowd.at < moment < crowd.at + timedelta(days=6):
            raise NobodyHolds("nobody")
        crowd.at = moment
        act(crowd, code)

    return do


def _let_the_answer_lapse(crowd: Crowd, code: str) -> None:
    asked = Supplement.objects.filter(dossier__code=code, completed_at=None, closed_at=None).first()
    if asked is None or asked.answer_by > crowd.at + timedelta(days=40):
        raise NobodyHolds("nobody")
    crowd.at = max(crowd.at, asked.answer_by + timedelta(minutes=1))
    dossiers.sweep(at=crowd.at)


ACTS = [
    *[_go_on] * 10,
    *[_to_the_end] * 5,
    *[_ask] * 4,
    *[_by("reception", "complete_supplement")] * 2,
    *[_by("handler", "complete_supplement")] * 2,
    *[_by("holder", "pause", reason="Chờ nộp thuế")] * 2,
    *[_by("holder", "resume")] * 3,
    *[_by("leader", "refuse", reason=REASON)] * 2,
    *[_by("reception", "withdraw", reason=REASON)] * 2,
    _by("reception", "stop", reason=REASON),
    _by("reception", "void", reason=REASON),
    *[_by("leader", "reopen", reason=REASON)] * 3,
    *[_by("reception", "return_result")] * 2,
    *[_correct_ready] * 3,
    _announce_a_day_off,
    *[_on_the_due_day(-30, _to_the_end)] * 3,
    *[_on_the_due_day(minutes, _by("reception", "withdraw", reason=REASON)) for minutes in (-20, 20, 20)],
    _let_the_answer_lapse,
    *[lambda crowd, code: dossiers.sweep(at=crowd.at)] * 2,
]


def random_periods(crowd: Crowd, number: int) -> list[tuple[date, date, date]]:
    """Return random periods with a day on which they are asked, never before the period begins."""
    length = (crowd.at.date() - FIRST.date()).days + 20
    found = []
    for _ in range(number):
        first = FIRST.date() + timedelta(days=crowd.chance.randrange(-5, length))
        last = first + timedelta(days=crowd.chance.choice([0, 0, 1, 6, 29, 30, 75]))
        found.append((first, last, first + timedelta(days=crowd.chance.randrange(0, length))))
    return found


COUNTED = [one.value for one in Measure]
GROUP = ("grain", "unit", "level", "field", "procedure", "channel")


def rows_of_flows() -> dict[str, set[tuple[object, ...]]]:
    """Return every row that counts something."""
    flows_of = {
        name: {row for row in table.objects.values_list(period, "known", *GROUP, *COUNTED) if any(row[8:])}
        for name, table, period in (
            ("days", DayFlow, "day"),
            ("months", MonthFlow, "month"),
            ("years", YearFlow, "year"),
        )
    }
    stock = ("in_process", "overdue", "overdue_by_date", "suspended", "overdue_suspended")
    return flows_of | {"stocks": set(MonthStock.objects.values_list("month", *GROUP, *stock))}
