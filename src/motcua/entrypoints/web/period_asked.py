"""The period that a page of satisfaction or of scores is asked for, and the day up to which its figures are known."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode

from motcua.entrypoints.asked_periods import require_period
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.typed_days import day_typed
from motcua.kernel.refusal import Refusal

FIELDS = ("tu", "den", "tinh-den")
LONGEST = 20


@dataclass(frozen=True)
class Asked:
    """The period that an address asks for, as known at the end of which day; what was wrong with it, and what was typed then."""

    first: date
    last: date
    as_of: date
    errors: tuple[dict[str, str], ...] = ()
    typed: tuple[str, ...] = ()

    def query(self) -> dict[str, str]:
        """Return the same question in the words of an address, in full."""
        return dict(zip(FIELDS, (day.isoformat() for day in (self.first, self.last, self.as_of)), strict=True))

    def words(self) -> dict[str, Any]:
        """Return what every page shows of it; `days` is the same question in an address, in full."""
        days = tuple(self.query().values())
        return {
            "first": wording.in_figures(self.first),
            "last": wording.in_figures(self.last),
            "as_of": wording.in_figures(self.as_of),
            "typed": dict(zip(("tu", "den", "tinh_den"), self.typed or days, strict=True)),
            "days": urlencode(self.query()),
            "errors": list(self.errors),
        }

    @property
    def status(self) -> int:
        """Return the status of the page."""
        return 400 if self.errors else 200


def asked_of(request: HttpRequest, today: date) -> Asked:
    """Return the period from `?tu=` to `?den=` as known at the end of `?tinh-den=`.

    This month's up to today, as known today, where none is given or it cannot be.
    """
    try:
        return asked_in(request.GET, today)
    except Refusal as refusal:
        error = {"text": str(refusal), "field": "o-tinh-den" if request.GET.get("tinh-den") else "o-tu"}
        typed = tuple(request.GET.get(name, "")[:LONGEST] for name in FIELDS)
        return Asked(today.replace(day=1), today, today, (error,), typed)


def asked_in(given: QueryDict, today: date) -> Asked:
    """Return the period of an address or a form. Raises NotADay, FaultyPeriod."""
    as_of = day_typed(given.get("tinh-den", "")) or today
    last = day_typed(given.get("den", "")) or as_of
    first = day_typed(given.get("tu", "")) or last.replace(day=1)
    require_period(first, last, as_of=as_of, today=today)
    return Asked(first, last, as_of)
