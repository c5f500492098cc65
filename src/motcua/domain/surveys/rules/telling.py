"""Whose answers are told: a figure of few people tells what each of them said, so none does.

Law: docs/law/ratings.md, rule 8. The same idea as that of open data (`reports.rules.small_counts`), for answers that were
given in confidence. Change that page and its cases first, then this file.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from motcua.domain.surveys.rules.counting import Counts, SatisfactionRow

Key = TypeVar("Key", bound=Hashable)


def withheld(answered: Mapping[Key, int], least: int, *, always: Collection[Key] = ()) -> frozenset[Key]:
    """Return of which groups nothing is told, by how many answered in each, so that the sum less the others tells nothing.

    These are the groups of fewer than `least` answers. Where they have fewer than `least` together,
    the smallest others go with them, in the order of their keys where these are alike: the same wherever it is asked.
    `always`: these whatever their number.
    """
    few = [key for key, count in answered.items() if 0 < count < least or (count and key in always)]
    others = sorted(
        (key for key, count in answered.items() if count and key not in few),
        key=lambda key: (answered[key], str(key)),
    )
    while few and others and sum(answered[key] for key in few) < least:
        few.append(others.pop(0))
    return frozenset(few)


def withheld_within(answered: Mapping[tuple[str, str], int], least: int) -> frozenset[str]:
    """Return of which groups nothing is told, where the wider groups that they lie in are told elsewhere.

    `answered` is by wider group and group. A wider group that is told less its groups that are told leaves nobody or at least
    `least`; so do the others together. A group that lies in parts of both kinds is not told: its parts would not be apart.
    """
    wider: Counter[str] = Counter()
    for (outer, _), count in answered.items():
        wider[outer] += count
    few = withheld(wider, least)
    parts: dict[str | None, Counter[str]] = {}
    for (outer, key), count in answered.items():
        parts.setdefault(None if outer in few else outer, Counter())[key] += count
    lies_in = Counter(key for part in parts.values() for key, count in part.items() if count)
    apart = {key for key, places in lies_in.items() if places > 1}
    return frozenset().union(*(withheld(part, least, always=apart) for part in parts.values()))


def as_told(
    rows: Iterable[SatisfactionRow], *, answered: Mapping[tuple[str, str], int], least: int
) -> tuple[tuple[SatisfactionRow, ...], Counts]:
    """Return the rows and their sum as they are told: the sum in full, unless fewer than `least` answered in all.

    `answered`: how many by the wider group that is told elsewhere and by row.
    """
    known = tuple(rows)
    total = sum((row.counts for row in known), Counts())
    few = withheld_within(answered, least)
    told = tuple(replace(row, counts=row.counts.withheld()) if row.key in few else row for row in known)
    return told, enough(total, least)


def enough(counts: Counts, least: int) -> Counts:
    """Return counts as they are told where nothing else is: without levels where too few answered."""
    return counts.withheld() if 0 < counts.answered < least else counts


def put_together(year: Mapping[tuple[date, str], Counts], least: int) -> Iterator[tuple[date | None, str, Counts]]:
    """Yield the months and levels of one year as they are told: what is withheld of it in one row, so that sums stay.

    Without a month: several months of a level, or all; without a level: several levels, which have no rows of their own.
    """
    levels = {level: sum((one for key, one in year.items() if key[1] == level), Counts()) for _, level in sorted(year)}
    few_levels = withheld({level: counts.answered for level, counts in levels.items()}, least)
    if few_levels:
        level = "".join(few_levels) if len(few_levels) == 1 else ""
        yield None, level, enough(sum((levels[one] for one in sorted(few_levels)), Counts()), least)
    for level in levels.keys() - few_levels:
        months = {month: counts for (month, one), counts in sorted(year.items()) if one == level}
        few = withheld({month: counts.answered for month, counts in months.items()}, least)
        if few:
            yield None, level, sum((months[month] for month in sorted(few)), Counts())
        yield from ((month, level, counts) for month, counts in months.items() if month not in few)
