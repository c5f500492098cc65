"""Where each element of a process is drawn: columns by the way from the start, bands by lane. Always the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

COLUMN, ROW, LEFT, TOP, MARGIN = 160, 110, 210, 80, 60
SIZES = {"task": (110, 80), "gateway": (50, 50), "event": (36, 36)}


@dataclass(frozen=True)
class Box:
    """A rectangle of the diagram."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """The point in the middle."""
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass(frozen=True)
class Layout:
    """Boxes of the nodes and of the bands, and the box around all of them."""

    nodes: Mapping[str, Box]
    bands: tuple[Box, ...]
    pool: Box

    def line(self, source: str, target: str) -> tuple[tuple[int, int], ...]:
        """Return the corners of a flow: in the gaps between columns and rows, ways back below everything."""
        one, other = self.nodes[source], self.nodes[target]
        y1, y2 = one.middle[1], other.middle[1]
        out, into = (one.x + one.width, y1), (other.x, y2)
        after, before = one.middle[0] + COLUMN // 2 - 5, other.middle[0] - COLUMN // 2 + 5
        if other.x <= one.x:
            below = self.pool.y + self.pool.height - 20
            return out, (after, y1), (after, below), (before, below), (before, y2), into
        if not self._is_free(y1, after, before):
            low = y1 + ROW // 2 - 1
            return out, (after, y1), (after, low), (before, low), (before, y2), into
        return (out, into) if y1 == y2 else (out, (before, y1), (before, y2), into)

    def _is_free(self, y: int, begin: int, end: int) -> bool:
        return not any(
            box.y < y < box.y + box.height and begin < box.x + box.width and box.x < end for box in self.nodes.values()
        )


def layout_of(
    shapes: Mapping[str, str], lines: Sequence[tuple[str, str]], start: str, band_of: Mapping[str, int], bands: int
) -> Layout:
    """Lay a process out. `shapes`: each node's shape; `lines`: flows; `band_of`: the band that a node lies in."""
    columns = _columns(shapes, lines, start)
    stacks: dict[tuple[int, int], list[str]] = {}
    for name in shapes:
        stacks.setdefault((band_of[name], columns[name]), []).append(name)
    rows = [
        max((len(names) for (band, _), names in stacks.items() if band == number), default=1) for number in range(bands)
    ]
    tops = [TOP + sum(rows[:number]) * ROW for number in range(bands)]
    boxes = {}
    for (band, column), names in stacks.items():
        for row, name in enumerate(names):
            width, height = SIZES[shapes[name]]
            x, y = LEFT + column * COLUMN + (COLUMN - width) // 2, tops[band] + row * ROW + (ROW - height) // 2
            boxes[name] = Box(x, y, width, height)
    width = 50 + (max(columns.values()) + 1) * COLUMN
    lanes = tuple(Box(LEFT - 20, top, width, count * ROW) for top, count in zip(tops, rows, strict=True))
    return Layout(
        boxes, lanes, Box(LEFT - 50, TOP, width + 30, sum(rows) * ROW + (MARGIN if _goes_back(columns, lines) else 0))
    )


def _goes_back(columns: Mapping[str, int], lines: Sequence[tuple[str, str]]) -> bool:
    return any(columns[target] <= columns[source] for source, target in lines)


def _columns(shapes: Mapping[str, str], lines: Sequence[tuple[str, str]], start: str) -> dict[str, int]:
    """Count for each node the longest way from the start, ways back left out."""
    following: dict[str, list[str]] = {name: [] for name in shapes}
    for source, target in lines:
        following[source].append(target)
    order, back = _in_order(following, start)
    columns = dict.fromkeys(shapes, 0)
    for name in order:
        for target in following[name]:
            if (name, target) not in back:
                columns[target] = max(columns[target], columns[name] + 1)
    return columns


def _in_order(following: Mapping[str, list[str]], start: str) -> tuple[list[str], set[tuple[str, str]]]:
    """Return the nodes so that each stands before what follows it, and the flows that lead back."""
    order: list[str] = []
    back: set[tuple[str, str]] = set()
    entered, on_the_way = {start}, {start}
    path = [(start, iter(following[start]))]
    while path:
        name, targets = path[-1]
        target = next(targets, None)
        if target is None:
            path.pop()
            on_the_way.discard(name)
            order.append(name)
        elif target in on_the_way:
            back.add((name, target))
        elif target not in entered:
            entered.add(target)
            on_the_way.add(target)
            path.append((target, iter(following[target])))
    return order[::-1], back
