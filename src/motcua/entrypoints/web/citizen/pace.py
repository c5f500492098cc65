"""How often one place may ask a page that everybody may open, counted in memory by each process for itself."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final

from django.http import HttpRequest

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web.client import client_address

SECONDS: Final = 60
MOST_PLACES: Final = 10_000
"""How many places are counted at a time; beyond that the count begins again rather than grow."""


class Pace:
    """Counts by place within a minute; what is counted is forgotten with the minute."""

    def __init__(self, most: int, now: Callable[[], float] = monotonic) -> None:
        self._most, self._now = most, now
        self._minute, self._counts = -1, dict[str, int]()
        self._lock = Lock()

    def takes(self, place: str) -> bool:
        """Count one more from a place and tell whether it is within the pace."""
        minute = int(self._now() // SECONDS)
        with self._lock:
            if minute != self._minute or len(self._counts) >= MOST_PLACES:
                self._minute, self._counts = minute, {}
            count = self._counts[place] = self._counts.get(place, 0) + 1
        return count <= self._most

    def forget(self) -> None:
        """Begin the count again."""
        with self._lock:
            self._counts = {}


SEARCHES: Final = Pace(most=120)
"""Searches of one place in a minute: a hall with its people behind one address stays within it."""
SUGGESTIONS: Final = Pace(most=900)
"""Suggestions while typing: some eight for a search."""
LOOKS: Final = Pace(most=240)
"""Codes of dossiers that are looked up, found or not: running numbers are not walked through."""

FILES: Final = Pace(most=20)
"""Files of one day's catalogue: each day asked for anew takes seconds to count, and some hundred days may be asked for."""


def is_within(pace: Pace, request: HttpRequest) -> bool:
    """Count one more request of the place that asks and tell whether it is within the pace."""
    return pace.takes(organisation.place_of(client_address(request)))
