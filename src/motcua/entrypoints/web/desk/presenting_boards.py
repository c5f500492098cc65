"""What the pages of boards show: by desk the fields with their boards, and one board with where it hangs."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.kernel.language import say

DAYS = 30


def month_before(at: datetime) -> date:
    """Return the first of the days of which pages count scans."""
    return at.date() - timedelta(days=DAYS)


def desk_row(desk: procedures.DeskBoards, at: datetime) -> dict[str, Any]:
    """Return one desk with the fields of which something is published there."""
    return {
        "code": desk.code,
        "name": desk.name,
        "hung": desk.hung,
        "all": len(desk.fields),
        "fields": [_field(one, at) for one in desk.fields],
    }


def _field(one: procedures.DeskField, at: datetime) -> dict[str, Any]:
    made = one.made
    return {
        "field": one.field,
        "procedures": len(one.now.cells),
        "board": made.board if made else "",
        "version": made.version if made else 0,
        "made": wording.stamp(made.made_at, at) if made else "",
        "changed": [change.in_words() for change in one.changed],
        "hangs": [f"{say(procedures.SIZE_NAMES[each.size])}, {each.place}" for each in one.hanging],
        "is_old": any(each.differences for each in one.hanging),
        "scans": one.scans,
    }


def left_over(one: procedures.Hanging, at: datetime) -> dict[str, Any]:
    """Return a board that is to be taken down: its desk or field is there no more."""
    return {
        "desk": one.made.face.desk_name,
        "field": one.made.field,
        "board": one.made.board,
        "version": one.made.version,
        "where": f"{say(procedures.SIZE_NAMES[one.size])}, {one.place}",
        "since": wording.stamp(one.hung_at, at),
        "because": [change.in_words() for change in one.differences],
    }


def board_page(
    made: procedures.MadeBoard,
    now: procedures.BoardFace | None,
    hangings: Sequence[procedures.Hanging],
    at: datetime,
    typed: Mapping[str, Any],
) -> dict[str, Any]:
    """Return one board; `typed` is what a refused form held."""
    face = made.face
    return {
        "made": made,
        "heading": procedures.heading_of(made.field),
        "made_at": wording.stamp(made.made_at, at),
        "cells": [
            {"code": one.code, "title": one.title, "name": one.name, "time": one.time, "written": face.written(one),
             "letters": one.letters}
            for one in (*face.cells, face.search)
        ],
        "changed": [one.in_words() for one in procedures.differences(face, now)],
        "can_be_made": now is not None and bool(now.cells),
        "long": _long(now, typed) if now else [],
        "place": typed.get("noi") or face.place,
        "papers": [
            {"size": size.value, "name": say(name)}
            for size, name in procedures.SIZE_NAMES.items() if size is not procedures.BoardSize.SCREEN
        ],
        "sizes": [{"size": size.value, "name": say(name)} for size, name in procedures.SIZE_NAMES.items()],
        "chosen": typed.get("kho", "a4"),
        "hangings": [_hanging(one, at) for one in hangings],
        "longest": procedures.LONGEST_TITLE,
    }  # fmt: skip


def _long(now: procedures.BoardFace, typed: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the procedures whose official name takes more than two lines, with their short title so far."""
    return [
        {"code": one.code, "name": one.name,
         "title": typed.get(f"ten-{one.code}") or ("" if one.title == one.name else one.title)}
        for one in now.cells
        if len(one.name) > procedures.LONGEST_TITLE
    ]  # fmt: skip


def _hanging(one: procedures.Hanging, at: datetime) -> dict[str, Any]:
    return {
        "id": one.hanging_id,
        "version": one.made.version,
        "size": say(procedures.SIZE_NAMES[one.size]),
        "place": one.place,
        "since": wording.stamp(one.hung_at, at),
        "by": one.hung_by,
        "until": wording.stamp(one.taken_down_at, at) if one.taken_down_at else "",
        "taken_down_by": one.taken_down_by,
        "hangs": one.hangs,
        "is_undone": one.is_undone,
    }
