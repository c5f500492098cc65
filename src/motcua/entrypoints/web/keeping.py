"""Answers kept for a moment: what anyone may ask at any time is counted once for all who ask within it."""

from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import Any, Final

SECONDS: Final = 60
MOST: Final = 64
"""How many answers are kept, none longer than its seconds; the one that was made first gives way."""


class Kept:
    """Answers by what was asked, each made at most once within its seconds in one process, by one thread at a time.

    Who asks for something else is not held up meanwhile.
    """

    def __init__(self, seconds: float = SECONDS, most: int = MOST, now: Callable[[], float] = monotonic) -> None:
        self._seconds, self._most, self._now = seconds, most, now
        self._answers: dict[Hashable, tuple[float, Any]] = {}
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def answer(self, asked: Hashable, make: Callable[[], Any]) -> Any:
        """Return the answer that is kept, or make it; what is raised is not kept."""
        with self._lock:
            making = self._making.setdefault(asked, Lock())
        with making:
            made_at, answer = self._answers.get(asked, (float("-inf"), None))
            if self._now() - made_at < self._seconds:
                return answer
            answer = make()
            self._keep(asked, answer)
            return answer

    def _keep(self, asked: Hashable, answer: Any) -> None:
        with self._lock:
            self._answers.pop(asked, None)
            self._answers[asked] = (self._now(), answer)
            while len(self._answers) > self._most or self._first_is_old():
                first = next(iter(self._answers))
                del self._answers[first]
                self._making.pop(first, None)

    def _first_is_old(self) -> bool:
        made_at = next((made_at for made_at, _ in self._answers.values()), float("inf"))
        return self._now() - made_at >= self._seconds

    def forget(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._answers.clear()
            self._making.clear()


RESULTS: Final = Kept()
"""What the pages of results show, and whose pages they are."""
