"""Boards of codes of the officer's desks: make, print, say that one hangs or was taken down, undo."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from motcua.domain.documents import api as documents
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import presenting_boards as presenting
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

HANGING = (organisation.Role.RECEPTION, organisation.Role.LEADER)
PRINTING = (*HANGING, organisation.Role.SUPERVISOR, organisation.Role.ADMINISTRATOR)
TITLE = "ten-"
PAPERS = {one.value: one for one in procedures.BoardSize if one is not procedures.BoardSize.SCREEN}


@requires(*HANGING)
@require_GET
def boards(request: HttpRequest) -> HttpResponse:
    """List the fields of the officer's desks with their boards."""
    return _list(request)


@requires(*HANGING)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make the first version of the board of a desk and field, or the next one."""
    posted = request.POST
    titles = {name.removeprefix(TITLE): str(title) for name, title in posted.items() if name.startswith(TITLE)}
    try:
        made = procedures.make_board(
            desk=posted.get("quay", ""), field=posted.get("linh-vuc", ""), place=posted.get("noi", ""), titles=titles,
            by=actor_of(request), at=clock.now(),
        )  # fmt: skip
    except procedures.UnknownBoard as refusal:
        return _refused(request, refusal)
    except Refusal as refusal:
        number = posted.get("bang", "")
        return _page(request, number, error=str(refusal)) if number else _list(request, error=str(refusal))
    messages.success(request, say("Đã lập bản {number}. In, treo rồi ghi “Đã treo”.", number=made.version))
    return redirect("desk:boards_page", made.board)


@requires(*HANGING)
@require_GET
def page(request: HttpRequest, number: str) -> HttpResponse:
    """Show one board: what stands on it, what changed since, where it hangs."""
    return _page(request, number)


@requires(*HANGING)
@require_POST
def hang(request: HttpRequest, number: str) -> HttpResponse:
    """Say that a version hangs."""
    posted = request.POST
    version = posted.get("ban", "")

    def do(by: Actor, at: datetime) -> None:
        procedures.hang_board(
            board=number, version=int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0,
            size=posted.get("kho", ""), place=posted.get("noi", ""), by=by, at=at,
        )  # fmt: skip

    return _act(request, number, do, say("Đã ghi là đang treo."))


@requires(*HANGING)
@require_POST
def take_down(request: HttpRequest, number: str, hanging: int) -> HttpResponse:
    """Say that a board was taken down."""
    return _act(
        request, number, lambda by, at: procedures.take_board_down(hanging, by=by, at=at), say("Đã ghi là đã gỡ.")
    )


@requires(*HANGING)
@require_POST
def undo(request: HttpRequest, number: str, hanging: int) -> HttpResponse:
    """Undo what was said last of a hanging."""
    return _act(request, number, lambda by, at: procedures.undo_hanging(hanging, by=by, at=at), say("Đã hoàn tác."))


@requires(*PRINTING)
@require_GET
def paper(request: HttpRequest, number: str, version: int, size: str) -> HttpResponse:
    """Give the PDF of a version in a size of paper; `?ma=` gives the cards of these letters alone."""
    by, at = actor_of(request), clock.now()
    form = PAPERS.get(size)
    try:
        made = procedures.board_seen(number if form else "", by, at, version=version)
        only = _only(made, request.GET.getlist("ma"))
        pdf = documents.draw_board(made, form or procedures.BoardSize.A4, only=only)
    except procedures.UnknownBoard:
        return _refused(request, procedures.UnknownBoard(number))
    except Refusal as refusal:
        return render(request, "desk/refused.html", {"sentence": str(refusal)}, status=409)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bang-{made.board}-ban-{made.version}-{size}.pdf"'
    return response


def _only(made: procedures.MadeBoard, letters: Sequence[str]) -> tuple[str, ...]:
    """Return of which codes cards are wanted; empty for all. Raises UnknownBoard where none of them stands on the board."""
    if letters and not any(one.letters in letters for one in made.face.cells):
        raise procedures.UnknownBoard(made.board)
    return tuple(letters)


def _act(request: HttpRequest, number: str, do: Callable[[Actor, datetime], Any], sentence: str) -> HttpResponse:
    try:
        do(actor_of(request), clock.now())
    except procedures.UnknownBoard as refusal:
        return _refused(request, refusal)
    except Refusal as refusal:
        return _page(request, number, error=str(refusal))
    messages.success(request, sentence)
    return redirect("desk:boards_page", number)


def _list(request: HttpRequest, *, error: str = "") -> HttpResponse:
    by, at = actor_of(request), clock.now()
    found = procedures.board_register(by, at, since=presenting.month_before(at))
    context = {
        "desks": [presenting.desk_row(one, at) for one in found.desks],
        "left_over": [presenting.left_over(one, at) for one in found.left_over],
        "errors": [{"text": error}] if error else [],
        "keys": [("F4", say("Tìm")), ("Tab", say("Đến việc kế tiếp"))],
    }
    return render(request, "desk/boards.html", context, status=400 if error else 200)


def _page(request: HttpRequest, number: str, *, error: str = "") -> HttpResponse:
    by, at = actor_of(request), clock.now()
    try:
        made = procedures.board_seen(number, by, at)
    except procedures.UnknownBoard as refusal:
        return _refused(request, refusal)
    now = procedures.board_now(made, at)
    context = {
        **presenting.board_page(made, now, procedures.hangings_of(made.board), at, request.POST),
        "errors": [{"text": error}] if error else [],
        "keys": [("F9", say("Ghi đã treo")), ("Tab", say("Đến việc kế tiếp")), ("Esc", say("Về các bảng mã"))],
    }
    return render(request, "desk/board.html", context, status=400 if error else 200)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return render(request, "desk/refused.html", {"sentence": str(refusal)}, status=404)
