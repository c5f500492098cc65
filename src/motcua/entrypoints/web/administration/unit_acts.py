"""What an administrator does on the page of a unit: positions, postings, accounts."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.administration import units
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

PASSWORD_BYTES = 12


class Unreadable(Refusal):
    """A field that was left empty or holds something else than asked."""


@dataclass(frozen=True)
class Done:
    """What to say of an act, and what to show once: a new password, the code by which the officer enrols."""

    said: str
    password: str = ""
    enrolment_code: str = ""


@requires(organisation.Role.ADMINISTRATOR)
@require_POST
@never_cache
def unit_act(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """Do one act on a unit; a new password or enrolment code is shown on this one page and kept nowhere."""
    by, at = actor_of(request), clock.now()
    units.require_own(by, code)
    if act not in ACTS:
        raise Http404
    try:
        with transaction.atomic():
            done = ACTS[act](request.POST, code, by, at)
    except Refusal as refusal:
        return units.page(request, code, error=str(refusal), status=400)
    if done.password or done.enrolment_code:
        return units.page(request, code, done=done, done_to=request.POST.get("tai-khoan", ""), typed={})
    messages.success(request, done.said)
    return redirect("administration:units_page", code)


def _create_position(form: QueryDict, code: str, by: Actor, at: datetime) -> Done:
    known = set(organisation.Role)
    roles = [organisation.Role(word) for word in form.getlist("vai-tro") if word in known]
    title = form.get("vi-tri", "")
    organisation.create_position(
        unit_code=code, title=title, roles=roles, signature=form.get("chu-ky", ""), by=by, at=at
    )
    return Done(say("Đã lập vị trí “{title}”.", title=title))


def _post(form: QueryDict, code: str, by: Actor, at: datetime) -> Done:
    login, title = form.get("tai-khoan", ""), form.get("vi-tri", "")
    organisation.post_officer(
        login=login, unit_code=code, title=title, from_on=_day(form, "tu"), until_on=_after_last_day(form),
        decision=form.get("quyet-dinh", ""), by=by, at=at,
    )  # fmt: skip
    said = say("Đã phân công {login} vào vị trí “{title}”.", login=login, title=title)
    return Done(said, enrolment_code=_code_if_demanded(login, by, at))


def _end_posting(form: QueryDict, code: str, by: Actor, at: datetime) -> Done:
    login, title, to = form.get("tai-khoan", ""), form.get("vi-tri", ""), form.get("nguoi-nhan", "")
    dossiers.leave_position(login=login, unit_code=code, title=title, on=_day(form, "tu"), to=to, by=by, at=at)
    return Done(say("Đã kết thúc phân công của {login} ở vị trí “{title}”.", login=login, title=title))


def _register(form: QueryDict, code: str, by: Actor, at: datetime) -> Done:
    login, password = form.get("tai-khoan", ""), _new_password()
    organisation.register_officer(login=login, full_name=form.get("ho-ten", ""), password=password, by=by, at=at)
    organisation.post_officer(
        login=login, unit_code=code, title=form.get("vi-tri", ""), from_on=_day(form, "tu"),
        until_on=_after_last_day(form), by=by, at=at,
    )  # fmt: skip
    return Done(say("Đã đăng ký {login}.", login=login), password, _code_if_demanded(login, by, at))


def _reset(form: QueryDict, code: str, by: Actor, at: datetime) -> Done:
    login, password = _of_this_unit(form, code, at), _new_password()
    if login == by.login:
        raise Unreadable(say("Mật khẩu của chính bạn đổi ở trang “Đổi mật khẩu”, bằng mật khẩu hiện tại."))
    organisation.change_password(login=login, new_password=password, by=by, at=at)
    return Done(say("Đã đặt lại mật khẩu của {login}; mọi phiên đăng nhập cũ đã hết.", login=login), password)


def _reset_second_factor(form: QueryDict, code: str, by: Actor, at: datetime) -> Done:
    login = _of_this_unit(form, code, at)
    organisation.reset_second_factor(login=login, by=by, at=at)
    said = say("Đã đặt lại mã xác nhận của {login}; lần đăng nhập tới phải đăng ký lại.", login=login)
    return Done(said, enrolment_code=organisation.issue_enrolment_code(login=login, by=by, at=at))


def _issue_code(form: QueryDict, code: str, by: Actor, at: datetime) -> Done:
    login = _of_this_unit(form, code, at)
    issued = organisation.issue_enrolment_code(login=login, by=by, at=at)
    return Done(
        say("Đã cấp mã đăng ký cho {login}; mã cấp trước không dùng được nữa.", login=login), enrolment_code=issued
    )


def _code_if_demanded(login: str, by: Actor, at: datetime) -> str:
    """Return a new enrolment code where the officer's positions demand a second factor and none is enrolled.

    None for the actor's own, and where it is not for this administrator to give: the page of the other unit does.
    """
    demanded = any(right.demands_second_factor for right in organisation.officer_by_login(login, at.date()).rights)
    if not demanded or organisation.has_second_factor(login):
        return ""
    try:
        with transaction.atomic():
            return organisation.issue_enrolment_code(login=login, by=by, at=at)
    except (organisation.OwnSecondFactor, organisation.MissingRight):
        return ""


def _deactivate(form: QueryDict, code: str, by: Actor, at: datetime) -> Done:
    login = _of_this_unit(form, code, at)
    organisation.deactivate_officer(login=login, by=by, at=at)
    return Done(say("Đã khóa tài khoản {login}; mọi quyền hết từ lúc này.", login=login))


def _state_contact(form: QueryDict, code: str, by: Actor, at: datetime) -> Done:
    words = {name: form.get(field, "") for name, field in units.CONTACT_FIELDS.items()}
    organisation.state_contact(unit=code, **words, by=by, at=at)
    return Done(say("Đã ghi nơi liên hệ; người dân thấy ngay trên trang của đơn vị và của thủ tục."))


def _of_this_unit(form: QueryDict, code: str, at: datetime) -> str:
    """Return the login, of somebody who holds or will hold a position of this unit."""
    login = form.get("tai-khoan", "")
    if login not in {held.login for one in organisation.positions_of(code, at.date()) for held in one.holders}:
        raise organisation.UnknownOfficer(login)
    return login


def _new_password() -> str:
    return secrets.token_urlsafe(PASSWORD_BYTES)


def _day(form: QueryDict, name: str) -> date:
    try:
        return date.fromisoformat(form.get(name, ""))
    except ValueError:
        raise Unreadable(say("Ghi ngày có hiệu lực theo dạng ngày, tháng, năm.")) from None


def _after_last_day(form: QueryDict) -> date | None:
    """Return the first day without the position, where a last day was written."""
    return _day(form, "den") + timedelta(days=1) if form.get("den", "").strip() else None


ACTS: dict[str, Callable[[QueryDict, str, Actor, datetime], Done]] = {
    "vi-tri": _create_position,
    "phan-cong": _post,
    "ket-thuc": _end_posting,
    "dang-ky": _register,
    "mat-khau": _reset,
    "ma-xac-nhan": _reset_second_factor,
    "ma-dang-ky": _issue_code,
    "khoa": _deactivate,
    "lien-he": _state_contact,
}
"""The acts of the page by their word in the address; each returns what to say, and what to show once."""
