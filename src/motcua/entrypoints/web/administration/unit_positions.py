"""Rights and signing lines of one position: what a change does is shown first, then it is made; it can be taken back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.administration import units
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock, ledger
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


@requires(organisation.Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def position(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form, then the effect of what was chosen, then make the change."""
    units.require_own(actor_of(request), code)
    found = _found(request, code)
    if request.method == "GET":
        return _page(request, code, found, roles=found.roles, signature=found.signature)
    known = set(organisation.Role)
    roles = frozenset(organisation.Role(word) for word in request.POST.getlist("vai-tro") if word in known)
    signature = request.POST.get("chu-ky", "")
    try:
        if request.POST.get("lam") == "ghi":
            _make(found, code, roles, signature, by=actor_of(request), at=clock.now())
            messages.success(
                request,
                say("Đã đổi vị trí “{title}”. Nhầm thì mở lại trang vị trí và bấm hoàn lại.", title=found.title),
            )
            return redirect("administration:units_page", code)
        lines = organisation.signature_lines(signature)
    except Refusal as refusal:
        error = str(refusal)
        return _page(request, code, found, roles=roles, signature=signature, error=error, status=400)
    effect = _effect(found, code, roles, lines)
    return _page(request, code, found, roles=roles, signature=signature, effect=effect)


def _found(request: HttpRequest, code: str) -> organisation.PositionInfo:
    """Return the position that was asked for. Raises Http404."""
    title = request.POST.get("vi-tri") or request.GET.get("vi-tri") or ""
    for one in organisation.positions_of(code, clock.now().date()):
        if one.title == title:
            return one
    raise Http404


@transaction.atomic
def _make(
    found: organisation.PositionInfo,
    code: str,
    roles: frozenset[organisation.Role],
    signature: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Set what differs. Raises NothingChanged where nothing does."""
    changes_lines = organisation.signature_lines(signature) != found.signature
    if changes_lines:
        organisation.set_signature(unit_code=code, title=found.title, signature=signature, by=by, at=at)
    if roles != found.roles or not changes_lines:
        organisation.set_roles(unit_code=code, title=found.title, roles=roles, by=by, at=at)


def _effect(
    found: organisation.PositionInfo, code: str, roles: frozenset[organisation.Role], lines: str
) -> dict[str, Any]:
    """Return who is affected, which rights come and go, and how many open steps of theirs need a right that goes."""
    gone = found.roles - roles
    holders = [held for held in found.holders if held.is_active]
    return {
        "holders": [held.full_name for held in holders],
        "gone": _names(gone),
        "come": _names(roles - found.roles),
        "stuck": sum(dossiers.count_open_steps(code, held.login, roles=gone) for held in holders) if gone else 0,
        "lines": lines if lines != found.signature else None,
        "nothing": not gone and roles == found.roles and lines == found.signature,
    }


def _names(roles: frozenset[organisation.Role]) -> str:
    return ", ".join(sorted(say(organisation.ROLE_NAMES[role]) for role in roles))


def _before(code: str, title: str, now: organisation.PositionInfo) -> dict[str, Any] | None:
    """Return what the position was before its last change, to take it back; none where it never changed."""
    acts = {organisation.Act.ROLES_SET.value: "roles", organisation.Act.SIGNATURE_SET.value: "signature"}
    rows = [
        row
        for row in ledger.rows_of(f"unit:{code}")
        if row.act in acts and row.body.get("position") == title and "was" in row.body
    ]
    if not rows:
        return None
    last = rows[-1]
    was = {"roles": sorted(now.roles), "signature": now.signature, acts[last.act]: last.body["was"]}
    words = _names(frozenset(map(organisation.Role, was["roles"]))) or say("Không có quyền")
    lines = was["signature"].replace("\n", " / ") or say("không ký")
    return {
        **was,
        "words": words,
        "lines": lines,
        "when": wording.stamp(last.at, clock.now()),
        "who": wording.login_said(last.by_login),
    }


def _page(
    request: HttpRequest,
    code: str,
    found: organisation.PositionInfo,
    *,
    roles: frozenset[organisation.Role],
    signature: str,
    effect: dict[str, Any] | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "code": code,
        "name": organisation.unit_names([code], clock.now().date()).get(code, code),
        "title": found.title,
        "roles": [
            {"value": str(role), "name": say(name), "checked": role in roles}
            for role, name in organisation.ROLE_NAMES.items()
        ],
        "signature": signature,
        "effect": effect,
        "before": _before(code, found.title, found),
        "errors": [{"text": error}] if error else [],
        "keys": [
            ("F9", say("Ghi") if effect and not effect["nothing"] else say("Xem trước")),
            ("Esc", say("Về đơn vị")),
        ],
    }
    return render(request, "administration/unit_position.html", context, status=status)
