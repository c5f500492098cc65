"""From a record that was read to a step table with its doubts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from motcua.domain.workflow.rules import kept_doubts, soundness
from motcua.domain.workflow.rules.real_process import doubts as said
from motcua.domain.workflow.rules.real_process.doubts import Doubt, DoubtKind
from motcua.domain.workflow.rules.real_process.source import Group, Record, RefusedRecord, Task, Vocabulary, read_record
from motcua.domain.workflow.rules.step_table import CODE, ID, Element, Flow, Kind, StepTable
from motcua.kernel.language import to_say

HUNDREDTH = Decimal("0.01")
END = "KET_THUC"


@dataclass(frozen=True)
class Imported:
    """A process read from a record, with everything that an officer should look at."""

    table: StepTable
    doubts: tuple[Doubt, ...]


def import_record(record: Mapping[str, object], words: Vocabulary) -> Imported:
    """Turn a record of the source into a sound step table with its doubts.

    Raises RefusedRecord where a field cannot be read, a task leads nowhere or the process is not sound.
    """
    read = read_record(record, words)
    ids = _ids(read)
    _require_ways(read, words)
    elements = _marked(read, _chain(read, ids, words), ids)
    table = StepTable(
        code=read.code,
        name=read.name,
        total_days=read.total or None,
        start=elements[0].id,
        elements=(*elements, Element(END, Kind.END)),
    )
    for problem in soundness.faults(table):
        raise RefusedRecord(read.code, f"steps.{problem.element}", problem.reason)
    places = ["", *(step.id for step in table.tasks)]
    return Imported(
        table,
        tuple(sorted(_all_doubts(read, table, ids, words), key=lambda doubt: places.index(doubt.step))),
    )


def _ids(read: Record) -> dict[str, str]:
    """Give every task its step id: its code without the code of the process."""
    if not CODE.fullmatch(read.code):
        raise RefusedRecord(read.code, "code", f"Mã quy trình «{read.code}» có ký tự không dùng được.")
    own = {read.code, _stem(read)}
    ids: dict[str, str] = {}
    for task in read.tasks:
        step = ".".join(part for part in task.code.split("::") if part not in own)
        if task.code in ids or step in ids.values():
            raise RefusedRecord(read.code, f"steps[{task.group}]", f"Công việc {task.code} có hai lần.")
        if not ID.fullmatch(step):
            raise RefusedRecord(read.code, f"steps[{task.group}]", f"Mã công việc «{task.code}» không dùng được.")
        ids[task.code] = step
    return ids


def _stem(read: Record) -> str:
    """Name the process as its first task does; a copied process keeps the code of the one it was copied from."""
    return read.tasks[0].code.partition("::")[0]


def _require_ways(read: Record, words: Vocabulary) -> None:
    known = {task.code for task in read.tasks}
    lost = [task for task in read.tasks if task.next and task.next not in known and task.next != words.end]
    unsaid = [task for task in read.tasks if not task.next]
    if unsaid:
        raise RefusedRecord(read.code, f"steps[{unsaid[0].group}]", f"Công việc {unsaid[0].code} không dẫn tới đâu.")
    if lost:
        ways = ", ".join(f"{task.code} dẫn tới {task.next}" for task in lost)
        raise RefusedRecord(read.code, f"steps[{lost[0].group}]", f"Công việc dẫn tới nơi không có: {ways}.")


def _chain(read: Record, ids: Mapping[str, str], words: Vocabulary) -> list[Element]:
    return [
        _element(task, share, group, ids, words)
        for group in read.groups
        for task, share in zip(group.tasks, shares_of(group), strict=True)
    ]


def _element(task: Task, share: Decimal | None, group: Group, ids: Mapping[str, str], words: Vocabulary) -> Element:
    stands_still = share is None or (not share and waits(task, words))
    return Element(
        id=ids[task.code],
        kind=Kind.TASK,
        flows=(Flow(ids.get(task.next, END)),),
        name=task.name,
        place="desk" if group.unit == words.desk_unit else f"raw:{group.unit}",
        role=f"raw:{group.role or group.unit}",
        share=None if stands_still else share,
        stops_clock=stands_still,
    )


def waits(task: Task, words: Vocabulary) -> bool:
    """Tell a task in which nobody works, because the tax office or the payer is awaited."""
    return task.code.rpartition("::")[2] in words.waiting_tasks


def shares_of(group: Group) -> tuple[Decimal | None, ...]:
    """Spread a step's days over its tasks in the ratio of their times, to the hundredth of a day.

    The parts add up to the step's days exactly: what rounding leaves goes to the longest task. Without times the
    days are spread evenly; a step without time has no share; where no days are fixed the times are the ratio.
    """
    if not group.days_text:
        return tuple(None for _ in group.tasks)
    times = [task.time for task in group.tasks]
    days = sum(times, Decimal(0)) if group.days is None else group.days
    if not any(times):
        times = [Decimal(1)] * len(times)
    added = sum(times, Decimal(0))
    parts = [(days * time / added).quantize(HUNDREDTH, ROUND_DOWN) for time in times]
    parts[times.index(max(times))] += days - sum(parts, Decimal(0))
    return tuple(parts)


def _marked(read: Record, elements: list[Element], ids: Mapping[str, str]) -> list[Element]:
    """Mark the decision, the result at the desk and the return."""
    order = _order(elements)
    returning = next((element.id for element in order if element.flows[0].to == END), "")
    deciding = _deciding(read, order, ids)
    result = _first_of_last_desk_run(order, deciding)
    return [
        replace(element, decides=element.id in deciding, ready=element.id == result, returns=element.id == returning)
        for element in elements
    ]


def _order(elements: list[Element]) -> list[Element]:
    """Follow the one way from the first step; a loop or a step aside is left to the check of soundness."""
    by_id = {element.id: element for element in elements}
    order: list[Element] = []
    name = elements[0].id
    while name in by_id and by_id[name] not in order:
        order.append(by_id[name])
        name = by_id[name].flows[0].to
    return order


def _deciding(read: Record, order: list[Element], ids: Mapping[str, str]) -> set[str]:
    """Name the steps marked as done for the business; where none is, the last one before the desk returns."""
    stated = {ids[task.code] for task in read.tasks if task.done}
    if stated or len(order) < 2:
        return stated
    away = [element.id for element in order[:-1] if element.place != "desk"]
    return {away[-1] if away else order[-2].id}


def _first_of_last_desk_run(order: list[Element], deciding: set[str]) -> str:
    """Find where the dossier comes back to the desk for good after the decision: fee and hand-over lie there."""
    result = ""
    for element in reversed(order):
        if element.place != "desk" or element.id in deciding:
            break
        result = element.id
    return result


def _all_doubts(read: Record, table: StepTable, ids: Mapping[str, str], words: Vocabulary) -> Iterator[Doubt]:
    yield from said.of_process(read, words)
    if _stem(read) != read.code:
        yield Doubt(ids[read.tasks[0].code], DoubtKind.FOREIGN_CODE, read.tasks[0].code,
                    kept_doubts.FOREIGN_CODE.format(code=_stem(read)))  # fmt: skip
    for number, group in enumerate(read.groups):
        yield from said.of_group(read, number, ids[group.tasks[0].code])
    for step in table.tasks:
        yield from _about_decision(read, step, words)
    for task in read.tasks:
        yield from _about_waiting(table, task, ids, read.groups[task.group], words)


def _about_decision(read: Record, step: Element, words: Vocabulary) -> Iterator[Doubt]:
    source_role = step.role.removeprefix("raw:")
    if not step.decides:
        return
    if not any(task.done for task in read.tasks):
        yield Doubt(step.id, DoubtKind.NO_DECISION, "",
                    to_say("Không bước nào được ghi là quyết định: lấy bước cuối trước khi trả kết quả."))  # fmt: skip
    elif words.roles.get(source_role) != words.decider:
        yield Doubt(step.id, DoubtKind.DECIDED_BY_HANDLER, source_role,
                    to_say("Bước quyết định không do lãnh đạo làm trong nguồn: gắn cho lãnh đạo."))  # fmt: skip


def _about_waiting(
    table: StepTable,
    task: Task,
    ids: Mapping[str, str],
    group: Group,
    words: Vocabulary,
) -> Iterator[Doubt]:
    step = next(step for step in table.tasks if step.id == ids[task.code])
    if step.stops_clock and group.days_text:
        yield Doubt(step.id, DoubtKind.WAITS_FOR_TAX, "0",
                    to_say("Chờ cơ quan thuế hoặc người nộp: đồng hồ dừng ở bước này."))  # fmt: skip
    elif step.share and waits(task, words):
        yield Doubt(step.id, DoubtKind.PAYER_TIME_COUNTED, group.days_text,
                    to_say("Thời gian chờ cơ quan thuế hoặc người nộp được tính vào thời hạn; "
                    "theo quy định thì không tính."))  # fmt: skip
