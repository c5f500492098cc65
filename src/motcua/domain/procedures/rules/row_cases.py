"""Cases that only the rows of ways to file tell: by their notes, or by a limit that names its conditions."""

import re
from collections.abc import Sequence
from dataclasses import replace

from motcua.domain.procedures.rules.channel_rows import ChannelRow
from motcua.domain.procedures.rules.components import LEADING
from motcua.domain.procedures.rules.readers import limits_of
from motcua.domain.procedures.rules.words import any_start
from motcua.kernel.vietnamese import fold

LONGEST_CASE = 300
OTHERS = "Trường hợp còn lại"
END_OF_CASE = re.compile(r"\n|;|:(?=\s)|\.(?=\s)|, (?=thời hạn|trong thời hạn)", re.IGNORECASE)


def cases_of_rows(rows: Sequence[ChannelRow]) -> tuple[tuple[str, ...], tuple[ChannelRow, ...]]:
    """Return the names of the cases that repeated rows tell in their notes, and the rows with their case.

    Only where a channel repeats with different limits, every row of every channel names a case, and each channel
    names the same ones. A note that tells a step of the process or a place names no case: then an officer says.
    """
    named = [replace(row, case=_case_in(row.note)) for row in rows]
    by_channel = {
        channel: [one for one in named if one.channel == channel] for channel in {row.channel for row in rows}
    }
    if not all(row.case for row in named) or not _repeat(rows):
        return (), tuple(rows)
    per_channel = [[one.case for one in ones] for ones in by_channel.values()]
    if any(len(set(cases)) != len(cases) for cases in per_channel) or len({frozenset(one) for one in per_channel}) != 1:
        return (), tuple(rows)
    names = tuple(dict.fromkeys(one.case for one in named))
    return (names, tuple(named)) if len(names) > 1 else ((), tuple(rows))


def cases_of_limits(rows: Sequence[ChannelRow], *, units_lost: bool) -> tuple[str, ...]:
    """Return the names of the cases that the limits themselves name, the same ones on every channel."""
    conditions = set()
    for text in dict.fromkeys(row.time_limit_text for row in rows):
        limits = limits_of(text, units_lost=units_lost)
        conditions.add(tuple(one.condition or OTHERS for one in limits))
    if len(conditions) != 1:
        return ()
    names = conditions.pop()
    return names if len(set(names)) == len(names) > 1 else ()


def limits_differ_by_channel(rows: Sequence[ChannelRow]) -> bool:
    """Tell whether each channel has one limit and they are not all the same."""
    limits = _limits_by_channel(rows)
    return all(len(texts) == 1 for texts in limits.values()) and len(set(map(frozenset, limits.values()))) > 1


def _repeat(rows: Sequence[ChannelRow]) -> bool:
    return any(len(texts) > 1 for texts in _limits_by_channel(rows).values())


def _limits_by_channel(rows: Sequence[ChannelRow]) -> dict[str, set[str]]:
    limits: dict[str, set[str]] = {}
    for row in rows:
        limits.setdefault(row.channel, set()).add(row.time_limit_text)
    return limits


def _case_in(note: str) -> str:
    """Return the case that a note begins with, or nothing."""
    first = LEADING.sub("", END_OF_CASE.split(note.strip(), maxsplit=1)[0]).strip(" .,:;")
    return first if len(first) <= LONGEST_CASE and any_start(fold(first), "heading_case") else ""
