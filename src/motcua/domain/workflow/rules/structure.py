"""Faults in the form of a process, found before it is compiled.

Law: docs/law/processes.md, section 1. Change that page and its cases first, then this file.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from motcua.domain.workflow.rules import conditions
from motcua.domain.workflow.rules.step_table import Element, Kind, StepTable
from motcua.kernel.language import say

MOST_ELEMENTS = 300


@dataclass(frozen=True)
class Problem:
    """Why a process is refused: the element and one Vietnamese sentence."""

    element: str
    reason: str


def problems(table: StepTable) -> tuple[Problem, ...]:
    """List every fault of form; an empty answer means the process can be compiled."""
    if len(table.elements) > MOST_ELEMENTS:
        return (Problem(table.start, say("Quy trình có quá {most} phần tử.", most=MOST_ELEMENTS)),)
    faults = [*_identity(table)]
    for element in table.elements:
        faults += _ways(table, element)
    if faults:
        return tuple(faults)
    return (*_idle_loops(table), *_unreached(table), *_marks(table))


def _identity(table: StepTable) -> Iterator[Problem]:
    for name, times in Counter(element.id for element in table.elements).items():
        if times > 1:
            yield Problem(name, say("Mã bước bị dùng nhiều lần."))
    if table.start not in {element.id for element in table.elements}:
        yield Problem(table.start, say("Quy trình bắt đầu ở một bước không có."))


def _ways(table: StepTable, element: Element) -> Iterator[Problem]:
    known = {other.id for other in table.elements}
    for flow in element.flows:
        if flow.to not in known:
            yield Problem(element.id, say("Chuyển tới «{to}» là bước không có trong quy trình.", to=flow.to))
    yield from _number_of_ways(element)
    yield from _conditions(element) if element.kind is Kind.CHOICE else _no_conditions(element)


def _number_of_ways(element: Element) -> Iterator[Problem]:
    count = len(element.flows)
    if element.kind is Kind.END and count:
        yield Problem(element.id, say("Sau điểm kết thúc không được có bước nào."))
    elif element.kind in {Kind.TASK, Kind.JOIN} and count == 0:
        yield Problem(element.id, say("Không dẫn tới bước nào."))
    elif element.kind in {Kind.TASK, Kind.JOIN} and count > 1:
        yield Problem(element.id, say("Chỉ được dẫn tới một bước; muốn rẽ nhánh phải dùng choice hoặc split."))
    elif element.kind is Kind.SPLIT and count < 2:
        yield Problem(element.id, say("Phải có ít nhất hai nhánh."))
    if element.kind is Kind.SPLIT and len({flow.to for flow in element.flows}) < count:
        yield Problem(element.id, say("Hai nhánh song song không được cùng dẫn tới một bước."))


def _conditions(element: Element) -> Iterator[Problem]:
    if sum(flow.default for flow in element.flows) != 1:
        yield Problem(element.id, say("Phải có đúng một nhánh mặc định."))
    for flow in element.flows:
        if flow.default and flow.when is not None:
            yield Problem(element.id, say("Nhánh mặc định tới «{to}» không được có điều kiện.", to=flow.to))
        elif not flow.default and flow.when is None:
            yield Problem(element.id, say("Nhánh tới «{to}» thiếu điều kiện.", to=flow.to))
        elif flow.when is not None:
            yield from _readable(element, flow.when)


def _readable(element: Element, when: str) -> Iterator[Problem]:
    try:
        conditions.parse(when)
    except conditions.UnreadableCondition as refusal:
        yield Problem(element.id, str(refusal))


def _no_conditions(element: Element) -> Iterator[Problem]:
    if any(flow.when is not None or flow.default for flow in element.flows):
        yield Problem(element.id, say("Chỉ nhánh của choice mới có điều kiện hoặc nhánh mặc định."))


def _idle_loops(table: StepTable) -> Iterator[Problem]:
    """A loop in which nobody does anything would never stop."""
    following = {
        element.id: [flow.to for flow in element.flows] for element in table.elements if element.kind is not Kind.TASK
    }
    for name, targets in following.items():
        if name in _reached(following, [to for to in targets if to in following]):
            yield Problem(name, say("Nằm trong một vòng lặp không có bước nào cho người làm."))


def _unreached(table: StepTable) -> Iterator[Problem]:
    following = {element.id: [flow.to for flow in element.flows] for element in table.elements}
    reached = _reached(following, [table.start])
    for element in table.elements:
        if element.id not in reached:
            yield Problem(element.id, say("Không có đường nào dẫn tới bước này."))


def _reached(following: dict[str, list[str]], begin: list[str]) -> set[str]:
    reached: set[str] = set()
    waiting = list(begin)
    while waiting:
        name = waiting.pop()
        if name not in reached and name in following:
            reached.add(name)
            waiting += following[name]
    return reached


def _marks(table: StepTable) -> Iterator[Problem]:
    """The decision, the result at the desk and the return, on which the dossier's clock leans."""
    ends = {element.id for element in table.elements if element.kind is Kind.END}
    if not ends:
        yield Problem(table.start, say("Quy trình không có điểm kết thúc."))
    for element in table.tasks:
        if element.refuses and not element.decides:
            yield Problem(element.id, say("Chỉ bước ra quyết định (decides) mới đánh dấu từ chối (refuses) được."))
    if not any(element.decides for element in table.tasks):
        yield Problem(table.start, say("Quy trình không có bước nào ra quyết định (decides)."))
    for mark, meaning in (("ready", say("có kết quả tại bộ phận một cửa")), ("returns", say("trả kết quả"))):
        marked = [element for element in table.tasks if getattr(element, mark)]
        if len(marked) != 1:
            yield Problem(
                table.start,
                say(
                    "Phải có đúng một bước {meaning} ({mark}), hiện có {count}.",
                    meaning=meaning,
                    mark=mark,
                    count=len(marked),
                ),
            )
        elif marked[0].place != "desk":
            yield Problem(marked[0].id, say("Bước {meaning} phải làm tại bộ phận một cửa (desk).", meaning=meaning))
    yield from _last_steps(table, ends)
    for element in table.tasks:
        if element.stops_clock and element.share is not None:
            yield Problem(element.id, say("Bước dừng đồng hồ không được có phần thời hạn."))


def _last_steps(table: StepTable, ends: set[str]) -> Iterator[Problem]:
    for element in table.elements:
        leads_to_end = [flow.to for flow in element.flows if flow.to in ends]
        if leads_to_end and not element.returns:
            yield Problem(element.id, say("Chỉ bước trả kết quả (returns) mới được dẫn tới điểm kết thúc."))
        if element.returns and not leads_to_end:
            yield Problem(element.id, say("Sau bước trả kết quả phải là điểm kết thúc."))
    yield from _only_desk_after_ready(table)


def _only_desk_after_ready(table: StepTable) -> Iterator[Problem]:
    following = {element.id: [flow.to for flow in element.flows] for element in table.elements}
    after = _reached(following, [flow.to for element in table.tasks if element.ready for flow in element.flows])
    for element in table.tasks:
        if element.id in after and element.place != "desk":
            yield Problem(element.id, say("Sau khi có kết quả tại bộ phận một cửa, mọi bước phải làm tại đó (desk)."))
