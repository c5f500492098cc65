"""Issue the list of what one unit handed over to another, for both to sign."""

from datetime import datetime
from typing import Any, Final

from motcua.domain.documents import api as documents
from motcua.domain.dossiers.operations.one_act import one_act
from motcua.domain.dossiers.operations.papers import agency_lines, desk_words
from motcua.domain.dossiers.queries.custody import HandOverBatch, HandOverLine, handed_over
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say
from motcua.kernel.moments import moment
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import local

WORKING: Final = (organisation.Role.RECEPTION, organisation.Role.HANDLER, organisation.Role.LEADER)
# Not law but paper: whoever hands over more in one go signs several lists.
MOST_LINES: Final = 500


class NothingHandedOver(Refusal):
    """There is nothing that such a list could say, or too much for one."""


@one_act
def issue_hand_over_list(
    sender: str, receiver: str, *, since: datetime, until: datetime, untaken: bool = False, by: Actor, at: datetime
) -> int:
    """Issue the list of what a unit handed over to another from a moment up to, not including, another; return its id.

    `untaken`: only what nobody there has taken yet. Nobody's personal data stands on it: code, procedure, papers.
    Raises MissingRight for who does not work at the sender, NothingHandedOver.
    """
    at, since, until = local(at), local(since), local(until)
    organisation.require_any_role(by, WORKING, sender)
    found = handed_over(sender, since=since, until=until, untaken=untaken, by=by, at=at, receiver=receiver)
    if not found:
        raise NothingHandedOver(say("Không có hồ sơ nào được bàn giao như vậy nên không lập danh sách."))
    batch = found[0]
    if len(batch.lines) > MOST_LINES:
        raise NothingHandedOver(
            say("Một danh sách ghi nhiều nhất {most} hồ sơ: chọn thời gian ngắn hơn. Chưa lập gì.", most=MOST_LINES)
        )
    data = {
        **desk_words(sender, by=by, at=at),
        "agency": agency_lines(sender, at),
        "receiver": batch.receiver_name,
        "period": _period(since, until, untaken=untaken),
        "counted": _counted(batch),
        "rows": [_row(number, line, at) for number, line in enumerate(batch.lines, start=1)],
    }
    return documents.issue_paper(
        subject=f"hand_over:{sender}",
        form="hand_over",
        unit_code=sender,
        pack=rule_pack_on(at.date()),
        data=data,
        by=by,
        at=at,
    )


def _period(since: datetime, until: datetime, *, untaken: bool) -> str:
    told = f"từ {moment(since)} đến trước {moment(until)}"
    return f"{told}; chỉ ghi hồ sơ chưa ai nhận" if untaken else told


def _counted(batch: HandOverBatch) -> str:
    waiting = sum(1 for line in batch.lines if line.taken_at is None)
    return f"{len(batch.lines)} lượt giao" + (f", trong đó {waiting} lượt chưa nhận" if waiting else "")


def _row(number: int, line: HandOverLine, at: datetime) -> dict[str, Any]:
    taken: list[Any] = [line.taken_by, line.taken_at.isoformat()] if line.taken_at else ["chưa nhận"]
    if (line.taken_at or at) > line.take_by:
        taken.append("quá giờ nhận")
    return {
        "number": str(number),
        "code": line.code,
        "procedure": [line.procedure_name, line.step_name],
        "papers": [f"{line.originals} bản chính", f"{line.copies} bản sao"],
        "given": [line.handed_by, line.handed_at.isoformat()],
        "taken": ["hồ sơ đã hủy"] if line.is_void else taken,
        "note": "Hủy do nhập nhầm" if line.is_void else "",
        "struck": line.is_void,
    }
