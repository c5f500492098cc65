"""Lists of procedures: all of them, and those that wait for publication."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When

from motcua.domain.procedures.models import Procedure, PublishedVersion
from motcua.domain.procedures.rules.publication import Standing
from motcua.domain.procedures.rules.wording import LEVEL_NAMES
from motcua.kernel.language import say
from motcua.kernel.vietnamese import fold

PAGE = 50
STANDINGS = ("", *(one.value for one in Standing), "asked_again", "published")
WAITING = Q(now_published=False) | Q(asked_again__gt=0)


@dataclass(frozen=True)
class ProcedureRow:
    """One procedure as lists show it. `open_questions` counts what an officer must still answer."""

    code: str
    name: str
    issuer: str
    field: str
    levels: tuple[str, ...]
    standing: Standing
    standing_because: str
    open_questions: int
    asked_again: int
    has_process: bool
    is_published: bool


@dataclass(frozen=True)
class Queue:
    """One page of the procedures that wait for an officer, with the counts of every filter.

    `counts` by standing under the other filters, "all" for no filter; `level_counts` by level under the standing.
    """

    rows: tuple[ProcedureRow, ...]
    total: int
    page: int
    pages: int
    counts: Mapping[str, int]
    level_counts: Mapping[str, int]


@dataclass(frozen=True)
class PlaceInQueue:
    """Where a procedure stands among those that wait (from 1), and the codes of its neighbours (empty at an end)."""

    place: int
    total: int
    previous: str
    next: str


def procedures(*, at: datetime, published_only: bool = False) -> tuple[ProcedureRow, ...]:
    """Return every procedure in the order of codes, or only those published at the moment."""
    found = _with_publication(at)
    if published_only:
        found = found.filter(now_published=True)
    return tuple(_row(one) for one in found.order_by("code"))


def count_unpublished(at: datetime) -> int:
    """Return how many procedures wait for an officer: not published now, or asked again by a later import."""
    return _with_publication(at).filter(WAITING).count()


def unpublished_queue(
    *,
    at: datetime,
    text: str = "",
    standing: str = "",
    level: str = "",
    field: str = "",
    page: int = 1,
) -> Queue:
    """Return a page of the procedures that wait for an officer, and how many every filter would give, in two statements.

    `standing` is one of the four, "asked_again" (a later import touched an answer; also of published ones), or
    "published" for those published now. A page beyond the last one gives the last.
    """
    base = _with_publication(at)
    for word in fold(text).split():
        base = base.filter(search_fold__contains=word)
    base = base.filter(field=field) if field else base
    chosen, at_level = _filter_of(standing), Q(levels__contains=[level]) if level else Q()
    found = base.aggregate(
        **{f"standing_{name}": Count("pk", filter=_filter_of(name) & at_level) for name in STANDINGS},
        **{f"level_{name}": Count("pk", filter=chosen & Q(levels__contains=[name])) for name in LEVEL_NAMES},
        all_levels=Count("pk", filter=chosen),
        total=Count("pk", filter=chosen & at_level),
    )
    pages = max(-(-found["total"] // PAGE), 1)
    page = min(max(page, 1), pages)
    rows = _in_order(base.filter(chosen & at_level))
    return Queue(
        rows=tuple(_row(one) for one in rows[(page - 1) * PAGE : page * PAGE]),
        total=found["total"],
        page=page,
        pages=pages,
        counts={name or "all": found[f"standing_{name}"] for name in STANDINGS},
        level_counts={"all": found["all_levels"]} | {name: found[f"level_{name}"] for name in LEVEL_NAMES},
    )


def place_in_queue(code: str, at: datetime) -> PlaceInQueue | None:
    """Return the place of a procedure among all that wait, or none where it does not wait."""
    codes = list(_in_order(_with_publication(at).filter(WAITING)).values_list("code", flat=True))
    if code not in codes:
        return None
    place = codes.index(code)
    return PlaceInQueue(
        place=place + 1,
        total=len(codes),
        previous=codes[place - 1] if place else "",
        next=codes[place + 1] if place + 1 < len(codes) else "",
    )


def _in_order(found: "QuerySet[Any]") -> "QuerySet[Any]":
    """Order by what is nearest to publication: asked again first, never last."""
    hopeless = Case(When(standing=Standing.NEVER.value, then=1), default=0)
    return found.order_by("-asked_again", hopeless, "open_questions", "code")


def _filter_of(standing: str) -> Q:
    if standing in ("", "asked_again"):
        return Q(asked_again__gt=0) if standing else WAITING
    return Q(now_published=True) if standing == "published" else Q(standing=standing, now_published=False)


def _with_publication(at: datetime) -> "QuerySet[Any]":
    now = PublishedVersion.objects.filter(procedure=OuterRef("pk"), period__contains=at)
    return Procedure.objects.annotate(now_published=Exists(now))


def _row(one: Procedure) -> ProcedureRow:
    return ProcedureRow(
        code=one.code, name=one.name, issuer=one.issuer, field=one.field, levels=tuple(one.levels),
        standing=Standing(one.standing), standing_because=say(one.standing_because), open_questions=one.open_questions,
        asked_again=one.asked_again, has_process=one.process_version_id is not None,
        is_published=getattr(one, "now_published", False),
    )  # fmt: skip
