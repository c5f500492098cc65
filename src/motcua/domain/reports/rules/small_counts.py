"""Put small counts of a commune's month together, so that no row of a breakdown tells of one person.

Law: docs/law/open-data.md, rule 2. Change that page and its cases first, then this file. The totals of an agency's month are
public, so whatever is left out is the total less what is told: only putting together holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.kernel.rule_pack import OpenDataRule

Counts = tuple[int, ...]


@dataclass(frozen=True)
class Told:
    """One row of a breakdown: by what it is told apart, and its counts in a fixed order. `is_merged`: several in one, by nothing."""

    key: tuple[str, ...]
    counts: Counts
    is_merged: bool = False


def told_at(level: str, rows: Sequence[Told], rule: OpenDataRule) -> list[Told]:
    """Return the rows of a month of an agency of a level (empty: none is known) as the rule of open data has them told."""
    return list(rows) if level in rule.told_in_full else told(rows, smallest=rule.smallest)


def told(rows: Sequence[Told], *, smallest: int) -> list[Told]:
    """Return the rows of one agency's month with the small ones put together, that one last; sums stay as they are.

    In what stands alone every count is nought or at least `smallest`. In what is put together every count is nought, at
    least `smallest`, or all there is of it in that month; it is made of two rows at least, unless there was only one.
    """
    hidden = [row for row in rows if _has_small(row.counts, smallest)]
    alone = sorted(
        (row for row in rows if not _has_small(row.counts, smallest)), key=lambda row: (sum(row.counts), row.key)
    )
    if not hidden:
        return list(rows)
    everything = _sum(rows)
    if len(hidden) == 1 and alone:
        hidden.append(alone.pop(0))
    while (lacking := _lacking(_sum(hidden), everything, smallest)) is not None:
        place = next(place for place, row in enumerate(alone) if row.counts[lacking])
        hidden.append(alone.pop(place))
    shown = {row.key for row in alone}
    merged = Told(("",) * len(rows[0].key), _sum(hidden), is_merged=True)
    return [*(row for row in rows if row.key in shown), merged]


def _has_small(counts: Counts, smallest: int) -> bool:
    return any(0 < count < smallest for count in counts)


def _lacking(counts: Counts, everything: Counts, smallest: int) -> int | None:
    """Return the place of a count that is small and not all there is, None where there is none."""
    for place, (count, whole) in enumerate(zip(counts, everything, strict=True)):
        if 0 < count < smallest and count != whole:
            return place
    return None


def _sum(rows: Sequence[Told]) -> Counts:
    return tuple(map(sum, zip(*(row.counts for row in rows), strict=True)))
