"""The committed limit (thời hạn rút ngắn): a province may shorten what the law gives, never lengthen it."""

from collections.abc import Sequence

from motcua.domain.procedures.rules.content import ProcedureContent, limit_to_json
from motcua.domain.procedures.rules.national_record import NationalRecord
from motcua.domain.procedures.rules.readers import limits_of
from motcua.domain.procedures.rules.source_text import one_line
from motcua.domain.procedures.rules.words import words
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import fold
from motcua.kernel.working_time import LimitUnit, TimeLimit


class NotShorter(Refusal):
    """A committed limit that is longer than the statutory one."""


def require_shorter(committed: TimeLimit, statutory: TimeLimit | None) -> None:
    """Raise NotShorter where the committed limit is plainly longer than the statutory one, or none is known.

    Days and months of different kinds are not compared: how long they are depends on the calendar.
    """
    if statutory is None:
        raise NotShorter(say("Chưa có thời hạn theo quy định nên chưa rút ngắn được; trả lời thời hạn trước."))
    if committed.unit is LimitUnit.SAME_DAY:
        return
    longer = committed.unit is statutory.unit and (committed.amount or 0) > (statutory.amount or 0)
    if statutory.unit is LimitUnit.SAME_DAY or longer:
        raise NotShorter(say("Thời hạn rút ngắn phải ngắn hơn hoặc bằng thời hạn theo quy định."))


def stated_commitments(record: NationalRecord, content: ProcedureContent) -> Sequence[tuple[str, object, str]]:
    """Return field, value and decision of each shortened time that a sample record states and can be read."""
    numbers = {fold(case.name): str(case.number) for case in content.cases if case.name}
    answers = []
    for one in record.commitments:
        limits = limits_of(one_line(one.time_limit_text), units_lost=False)
        case, channel = numbers.get(fold(one.case), ""), words()["channels"].get(fold(one.channel), "")
        if len(limits) != 1 or bool(one.case) != bool(case) or bool(one.channel) != bool(channel):
            continue
        place = "/".join(part for part in (case, channel) if part)
        answers.append((f"committed:{place}" if place else "committed", limit_to_json(limits[0].limit), one.decision))
    return answers
