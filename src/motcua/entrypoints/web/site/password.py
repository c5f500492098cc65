"""An officer changes the own password; every other session signed in with the old one ends."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import signed_in
from motcua.foundation import clock
from motcua.kernel.language import say, to_say

UNEQUAL = to_say("Hai lần nhập mật khẩu mới không giống nhau. Mật khẩu chưa đổi.")


@signed_in
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Show the form; change the password where the present one is right and the new one strong enough."""
    if request.method == "GET":
        return _page(request, [])
    new, again = request.POST.get("new", ""), request.POST.get("again", "")
    if new != again:
        return _page(request, [{"text": say(UNEQUAL), "field": "again"}])
    by = actor_of(request)
    try:
        organisation.change_password(
            login=by.login, new_password=new, current_password=request.POST.get("current", ""), by=by, at=clock.now()
        )
    except organisation.WrongPassword as refusal:
        return _page(request, [{"text": str(refusal), "field": "current"}])
    except organisation.WeakPassword as refusal:
        return _page(request, [{"text": str(refusal), "field": "new"}])
    officer: Any = request.user  # the policy let only officers in
    officer.refresh_from_db()
    update_session_auth_hash(request, officer)
    messages.success(request, say("Đã đổi mật khẩu."))
    return redirect("desk:home")


def _page(request: HttpRequest, errors: list[dict[str, str]]) -> HttpResponse:
    context = {"errors": errors, "keys": [("F9", say("Đổi mật khẩu")), ("Esc", say("Về việc của tôi"))]}
    return render(request, "site/password.html", context, status=400 if errors else 200)
