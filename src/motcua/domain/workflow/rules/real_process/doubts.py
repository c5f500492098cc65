"""What the source leaves open: each doubt names the step, the words of the source and why an officer must look."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from motcua.domain.workflow.rules import kept_doubts
from motcua.domain.workflow.rules.real_process.source import Group, Record, Vocabulary
from motcua.domain.workflow.rules.step_table import in_vietnamese
from motcua.kernel.language import to_say


class DoubtKind(StrEnum):
    """Kinds of doubt about an imported process."""

    NO_TOTAL = "no_total"
    ZERO_TOTAL = "zero_total"
    SUM_DIFFERS = "sum_differs"
    STEP_WITHOUT_TIME = "step_without_time"
    STEP_NOT_FIXED = "step_not_fixed"
    TASKS_ABOVE_STEP = "tasks_above_step"
    TASKS_BELOW_STEP = "tasks_below_step"
    ORDER_REPEATED = "order_repeated"
    ORDER_BACKWARD = "order_backward"
    ORDER_GAP = "order_gap"
    NO_ROLE = "no_role"
    NO_DECISION = "no_decision"
    DECIDED_BY_HANDLER = "decided_by_handler"
    WAITS_FOR_TAX = "waits_for_tax"
    PAYER_TIME_COUNTED = "payer_time_counted"
    FEE_UNCLEAR = "fee_unclear"
    NAME_MENDED = "name_mended"
    FOREIGN_CODE = "foreign_code"
    ASSUMED = "assumed"


@dataclass(frozen=True)
class Doubt:
    """One doubt; `step` is our step's id (empty: the whole process), `text` the words of the source."""

    step: str
    kind: DoubtKind
    text: str
    reason: str


def of_process(record: Record, words: Vocabulary) -> Iterator[Doubt]:
    """Doubts about the process as a whole."""
    if record.total is None:
        yield Doubt("", DoubtKind.NO_TOTAL, record.total_text,
                    to_say("Không có tổng thời gian: lấy thời hạn của thủ tục được gắn, các bước chia theo tỷ lệ."))  # fmt: skip
    elif not record.total:
        yield Doubt("", DoubtKind.ZERO_TOTAL, record.total_text,
                    to_say("Tổng thời gian bằng 0 không phải là thời hạn: lấy thời hạn của thủ tục được gắn."))  # fmt: skip
    added = sum((group.days for group in record.groups if group.days is not None), Decimal(0))
    if record.total is not None and added != record.total:
        yield Doubt("", DoubtKind.SUM_DIFFERS, record.total_text,
                    kept_doubts.SUM_DIFFERS.format(added=in_vietnamese(added), total=in_vietnamese(record.total)))  # fmt: skip
    yield from _about_fee(record, words)


def _about_fee(record: Record, words: Vocabulary) -> Iterator[Doubt]:
    collects = any(group.role == words.fee_role for group in record.groups)
    stated = any(letter in "123456789" for letter in record.fee_text)
    if collects and not stated:
        yield Doubt("", DoubtKind.FEE_UNCLEAR, record.fee_text, to_say("Có bước thu phí nhưng không ghi mức phí."))
    elif stated and not collects:
        yield Doubt("", DoubtKind.FEE_UNCLEAR, record.fee_text, to_say("Có ghi mức phí nhưng không có bước thu phí."))


def of_group(record: Record, number: int, step: str) -> Iterator[Doubt]:
    """Doubts about one step of the source; `step` is the id of its first task."""
    group = record.groups[number]
    yield from _about_time(group, step)
    yield from _about_order(record, number, step)
    if not group.role:
        yield Doubt(step, DoubtKind.NO_ROLE, group.unit, to_say("Không ghi vai trò: suy ra từ đơn vị thực hiện."))
    if group.mended:
        yield Doubt(
            step, DoubtKind.NAME_MENDED, group.name, to_say("Tên bước có dấu ngắt dòng, đã nối thành một dòng.")
        )


def _about_time(group: Group, step: str) -> Iterator[Doubt]:
    if not group.days_text:
        yield Doubt(step, DoubtKind.STEP_WITHOUT_TIME, "",
                    to_say("Bước không ghi thời gian: không tính vào thời hạn, đồng hồ dừng ở bước này."))  # fmt: skip
    elif group.days is None:
        yield Doubt(step, DoubtKind.STEP_NOT_FIXED, group.days_text,
                    to_say("Bước không có thời gian cố định: lấy thời gian của các công việc làm tỷ lệ."))  # fmt: skip
    else:
        yield from _about_tasks(group, group.days, step)


def _about_tasks(group: Group, days: Decimal, step: str) -> Iterator[Doubt]:
    added = sum((task.time for task in group.tasks), Decimal(0))
    if added == days:
        return
    kind = DoubtKind.TASKS_ABOVE_STEP if added > days else DoubtKind.TASKS_BELOW_STEP
    several = kept_doubts.TASKS_EVENLY if len(group.tasks) > 1 else kept_doubts.TASKS_TO_ONE
    how = kept_doubts.TASKS_BY_SHARES if added else several
    yield Doubt(step, kind, " + ".join(in_vietnamese(task.time) for task in group.tasks),
                how.format(added=in_vietnamese(added), days=in_vietnamese(days)))  # fmt: skip


def _about_order(record: Record, number: int, step: str) -> Iterator[Doubt]:
    orders = [group.order for group in record.groups]
    if not number:
        return
    here, before = orders[number], orders[number - 1]
    if here in orders[:number]:
        yield Doubt(
            step, DoubtKind.ORDER_REPEATED, here, to_say("Số thứ tự đã dùng cho bước trước: đi theo bước kế tiếp.")
        )
    elif here.isdecimal() and before.isdecimal() and int(here) < int(before):
        yield Doubt(step, DoubtKind.ORDER_BACKWARD, here, to_say("Số thứ tự lùi lại: đi theo bước kế tiếp."))
    elif here.isdecimal() and before.isdecimal() and int(here) > int(before) + 1:
        yield Doubt(step, DoubtKind.ORDER_GAP, here, kept_doubts.ORDER_GAP.format(before=before, here=here))
