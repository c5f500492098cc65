"""The words by which a national record is read: data, so that a new spelling needs no new code."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words() -> dict[str, Any]:
    """Return the lists of data/national_record_words.json."""
    text = files("motcua").joinpath("data", "national_record_words.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def any_start(folded: str, name: str) -> bool:
    """Say whether the folded text starts with a word of the list."""
    return folded.startswith(tuple(words()[name]))


def any_inside(folded: str, name: str) -> bool:
    """Say whether the folded text holds a word of the list."""
    return any(word in folded for word in words()[name])
