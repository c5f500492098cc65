"""What follows from an act, outside its transaction: one table, event to message (ADR 0031).

The acts come from the ledger, each at least once; the key of a message is made of the act's place in the ledger, so that
an act told again owes nothing new.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from motcua.domain.dossiers import api as dossiers
from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import api as organisation
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.kernel.moments import moment

FOLLOWER = "messages"
DOSSIER = "dossier:"
Words = Callable[[dossiers.Notice, ledger.Happened], Mapping[str, str]]


@dataclass(frozen=True)
class Reaction:
    """The message that an act owes, and the words it needs besides code, procedure and desk."""

    template: str
    words: Words


def _nothing_more(_notice: dossiers.Notice, _happened: ledger.Happened) -> Mapping[str, str]:
    return {}


def _promise(_notice: dossiers.Notice, happened: ledger.Happened) -> Mapping[str, str]:
    """The promise of that act, not that of now: another may have followed."""
    return {"promised_at": moment(datetime.fromisoformat(str(happened.body["promised_at"])))}


def _was(happened: ledger.Happened) -> Mapping[str, str]:
    return {"was_at": moment(datetime.fromisoformat(str(happened.body["was"])))}


def _new_calendar(happened: ledger.Happened) -> str:
    """Return the reason that was given for the calendar by which a moment was counted again (rule 14)."""
    reason = organisation.reason_of_calendar(int(str(happened.body["calendar"])))
    return f"lịch làm việc thay đổi ({reason.rstrip('.')})"


def _moved_by_pause(notice: dossiers.Notice, happened: ledger.Happened) -> Mapping[str, str]:
    """Both reasons where the calendar had changed while the clock stood still: the promise moves by it only now."""
    reason = "thời gian tạm dừng không tính vào thời hạn giải quyết"
    if "calendar" in happened.body:
        reason = f"{reason}; {_new_calendar(happened)}"
    return {**_promise(notice, happened), **_was(happened), "reason": f"{reason}."}


def _moved_by_calendar(notice: dossiers.Notice, happened: ledger.Happened) -> Mapping[str, str]:
    return {**_promise(notice, happened), **_was(happened), "reason": f"{_new_calendar(happened)}."}


def _answer_moved(_notice: dossiers.Notice, happened: ledger.Happened) -> Mapping[str, str]:
    answer_by = moment(datetime.fromisoformat(str(happened.body["answer_by"])))
    return {**_was(happened), "answer_by": answer_by, "reason": f"{_new_calendar(happened)}."}


def _asked(notice: dossiers.Notice, happened: ledger.Happened) -> Mapping[str, str]:
    request = notice.supplements[int(str(happened.body["number"])) - 1]
    return {"reason": request.reason, "items": "; ".join(request.items), "answer_by": moment(request.answer_by)}


def _unanswered(notice: dossiers.Notice, _happened: ledger.Happened) -> Mapping[str, str]:
    return {"answer_by": moment(notice.supplements[-1].answer_by)}


def _paused(notice: dossiers.Notice, _happened: ledger.Happened) -> Mapping[str, str]:
    return {"reason": notice.pause_reason or "chờ thực hiện nghĩa vụ tài chính."}


def _ended(notice: dossiers.Notice, _happened: ledger.Happened) -> Mapping[str, str]:
    return {"reason": notice.end_reason}


def _corrected(notice: dossiers.Notice, happened: ledger.Happened) -> Mapping[str, str]:
    """Which fields, never what stands in them: a letter may be read by others."""
    body = happened.body
    names = dict.fromkeys(dossiers.FIELD_NAMES.get(str(name), FACT) for name in cast("list[str]", body["fields"]))
    reason = notice.corrections[int(str(body["number"])) - 1]
    return {"fields": ", ".join(names), "reason": reason, "papers": NEW_RECEIPT if body["receipt"] else SAME_PAPERS}


def _reopened(notice: dossiers.Notice, happened: ledger.Happened) -> Mapping[str, str]:
    before = str(happened.body["before"])
    reason = notice.reopenings[int(str(happened.body["number"])) - 1]
    if before == dossiers.State.CLOSED:
        until = moment(notice.supplements[-1].answer_by)
        return {"reason": reason, "outlook": f"Ông/bà được bổ sung giấy tờ đến {until}."}
    why = DECIDED_ANEW if before in SETTLED else TAKEN_UP
    return {
        "reason": reason,
        "outlook": f"{why} Giờ hẹn trả kết quả không đổi: {_promise(notice, happened)['promised_at']}.",
    }


FACT = "thông tin dùng khi giải quyết"
NEW_RECEIPT = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả đã được lập lại, giấy trước không còn giá trị; xin nhận giấy mới tại nơi tiếp nhận."
SAME_PAPERS = "Giấy tờ và kết quả đã giao cho ông/bà không thay đổi."
DECIDED_ANEW = "Kết quả trước đây có sai sót nên hồ sơ được giải quyết lại."
TAKEN_UP = "Hồ sơ được giải quyết tiếp từ chỗ đã dừng."
SETTLED = frozenset({dossiers.State.READY, dossiers.State.RETURNED})

REACTIONS: Mapping[str, Reaction] = {
    "received": Reaction("received", _promise),
    "supplement_asked": Reaction("supplement_asked", _asked),
    "supplement_completed": Reaction("supplement_completed", _promise),
    "closed_unanswered": Reaction("closed", _unanswered),
    "paused": Reaction("paused", _paused),
    "resumed": Reaction("redated", _moved_by_pause),
    "redated": Reaction("redated", _moved_by_calendar),
    "answer_redated": Reaction("answer_redated", _answer_moved),
    "refused": Reaction("refused", _ended),
    "withdrawal_asked": Reaction("withdrawal_asked", _nothing_more),
    "withdrawn": Reaction("withdrawn", _nothing_more),
    "receipt_reissued": Reaction("receipt_reissued", _nothing_more),
    "stopped": Reaction("stopped", _ended),
    "voided": Reaction("voided", _ended),
    "result_ready": Reaction("ready", _nothing_more),
    "corrected": Reaction("corrected", _corrected),
    "reopened": Reaction("reopened", _reopened),
}
"""Act of the ledger → message. An act that is not here tells the person nothing."""


def follow(*, at: datetime) -> ledger.Followed:
    """Turn the acts that were added to the ledger into messages."""
    return ledger.follow(FOLLOWER, react, acts=REACTIONS, at=at)


def react(happened: ledger.Happened) -> None:
    """Owe the message of one act on a dossier; told twice it is owed once. Raises Refusal where words are missing."""
    if not happened.subject.startswith(DOSSIER):
        return
    reaction = REACTIONS[happened.act]
    notice = dossiers.notice_of(happened.subject.removeprefix(DOSSIER), happened.at)
    message = notifications.Message(
        subject=happened.subject,
        key=f"{happened.act}:{happened.row}",
        template=reaction.template,
        recipient_id=notice.applicant,
        data={
            "code": notice.code,
            "procedure": notice.procedure,
            "desk": notice.desk_name,
            **reaction.words(notice, happened),
        },
    )
    notifications.send(message, by=SYSTEM, at=happened.at)
