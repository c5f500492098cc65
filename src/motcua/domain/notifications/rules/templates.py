"""Templates of messages: dated data, checked when they are read, filled in without trusting what is filled in.

A place in a text is a plain name in braces. What it is filled with is never read as a template itself.
"""

import itertools
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

LONGEST_SUBJECT = 180
GREETED = "person"
"""The name of the person who is written to: every text may use it, nobody has to give it."""


class FaultyTemplateError(ValueError):
    """A template of messages is not what it should be; the text says which and why."""


class UnknownTemplate(Refusal):
    """There is no template of this word for this day."""

    def __init__(self, word: str, on: date) -> None:
        super().__init__(f"Chưa có mẫu tin nhắn “{word}” cho ngày {on:%d/%m/%Y}.")


class MissingWords(Refusal):
    """A message does not give every word that its template needs."""

    def __init__(self, word: str, missing: list[str]) -> None:
        super().__init__(f"Mẫu tin nhắn “{word}” còn thiếu: {', '.join(missing)}.")


@dataclass(frozen=True)
class Edition:
    """One text of a template, in force from a day until another (end exclusive)."""

    template: str
    title: str
    valid_from: date
    valid_to: date | None
    places: frozenset[str]
    subject: str
    body: str

    def holds_on(self, day: date) -> bool:
        """Tell whether the text is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Text:
    """A message as it is read: one line of subject, a body of plain text."""

    subject: str
    body: str


def editions_of(data: Mapping[str, Any]) -> tuple[Edition, ...]:
    """Return the texts of one template file. Raises FaultyTemplateError: a place unknown or never used, periods that overlap."""
    word = str(data["template"])
    places = frozenset(data["places"])
    editions = tuple(
        Edition(
            template=word,
            title=str(data["title"]),
            valid_from=date.fromisoformat(one["valid_from"]),
            valid_to=date.fromisoformat(one["valid_to"]) if one["valid_to"] else None,
            places=places,
            subject=str(one["subject"]),
            body="\n".join(one["body"]),
        )
        for one in data["editions"]
    )
    for edition in editions:
        _require_sound(edition)
    for before, after in itertools.pairwise(editions):
        if before.valid_to is None or before.valid_to > after.valid_from:
            raise FaultyTemplateError(f"{word}: two texts are in force on the same day")
    return editions


def _require_sound(edition: Edition) -> None:
    used = _places_in(edition.subject, edition.template) | _places_in(edition.body, edition.template)
    if unknown := used - edition.places - {GREETED}:
        raise FaultyTemplateError(f"{edition.template}: unknown places {sorted(unknown)}")
    if unused := edition.places - used:
        raise FaultyTemplateError(f"{edition.template}: places never used {sorted(unused)}")
    if not edition.subject.strip() or "\n" in edition.subject or not edition.body.strip():
        raise FaultyTemplateError(f"{edition.template}: a text needs one line of subject and a body")


def _places_in(text: str, word: str) -> set[str]:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as error:
        raise FaultyTemplateError(f"{word}: {error}") from error
    found = set()
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise FaultyTemplateError(f"{word}: {{{name}}} is no plain name")
        found.add(name)
    return found


def require_words(edition: Edition, data: Mapping[str, str]) -> None:
    """Raise MissingWords unless every place of the template is given and not empty."""
    missing = sorted(place for place in edition.places if not clean(data.get(place, "")))
    if missing:
        raise MissingWords(edition.template, missing)


def filled(edition: Edition, data: Mapping[str, str], *, person: str) -> Text:
    """Return the message: nothing that is filled in can break the line of the subject. Raises MissingWords."""
    require_words(edition, data)
    words = {name: clean(value) for name, value in data.items() if name in edition.places} | {GREETED: one_line(person)}
    subject = one_line(edition.subject.format_map({name: one_line(value) for name, value in words.items()}))
    return Text(subject=_cut(subject), body=edition.body.format_map(words))


def one_line(text: str) -> str:
    """Return a text cleaned and on one line."""
    return " ".join(clean(text).split())


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"


def masked(address: str) -> str:
    """Return an address as pages show it: `n…@example.vn`, `0918…317`, nothing for none."""
    name, at, host = address.partition("@")
    if at:
        return f"{name[:1]}…@{host}"
    digits = "".join(sign for sign in address if sign.isdecimal())
    return f"{digits[:4]}…{digits[-3:]}" if len(digits) > 7 else ""
