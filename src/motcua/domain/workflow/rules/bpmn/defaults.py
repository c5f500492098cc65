"""What a file of another tool does not say: who does a step, where, which one decides, which one hands over.

Nothing is assumed in silence: each assumption is a doubt that names the step.
"""

from collections.abc import Iterator
from dataclasses import replace

from motcua.domain.workflow.rules import kept_doubts
from motcua.domain.workflow.rules.bpmn.drawing import Drawing
from motcua.domain.workflow.rules.bpmn.words import MARKS
from motcua.domain.workflow.rules.real_process.doubts import Doubt, DoubtKind
from motcua.domain.workflow.rules.step_table import Element, Flow, Kind, StepTable
from motcua.kernel.language import to_say
from motcua.kernel.vietnamese import fold

DESK = ("mot cua", "tiep nhan", "tra ket qua", "hanh chinh cong", "desk", "reception")
LEADER = ("lanh dao", "chu tich", "giam doc", "truong phong", "leader")
HANDLER = ("thu ly", "chuyen vien", "chuyen mon", "cong chuc", "xu ly", "tham dinh", "handler")
HAND_OVER = "tra ket qua"
AT_DESK, BY_HANDLER, BY_LEADER = ("desk", "reception"), ("competent", "handler"), ("competent", "leader")


def completed(table: StepTable, drawing: Drawing) -> tuple[StepTable, tuple[Doubt, ...]]:
    """Fill in places, roles and, where a file has no mark of ours at all, the decision and the result."""
    doubts: list[Doubt] = []
    has_marks = any(getattr(step, mark) for step in table.tasks for mark in MARKS)
    table = replace(table, elements=tuple(_by_lane(element, drawing, doubts) for element in table.elements))
    if not has_marks:
        table = _marked(table, doubts)
    first = set(_next_tasks(table, [table.start]))
    return replace(table, elements=tuple(_by_place_in_the_way(e, first, doubts) for e in table.elements)), tuple(doubts)


def _by_lane(element: Element, drawing: Drawing, doubts: list[Doubt]) -> Element:
    lane = drawing.lanes.get(element.id)
    if element.kind is not Kind.TASK or lane is None or (element.place and element.role) or not lane.name:
        return element
    place, role = _meaning(lane.name)
    reason = kept_doubts.BY_LANE.format(lane=lane.name)
    doubts.append(Doubt(element.id, DoubtKind.ASSUMED, lane.name, reason))
    return replace(element, place=element.place or place, role=element.role or role)


def _meaning(name: str) -> tuple[str, str]:
    """Return place and role that a lane's name means; a name without meaning of ours stays to be bound."""
    folded = fold(name)
    is_desk, is_leader, is_handler = (any(word in folded for word in words) for words in (DESK, LEADER, HANDLER))
    if not (is_desk or is_leader or is_handler):
        return f"raw:{name}", f"raw:{name}"
    return "desk" if is_desk else "competent", "leader" if is_leader else "reception" if is_desk else "handler"


def _by_place_in_the_way(element: Element, first: set[str], doubts: list[Doubt]) -> Element:
    if element.kind is not Kind.TASK or (element.place and element.role):
        return element
    place, role = BY_LEADER if element.decides else AT_DESK if element.id in first or element.returns else BY_HANDLER
    doubts.append(
        Doubt(
            element.id,
            DoubtKind.ASSUMED,
            "",
            to_say("Việc không nằm trong làn nào: nơi và vai trò suy ra từ chỗ của nó."),
        ),
    )
    return replace(element, place=element.place or place, role=element.role or role)


def _marked(table: StepTable, doubts: list[Doubt]) -> StepTable:
    """Take the one last step at the desk as the result, else add one; what comes right before it decides."""
    ends = {element.id for element in table.elements if element.kind is Kind.END}
    last = [element for element in table.elements if any(flow.to in ends for flow in element.flows)]
    if not ends or not last:
        return table
    table, result = _with_result(table, ends, last, doubts)
    deciding = {task.id for task in table.tasks if result in _next_tasks(table, [flow.to for flow in task.flows])}
    reason = to_say("Tệp không nêu bước quyết định: lấy bước ngay trước bước có kết quả.")
    doubts += [Doubt(name, DoubtKind.ASSUMED, "", reason) for name in sorted(deciding)]
    return replace(table, elements=tuple(_with_marks(element, result, deciding) for element in table.elements))


def _with_marks(element: Element, result: str, deciding: set[str]) -> Element:
    if element.id == result:
        return replace(element, ready=True, returns=True, place="desk", role=element.role or "reception")
    return replace(element, decides=True) if element.id in deciding else element


def _with_result(table: StepTable, ends: set[str], last: list[Element], doubts: list[Doubt]) -> tuple[StepTable, str]:
    step = last[0]
    is_hand_over = step.place in {"", "desk"} or HAND_OVER in fold(step.name)
    is_first = step.id in _next_tasks(table, [table.start])
    if len(last) == 1 and step.kind is Kind.TASK and is_hand_over and not is_first:
        doubts.append(
            Doubt(
                step.id,
                DoubtKind.ASSUMED,
                "",
                to_say("Tệp không nêu bước trả kết quả: lấy bước cuối tại bộ phận một cửa."),
            ),
        )
        return table, step.id
    name = _fresh("hand_over", {element.id for element in table.elements})
    doubts.append(
        Doubt(
            name,
            DoubtKind.ASSUMED,
            "",
            to_say("Quy trình không kết thúc ở một bước tại bộ phận một cửa: thêm bước trả kết quả."),
        ),
    )
    return replace(table, elements=tuple(_ending_with(table, name, ends))), name


def _ending_with(table: StepTable, name: str, ends: set[str]) -> Iterator[Element]:
    """Yield the elements so that every way to an end leads to one step at the desk, and that to one end."""
    end = next(element for element in table.elements if element.id in ends)
    for element in table.elements:
        if element.id not in ends:
            flows = (replace(flow, to=name) if flow.to in ends else flow for flow in element.flows)
            yield replace(element, flows=tuple(flows))
    place, role = AT_DESK
    yield Element(name, Kind.TASK, (Flow(end.id),), name="Trả kết quả", place=place, role=role)
    yield end


def _next_tasks(table: StepTable, begin: list[str]) -> list[str]:
    """Return the steps that open next from these elements, whichever ways are taken."""
    elements = {element.id: element for element in table.elements}
    seen: dict[str, None] = {}
    waiting = list(begin)
    while waiting:
        name = waiting.pop()
        if name in elements and name not in seen:
            seen[name] = None
            if elements[name].kind is not Kind.TASK:
                waiting += [flow.to for flow in elements[name].flows]
    return [name for name in seen if elements[name].kind is Kind.TASK]


def _fresh(word: str, taken: set[str]) -> str:
    number = 2
    name = word
    while name in taken:
        name, number = f"{word}-{number}", number + 1
    return name
