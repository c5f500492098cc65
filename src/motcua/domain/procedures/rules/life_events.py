"""Life events (sự kiện trong đời): which procedures belong together, and in which order people do them.

The events are data (src/motcua/data/life_events); what is read out of them is sound: every step that waits for another
comes after it, and every sentence for people is there in each language of the pages. They tell people what to do; dossiers that go through several agencies at once are another matter.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

Text = Mapping[str, str]
"""A sentence for people by language: `vi`, `en`."""
LANGUAGES: Final = frozenset({"vi", "en"})
TEXTS_OF_STEP: Final = ("name", "when", "only_if")


class UnsoundEventError(ValueError):
    """An event with steps that wait for each other or for one that is not there, or without a language: a fault of the data."""


@dataclass(frozen=True)
class Step:
    """One thing to do. `codes`: its procedures, any of them by the person's case; `only_if`: for whom it is.

    `after`: the keys of steps to be done before, where they are to be done at all. `when`: within which time, by which
    law; the law is cited in Vietnamese whatever is spoken.
    """

    key: str
    name: Text
    codes: tuple[str, ...]
    after: tuple[str, ...] = ()
    when: Text | None = None
    law: str = ""
    only_if: Text | None = None


@dataclass(frozen=True)
class Together:
    """One procedure by which several steps are filed at once, in the national portal's own order."""

    code: str
    words: Text


@dataclass(frozen=True)
class LifeEvent:
    """What happens in a life, in people's words, with its steps in the order in which they are done."""

    slug: str
    name: Text
    about: Text
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
    together = Together(row["together"]["code"], _text(row["together"], "words")) if row["together"] else None
    steps = in_order(_step(step) for step in row["steps"])
    return LifeEvent(row["slug"], _text(row, "name"), _text(row, "about"), steps, together)


def _step(row: Mapping[str, Any]) -> Step:
    texts = {name: _text(row, name) for name in TEXTS_OF_STEP if name in row}
    return Step(**{**row, **texts, "codes": tuple(row["codes"]), "after": tuple(row["after"])})


def _text(row: Mapping[str, Any], name: str) -> Text:
    """Return a sentence that is there in every language. Raises UnsoundEventError."""
    text = row[name]
    said = {language for language, words in text.items() if words.strip()} if isinstance(text, dict) else set()
    if said != LANGUAGES:
        raise UnsoundEventError(f"not in each of {', '.join(sorted(LANGUAGES))}: {name} of {row!r}")
    return dict(text)


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
