"""Units as an administrator sees them: the list with a search, and the page of one with all that is known of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock, ledger
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.language import say, to_say
from motcua.kernel.vietnamese import fold

MOST = 300
HISTORY = 50
ENDED_DAYS = 30
CONTACT_FIELDS = {"address": "dia-chi", "phone": "dien-thoai", "note": "chi-dan", "coordinates": "toa-do"}


@requires(organisation.Role.ADMINISTRATOR)
@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """List the units that the administrator keeps, in the order of the tree; found by code or name, marks or none."""
    by, day = actor_of(request), clock.now().date()
    asked = request.GET.get("tim", "")
    own = organisation.subtree_codes(by.unit_code, day)
    found = [one for one in organisation.units(day) if one.code in own]
    rows = [row for row in _tree(found, by.unit_code) if fold(asked) in fold(f"{row['code']} {row['name']}")]
    context = {"rows": rows[:MOST], "count": len(rows), "asked": asked, "keys": [("F4", say("Tìm"))]}
    return render(request, "administration/units.html", context)


def _tree(found: list[organisation.UnitInfo], top: str) -> list[dict[str, Any]]:
    """Return the units below the top one, each after the unit it stands under."""
    names = {one.code: one.name for one in found}
    below: dict[str | None, list[organisation.UnitInfo]] = {}
    for one in found:
        below.setdefault(one.parent_code if one.code != top else None, []).append(one)
    rows: list[dict[str, Any]] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        one = waiting.pop()
        above = names.get(one.parent_code or "", "")
        rows.append(
            {"code": one.code, "name": one.name, "kind": say(organisation.KIND_NAMES[one.kind]), "above": above}
        )
        waiting += reversed(below.get(one.code, []))
    return rows


@requires(organisation.Role.ADMINISTRATOR)
@require_GET
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show one unit: its periods, positions with who holds them, counters and history."""
    return page(request, code)


def page(request: HttpRequest, code: str, *, error: str = "", status: int = 200, **more: Any) -> HttpResponse:
    """Return the page of a unit, with what was refused where something was; 404 for one that is not the actor's."""
    by, at = actor_of(request), clock.now()
    require_own(by, code)
    day = at.date()
    positions = organisation.positions_of(code, day)
    ended = organisation.ended_postings_of(code, day, days=ENDED_DAYS)
    versions = organisation.versions_of(code)
    above = organisation.unit_names([one.parent_code for one in versions if one.parent_code], day)
    logins = {held.login for one in positions for held in one.holders} | {held.login for _, held in ended}
    context = {
        "code": code,
        "name": organisation.unit_names([code], day).get(code, code),
        "versions": [_version(one, day, above) for one in versions],
        "positions": [_position(one, code) for one in positions],
        "counters": organisation.counters_of(code, day),
        "contact": _contact(code, request.POST),
        "successors": organisation.successors_of(code),
        "open_steps": dossiers.count_open_steps(code),
        "ended": [_ended(title, held) for title, held in ended],
        "history": history(code, logins),
        "roles": [{"value": str(role), "name": say(name)} for role, name in organisation.ROLE_NAMES.items()],
        "today": day.isoformat(),
        "typed": request.POST,
        "errors": [{"text": error}] if error else [],
        "keys": [("Esc", say("Về danh sách"))],
        **more,
    }
    return render(request, "administration/unit.html", context, status=status)


def _contact(code: str, typed: Mapping[str, str]) -> dict[str, str]:
    holds = organisation.contacts_of([code]).get(code, organisation.ContactInfo())
    held = {"address": holds.address, "phone": holds.phone, "note": holds.note, "coordinates": holds.coordinates_text}
    return {name: typed.get(field, held[name]) for name, field in CONTACT_FIELDS.items()}


def require_own(by: Actor, code: str) -> None:
    """Raise Http404 for a unit that is not there or that the actor does not administer: both look the same."""
    line = organisation.line_of(code, clock.now().date())
    if not line or by.unit_code not in line:
        raise Http404


