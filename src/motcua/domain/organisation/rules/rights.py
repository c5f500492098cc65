"""Who may do what: rights are denied unless a posting gives them (từ chối mặc định)."""

from collections.abc import Iterable

from motcua.domain.organisation.rules.words import ROLE_NAMES, Role
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

SYSTEM_ROLE = "system"
"""The role of the product itself: it may set up units and people, as the command line does, and nothing else."""


class MissingRight(Refusal):
    """The actor lacks a right; the sentence names the right and who gives it."""


class LastDayMissing(Refusal):
    """An inspection has a first and a last day; a right to inspect without a last day is not given."""


def given(roles: Iterable[str], *, ends: bool) -> frozenset[Role]:
    """Return the roles that a posting gives: inspecting only where the posting has a last day, else it gives nothing."""
    return frozenset(Role(role) for role in roles if ends or role != Role.INSPECTOR.value)


def require_last_day(roles: Iterable[str], *, ends: bool) -> None:
    """Raise LastDayMissing where somebody would inspect without a last day."""
    if not ends and Role.INSPECTOR.value in roles:
        raise LastDayMissing(
            say(
                "Phân công kiểm tra, thanh tra phải có ngày kết thúc theo quyết định kiểm tra, thanh "
                "tra. Không có gì thay đổi."
            )
        )


def has_role(actor: Actor, role: Role, unit_code: str | None = None) -> bool:
    """Tell whether the actor has the role, at that unit where one is named."""
    return role.value in actor.roles and unit_code in (None, actor.unit_code)


def require_role(actor: Actor, role: Role, unit_code: str | None = None) -> None:
    """Raise MissingRight unless the actor has the role at that unit; without a unit, at the unit acted for."""
    if not has_role(actor, role, unit_code):
        place = unit_code or actor.unit_code
        raise MissingRight(
            say(
                "Việc này cần quyền {role}{place}, tài khoản {login} chưa có quyền đó; người quản trị "
                "của đơn vị phân công quyền này.",
                role=say(ROLE_NAMES[role]),
                place=_at(place),
                login=actor.login,
            )
        )


def _at(place: str) -> str:
    return say(" tại đơn vị {code}", code=place) if place else ""


def require_any_role(actor: Actor, roles: Iterable[Role], unit_code: str | None = None) -> None:
    """Raise MissingRight unless the actor has one of the roles at that unit."""
    wanted = list(roles)
    if not any(has_role(actor, role, unit_code) for role in wanted):
        names = say(" hoặc ").join(say(ROLE_NAMES[role]) for role in wanted)
        place = unit_code or actor.unit_code
        raise MissingRight(
            say(
                "Việc này cần quyền {roles}{place}, tài khoản {login} chưa có quyền đó; người quản trị của "
                "đơn vị phân công quyền này.",
                roles=names,
                place=_at(place),
                login=actor.login,
            )
        )


def may_administer(actor: Actor, line: Iterable[str]) -> bool:
    """Tell whether the actor administers a unit, given its code and those above it.

    An administrator does so for the own unit and all below it.
    """
    if SYSTEM_ROLE in actor.roles:
        return True
    return Role.ADMINISTRATOR.value in actor.roles and actor.unit_code in set(line)


def require_administrator(actor: Actor, line: tuple[str, ...]) -> None:
    """Raise MissingRight unless the actor administers the first unit of the line (its code, then those above it)."""
    if not may_administer(actor, line):
        place = say(" đơn vị {code} hoặc đơn vị cấp trên", code=line[0]) if line else say(" cấp tỉnh")
        raise MissingRight(
            say(
                "Việc này cần quyền {role}{place}, tài khoản {login} chưa có quyền đó; người quản "
                "trị cấp tỉnh phân công quyền này.",
                role=say(ROLE_NAMES[Role.ADMINISTRATOR]),
                place=place,
                login=actor.login,
            )
        )
