"""Life events (sự kiện trong đời): which procedures belong together, and in which order people do them.

The events are data (src/motcua/data/life_events); what is read out of them is sound: every step that waits for another
comes after it. They tell people what to do; dossiers that go through several agencies at once are another matter.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


class UnsoundEventError(ValueError):
    """An event whose steps wait for each other in a circle or for a step that is not there: a fault of the data."""


@dataclass(frozen=True)
class Step:
    """One thing to do. `codes`: its procedures, any of them by the person's case; `only_if`: for whom it is.

    `after`: the keys of steps to be done before, where they are to be done at all. `when`: within which time, by which law.
    """

    key: str
    name: str
    codes: tuple[str, ...]
    after: tuple[str, ...] = ()
    when: str = ""
    law: str = ""
    only_if: str = ""


@dataclass(frozen=True)
class Together:
    """One procedure by which several steps are filed at once, in the national portal's own order."""

    code: str
    words: str


@dataclass(frozen=True)
class LifeEvent:
    """What happens in a life, in people's words, with its steps in the order in which they are done."""

    slug: str
    name: str
    about: str
    steps: tuple[Step, ...]
    together: Together | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the procedures of all steps, and the one that takes several at once."""
        own = [code for step in self.steps for code in step.codes]
        return tuple(dict.fromkeys([*own, *([self.together.code] if self.together else [])]))


@cache
def life_events() -> tuple[LifeEvent, ...]:
    """Return every event, in the order of the file."""
    text = (files("motcua.data") / "life_events" / "events.json").read_text(encoding="utf-8")
    return tuple(event_of(row) for row in json.loads(text))


def life_event(slug: str) -> LifeEvent | None:
    """Return the event of that address, or none."""
    return next((one for one in life_events() if one.slug == slug), None)


def event_of(row: Mapping[str, Any]) -> LifeEvent:
    """Return an event as it is written in the file. Raises UnsoundEventError."""
    steps = [Step(**{**step, "codes": tuple(step["codes"]), "after": tuple(step["after"])}) for step in row["steps"]]
    together = Together(**row["together"]) if row["together"] else None
    return LifeEvent(row["slug"], row["name"], row["about"], in_order(steps), together)


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return steps so that each comes after those it waits for, else as they were given. Raises UnsoundEventError."""
    waiting = {step.key: step for step in steps}
    if missing := {key for step in waiting.values() for key in step.after} - set(waiting):
        raise UnsoundEventError(f"no such step: {', '.join(sorted(missing))}")
    done: dict[str, Step] = {}
    while waiting:
        ready = next((step for step in waiting.values() if done.keys() >= set(step.after)), None)
        if ready is None:
            raise UnsoundEventError(f"steps wait for each other: {', '.join(sorted(waiting))}")
        done[ready.key] = waiting.pop(ready.key)
    return tuple(done.values())
