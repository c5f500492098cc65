"""How published figures are shown: rows of settlement, bubbles of agencies, the open rows as text."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, Final

from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.reports import api as reports
from motcua.entrypoints.web import wording
from motcua.kernel.csv_text import csv_text
from motcua.kernel.language import say

WIDTH: Final = 1000
GAP, HEAD, LARGEST, SMALLEST, RIM = 6.0, 34.0, 64.0, 5.0, 2.0
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
    """The agencies of one level, drawn under its name at `y`."""

    name: str
    y: int
    bubbles: tuple[Bubble, ...]


@dataclass(frozen=True)
class Bubbles:
    """The picture of all agencies: there are no coordinates of units, so they stand by level, the largest first."""

    width: int
    height: int
    bands: tuple[Band, ...]


def bubbles(rows: Iterable[SettledRow], levels: Levels, on: date) -> Bubbles:
    """Return the picture of the agencies that settled anything."""
    settled = sorted((row for row in rows if row.settled), key=lambda row: (-row.settled, row.key))
    scale = LARGEST / math.sqrt(settled[0].settled) if settled else 0.0
    bands, y = [], 0.0
    for level in organisation.Level:
        of_level = [row for row in settled if _level_on(levels, row.key, on) is level]
        if of_level:
            placed, bottom = _placed(of_level, scale, y + HEAD)
            bands.append(Band(say(organisation.LEVEL_NAMES[level]), round(y + HEAD / 2 + 6), placed))
            y = bottom
    return Bubbles(WIDTH, round(y), tuple(bands))


def _level_on(levels: Levels, unit: str, on: date) -> organisation.Level | None:
    """Return the level of a unit on a day; of one that is gone by then, the level that it had last."""
    known = [level for begins, _, level in levels.get(unit, ()) if begins <= on]
    return known[-1] if known else None


def _placed(rows: Sequence[SettledRow], scale: float, top: float) -> tuple[tuple[Bubble, ...], float]:
    """Put circles side by side, line under line; return them and where the next may begin."""
    found: list[Bubble] = []
    x, line = RIM, 0.0
    for row in rows:
        r = max(SMALLEST, scale * math.sqrt(row.settled))
        if found and x + 2 * r > WIDTH - RIM:
            x, top, line = RIM, top + line + GAP, 0.0
        line = max(line, 2 * r)
        found.append(Bubble(round(x + r), round(top + line / 2), round(r), row))
        x += 2 * r + GAP
    return tuple(found), top + line + GAP


def months_as_csv(rows: Iterable[flows.AgencyMonth], names: Mapping[str, str]) -> str:
    """Return the rows as comma-separated text: one a month and agency, whole numbers."""
    heading = ["month", "unit", "name", "level", "received", "early", "on_time", "late", "ended"]
    return csv_text(
        heading,
        [[f"{row.month:%Y-%m}", row.unit, names.get(row.unit, row.unit), *astuple(row)[2:]] for row in rows],
    )
