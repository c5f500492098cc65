"""Establish, rename, move and dissolve units from a day on: what it affects is shown first, then it is confirmed."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.administration import units
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

TITLES = {
    "lap": to_say("Lập đơn vị trực thuộc"),
    "doi": to_say("Đổi tên, chuyển đơn vị"),
    "giai-the": to_say("Giải thể đơn vị"),
}


class Unreadable(Refusal):
    """A field that was left empty or holds something else than asked."""


@requires(organisation.Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str, change: str) -> HttpResponse:
    """Show the form of a change, then its effect, then make it."""
    units.require_own(actor_of(request), code)
    if change not in TITLES:
        raise Http404
    error, is_previewed = "", False
    if request.method == "POST":
        try:
            day = _day(request.POST.get("tu", ""))
            if "dong-y" in request.POST:
                made = _make(request, code, change, day)
                messages.success(
                    request,
                    say(
                        "{change}: đã ghi, có hiệu lực từ {day}.",
                        change=say(TITLES[change]),
                        day=wording.in_figures(day),
                    ),
                )
                return redirect("administration:units_page", made)
            is_previewed = True
        except Refusal as refusal:
            error = str(refusal)
    return _page(request, code, change, error=error, is_previewed=is_previewed)


def _page(request: HttpRequest, code: str, change: str, *, error: str, is_previewed: bool) -> HttpResponse:
    day = clock.now().date()
    versions = organisation.versions_of(code)
    typed = {name: request.POST.get(name, "") for name in ("ma", "ten", "cap", "loai", "tren", "tu", "noi", "qd")}
    if request.method == "GET" and change == "doi":
        typed |= {"ten": versions[-1].name, "tren": versions[-1].parent_code or ""}
    context = {
        "code": code,
        "name": organisation.unit_names([code], day).get(code, code),
        "change": change,
        "title": say(TITLES[change]),
        "typed": typed,
        "levels": [(level, say(name)) for level, name in organisation.LEVEL_NAMES.items()],
        "kinds": [(kind, say(name)) for kind, name in organisation.KIND_NAMES.items()],
        "effect": _effect(code, day) if is_previewed else None,
        "errors": [{"text": error}] if error else [],
        "keys": [("F9", say("Ghi") if is_previewed else say("Xem trước")), ("Esc", say("Về đơn vị"))],
    }
    return render(request, "administration/unit_change.html", context, status=400 if error else 200)


def _effect(code: str, day: date) -> dict[str, Any]:
    """Return what hangs on a unit now: its open steps, its officers, counters and the units below it."""
    held = {held.login for one in organisation.positions_of(code, day) for held in one.holders}
    return {
        "open_steps": dossiers.count_open_steps(code),
        "underway": dossiers.count_underway(code),
        "officers": len(held),
        "counters": len(organisation.counters_of(code, day)),
        "below": len(organisation.children_of(code, day)),
    }


def _make(request: HttpRequest, code: str, change: str, day: date) -> str:
    """Make the change; return the code of the unit to show then."""
    form, by, at = request.POST, actor_of(request), clock.now()
    if change == "lap":
        return organisation.establish_unit(
            code=form.get("ma", ""), name=form.get("ten", ""), level=_word(organisation.Level, form.get("cap", "")),
            kind=_word(organisation.Kind, form.get("loai", "")), parent_code=code, from_on=day, by=by, at=at,
        )  # fmt: skip
    if change == "doi":
        now = organisation.unit(code, day)
        facts = organisation.UnitFacts(form.get("ten", ""), now.level, now.kind, form.get("tren", "").strip() or None)
        organisation.replace_unit_version(code=code, from_on=day, facts=facts, by=by, at=at)
        return code
    successors = form.get("noi", "").replace(",", " ").split()
    _require_nothing_underway(code)
    organisation.dissolve_unit(code=code, on=day, successors=successors, decision=form.get("qd", ""), by=by, at=at)
    return code


def _require_nothing_underway(code: str) -> None:
    """Refuse while dossiers hang on the unit: its steps would be nobody's, since the successor sees but does not do them."""
    if underway := dossiers.count_underway(code):
        raise Unreadable(
            say(
                "Đơn vị còn {underway} hồ sơ chưa xong mà sau ngày đó không ai làm tiếp được; giải quyết xong "
                "rồi mới giải thể. Không có gì thay đổi.",
                underway=underway,
            )
        )


def _word(words: Any, given: str) -> Any:
    if given not in set(words):
        raise Unreadable(say("Chọn cấp và loại của đơn vị."))
    return words(given)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable(say("Ghi ngày có hiệu lực theo dạng ngày, tháng, năm.")) from None
