"""How published figures are shown: rows of settlement, bubbles of agencies, the open rows as text."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, Final

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.reports import api as reports
from motcua.domain.surveys import api as surveys
from motcua.entrypoints.web import wording
from motcua.kernel.csv_text import csv_text
from motcua.kernel.language import say

WIDTH: Final = 1000
GAP, LARGEST, SMALLEST, RIM = 6.0, 64.0, 5.0, 2.0
Levels = Mapping[str, Sequence[tuple[date, date | None, organisation.Level]]]


@dataclass(frozen=True)
class SettledRow:
    """One row of settlement: how many were settled, how many of them early or on time, how many late."""

    key: str
    name: str
    received: int
    settled: int
    timely: int
    late: int

    @property
    def rate(self) -> str:
        """Return the share of the early and on time as it is written."""
        return wording.percent(self.timely, self.settled)

    @property
    def share(self) -> float:
        """Return that share in percent, for a drawn bar."""
        return 100 * self.timely / self.settled if self.settled else 0.0


def settled_row(row: Mapping[str, Any]) -> SettledRow:
    """Return what a row of the settlement form says of settlement."""
    cells = [reports.cell(row, column) for column in _COLUMNS]
    received, settled, early, on_time, late = cells
    return SettledRow(row["key"], row["name"], received, settled, early + on_time, late)


_COLUMNS: Final = (
    reports.Column.RECEIVED_TOTAL,
    reports.Column.SETTLED_TOTAL,
    reports.Column.SETTLED_EARLY,
    reports.Column.SETTLED_ON_TIME,
    reports.Column.SETTLED_LATE,
)


def settled_rows(report: Mapping[str, Any]) -> list[SettledRow]:
    """Return the rows of a report, its total left out."""
    return [settled_row(row) for row in report["rows"]]


@dataclass(frozen=True)
class Bubble:
    """A circle for one agency; its area stands for the dossiers settled. Whole pixels."""

    x: int
    y: int
    r: int
    row: SettledRow


@dataclass(frozen=True)
class Band:
    """The agencies of one level, each a circle: there are no coordinates of units, so they stand by size, the largest first."""

    name: str
    height: int
    bubbles: tuple[Bubble, ...]
    width: int = WIDTH


def bubbles(rows: Iterable[SettledRow], levels: Levels, on: date) -> tuple[Band, ...]:
    """Return the pictures of the agencies that settled anything, level by level from above, all on one scale."""
    settled = sorted((row for row in rows if row.settled), key=lambda row: (-row.settled, row.key))
    scale = LARGEST / math.sqrt(settled[0].settled) if settled else 0.0
    bands = []
    for level in organisation.Level:
        of_level = [row for row in settled if _level_on(levels, row.key, on) is level]
        if of_level:
            placed, bottom = _placed(of_level, scale)
            bands.append(Band(say(organisation.LEVEL_NAMES[level]), round(bottom), placed))
    return tuple(bands)


def _level_on(levels: Levels, unit: str, on: date) -> organisation.Level | None:
    """Return the level of a unit on a day; of one that is gone by then, the level that it had last."""
    known = [level for begins, _, level in levels.get(unit, ()) if begins <= on]
    return known[-1] if known else None


def _placed(rows: Sequence[SettledRow], scale: float) -> tuple[tuple[Bubble, ...], float]:
    """Put circles side by side, line under line; return them and how high they stand."""
    found: list[Bubble] = []
    x, line, top = RIM, 0.0, RIM
    for row in rows:
        r = max(SMALLEST, scale * math.sqrt(row.settled))
        if found and x + 2 * r > WIDTH - RIM:
            x, top, line = RIM, top + line + GAP, 0.0
        line = max(line, 2 * r)
        found.append(Bubble(round(x + r), round(top + line / 2), round(r), row))
        x += 2 * r + GAP
    return tuple(found), top + line + GAP


def level_name(level: str) -> str:
    """Return what a level is called; of an unknown one that it is not known."""
    known = {one.value: name for one, name in organisation.LEVEL_NAMES.items()}
    return say(known[level]) if level in known else say("Chưa rõ")


def level_place(level: str) -> int:
    """Return the place of a level among all, from above."""
    return [*organisation.Level, level].index(level)


def months_as_csv(rows: Iterable[flows.AgencyMonth], names: Mapping[str, str]) -> str:
    """Return the rows as comma-separated text: one a month and agency, whole numbers."""
    heading = ["month", "unit", "name", "level", "received", "early", "on_time", "late", "ended"]
    return csv_text(
        heading,
        [[f"{row.month:%Y-%m}", row.unit, names.get(row.unit, row.unit), *astuple(row)[2:]] for row in rows],
    )


def letters_as_csv(rows: Iterable[dossiers.LettersMonth], names: Mapping[str, str]) -> str:
    """Return the late ones as comma-separated text: a row a month and agency, whole numbers."""
    return csv_text(
        ["month", "unit", "name", "late", "with_letter"],
        [[f"{row.month:%Y-%m}", row.unit, names.get(row.unit, row.unit), row.late, row.with_letter] for row in rows],
    )


def satisfaction_as_csv(rows: Iterable[surveys.SatisfactionMonth], levels: Iterable[int]) -> str:
    """Return what people said as comma-separated text: a row a month and level of administration, whole numbers.

    What too few said is in one row of the year, without a level where that is of several; empty cells: not told at all.
    """
    answers = list(levels)
    heading = ["month", "level", "settled", "answered", *(f"answers_{level}" for level in answers), "set_aside"]
    return csv_text(heading, [_said(row, answers) for row in rows])


def _said(row: surveys.SatisfactionMonth, answers: Sequence[int]) -> list[object]:
    counts = row.counts
    said = ["" if counts.untold else counts.levels.get(level, 0) for level in answers]
    month = f"{row.month:%Y-%m}" if row.month else str(row.year)
    return [month, row.level, counts.settled, counts.answered, *said, counts.set_aside]
