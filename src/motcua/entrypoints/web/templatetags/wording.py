"""The wording of `motcua.entrypoints.web.wording` as template filters: `{% load wording %}`.

Filters are silent for None and empty text, so that a page shows nothing rather than an error;
what is missing and why is said by the page in words.
"""

from collections.abc import Callable
from typing import Any

from django import template
from django.template.defaultfilters import stringfilter

from motcua.entrypoints.web import wording

register = template.Library()


def _unless_missing(write: Callable[..., str]) -> Callable[..., str]:
    def filtered(value: Any, *arguments: Any) -> str:
        return "" if value is None or value == "" else write(value, *arguments)

    filtered.__name__ = write.__name__
    filtered.__doc__ = write.__doc__
    return filtered


for name in (
    "hour",
    "day",
    "moment",
    "duration",
    "duration_for_citizen",
    "hours_of_day",
    "number",
    "money",
    "identifier",
    "identifier_masked",
    "phone",
    "phone_masked",
):
    register.filter(name, _unless_missing(getattr(wording, name)))

for name in ("day_in_table", "moment_in_table", "stamp"):
    register.filter(name, _unless_missing(getattr(wording, name)))


@register.filter
def fee(dong: int | str | None) -> str:
    """Write a fee; nought is `Không thu`. What is not there is `Chưa công bố`, never a fee of nought."""
    return wording.fee(None if dong is None or dong == "" else int(dong))


@register.filter
def time_limit(limit: Any) -> str:
    """Write a `TimeLimit` (anything with `amount` and `unit`) in the law's words."""
    return "" if limit is None else wording.time_limit(limit.amount, str(limit.unit))


@register.simple_tag
def percent(part: int, whole: int, decimals: int = 2) -> str:
    """Write a share: `{% percent 16928 16930 %}`."""
    return wording.percent(part, whole, decimals)


@register.filter
def bar(share: float | None) -> int:
    """Return a share in percent as a whole number from 0 to 100, for the width of a drawn bar."""
    return 0 if share is None else max(0, min(100, round(share)))


@register.filter
@stringfilter
def caps(keys: str) -> list[str]:
    """Split the names of several keys that do one thing: `↑|↓` is two key caps."""
    return keys.split("|")
