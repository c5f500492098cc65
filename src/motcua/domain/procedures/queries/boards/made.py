"""Boards that were made: their versions, and what a board would say if it were made now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.models import Board, BoardVersion, ShortAddress
from motcua.domain.procedures.queries.boards.standing import OnBoard, desks_of, on_boards_of
from motcua.domain.procedures.rules.boards.face import BoardCell, BoardFace, with_titles
from motcua.domain.procedures.rules.boards.serving import DeskPlace
from motcua.domain.procedures.rules.boards.wording import SEARCH_TIME, SEARCH_TITLE
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import local

_SHORT_TITLES = """
    SELECT DISTINCT ON (1, 2) cell->>'code', cell->>'name', cell->>'title'
    FROM procedures_boardversion AS version
    JOIN procedures_board AS board ON board.id = version.board_id AND board.field = %(field)s,
    jsonb_array_elements(version.face->'cells') AS cell
    WHERE cell->>'code' = ANY(%(codes)s) AND cell->>'title' <> cell->>'name'
    ORDER BY 1, 2, version.made_at DESC, version.id DESC
"""


class UnknownBoard(Refusal):
    """There is no board, version or hanging of that number, or not one that the reader may know of."""

    def __init__(self, number: str) -> None:
        super().__init__(say("Không có bảng mã {number} trong phạm vi của bạn.", number=number[:60]))


@dataclass(frozen=True)
class MadeBoard:
    """One version of a board: its number and face, when and by whom it was made. `desk`: the code of its desk."""

    board: str
    desk: str
    field: str
    version_id: int
    version: int
    face: BoardFace
    made_by: str
    made_at: datetime


def newest_boards(desks: Iterable[str]) -> dict[tuple[str, str], MadeBoard]:
    """Return the newest version of every board of some desks, by desk and field, in one statement."""
    rows = BoardVersion.objects.filter(board__desk_id__in=set(desks)).select_related("board")
    found = rows.order_by("board_id", "-number").distinct("board_id")
    return {(one.desk, one.field): one for one in map(made_of, found)}


def newest_board(number: str) -> MadeBoard:
    """Return the newest version of a board. Raises UnknownBoard."""
    rows = BoardVersion.objects.filter(board__number=clean(number)).select_related("board").order_by("-number")
    found = rows.first()
    if found is None:
        raise UnknownBoard(clean(number))
    return made_of(found)


def board_version(number: str, version: int) -> MadeBoard:
    """Return one version of a board. Raises UnknownBoard."""
    rows = BoardVersion.objects.filter(board__number=clean(number), number=version).select_related("board")
    found = rows.first()
    if found is None:
        raise UnknownBoard(clean(number))
    return made_of(found)


def made_of(row: BoardVersion) -> MadeBoard:
    """Return the plain value of a version that was read with its board."""
    board: Board = row.board
    return MadeBoard(
        board=board.number, desk=str(board.desk_id), field=board.field, version_id=row.pk, version=row.number,
        face=BoardFace.from_json(row.face), made_by=row.made_by, made_at=row.made_at,
    )  # fmt: skip


def faces_now(
    desks: Sequence[DeskPlace], before: Mapping[tuple[str, str], MadeBoard], at: datetime
) -> dict[tuple[str, str], BoardFace]:
    """Return what the board of every desk and field would say if it were made now; codes without letters yet have none."""
    there = on_boards_of(desks, at)
    found: dict[tuple[str, str], BoardFace] = {}
    for desk in desks:
        for field in dict.fromkeys(one.field for one in there[desk.code]):
            of_field = [one for one in there[desk.code] if one.field == field]
            made = before.get((desk.code, field))
            found[desk.code, field] = face_of(desk, field, of_field, made.face if made else None)
    return found


def face_of(
    desk: DeskPlace,
    field: str,
    procedures: Iterable[OnBoard],
    before: BoardFace | None,
    *,
    place: str = "",
    titles: Mapping[str, str] | None = None,
    letters: Mapping[str, str] | None = None,
) -> BoardFace:
    """Return the face of a board; short titles go on from the board before while the official name is the same."""
    known = letters or {}
    cells = [BoardCell(known.get(one.code, ""), one.code, one.name, one.name, one.time) for one in procedures]
    return BoardFace(
        origin=settings.ENVIRONMENT.public_address,
        desk_name=desk.name,
        field=field,
        place=place or (before.place if before else ""),
        cells=with_titles(cells, before, titles or {}),
        search=BoardCell(known.get("", ""), "", SEARCH_TITLE, SEARCH_TITLE, SEARCH_TIME),
    )


def titled_as_elsewhere(face: BoardFace, before: BoardFace | None, given: Collection[str] = ()) -> BoardFace:
    """Return the face with the short titles that other desks gave the same official names last: typed once, not desk by desk.

    Only where this board did not have the name before, and none is given now (`given`: for which codes one is).
    """
    known = {(one.code, one.name) for one in before.cells} if before else set()
    new = [one.code for one in face.cells if one.code not in given and (one.code, one.name) not in known]
    titles = _short_titles(face.field, new) if new else {}
    cells = [
        replace(one, title=titles.get((one.code, one.name), one.title)) if one.code in new else one
        for one in face.cells
    ]
    return replace(face, cells=tuple(cells))


def _short_titles(field: str, codes: Sequence[str]) -> dict[tuple[str, str], str]:
    with connection.cursor() as cursor:
        cursor.execute(_SHORT_TITLES, {"field": field, "codes": list(codes)})
        return {(code, name): title for code, name, title in cursor.fetchall()}


def desk_place(code: str, at: datetime) -> DeskPlace:
    """Return a one-stop desk of the day. Raises UnknownBoard for what is none."""
    day = local(at).date()
    found = [one for one in organisation.one_stop_desks(day) if one.code == code]
    if not found:
        raise UnknownBoard(code)
    return desks_of(found, day)[0]


def letters_of(desk: str, codes: Iterable[str]) -> dict[str, str]:
    """Return the letters that procedures have at a desk already; the key of the search page is empty."""
    at_desk: dict[str, Any] = {"desk_id": desk}
    rows = ShortAddress.objects.filter(**at_desk).values_list("procedure__code", "letters")
    wanted = {*codes, ""}
    return {code or "": letters for code, letters in rows if (code or "") in wanted}
