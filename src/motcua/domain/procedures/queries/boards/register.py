"""The register of boards: which desk has hung which version since when, what is missing, what is out of date, how often scanned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet, Sum

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.models import BoardHanging, Scan, ScanCount
from motcua.domain.procedures.queries.boards.leading import near
from motcua.domain.procedures.queries.boards.made import (
    MadeBoard,
    UnknownBoard,
    board_version,
    faces_now,
    made_of,
    newest_board,
    newest_boards,
    titled_as_elsewhere,
)
from motcua.domain.procedures.queries.boards.standing import desks_of
from motcua.domain.procedures.rules.boards.face import BoardFace, Difference, differences
from motcua.domain.procedures.rules.boards.sizes import BoardSize
from motcua.foundation.actor import Actor
from motcua.kernel.vietnamese import sort_key
from motcua.kernel.working_time import local

SYSTEM_ROLE = "system"


@dataclass(frozen=True)
class Hanging:
    """One version that hangs, or hung, at a place. `differences`: why it is out of date, while it hangs."""

    hanging_id: int
    made: MadeBoard
    size: BoardSize
    place: str
    hung_at: datetime
    hung_by: str
    taken_down_at: datetime | None = None
    taken_down_by: str = ""
    is_undone: bool = False
    differences: tuple[Difference, ...] = ()

    @property
    def hangs(self) -> bool:
        """Tell whether it hangs there now, as far as the desk says."""
        return self.taken_down_at is None and not self.is_undone


@dataclass(frozen=True)
class DeskField:
    """One field of one desk: what its board would say now, the newest version made, and what hangs."""

    field: str
    now: BoardFace
    made: MadeBoard | None
    hanging: tuple[Hanging, ...]
    scans: int

    @property
    def is_hung(self) -> bool:
        """Tell whether a board of the field hangs at the desk."""
        return bool(self.hanging)

    @property
    def is_up_to_date(self) -> bool:
        """Tell whether all that hangs of it says what holds now."""
        return self.is_hung and not any(one.differences for one in self.hanging)

    @property
    def changed(self) -> tuple[Difference, ...]:
        """Return why the newest version is out of date; nothing where none was made."""
        return differences(self.made.face, self.now) if self.made else ()


@dataclass(frozen=True)
class DeskBoards:
    """One desk with every field of which something is published there; `scans` of all its codes, the search page's, too."""

    code: str
    name: str
    fields: tuple[DeskField, ...]
    scans: int

    @property
    def hung(self) -> int:
        """Return of how many fields a board hangs."""
        return sum(one.is_hung for one in self.fields)

    @property
    def is_covered(self) -> bool:
        """Tell whether a board hangs of every field."""
        return bool(self.fields) and self.hung == len(self.fields)


@dataclass(frozen=True)
class BoardRegister:
    """The desks that a reader may see, and the boards to print anew: those that hang and are out of date.

    `since`, `until`: the days of which scans are counted, both included.
    """

    desks: tuple[DeskBoards, ...]
    reprint: tuple[Hanging, ...]
    since: date
    until: date

    @property
    def left_over(self) -> tuple[Hanging, ...]:
        """Return what hangs of fields of which nothing is published any more, or of desks that are there no more."""
        listed = {(desk.code, one.field) for desk in self.desks for one in desk.fields}
        return tuple(one for one in self.reprint if (one.made.desk, one.made.field) not in listed)

    @property
    def covered(self) -> int:
        """Return how many desks have hung a board of every field."""
        return sum(one.is_covered for one in self.desks)

    @property
    def begun(self) -> int:
        """Return how many desks have hung at least one board."""
        return sum(one.hung > 0 for one in self.desks)


def board_register(by: Actor, at: datetime, *, since: date) -> BoardRegister:
    """Return the register of the desks at or below the reader's unit."""
    day = local(at).date()
    seen = organisation.subtree_codes(by.unit_code, day) if by.unit_code else None
    return register_of(seen, at, since=since)


def register_of(units: Iterable[str] | None, at: datetime, *, since: date) -> BoardRegister:
    """Return the register of the desks among some units; None: of all. Boards of desks that are no more are to be taken down."""
    day = local(at).date()
    wanted = None if units is None else frozenset(units)
    desks = desks_of((one for one in organisation.one_stop_desks(day) if wanted is None or one.code in wanted), day)
    codes = [one.code for one in desks]
    made = newest_boards(codes)
    now = faces_now(desks, made, at)
    hanging = [_hanging(row, now, codes, made) for row in (*_open(wanted), *_left_hanging(wanted, day))]
    scans = scans_of(codes, since, day)
    rows = tuple(
        DeskBoards(
            desk.code,
            desk.name,
            _fields(desk.code, now, made, hanging, scans),
            sum(count for (code, _), count in scans.items() if code == desk.code),
        )
        for desk in desks
    )
    old = sorted((one for one in hanging if one.differences), key=lambda one: (one.made.face.desk_name, one.made.board))
    return BoardRegister(rows, tuple(old), since, day)


def _fields(
    desk: str,
    now: Mapping[tuple[str, str], BoardFace],
    made: Mapping[tuple[str, str], MadeBoard],
    hanging: Sequence[Hanging],
    scans: Mapping[tuple[str, str], int],
) -> tuple[DeskField, ...]:
    return tuple(
        DeskField(
            field=field,
            now=face,
            made=made.get((desk, field)),
            hanging=tuple(one for one in hanging if (one.made.desk, one.made.field) == (desk, field)),
            scans=sum(scans.get((desk, cell.code), 0) for cell in face.cells),
        )
        for (code, field), face in sorted(now.items(), key=lambda one: sort_key(one[0][1]))
        if code == desk
    )


