"""Registers of the desks: print a volume, see what changed after closing, close a year that is over."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires, unknown_dossier
from motcua.foundation import accesses, clock
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

READING = (
    organisation.Role.RECEPTION,
    organisation.Role.LEADER,
    organisation.Role.SUPERVISOR,
    organisation.Role.INSPECTOR,
)


@requires(*READING)
@require_GET
def registers(request: HttpRequest) -> HttpResponse:
    """List the registers of the desks the reader may see, by year."""
    return _page(request)


@requires(organisation.Role.LEADER)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, desk: str, year: int) -> HttpResponse:
    """Close a register; asked for by hand, say first what that means."""
    by, at = actor_of(request), clock.now()
    book = next((one for one in dossiers.register_books(by, at) if (one.desk, one.year) == (desk, year)), None)
    if book is None:
        return unknown_dossier(request)
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            done = dossiers.close_register(desk, year, by=by, at=at)
        except Refusal as refusal:
            errors = [{"text": str(refusal)}]
        else:
            told = say(
                "Đã khóa sổ năm {year}: {count} hồ sơ, số cuối {last}.",
                year=year,
                count=done.entries,
                last=done.last_code,
            )
            messages.success(request, told)
            return redirect("desk:registers")
    context = {
        "book": book,
        "errors": errors,
        "keys": [("F9", say("Khóa sổ")), ("Esc", say("Về sổ theo dõi"))],
    }
    return render(request, "desk/register_close.html", context, status=400 if errors else 200)


@requires(*READING)
@require_GET
def volume(request: HttpRequest, desk: str, year: int, number: int) -> HttpResponse:
    """Print one volume of a register."""
    draw = partial(dossiers.print_register, desk, year, number)
    return _printed(request, draw, f"so-{desk}-{year}-{number}.pdf")


@requires(*READING)
@require_GET
def notes(request: HttpRequest, desk: str, year: int) -> HttpResponse:
    """Print what changed after the register was closed."""
    draw = partial(dossiers.print_register_notes, desk, year)
    return _printed(request, draw, f"ghi-chu-so-{desk}-{year}.pdf")


def _printed(request: HttpRequest, draw: Callable[..., tuple[bytes, Sequence[str]]], name: str) -> HttpResponse:
    """Answer with what was drawn; each person on it is noted as looked at."""
    by, at = actor_of(request), clock.now()
    try:
        pdf, codes = draw(by=by, at=at)
    except dossiers.UnknownRegister:
        return unknown_dossier(request)
    except Refusal as refusal:
        return render(request, "desk/refused.html", {"sentence": str(refusal)}, status=409)
    accesses.looked([f"dossier:{code}" for code in codes], page="register", by=by, at=at)
    return _pdf(pdf, name)


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _page(request: HttpRequest) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    context = {
        "books": [_book(one, at) for one in dossiers.register_books(by, at)],
        "may_close": organisation.Role.LEADER in by.roles,
        "keys": [("Esc", say("Về việc của tôi"))],
    }
    return render(request, "desk/registers.html", context)


def _book(book: dossiers.RegisterBook, at: datetime) -> dict[str, object]:
    return {
        "desk": book.desk,
        "name": book.desk_name,
        "year": str(book.year),
        "entries": book.entries,
        "volumes": range(1, book.volumes + 1),
        "is_closed": book.is_closed,
        "is_over": at.year > book.year,
        "closed": wording.stamp(book.closed_at, at) if book.closed_at else "",
        "closer": book.closed_by,
        "last": book.last_code,
    }
