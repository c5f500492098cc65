"""Messages that could not be sent: what they were about, why, and a button to send each again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock, outbox
from motcua.foundation.actor import Actor
from motcua.kernel.language import say

MOST = 200


@requires(organisation.Role.ADMINISTRATOR, of_the_province=True)
@require_GET
def dead_letters(request: HttpRequest) -> HttpResponse:
    """List the dead letters, the newest first; only the province's administrator may."""
    _province_s(request)
    backlog = outbox.backlog()
    rows = [_row(one) for one in notifications.dead_letters(most=MOST)]
    context = {"rows": rows, "dead": backlog.dead, "waiting": backlog.waiting, "keys": [("Esc", say("Quản trị"))]}
    return render(request, "administration/dead_letters.html", context)


@requires(organisation.Role.ADMINISTRATOR, of_the_province=True)
@require_POST
def resend(request: HttpRequest, delivery: int) -> HttpResponse:
    """Queue one of them again."""
    by = _province_s(request)
    try:
        notifications.resend(delivery, by=by, at=clock.now())
    except notifications.NotDead as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, say("Đã xếp tin nhắn vào hàng gửi lại. Kết quả hiện ở trang hồ sơ."))
    return redirect("administration:dead_letters")


def _province_s(request: HttpRequest) -> Actor:
    by = actor_of(request)
    try:
        notifications.require_may_resend(by, at=clock.now())
    except organisation.MissingRight as missing:
        raise PermissionDenied from missing
    return by


def _row(one: notifications.DeliveryInfo) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "subject": one.subject.removeprefix("dossier:"),
        "to": one.to,
        "queued": wording.stamp(one.queued_at, clock.now()),
        "attempts": one.attempts,
        "error": one.error,
    }
