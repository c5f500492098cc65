"""The language in which sentences are said to whoever asks now.

Vietnamese is the source: a sentence is written in Vietnamese where it is said, and looked up when another language is
spoken. Nobody speaks another language unless an entrypoint says so for one request; what is stored, printed or sent is
made in Vietnamese. Plain Python: what translates is handed in.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Protocol


class Translator(Protocol):
    """Finds a Vietnamese sentence in another language; for a number of things its singular or plural form."""

    def __call__(self, sentence: str, number: int | None = None, /) -> str:
        """Return the sentence in that language, or as it is where it is not known."""
        ...


def vietnamese(sentence: str, number: int | None = None, /) -> str:
    """Return the sentence as it is."""
    _ = number
    return sentence


_spoken: ContextVar[Translator] = ContextVar("spoken", default=vietnamese)


@contextmanager
def speaking(translator: Translator, /) -> Iterator[None]:
    """Speak by this translator within the block, in this thread or task only."""
    before = _spoken.set(translator)
    try:
        yield
    finally:
        _spoken.reset(before)


def speaking_vietnamese() -> AbstractContextManager[None]:
    """Speak Vietnamese within the block, whatever is spoken around it: for what is stored, printed or sent."""
    return speaking(vietnamese)


def say(sentence: str, /, **facts: object) -> str:
    """Return the sentence in the language spoken now, with `{fact}` places filled. Raises KeyError for a missing fact."""
    said = _spoken.get()(sentence) if sentence else ""
    return said.format_map(facts) if facts else said


def say_counted(sentence: str, count: int, /, **facts: object) -> str:
    """Return a sentence about a number of things: `{count}` is filled with the number unless it is given as a fact.

    `say_counted("{count} hồ sơ", 1)` is `1 dossier` in English, and `2 dossiers` for two.
    """
    return _spoken.get()(sentence, count).format_map({"count": count, **facts})


def to_say(sentence: str, /) -> str:
    """Return the sentence as it is: it is put into the catalogue here and said later, as those of a table are."""
    return sentence
