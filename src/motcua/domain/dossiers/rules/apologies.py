"""What an apology must say, and when one is owed. Law: docs/law/deadlines.md, rule 13."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from motcua.domain.dossiers.rules.supplements import days_after
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import Parameters, WorkingTable, local, working_minutes_between

MOST_LETTERS = 2000


class FaultyApology(Refusal):
    """The letter lacks its reason, or its new appointment cannot be kept."""


class NoApologyOwed(Refusal):
    """The dossier is neither late nor bound to be, or has its letter."""


class Handing(StrEnum):
    """How a letter reached the person where no message could bring it."""

    HANDED = "handed"
    POSTED = "posted"


HANDING_NAMES = {Handing.HANDED: to_say("Trao tận tay"), Handing.POSTED: to_say("Gửi bưu chính")}


@dataclass(frozen=True)
class Draft:
    """The words of a letter, checked."""

    reason: str
    new_moment: datetime | None


def checked(
    *,
    reason: str,
    new_moment: datetime | None,
    promised_at: datetime,
    at: datetime,
    settled: bool,
    table: WorkingTable,
) -> Draft:
    """Return the letter's words, or raise FaultyApology with what is wrong.

    A result that lies at the desk needs no new appointment; any other needs one, in working time, after now and after
    the promise.
    """
    why = clean(reason)[:MOST_LETTERS]
    if not why:
        raise FaultyApology(say("Phiếu xin lỗi phải ghi lý do chậm. Chưa lưu gì."))
    if settled:
        return Draft(why, None)
    if new_moment is None:
        raise FaultyApology(say("Hồ sơ chưa có kết quả nên phiếu xin lỗi phải có ngày giờ hẹn lại. Chưa lưu gì."))
    return Draft(why, appointment(new_moment, promised_at=promised_at, at=at, table=table))


def appointment(new_moment: datetime, *, promised_at: datetime, at: datetime, table: WorkingTable) -> datetime:
    """Return the new appointment in whole minutes, or raise FaultyApology where nobody could keep it."""
    moment = local(new_moment).replace(second=0, microsecond=0)
    if moment <= at:
        raise FaultyApology(say("Ngày giờ hẹn lại đã qua: chọn một thời điểm sau lúc này. Chưa lưu gì."))
    if moment <= promised_at:
        raise FaultyApology(say("Ngày giờ hẹn lại phải sau giờ đã hẹn trên giấy hẹn. Chưa lưu gì."))
    if not in_working_time(moment, table):
        raise FaultyApology(
            say("Ngày giờ hẹn lại rơi vào ngoài giờ làm việc hoặc ngày nghỉ: chọn trong giờ làm việc. Chưa lưu gì."),
        )
    return moment


def in_working_time(moment: datetime, table: WorkingTable) -> bool:
    """Tell whether a moment lies within a session or at its close."""
    return working_minutes_between(moment - timedelta(minutes=1), moment, table) == 1


def foresight_until(at: datetime, *, table: WorkingTable, parameters: Parameters) -> datetime:
    """Return up to which promise a dossier that is still worked on is a candidate now (rule 13): a working day ahead."""
    return days_after(at, parameters.apology_days_before, table)


def owed_until(found_at: datetime, *, table: WorkingTable, parameters: Parameters) -> datetime:
    """Return until when the letter of a dossier found late must be signed; past it `verify` names the dossier."""
    return days_after(found_at, parameters.apology_days_after, table)
