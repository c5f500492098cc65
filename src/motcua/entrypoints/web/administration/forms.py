"""The official forms (biểu mẫu) by rule pack and date: title, number, source, from when to when, and a sample print."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.documents import api as documents
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.foundation.rule_packs import rule_pack_named, rule_packs
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.rule_pack import RulePack


@requires(organisation.Role.ADMINISTRATOR)
@require_GET
def forms(request: HttpRequest) -> HttpResponse:
    """List the forms of every rule pack, or of the one that held on a day; the newest pack first."""
    today = clock.now().date()
    asked = request.GET.get("ngay", "")
    day = _day(asked)
    packs = [pack for pack in reversed(rule_packs()) if day is None or pack.holds_on(day)]
    context = {
        "packs": [_pack(pack, today) for pack in packs],
        "typed": asked if day else "",
        "errors": [{"text": say("Ghi ngày theo dạng ngày, tháng, năm."), "field": "o-ngay"}]
        if asked and not day
        else [],
        "keys": [("Esc", say("Về Quản trị"))],
    }
    return render(request, "administration/forms.html", context, status=400 if context["errors"] else 200)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _pack(pack: RulePack, today: date) -> dict[str, Any]:
    until = (
        say(" đến trước {valid_to}", valid_to=wording.in_figures(pack.valid_to))
        if pack.valid_to
        else say(", chưa có ngày hết hiệu lực")
    )
    return {
        "name": pack.name,
        "title": pack.title,
        "law": pack.law,
        "days": say("từ {valid_from}{until}", valid_from=wording.in_figures(pack.valid_from), until=until),
        "is_now": pack.holds_on(today),
        "forms": [
            {
                "key": key,
                "title": words.title.capitalize(),
                "form": words.form,
                "number": words.number.replace("{number}", "…"),
                "law": words.law,
                "has_sample": key in set(documents.Form),
            }
            for key, words in pack.forms.items()
        ],
    }


@requires(organisation.Role.ADMINISTRATOR)
@require_GET
def sample(request: HttpRequest, pack: str, form: str) -> HttpResponse:
    """Print a form as a sample: nobody's data, no number of a book, marked as a sample. Nothing is issued."""
    _ = request
    try:
        content = documents.sample_print(form, rule_pack_named(pack))
    except documents.FontsNotBuilt:
        raise
    except Refusal:
        raise Http404 from None
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="mau-{pack}-{form}.pdf"'},
    )
