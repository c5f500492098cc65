"""Who may do the work of somebody who is away (người làm thay): which steps that covers, and what is refused."""

from collections.abc import Iterable
from datetime import date

from motcua.domain.organisation.rules.words import Role
from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal

CARRIED = frozenset({Role.RECEPTION.value, Role.HANDLER.value, Role.LEADER.value})
"""The roles that work on steps; publishing, supervising and administering are handed over by a posting only."""


class FaultyLeave(Refusal):
    """A leave that cannot be entered or ended as it was written; the sentence says why."""


def roles_covered(absent: Iterable[str], own: Iterable[str]) -> frozenset[str]:
    """Return the roles whose steps a substitute does: those that work on steps, a leader's only by another leader."""
    covered = frozenset(absent) & CARRIED
    return covered if Role.LEADER.value in set(own) else covered - {Role.LEADER.value}


def require_pair(login: str, substitute: str) -> None:
    """Raise FaultyLeave where somebody is the own substitute."""
    if login == substitute:
        raise FaultyLeave(
            say("Tài khoản {login} không tự làm thay mình được; chọn một cán bộ khác của đơn vị.", login=login),
        )


def require_from_today(from_on: date, today: date) -> None:
    """Raise FaultyLeave for a leave that begins before today: no right is given for days that have passed."""
    if from_on < today:
        raise FaultyLeave(
            say(
                "Ngày bắt đầu nghỉ {from_on} đã qua; ghi từ hôm nay {today} trở đi.",
                from_on=say_day(from_on),
                today=say_day(today),
            ),
        )


def require_work_to_carry(absent: Iterable[str], login: str, unit_code: str) -> None:
    """Raise FaultyLeave where the officer has no position with steps there on those days."""
    if CARRIED.isdisjoint(absent):
        raise FaultyLeave(
            say(
                "Tài khoản {login} không có vị trí nào xử lý hồ sơ tại đơn vị {unit_code} suốt thời gian nghỉ.",
                login=login,
                unit_code=unit_code,
            ),
        )


def require_able(substitute: str, own: Iterable[str], absent: Iterable[str], unit_code: str) -> None:
    """Raise FaultyLeave where the substitute does not work there on those days, or stands in for a leader being none."""
    roles = set(own)
    if CARRIED.isdisjoint(roles):
        raise FaultyLeave(
            say(
                "Người làm thay {substitute} không có vị trí xử lý hồ sơ tại đơn vị {unit_code} suốt "
                "thời gian nghỉ; chọn một cán bộ của chính đơn vị này.",
                substitute=substitute,
                unit_code=unit_code,
            ),
        )
    if Role.LEADER.value in set(absent) and Role.LEADER.value not in roles:
        raise FaultyLeave(
            say(
                "Việc của lãnh đạo chỉ một lãnh đạo khác của đơn vị {unit_code} làm thay được; "
                "{substitute} không có quyền đó.",
                unit_code=unit_code,
                substitute=substitute,
            ),
        )