def hangings_of(board: str) -> tuple[Hanging, ...]:
    """Return all that was said of hanging a board, the newest first; what was undone, too."""
    rows = list(_rows().filter(board__number=board).order_by("-hung_at", "-pk"))
    newest = newest_board(board) if rows else None
    return tuple(_as_shown(_plain(row), newest) for row in rows)


def count_hanging_with(code: str) -> int:
    """Return how many boards hang on which a procedure has its code: to print anew once it is received no more."""
    rows = BoardHanging.objects.filter(taken_down_at=None, undone_at=None)
    return rows.filter(version__face__cells__contains=[{"code": code}]).count()


def _rows() -> "QuerySet[BoardHanging]":
    return BoardHanging.objects.select_related("version__board", "board")


def _open(units: frozenset[str] | None) -> "QuerySet[BoardHanging]":
    """Return what hangs at desks among the units that are there."""
    rows = _rows().filter(taken_down_at=None, undone_at=None).order_by("pk")
    at_desks: dict[str, Any] = {} if units is None else {"board__desk_id__in": units}
    return rows.filter(**at_desks)


def _left_hanging(units: frozenset[str] | None, day: date) -> list[BoardHanging]:
    """Return what still hangs at desks that are there no more, and that stood below the units or were taken over by them."""
    if units is None:
        return []
    at_desks: dict[str, Any] = {"board__desk_id__in": [one.code for one in organisation.one_stop_desks(day)]}
    rows = _rows().filter(taken_down_at=None, undone_at=None).exclude(**at_desks).order_by("pk")
    return [row for row in rows if not units.isdisjoint(near(str(row.board.desk_id), day))]


def _hanging(
    row: BoardHanging,
    now: Mapping[tuple[str, str], BoardFace],
    desks: Sequence[str],
    newest: Mapping[tuple[str, str], MadeBoard],
) -> Hanging:
    plain = _plain(row)
    key = (plain.made.desk, plain.made.field)
    shown = _as_shown(plain, newest.get(key))
    face = now.get(key) or _nothing_left(shown.made) if plain.made.desk in desks else None
    return replace(shown, differences=differences(shown.made.face, face))


def _as_shown(plain: Hanging, newest: MadeBoard | None) -> Hanging:
    """Return what is to be seen there: a screen changes to the newest version by itself, since that was made."""
    if plain.size is not BoardSize.SCREEN or not plain.hangs or newest is None:
        return plain
    return replace(plain, made=newest, hung_at=max(plain.hung_at, newest.made_at))


def _nothing_left(made: MadeBoard) -> BoardFace:
    """Return the board of a field of which nothing is published any more."""
    return BoardFace(**{**vars(made.face), "cells": ()})


def _plain(row: BoardHanging) -> Hanging:
    return Hanging(
        hanging_id=row.pk, made=made_of(row.version), size=BoardSize(row.size), place=row.place, hung_at=row.hung_at,
        hung_by=row.hung_by, taken_down_at=row.taken_down_at, taken_down_by=row.taken_down_by,
        is_undone=row.undone_at is not None,
    )  # fmt: skip


def scans_of(desks: Iterable[str], first: date, last: date) -> dict[tuple[str, str], int]:
    """Return how often the codes of some desks were opened from day to day, both included, by desk and procedure.

    The code of the search page is the one of no procedure (empty).
    """
    wanted = {"short__desk_id__in": set(desks), "on_day__gte": first, "on_day__lte": last}
    found: dict[tuple[str, str], int] = {}
    folded = ScanCount.objects.filter(**wanted).values_list("short__desk_id", "short__procedure__code")
    fresh = Scan.objects.filter(**wanted).values_list("short__desk_id", "short__procedure__code")
    for desk, code, count in (*folded.annotate(scans=Sum("count")), *fresh.annotate(scans=Count("pk"))):
        found[desk, code or ""] = found.get((desk, code or ""), 0) + count
    return found


def scans_by_day(desks: Iterable[str], first: date, last: date) -> dict[date, int]:
    """Return how often the codes of some desks were opened on each day, of those on which any was."""
    wanted = {"short__desk_id__in": set(desks), "on_day__gte": first, "on_day__lte": last}
    found: dict[date, int] = {}
    folded, fresh = (model.objects.filter(**wanted).values_list("on_day") for model in (ScanCount, Scan))
    for day, count in (*folded.annotate(scans=Sum("count")), *fresh.annotate(scans=Count("pk"))):
        found[day] = found.get(day, 0) + count
    return found


def looks_after(by: Actor, desk: str, at: datetime) -> bool:
    """Tell whether a desk's boards are the officer's to see: at or below the own unit, or taken over by it."""
    return SYSTEM_ROLE in by.roles or by.unit_code in near(desk, local(at).date())


def board_seen(number: str, by: Actor, at: datetime, *, version: int | None = None) -> MadeBoard:
    """Return the newest version of a board, or one of its versions. Raises UnknownBoard, also where it is not the officer's to see."""
    found = newest_board(number) if version is None else board_version(number, version)
    if not looks_after(by, found.desk, at):
        raise UnknownBoard(number)
    return found


def board_now(made: MadeBoard, at: datetime) -> BoardFace | None:
    """Return what a board would say if it were made now; none where its desk is there no more."""
    day = local(at).date()
    desks = desks_of((one for one in organisation.one_stop_desks(day) if one.code == made.desk), day)
    if not desks:
        return None
    now = faces_now(desks, {(made.desk, made.field): made}, at)
    face = now.get((made.desk, made.field))
    return titled_as_elsewhere(face, made.face) if face else _nothing_left(made)
