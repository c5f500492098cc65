"""What asking another unit for its opinion must hold. Law: docs/law/deadlines.md, rule 9; dossier-life, section 7."""

from collections.abc import Iterable
from datetime import datetime

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import Counting, Parameters, TimeLimit, WorkingTable, due_moment, start_of_clock

LONGEST = 4000


class FaultyOpinion(Refusal):
    """The question lacks its words, its due moment, or asks the wrong unit; or the answer lacks its words."""


class OpinionMissing(Refusal):
    """A decision is taken while an opinion is unanswered, and says not why."""


def question_of(text: str) -> str:
    """Return the cleaned question, or raise FaultyOpinion."""
    return _words(text, say("Hỏi ý kiến phải ghi nội dung cần hỏi. Chưa gửi gì."))


def answer_of(text: str) -> str:
    """Return the cleaned answer, or raise FaultyOpinion."""
    return _words(text, say("Trả lời ý kiến phải ghi nội dung trả lời. Không có gì thay đổi."))


def _words(text: str, lacking: str) -> str:
    found = clean(text)[:LONGEST]
    if not found:
        raise FaultyOpinion(lacking)
    return found


def require_another(unit: str, *, own: str) -> None:
    """Raise FaultyOpinion where no unit is asked, or a unit would ask itself."""
    if not unit:
        raise FaultyOpinion(say("Hỏi ý kiến phải ghi đơn vị được hỏi. Chưa gửi gì."))
    if unit == own:
        raise FaultyOpinion(say("Chỉ hỏi ý kiến đơn vị khác. Chưa gửi gì."))


def due_of(
    at: datetime,
    *,
    answer_by: datetime | None,
    limit: TimeLimit | None,
    table: WorkingTable,
    parameters: Parameters,
    counting: Counting,
) -> datetime:
    """Return by when the unit asked must answer: the moment named, else a limit by its own calendar, from now on.

    Raises FaultyOpinion where neither is said or the moment is past.
    """
    if answer_by is None and limit is None:
        raise FaultyOpinion(say("Hỏi ý kiến phải ghi hạn trả lời: một thời điểm, hoặc số ngày làm việc. Chưa gửi gì."))
    if limit is not None and answer_by is None:
        start = start_of_clock(at, table)
        return due_moment(start, limit, table=table, counting=counting, parameters=parameters, received_at=at)
    assert answer_by is not None
    if answer_by <= at:
        raise FaultyOpinion(say("Hạn trả lời ý kiến phải sau lúc hỏi. Chưa gửi gì."))
    return answer_by


def require_reason(units: Iterable[str], reason: str) -> str:
    """Return why it is decided without waiting for these units, or raise OpinionMissing."""
    found = clean(reason)[:LONGEST]
    if not found:
        raise OpinionMissing(
            say(
                "Còn chờ ý kiến của {units}. Muốn quyết định khi chưa có ý kiến phải ghi lý do không "
                "chờ; hoặc rút câu hỏi. Không có gì thay đổi.",
                units=", ".join(units),
            ),
        )
    return found
