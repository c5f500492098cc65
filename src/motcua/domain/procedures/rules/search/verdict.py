"""What a search answers: found, several at once, which of these is meant, or none."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """One procedure is meant; several belong together; one of several is meant, so we ask back; none fits."""

    FOUND = "found"
    MULTI = "multi"
    CLARIFY = "clarify"
    NONE = "none"


@dataclass(frozen=True)
class Found:
    """A procedure that fits; `score` from 0 to about 1; `called`: what people call it, where that is something else."""

    code: str
    name: str
    issuer: str
    score: float
    is_published: bool = False
    levels: tuple[str, ...] = ()
    called: str = ""


@dataclass(frozen=True)
class Answer:
    """The verdict and the procedures, the best first; none where none fits. `words`: what was searched for, folded."""

    verdict: Verdict
    results: tuple[Found, ...]
    words: str = ""
