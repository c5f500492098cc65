"""Say that a board hangs, that it was taken down, and that this was said by mistake."""

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.domain.procedures.events import Act
from motcua.domain.procedures.models import BoardHanging, BoardVersion
from motcua.domain.procedures.operations.boards.making import LONGEST_PLACE, require_desk_officer, subject_of_board
from motcua.domain.procedures.queries.boards import UnknownBoard
from motcua.domain.procedures.rules.boards.sizes import BoardSize
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean


class NotHanging(Refusal):
    """It hangs already, or does not hang, or was undone."""


class UnfitPlace(Refusal):
    """No place, one that is too long, or a size that boards are not printed in."""


@transaction.atomic
def hang_board(*, board: str, version: int, size: str, place: str, by: Actor, at: datetime) -> int:
    """Say that a version hangs at a place (đã treo); what hung there of the board in this size was taken down by it.

    Return the id of the hanging. Raises UnknownBoard, MissingRight, UnfitPlace, or NotHanging where it hangs there already.
    """
    row = _version(board, version, by, at)
    form, where = _form(size), _place(place)
    before = _open_at(row, form, where)
    if before is not None and before.version_id == row.pk:
        raise NotHanging(say("Bản này đã ghi là đang treo ở đó."))
    if before is not None:
        _take_down(before, by, at)
    try:
        with transaction.atomic():
            hung = BoardHanging.objects.create(
                board=row.board, version=row, size=form.value, place=where, hung_at=at, hung_by=by.login
            )
    except IntegrityError:  # said at the same moment by somebody else
        raise NotHanging(say("Bản này đã ghi là đang treo ở đó.")) from None
    body = {"version": row.number, "size": form.value, "hanging": hung.pk}
    if before is not None:
        body["instead_of"] = before.pk
    ledger.write(subject=subject_of_board(board), act=Act.QR_BOARD_HUNG, by=by, at=at, body=body)
    return hung.pk


@transaction.atomic
def take_board_down(hanging: int, *, by: Actor, at: datetime) -> str:
    """Say that a board was taken down (đã gỡ); return its number. Raises UnknownBoard, MissingRight or NotHanging."""
    row = _hanging(hanging, by, at)
    if row.undone_at is not None or row.taken_down_at is not None:
        raise NotHanging(say("Bản này đã ghi là không còn treo ở đó."))
    _take_down(row, by, at)
    return row.board.number


@transaction.atomic
def undo_hanging(hanging: int, *, by: Actor, at: datetime) -> str:
    """Undo what was said last of a hanging: that it was taken down, else that it hangs; return the board's number.

    Raises UnknownBoard, MissingRight, or NotHanging where it was undone, or something else hangs there since.
    """
    row = _hanging(hanging, by, at)
    if row.undone_at is not None:
        raise NotHanging(say("Việc này đã hoàn tác rồi."))
    if row.taken_down_at is None:
        row.undone_at, row.undone_by = at, by.login
    elif _open_at(row.version, BoardSize(row.size), row.place) is not None:
        raise NotHanging(say("Ở đó đã treo bản khác; gỡ bản đó trước."))
    else:
        row.taken_down_at, row.taken_down_by = None, ""
    row.save(update_fields=["undone_at", "undone_by", "taken_down_at", "taken_down_by"])
    body = {"hanging": row.pk, "version": row.version.number, "hangs": row.undone_at is None}
    ledger.write(subject=subject_of_board(row.board.number), act=Act.QR_BOARD_UNDONE, by=by, at=at, body=body)
    return row.board.number


def _take_down(row: BoardHanging, by: Actor, at: datetime) -> None:
    row.taken_down_at, row.taken_down_by = at, by.login
    row.save(update_fields=["taken_down_at", "taken_down_by"])
    body = {"hanging": row.pk, "version": row.version.number}
    ledger.write(subject=subject_of_board(row.board.number), act=Act.QR_BOARD_TAKEN_DOWN, by=by, at=at, body=body)


def _version(board: str, version: int, by: Actor, at: datetime) -> BoardVersion:
    rows = BoardVersion.objects.select_related("board").select_for_update(of=("board",))
    found = rows.filter(board__number=clean(board), number=version).first()
    if found is None:
        raise UnknownBoard(clean(board))
    require_desk_officer(by, str(found.board.desk_id), at)
    return found


def _hanging(hanging: int, by: Actor, at: datetime) -> BoardHanging:
    rows = BoardHanging.objects.select_related("board", "version__board").select_for_update(of=("self", "board"))
    found = rows.filter(pk=hanging).first()
    if found is None:
        raise UnknownBoard(str(hanging))
    require_desk_officer(by, str(found.board.desk_id), at)
    return found


def _open_at(version: BoardVersion, size: BoardSize, place: str) -> BoardHanging | None:
    rows = BoardHanging.objects.select_related("board", "version").filter(
        board=version.board, size=size.value, taken_down_at=None, undone_at=None
    )
    return next((one for one in rows if one.place.casefold() == place.casefold()), None)


def _form(size: str) -> BoardSize:
    try:
        return BoardSize(size)
    except ValueError:
        raise UnfitPlace(say("Chọn khổ bảng: A4, A3, áp phích, thẻ hoặc màn hình.")) from None


def _place(given: str) -> str:
    place = clean(given).replace("\n", " ")
    if not place or len(place) > LONGEST_PLACE:
        raise UnfitPlace(say("Ghi nơi treo, ngắn gọn: sảnh, quầy 1, cửa ra vào."))
    return place
