"""Who looked at personal data: one row a look, written by the page that shows it, outside the chained ledger.

A look changes nothing, so it is no act; there are far more looks than acts, and they are given up after a time
(`data/accesses.json`), which a chain does not allow. The role of web and worker may add rows and read them, nothing else.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from motcua.foundation.actor import Actor
from motcua.foundation.models import Access

_DATA = Path(__file__).resolve().parents[1] / "data" / "accesses.json"


@dataclass(frozen=True)
class Look:
    """One look: when, by whom with which right, on which page."""

    at: datetime
    by_login: str
    by_right: str
    page: str


def looked(subjects: Iterable[str], *, page: str, by: Actor, at: datetime) -> None:
    """Note that the actor was shown personal data of these subjects; one statement, none where nothing was shown."""
    shown = sorted(set(subjects))
    if shown:
        Access.objects.create(
            at=at, by_login=by.login, by_right=by.right, unit_code=by.unit_code, page=page, subjects=shown
        )


def looks_at(subjects: Iterable[str], *, most: int = 200) -> tuple[Look, ...]:
    """Return the newest looks at any of the subjects, newest first, in one statement."""
    found = Access.objects.filter(subjects__overlap=list(subjects)).order_by("-at", "-pk")[:most]
    return tuple(Look(row.at, row.by_login, row.by_right, row.page) for row in found)


@cache
def kept_months() -> int:
    """Return for how many months looks are kept."""
    return int(json.loads(_DATA.read_text(encoding="utf-8"))["kept_months"])
