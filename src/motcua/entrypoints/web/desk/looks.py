"""Who looked at a dossier's personal data: for those who answer for it or watch over it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import looks_words, wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires, signed_in, unknown_dossier
from motcua.foundation import accesses, clock
from motcua.kernel.language import say

SEEING_LOOKS = frozenset({organisation.Role.LEADER, organisation.Role.SUPERVISOR, organisation.Role.INSPECTOR})
MOST = 200


@requires(*SEEING_LOOKS)
@require_GET
def looks(request: HttpRequest, code: str) -> HttpResponse:
    """List who looked, newest first; of a dossier the reader may see. Unknown and forbidden look alike."""
    at = clock.now()
    try:
        info = dossiers.dossier(code, actor_of(request), at)
    except dossiers.UnknownDossier:
        return unknown_dossier(request)
    online = [f"submission:{info.outside_code}"] if info.outside_code else []
    found = accesses.looks_at([f"dossier:{info.code}", *online], most=MOST)
    names = organisation.full_names({one.by_login for one in found})
    context = {
        "code": info.code,
        "rows": [
            {
                "at": wording.stamp(one.at, at),
                "who": names.get(one.by_login, wording.login_said(one.by_login)),
                "right": one.by_right,
                "page": say(looks_words.PAGES[one.page]),
            }
            for one in found
        ],
        "is_cut": len(found) == MOST,
        "months": accesses.kept_months(at.date()),
        "keys": [("Esc", say("Về hồ sơ"))],
    }
    return render(request, "desk/looks.html", context)


@signed_in
@require_GET
def own_looks(request: HttpRequest) -> HttpResponse:
    """List the reader's own looks of some days: what is kept about the own work."""
    by, at = actor_of(request), clock.now()
    context: dict[str, object] = {"months": accesses.kept_months(at.date()), "keys": []}
    try:
        days = looks_words.days_of(request.GET, at)
    except looks_words.UnreadablePeriod as refusal:
        days, context["errors"] = looks_words.this_week(at), [{"text": str(refusal), "field": "o-tu"}]
    found = accesses.looks_by(by.login, since=days.since, until=days.until, most=looks_words.MOST)
    context |= {
        "typed": days.as_typed(),
        "rows": looks_words.rows(found, at),
        "is_cut": len(found) == looks_words.MOST,
    }
    return render(request, "desk/own_looks.html", context, status=400 if "errors" in context else 200)
