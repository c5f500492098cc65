"""A board of codes on a screen: large, for a television or tablet at the desk, without signing in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from motcua.domain.documents import api as documents
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.policy import public
from motcua.kernel.language import say, to_say

TURN_SECONDS = 15
LONG_HEADING = 45
STEPS = (to_say("Mở máy ảnh điện thoại"), to_say("Đưa máy vào mã"), to_say("Xem giấy tờ, lệ phí, ngày trả"))


@public
@require_GET
def board(request: HttpRequest, number: str) -> HttpResponse:
    """Show the newest version of a board sheet by sheet; without scripts all sheets stand below each other."""
    try:
        made = procedures.newest_board(number)
    except procedures.UnknownBoard:
        return render(request, "citizen/board_unknown.html", {"number": number[:60]}, status=404)
    face = made.face
    heading = procedures.heading_of(face.field)
    parts = procedures.sheets(face.cells, face.search, procedures.BoardSize.SCREEN)
    context = {
        "made": made,
        "heading": heading,
        "is_long": len(heading) > LONG_HEADING,
        "steps": [say(one) for one in STEPS],
        "sheets": [[_cell(face, one) for one in part] for part in parts],
        "seconds": TURN_SECONDS,
        "day": wording.day(made.made_at),
    }
    return render(request, "citizen/board.html", context)


def _cell(face: procedures.BoardFace, cell: procedures.BoardCell) -> dict[str, Any]:
    address = face.address(cell)
    return {
        "title": cell.title,
        "is_long": len(cell.title) > procedures.LONGEST_TITLE,
        "time": cell.time,
        "site": face.written(cell).removesuffix(cell.letters),
        "letters": cell.letters,
        # Drawn by ourselves from the address of this site: no text of anybody stands in it.
        "picture": mark_safe(documents.code_svg(address)),  # noqa: S308
    }
