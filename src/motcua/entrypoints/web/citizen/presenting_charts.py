"""Columns over time as whole numbers of a drawing (server SVG): plain arithmetic, no words of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from motcua.entrypoints.web import wording

WIDTH, HEIGHT = 340, 200
LEFT, RIGHT, TOP, BOTTOM = 56, 4, 14, 24
"""Room for what is written beside the columns: numbers at the left, months below; above, for a part too small to be drawn true."""
MOST_TICKS: Final = 4
SMALLEST: Final = 2
"""Whatever is there is seen: no part is drawn lower than this."""
FULL, WIDEST = 0.7, 36
"""How much of its place a column takes, and its greatest width."""


@dataclass(frozen=True)
class Series:
    """One part of every column: what it is called, its colour (a class of the styles), its number in each column."""

    name: str
    tone: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Box:
    """A drawn part of a column."""

    x: int
    y: int
    width: int
    height: int
    tone: str


@dataclass(frozen=True)
class Mark:
    """Something written at a place: a number beside a line, a month below a column."""

    at: int
    text: str


@dataclass(frozen=True)
class Columns:
    """A drawing: boxes standing on each other, lines with their numbers at the left, names below."""

    boxes: tuple[Box, ...]
    lines: tuple[Mark, ...]
    names: tuple[Mark, ...]
    series: tuple[Series, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    beside: int = LEFT - 6
    below: int = HEIGHT - 6


def columns(names: Sequence[str], series: Sequence[Series]) -> Columns:
    """Return the drawing of parts that stand on each other, the first at the bottom."""
    sums = [sum(one.numbers[place] for one in series) for place in range(len(names))]
    ticks = _ticks(max(sums, default=0))
    place_width = (WIDTH - LEFT - RIGHT) / max(len(names), 1)
    width = min(WIDEST, max(1, int(place_width * FULL)))
    boxes: list[Box] = []
    for place in range(len(names)):
        x = round(LEFT + place * place_width + (place_width - width) / 2)
        boxes += _stacked(x, width, [(one.numbers[place], one.tone) for one in series], ticks[-1])
    return Columns(
        boxes=tuple(boxes),
        lines=tuple(Mark(_y(tick, ticks[-1]), wording.number(tick)) for tick in ticks),
        names=tuple(Mark(round(LEFT + (place + 0.5) * place_width), name) for place, name in enumerate(names)),
        series=tuple(series),
    )


def _y(number: int, most: int) -> int:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * number / most)


def _stacked(x: int, width: int, parts: Sequence[tuple[int, str]], most: int) -> list[Box]:
    found, reached, drawn_to = [], 0, HEIGHT - BOTTOM
    for number, tone in parts:
        if number:
            reached += number
            top = min(_y(reached, most), drawn_to - SMALLEST)
            found.append(Box(x, top, width, drawn_to - top, tone))
            drawn_to = top
    return found


def _ticks(most: int) -> list[int]:
    """Return round numbers from nought to the first that is not below the highest column."""
    steps = (size * 10**power for power in count() for size in (1, 2, 5))
    step = next(step for step in steps if step * MOST_TICKS >= most)
    how_many = max(1, -(-most // step))
    return [step * each for each in range(how_many + 1)]
