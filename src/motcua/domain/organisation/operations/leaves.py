"""Leave of an officer with a substitute of the same unit (nghỉ và người làm thay)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.domain.organisation import queries
from motcua.domain.organisation.events import Act
from motcua.domain.organisation.models import Leave, Officer, Unit
from motcua.domain.organisation.operations.guards import require_administration, today
from motcua.domain.organisation.rules import leaves, rights
from motcua.domain.organisation.rules.words import Role
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.period_fields import days
from motcua.kernel.language import say


@transaction.atomic
def enter_leave(
    *,
    login: str,
    unit_code: str,
    from_on: date,
    until_on: date,
    substitute: str,
    by: Actor,
    at: datetime,
) -> int:
    """Enter that an officer is away from `from_on` up to, not including, `until_on`, and who does the work; return the id.

    The officer, a leader of the unit or an administrator enters it. Raises MissingRight, UnknownUnit, UnknownOfficer,
    EmptyPeriod, FaultyLeave: begins in the past, overlaps another, the substitute is away then, or somebody whose
    substitute the officer is (no chains), has no position there on all those days, or is no leader for a leader.
    """
    _require_may(by, login, unit_code, at)
    leaves.require_pair(login, substitute)
    leaves.require_from_today(from_on, today(at))
    period = days(from_on, until_on)
    officers = _locked(login, substitute)
    unit = Unit.objects.filter(code=unit_code).first()
    if unit is None:
        raise queries.UnknownUnit(unit_code)
    _require_no_other(officers[login], officers[substitute], period, unit)
    last = until_on - timedelta(days=1)
    absent = queries.roles_throughout(login, unit_code, from_on, last)
    leaves.require_work_to_carry(absent, login, unit_code)
    own = queries.roles_throughout(substitute, unit_code, from_on, last)
    leaves.require_able(substitute, own, absent, unit_code)
    row = Leave.objects.create(officer=officers[login], unit=unit, substitute=officers[substitute], period=period)
    body = {"unit": unit_code, "from": from_on.isoformat(), "until": until_on.isoformat(), "substitute": substitute}
    ledger.write(subject=f"officer:{login}", act=Act.LEAVE_ENTERED, by=by, at=at, body=body)
    return int(row.pk)


@transaction.atomic
def end_leave(*, leave_id: int, by: Actor, at: datetime) -> None:
    """End a leave from today on: the substitute's right ends at once. One that began today or later is taken away.

    Raises MissingRight, and FaultyLeave where there is no such leave or it has ended.
    """
    row = Leave.objects.select_for_update(of=("self",)).select_related("officer", "unit").filter(pk=leave_id).first()
    if row is None:
        raise leaves.FaultyLeave(say("Không có đợt nghỉ này, hoặc đợt nghỉ đã được hủy. Không có gì thay đổi."))
    login, unit_code, on = row.officer.login, row.unit.code, today(at)
    _require_may(by, login, unit_code, at)
    if row.period.upper <= on:
        raise leaves.FaultyLeave(say("Đợt nghỉ này đã kết thúc từ trước. Không có gì thay đổi."))
    if row.period.lower < on:
        row.period = days(row.period.lower, on)
        row.save(update_fields=["period"])
    else:
        row.delete()
    body = {"unit": unit_code, "from": row.period.lower.isoformat(), "on": on.isoformat()}
    ledger.write(subject=f"officer:{login}", act=Act.LEAVE_ENDED, by=by, at=at, body=body)


def _require_may(by: Actor, login: str, unit_code: str, at: datetime) -> None:
    is_own = by.login == login and by.unit_code == unit_code
    if not (is_own or rights.has_role(by, Role.LEADER, unit_code)):
        require_administration(by, unit_code, at)


def _locked(login: str, substitute: str) -> dict[str, Officer]:
    """Return both accounts, locked in one order, so that no two leaves make a chain at the same time."""
    found = {
        one.login: one
        for one in Officer.objects.select_for_update().filter(login__in=[login, substitute]).order_by("pk")
    }
    for wanted in (login, substitute):
        if wanted not in found or not found[wanted].is_active:
            raise queries.UnknownOfficer(wanted)
    return found


def _require_no_other(officer: Officer, substitute: Officer, period: object, unit: Unit) -> None:
    during = Leave.objects.filter(period__overlap=period)
    if during.filter(officer=officer, unit=unit).exists():
        raise leaves.FaultyLeave(
            say(
                "Tài khoản {login} đã có đợt nghỉ trùng một phần thời gian này; hủy đợt cũ trước.",
                login=officer.login,
            ),
        )
    if during.filter(officer=substitute).exists():
        raise leaves.FaultyLeave(
            say(
                "Người làm thay {login} cũng nghỉ trong một phần thời gian này; chọn người khác.",
                login=substitute.login,
            ),
        )
    if during.filter(substitute=officer).exists():
        raise leaves.FaultyLeave(
            say(
                "Tài khoản {login} đang nhận làm thay người khác trong thời gian này; đổi người làm thay "
                "ở đợt nghỉ đó trước.",
                login=officer.login,
            ),
        )
