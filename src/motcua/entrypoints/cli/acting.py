"""By whom a command acts."""

from datetime import datetime

from django.conf import settings

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.cli.answering import refuse
from motcua.foundation.actor import SYSTEM, Actor


def actor_at_desk(login: str, unit: str, *, at: datetime) -> tuple[Actor, str, str]:
    """Return who receives, at which desk, and the commune that was named.

    `unit` may be a desk or the unit it serves. Without a login, in demo mode only, the desk's first officer.
    """
    day = at.date()
    if not login and not settings.ENVIRONMENT.demo:
        refuse("Ghi --as TÀI_KHOẢN: chỉ ở chế độ dùng thử mới có cán bộ mặc định.")
    if login:
        by = organisation.actor_for(login, day, _desk_of(unit, day) if unit else None)
        return by, by.unit_code, _commune(unit, day)
    desk = _desk_of(unit, day) if unit else organisation.one_stop_desks(day)[0].code
    logins = organisation.logins_with(organisation.Role.RECEPTION, desk, day)
    if not logins:
        refuse(f"Đơn vị {desk} chưa có cán bộ tiếp nhận.")
    return organisation.actor_for(logins[0], day, desk), desk, _commune(unit, day)


def _desk_of(unit: str, day: object) -> str:
    """Return the desk itself, or the desk below the unit that was named."""
    found = organisation.unit(unit, day)  # type: ignore[arg-type]
    if found.kind == organisation.Kind.ONE_STOP:
        return unit
    below = organisation.children_of(unit, day)  # type: ignore[arg-type]
    desks = [child.code for child in below if child.kind == organisation.Kind.ONE_STOP]
    if not desks:
        refuse(f"Đơn vị {unit} không có bộ phận một cửa.")
    return desks[0]


def _commune(unit: str, day: object) -> str:
    if not unit:
        return ""
    found = organisation.unit(unit, day)  # type: ignore[arg-type]
    return unit if found.kind == organisation.Kind.COMMUNE else ""


def actor_named(login: str, *, at: datetime, code: str) -> Actor:
    """Return the officer by the position that fits: the one whose unit holds the dossier, else the first."""
    rights = {right.unit_code for right in organisation.officer_by_login(login, at.date()).rights}
    first = organisation.actor_for(login, at.date())
    if len(rights) == 1:
        return first
    for unit in dossiers.holding_units(code):
        if unit in rights:
            return organisation.actor_for(login, at.date(), unit)
    return first


def named_or_owner(login: str, *, at: datetime) -> Actor:
    """Return who reads or acts: the officer named, else whoever owns this machine's data folder, who may all."""
    return organisation.actor_for(login, at.date()) if login else SYSTEM