def _version(one: organisation.UnitInfo, day: Any, above: Mapping[str, str]) -> dict[str, str]:
    if one.starts_on > day:
        when = say("Sắp có hiệu lực")
    elif one.ends_on is not None and one.ends_on <= day:
        when = say("Đã qua")
    else:
        when = say("Hiện nay")
    return {
        "name": one.name,
        "kind": say(organisation.KIND_NAMES[one.kind]),
        "level": say(organisation.LEVEL_NAMES[one.level]),
        "above": above.get(one.parent_code or "", ""),
        "days": period_in_words(one.starts_on, one.ends_on),
        "when": when,
    }


def period_in_words(starts_on: Any, ends_on: Any) -> str:
    """Return a period as officers read it; the first day without is said as such."""
    return say("từ {starts_on}", starts_on=wording.in_figures(starts_on)) + (
        say(", hết hiệu lực ngày {ends_on}", ends_on=wording.in_figures(ends_on)) if ends_on else ""
    )


def _position(one: organisation.PositionInfo, code: str) -> dict[str, Any]:
    return {
        "title": one.title,
        "roles": ", ".join(sorted(say(organisation.ROLE_NAMES[role]) for role in one.roles)),
        "signature": one.signature,
        "demands_second_factor": one.demands_second_factor,
        "holders": [
            {
                "login": held.login,
                "name": held.full_name,
                "is_active": held.is_active,
                "has_second_factor": held.has_second_factor,
                "days": period_in_words(held.starts_on, held.ends_on),
                "open_steps": dossiers.count_open_steps(code, held.login),
            }
            for held in one.holders
        ],
    }


def _ended(title: str, held: organisation.HolderInfo) -> dict[str, Any]:
    return {
        "title": title,
        "login": held.login,
        "name": held.full_name,
        "on": wording.in_figures(held.ends_on) if held.ends_on else "",
        "from_on": held.ends_on.isoformat() if held.ends_on else "",
        "is_active": held.is_active,
    }


ACTS = {
    "unit_established": to_say("Lập đơn vị"),
    "unit_version_replaced": to_say("Đổi thông tin đơn vị"),
    "unit_dissolved": to_say("Giải thể đơn vị"),
    "arrangement_completed": to_say("Ghi quyết định hoàn thành sắp xếp"),
    "arrangement_taken_back": to_say("Bỏ quyết định hoàn thành sắp xếp nhập nhầm"),
    "contact_stated": to_say("Ghi nơi liên hệ"),
    "position_created": to_say("Lập vị trí"),
    "officer_registered": to_say("Đăng ký cán bộ"),
    "officer_deactivated": to_say("Khóa tài khoản"),
    "password_changed": to_say("Đặt lại mật khẩu"),
    "enrolment_code_issued": to_say("Cấp mã đăng ký"),
    "second_factor_enrolled": to_say("Đăng ký mã xác nhận"),
    "second_factor_reset": to_say("Đặt lại mã xác nhận"),
    "recovery_code_used": to_say("Dùng mã khôi phục"),
    "officer_posted": to_say("Phân công"),
    "posting_ended": to_say("Kết thúc phân công"),
    "leave_entered": to_say("Ghi đợt nghỉ"),
    "leave_ended": to_say("Kết thúc đợt nghỉ"),
    "roles_set": to_say("Đổi quyền của vị trí"),
    "signature_set": to_say("Ghi thể thức ký"),
    "counter_opened": to_say("Mở quầy"),
    "counter_renamed": to_say("Đổi tên quầy"),
    "counter_closed": to_say("Đóng quầy"),
    "calendar_published": to_say("Công bố lịch làm việc"),
}


def history(code: str, logins: Iterable[str]) -> list[dict[str, str]]:
    """Return the acts on a unit, and on its officers as far as they are about this unit or the account; newest first."""
    at = clock.now()
    rows = [("", row) for row in ledger.rows_of(f"unit:{code}")]
    for login in sorted(set(logins)):
        rows += [(login, row) for row in ledger.rows_of(f"officer:{login}") if row.body.get("unit", code) == code]
    rows.sort(key=lambda pair: pair[1].at, reverse=True)
    return [
        {
            "at": wording.stamp(row.at, at),
            "act": say(ACTS.get(row.act, row.act)),
            "what": ", ".join(word for word in (login, row.body.get("position") or row.body.get("name") or "") if word),
            "who": wording.login_said(row.by_login),
            "right": "" if row.by_login == SYSTEM.login else row.by_right,
        }
        for login, row in rows[:HISTORY]
    ]
