"""What stands around every officer's page: who, where, and the pages with what waits there."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from motcua.domain.dossiers import api as dossiers
from motcua.domain.intake import api as intake
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import acting, language, wording
from motcua.entrypoints.web.keeping import RESULTS
from motcua.foundation import clock
from motcua.foundation.actor import Actor
from motcua.kernel.language import say

WORKING = {organisation.Role.RECEPTION, organisation.Role.HANDLER, organisation.Role.LEADER}
SEEING = {*WORKING, organisation.Role.SUPERVISOR, organisation.Role.INSPECTOR}
"""Who sees dossiers at all, so has something to search for."""
WATCHING = {organisation.Role.LEADER, organisation.Role.SUPERVISOR}
"""Who watches over the work of a unit and of those below it."""
LOOKING_AFTER = {organisation.Role.SUPERVISOR, organisation.Role.INSPECTOR}
"""Who watches over the use of personal data; administrators find it among their pages."""
REPORTING = {*WATCHING, organisation.Role.INSPECTOR, organisation.Role.ADMINISTRATOR}
"""Who finds the settlement report in the frame; publishers find it among their pages."""
COUNTING = {organisation.Role.SUPERVISOR, organisation.Role.INSPECTOR}
"""Who finds the reports of the catalogue in the frame; leaders and publishers find them among their pages."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give every template the frame; pages without a signed-in officer get what is public only."""
    now = clock.now()
    shared: dict[str, Any] = {
        "now": now,
        "home_url": "/",
        "language": language.offer(request),
        "set_clock": wording.moment(now) if settings.ENVIRONMENT.clock else "",
        "is_demo": settings.ENVIRONMENT.demo,
        "province_name": SimpleLazyObject(
            lambda: RESULTS.answer(("province", now.date()), lambda: _province_name(now.date()))
        ),
    }
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return shared
    day = now.date()
    position, _, unit_name = actor.right.rpartition(", ")
    return {
        **shared,
        "me": {
            "login": actor.login,
            "name": request.user.get_full_name(),  # type: ignore[union-attr]
            "position": position,
            "positions": _positions(request, actor),
        },
        "position_url": reverse("site:choose_position"),
        "unit_name": organisation.unit_names([actor.unit_code], day).get(actor.unit_code, unit_name),
        "home_url": reverse("desk:home"),
        "sign_out_url": reverse("site:sign_out"),
        "password_url": reverse("site:password"),
        "rights_url": reverse("desk:rights"),
        "scores_url": "" if WORKING.isdisjoint(actor.roles) else reverse("desk:scores"),
        "search_url": "" if SEEING.isdisjoint(actor.roles) else reverse("desk:search"),
        "nav": _navigation(request, actor),
    }


def _province_name(day: date) -> str:
    """Return who keeps this site, asked only by pages that say so, and once a minute."""
    top = organisation.province(day)
    return top.name if top else ""


def _positions(request: HttpRequest, actor: Actor) -> list[dict[str, Any]]:
    """Return the positions to choose from, where the officer was seen to hold several when signing in."""
    if not request.session.get(acting.SEVERAL):
        return []
    return [
        {
            "unit": right.unit_code,
            "label": f"{right.position}, {right.unit_name}",
            "current": right.unit_code == actor.unit_code,
        }
        for right in acting.rights_of(request)
    ]


def _navigation(request: HttpRequest, actor: Actor) -> list[dict[str, Any]]:
    here = request.resolver_match.view_name if request.resolver_match else ""
    now = clock.now()
    items: list[dict[str, Any]] = []
    if not WORKING.isdisjoint(actor.roles):
        counts = getattr(request, "inbox_counts", None) or dossiers.inbox_counts(actor, now)
        tone = "late" if counts["overdue"] else ("risk" if counts["risk"] else "")
        items.append(_item("desk:inbox", say("Việc của tôi"), counts["all"], here, tone=tone))
    if organisation.Role.RECEPTION in actor.roles:
        waiting = intake.count_waiting(organisation.scope_units(actor, now.date()))
        items.append(_item("desk:online_queue", say("Chờ kiểm tra"), waiting, here))
        items.append(_item("desk:reception", say("Tiếp nhận"), None, here, key="F2"))
        items.append(_item("desk:returning", say("Trả kết quả"), counts["ready"], here))
        items.append(_item("desk:scan", say("Quét mã"), None, here))
    if organisation.Role.LEADER in actor.roles:
        owed = dossiers.count_owed(actor, now)
        items.append(_item("desk:apologies", say("Xin lỗi"), owed, here, tone="late" if owed else ""))
    elif not WORKING.isdisjoint(actor.roles):
        items.append(_item("desk:apologies", say("Xin lỗi"), None, here))
    if organisation.Role.PUBLISHER in actor.roles:
        items.append(_item("desk:procedures", say("Thủ tục"), procedures.count_unpublished(now), here))
    if organisation.Role.ADMINISTRATOR in actor.roles:
        items.append(_item("administration:units", say("Đơn vị"), None, here))
        items.append(_item("administration:processes", say("Quy trình"), None, here))
        items.append(_item("administration:calendar", say("Lịch làm việc"), None, here))
    items += _watching(actor, here)
    if organisation.Role.RECEPTION in actor.roles:
        items.append(_item("desk:boards", say("Bảng mã QR"), None, here))
    if not {*WORKING, organisation.Role.ADMINISTRATOR}.isdisjoint(actor.roles):
        items.append(_item("desk:leaves", say("Nghỉ, làm thay"), None, here))
    if not SEEING.isdisjoint(actor.roles):
        items.append(_item("desk:search", say("Tra cứu"), None, here))
    return items


def _watching(actor: Actor, here: str) -> list[dict[str, Any]]:
    """Return the pages of who watches over others: the board, and who looked at personal data."""
    found = []
    if not WATCHING.isdisjoint(actor.roles):
        found.append(_item("oversight:board", say("Điều hành"), None, here))
    if not REPORTING.isdisjoint(actor.roles):
        found.append(_item("oversight:report", say("Báo cáo giải quyết"), None, here))
    if not COUNTING.isdisjoint(actor.roles):
        found.append(_item("oversight:cuts", say("Cắt giảm thời gian"), None, here))
        found.append(_item("oversight:online", say("Dịch vụ công trực tuyến"), None, here))
    if not {*WATCHING, *COUNTING}.isdisjoint(actor.roles):
        found.append(_item("oversight:satisfaction", say("Hài lòng"), None, here))
    if not WATCHING.isdisjoint(actor.roles):
        found.append(_item("oversight:scoring", say("Chấm điểm"), None, here))
    if not LOOKING_AFTER.isdisjoint(actor.roles):
        found.append(_item("oversight:looks", say("Lượt xem"), None, here))
    return found


def _item(name: str, label: str, count: int | None, here: str, *, tone: str = "", key: str = "") -> dict[str, Any]:
    return {
        "href": reverse(name),
        "label": label,
        "count": count,
        "current": here == name or here.startswith(f"{name}_"),
        "tone": tone,
        "key": key,
    }
