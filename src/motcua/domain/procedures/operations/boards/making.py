"""Make a version of a board: what is published of a field at a desk now, each with its short address."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.events import Act
from motcua.domain.procedures.models import Board, BoardVersion
from motcua.domain.procedures.operations.boards.addresses import short_addresses
from motcua.domain.procedures.operations.guards import SYSTEM_ROLE
from motcua.domain.procedures.queries import layers
from motcua.domain.procedures.queries.boards import made
from motcua.domain.procedures.queries.boards.register import looks_after
from motcua.domain.procedures.queries.boards.standing import on_boards_of
from motcua.domain.procedures.rules.boards.face import LONGEST_TITLE, BoardFace, UnfitTitle
from motcua.domain.procedures.rules.boards.wording import USUAL_PLACE
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.numbering import next_number
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

LONGEST_PLACE: Final = 120


class NothingToShow(Refusal):
    """Nothing is published of the field at the desk."""


class SameBoard(Refusal):
    """The newest version says the same already."""


def require_desk_officer(by: Actor, desk: str, at: datetime) -> None:
    """Raise UnknownBoard where the desk is not the actor's to look after, MissingRight unless one receives or leads there."""
    if SYSTEM_ROLE in by.roles:
        return
    if not looks_after(by, desk, at):
        raise made.UnknownBoard(desk)
    organisation.require_any_role(by, [organisation.Role.RECEPTION, organisation.Role.LEADER])


@transaction.atomic
def make_board(
    *,
    desk: str,
    field: str,
    by: Actor,
    at: datetime,
    place: str = "",
    titles: Mapping[str, str] | None = None,
) -> made.MadeBoard:
    """Make the next version of the board of a desk and field, as published now; return it.

    `place`: where it is to hang, as before by default; `titles`: short titles by code for names of more than two lines,
    empty ones to have the official name again.
    Raises UnknownBoard, MissingRight, NothingToShow, SameBoard, or UnfitTitle.
    """
    require_desk_officer(by, desk, at)
    where = made.desk_place(desk, at)
    of_field = [one for one in on_boards_of([where], at)[desk] if one.field == clean(field)]
    if not of_field:
        raise NothingToShow(say("Quầy này không nhận thủ tục nào của lĩnh vực đó, nên chưa có gì để in."))
    board = _board(desk, clean(field))
    before = board.versions.order_by("-number").first()
    letters = short_addresses(desk, [one.code for one in of_field], at=at)
    was, given = BoardFace.from_json(before.face) if before else None, _titles(titles or {})
    face = made.face_of(
        where, board.field, of_field, was, place=_place(place, before), titles=given, letters=letters
    )  # fmt: skip
    face = made.titled_as_elsewhere(face, was, given)
    if before is not None and was == face:
        raise SameBoard(say("Bản {number} vẫn đúng như hiện nay; in lại bản đó.", number=before.number))
    row = BoardVersion.objects.create(
        board=board, number=before.number + 1 if before else 1, face=face.to_json(), made_by=by.login, made_at=at
    )
    body = {"version": row.number, "desk": desk, "codes": len(face.cells), "face": layers.digest_of(repr(row.face))}
    ledger.write(subject=subject_of_board(board.number), act=Act.QR_BOARD_MADE, by=by, at=at, body=body)
    return made.made_of(row)


def subject_of_board(number: str) -> str:
    """Return the ledger's subject of a board."""
    return f"board:{number}"


def _board(desk: str, field: str) -> Board:
    """Return the board, locked until the transaction ends, numbered now where there was none."""
    key: dict[str, Any] = {"desk_id": desk, "field": field}
    found = Board.objects.select_for_update().filter(**key).first()
    if found is not None:
        return found
    running = next_number(f"board:{desk}")
    again = Board.objects.select_for_update().filter(**key).first()
    return again or Board.objects.create(number=f"{desk}-{running:02}", **key)


def _place(given: str, before: BoardVersion | None) -> str:
    return clean(given)[:LONGEST_PLACE] or (before.face["place"] if before else USUAL_PLACE)


def _titles(given: Mapping[str, str]) -> dict[str, str]:
    found = {code: clean(title).replace("\n", " ") for code, title in given.items()}
    long = next((title for title in found.values() if len(title) > LONGEST_TITLE), "")
    if long:
        raise UnfitTitle(
            say("Tên ngắn “{title}” dài quá {most} chữ cái, không vừa hai dòng.", title=long[:90], most=LONGEST_TITLE)
        )
    return found
