"""A hundred and fifty-two dossiers beside the forty-eight told one by one: what a province has on its desks on any day.

Spread over twenty procedures, three desks, seven weeks; each is received and worked on by the real operations.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle, islice

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.demo.province import CENTRE, COMMUNE_DESK, WARD, WARD_DESK
from motcua.entrypoints.demo.stage import Stage

Answers = Mapping[str, Mapping[str, object]]
HOURS = ((7, 35), (8, 20), (9, 5), (9, 50), (10, 25), (13, 40), (14, 15), (15, 0), (15, 50))
CITY_AND_SEA = (WARD_DESK, WARD_DESK, COMMUNE_DESK)


@dataclass(frozen=True)
class Trade:
    """How one procedure is usually handled: at which desks, working minutes a step, days that an open one may be old."""

    procedure: str
    pace: int
    open_days: int
    desks: tuple[str, ...] = CITY_AND_SEA
    answers: Answers = field(default_factory=dict)


TRADES = (
    Trade("1.001193", 14, 0),
    Trade("2.000815", 12, 0, (WARD_DESK, COMMUNE_DESK, CENTRE)),
    Trade("1.000656", 15, 0),
    Trade("1.001612", 85, 1),
    Trade("1.004859", 30, 0),
    Trade("2.001035", 70, 0),
    Trade("1.005277", 90, 1),
    Trade("1.004837", 95, 1),
    Trade("1.004194", 80, 1),
    Trade("1.014027", 240, 3),
    Trade("1.013225", 260, 4, (WARD_DESK,), {"appraise": {"needs_opinion": False}}),
    Trade("1.013229", 220, 4),
    Trade("1.013274", 70, 0),
    Trade("1.011607", 250, 4),
    Trade("1.013978", 300, 6),
    Trade("1.012818", 310, 8),
    Trade("1.002099", 180, 2, (CENTRE,)),
    Trade("1.002010", 190, 2, (CENTRE,)),
    Trade("1.003650", 80, 1, (CENTRE,)),
    Trade("1.013237", 300, 4, (CENTRE,), {"assess": {"eligible": True}, "council": {"score": 24}}),
)
SLOW = tuple(trade for trade in TRADES if trade.open_days)


def returned_before(stage: Stage) -> None:
    """Eighty-eight in the person's hands, received four to thirty-five working days ago."""
    for place, (trade, desk) in enumerate(_visits(TRADES, 88)):
        at = _moment(stage, _days_of_a_finished(trade, place), place)
        code = _receive(stage, trade, desk, at, place)
        ready = stage.ready(code, stage.after(_walk(stage, trade, code, at), 15))
        stage.hand_out(code, stage.after(ready, 30 + 45 * (place % 7)))


def on_the_shelf(stage: Stage) -> None:
    """Ten results that wait to be fetched."""
    for place, (trade, desk) in enumerate(_visits(TRADES, 10)):
        at = _moment(stage, _days_of_a_finished(trade, place), place)
        code = _receive(stage, trade, desk, at, place)
        stage.ready(code, stage.after(_walk(stage, trade, code, at), 15))


def under_way(stage: Stage) -> None:
    """Forty-four that somebody works on, at one step or another, none of them near its promise."""
    for place, (trade, desk) in enumerate(_visits(SLOW, 44)):
        at = _moment(stage, 1 + place % trade.open_days, place)
        code = _receive(stage, trade, desk, at, place)
        for _ in range(min(place % 3, trade.open_days)):
            at = _one_step(stage, trade, code, at)
        stage.take(code, stage.after(at, 20))


def waiting_for_the_person(stage: Stage) -> None:
    """Four whose clock stands still until the parties bring a mended draft or drawing."""
    for days, procedure, steps in ((1, "2.001035", 1), (2, "2.001035", 1), (3, "1.013229", 2), (5, "1.013229", 2)):
        at = stage.back(days, 8, 5 * days)
        code = stage.receive(procedure, WARD_DESK, at)
        answers = {"examine": {"choice": "correct"}, "field_check": {"choice": "redraw"}}
        for _ in range(steps):
            at = stage.step(code, stage.after(at, 40), answers.get(stage.work(code).id))
        stage.take(code, stage.after(at, 30))


def turned_down(stage: Stage) -> None:
    """Three refused along the branch of their process: not poor enough, rightly issued, not allowed."""
    branches: tuple[tuple[int, str, Answers], ...] = (
        (12, "1.011607", {"post": {"choice": "refusal"}}),
        (21, "1.012818", {"conclude": {"choice": "refusal"}}),
        (9, "1.013274", {"examine": {"is_funeral": False}, "weigh": {"choice": "refusal"}}),
    )
    for days, procedure, answers in branches:
        at = stage.back(days, 9, 15)
        code = stage.receive(procedure, WARD_DESK, at)
        ready = stage.ready(code, stage.after(stage.walk(code, at, every=90, answers=answers), 20))
        stage.hand_out(code, stage.after(ready, 120))


def taken_back(stage: Stage) -> None:
    """Three that the person withdrew."""
    for days, procedure in ((4, "1.014027"), (6, "1.013978"), (8, "1.012818")):
        code = stage.receive(procedure, WARD_DESK, stage.back(days, 14, 10))
        at = stage.back(days - 2, 8, 40)
        by = stage.actor(WARD_DESK, "reception", at)
        dossiers.withdraw(code, reason="Người nộp chưa muốn làm nữa, xin rút hồ sơ.", by=by, at=at)


def _visits(trades: tuple[Trade, ...], count: int) -> Iterator[tuple[Trade, str]]:
    """Yield so many visits: procedure after procedure, at the desks of each in turn."""
    desks = {trade.procedure: cycle(trade.desks) for trade in trades}
    for trade in islice(cycle(trades), count):
        yield trade, next(desks[trade.procedure])


def _moment(stage: Stage, days: int, place: int) -> datetime:
    hour, minute = HOURS[place % len(HOURS)]
    return stage.back(days, hour, minute)


def _days_of_a_finished(trade: Trade, place: int) -> int:
    return trade.open_days * 2 + 4 + place * 7 % 16


def _receive(stage: Stage, trade: Trade, desk: str, at: datetime, place: int) -> str:
    """Receive; at the provincial centre a certified copy is made by the ward that is named."""
    changes = {"competent": WARD} if desk == CENTRE and len(trade.desks) > 1 else {}
    case = {"case": 1} if place % 2 else {}
    return stage.receive(trade.procedure, desk, at, **changes, **case)


def _walk(stage: Stage, trade: Trade, code: str, at: datetime) -> datetime:
    return stage.walk(code, at, every=trade.pace, answers=trade.answers)


def _one_step(stage: Stage, trade: Trade, code: str, at: datetime) -> datetime:
    row = stage.work(code)
    return stage.step(code, stage.after(at, trade.pace), trade.answers.get(row.id))
