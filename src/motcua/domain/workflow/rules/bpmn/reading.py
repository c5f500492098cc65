"""From a drawing to a step table: kinds of elements, ways, shares, and where the process begins."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from motcua.domain.workflow.rules import kept_doubts, soundness
from motcua.domain.workflow.rules.bpmn import defaults, words
from motcua.domain.workflow.rules.bpmn.drawing import Arrow, Drawing, Node
from motcua.domain.workflow.rules.bpmn.parsing import UnreadableFile, parse
from motcua.domain.workflow.rules.bpmn.source import drawing_of
from motcua.domain.workflow.rules.real_process.doubts import Doubt, DoubtKind
from motcua.domain.workflow.rules.step_table import CODE, ID, KEPT_WORDS, PLACE, Element, Flow, Kind, StepTable
from motcua.domain.workflow.rules.structure import Problem
from motcua.kernel.language import say, to_say

MOST_PROBLEMS = 100
REMINDERS = frozenset({"sendTask", "serviceTask"})


@dataclass(frozen=True)
class Reading:
    """What a BPMN file says: a table (None where no process could be read), problems, and what was assumed."""

    table: StepTable | None
    problems: tuple[Problem, ...]
    doubts: tuple[Doubt, ...] = ()


def read_bpmn(content: bytes) -> Reading:
    """Read a BPMN 2.0 file within the profile; every problem names its element. Whether it is sound: `faults`."""
    try:
        drawing = drawing_of(parse(content))
    except UnreadableFile as unreadable:
        return Reading(None, (unreadable.problem,))
    doubts = (*_renamed(drawing), *_reminders_left_out(drawing))
    if drawing.nodes:
        _check(drawing)
    if not drawing.nodes or drawing.problems:
        if not drawing.problems:
            drawing.refuse(drawing.code, say("Quy trình không có phần tử nào."))
        return Reading(_table(drawing) if drawing.nodes else None, tuple(drawing.problems[:MOST_PROBLEMS]))
    table, assumed = defaults.completed(_table(drawing), drawing)
    return Reading(table, (), doubts + assumed)


def faults(reading: Reading) -> tuple[Problem, ...]:
    """List the problems of reading or, where there are none, of form and soundness."""
    if reading.problems or reading.table is None:
        return reading.problems
    return soundness.faults(reading.table)[:MOST_PROBLEMS]


def _renamed(drawing: Drawing) -> Iterator[Doubt]:
    """Give another id to what is called as an act on the whole dossier is."""
    for old in sorted(KEPT_WORDS & set(drawing.nodes)):
        new = f"step-{old}"
        while new in drawing.nodes:
            new += "-2"
        names = {old: new}
        nodes = (replace(node, id=names.get(node.id, node.id)) for node in drawing.nodes.values())
        drawing.nodes = {node.id: node for node in nodes}
        drawing.lanes = {names.get(name, name): lane for name, lane in drawing.lanes.items()}
        drawing.timers = [replace(timer, on=names.get(timer.on, timer.on)) for timer in drawing.timers]
        drawing.arrows = [
            replace(arrow, source=names.get(arrow.source, arrow.source), target=names.get(arrow.target, arrow.target))
            for arrow in drawing.arrows
        ]
        yield Doubt(new, DoubtKind.ASSUMED, old, kept_doubts.WORD_TAKEN.format(old=old, new=new))


def _check(drawing: Drawing) -> None:
    if not CODE.fullmatch(drawing.code):
        drawing.refuse(
            drawing.code or "process",
            say("Mã quy trình chỉ được gồm chữ Latinh, số, dấu chấm, gạch, tối đa 40 ký tự."),
        )
    for arrow in drawing.arrows:
        for end in (arrow.source, arrow.target):
            if end not in drawing.nodes:
                drawing.refuse(
                    arrow.id, say("Đường nối tới «{end}» là phần tử không có trong quy trình.", end=end[:60])
                )
    starts = [node for node in drawing.nodes.values() if node.what == "startEvent"]
    if len(starts) != 1:
        drawing.refuse(
            starts[1].id if starts else drawing.code,
            say("Phải có đúng một điểm bắt đầu, hiện có {count}.", count=len(starts)),
        )
    for node in drawing.nodes.values():
        drawing.problems += _faults_of(node, drawing)
    for timer in drawing.timers:
        on = drawing.nodes.get(timer.on)
        if on is None or on.what not in words.TASKS:
            drawing.refuse(timer.id, say("Hẹn giờ phải gắn vào một việc của quy trình."))
    times = [timer.on for timer in drawing.timers]
    drawing.problems += [
        Problem(name, say("Mỗi việc chỉ được có một hẹn giờ."))
        for name in dict.fromkeys(times)
        if times.count(name) > 1
    ]


def _faults_of(node: Node, drawing: Drawing) -> Iterator[Problem]:
    into, out = drawing.into(node.id), drawing.out_of(node.id)
    if node.what == "startEvent":
        yield from _faults_of_start(node, into, out, drawing)
        return
    if not ID.fullmatch(node.id):
        yield Problem(node.id or node.what, say("Mã phần tử phải bắt đầu bằng chữ cái Latinh, dài tối đa 40 ký tự."))
    if node.what in words.TASKS and not node.name:
        yield Problem(node.id, say("Việc phải có tên."))
    lane = drawing.lanes.get(node.id)
    if lane is not None and lane.place and not PLACE.fullmatch(lane.place):
        yield Problem(
            node.id,
            say("Nơi thực hiện «{place}» phải là desk, competent, unit:MÃ hoặc raw:TÊN.", place=lane.place[:60]),
        )
    if node.what == "callActivity" and not CODE.fullmatch(node.calls):
        yield Problem(node.id, say("callActivity phải nêu mã quy trình được gọi ở calledElement."))
    if node.usual and node.usual not in {arrow.id for arrow in out}:
        yield Problem(node.id, say("Nhánh mặc định «{usual}» không đi ra từ đây.", usual=node.usual[:60]))
    if node.what == "parallelGateway":
        yield from _faults_of_parallel(node, into, out)


def _faults_of_start(node: Node, into: list[Arrow], out: list[Arrow], drawing: Drawing) -> Iterator[Problem]:
    if len(out) != 1 or into:
        yield Problem(node.id, say("Điểm bắt đầu phải dẫn tới đúng một phần tử và không có đường vào."))
    elif out[0].when is not None:
        yield Problem(node.id, say("Đường ra của điểm bắt đầu không được có điều kiện."))
    elif (first := drawing.nodes.get(out[0].target)) is not None and _kind(first, drawing) is Kind.JOIN:
        yield Problem(first.id, say("Quy trình không được bắt đầu bằng điểm gộp nhánh song song."))


def _faults_of_parallel(node: Node, into: list[Arrow], out: list[Arrow]) -> Iterator[Problem]:
    if len(into) > 1 and len(out) > 1:
        yield Problem(node.id, say("Cổng song song vừa gộp vừa tách; dùng hai cổng liền nhau."))
    sources = [arrow.source for arrow in into]
    if len(set(sources)) < len(sources):
        yield Problem(node.id, say("Hai đường từ cùng một phần tử vào điểm gộp song song; điểm gộp có thể chờ mãi."))


def _reminders_left_out(drawing: Drawing) -> Iterator[Doubt]:
    """Leave out what only a timer leads to, where it is nothing but messages: the system reminds by itself."""
    following: dict[str, list[str]] = {}
    for arrow in drawing.arrows:
        following.setdefault(arrow.source, []).append(arrow.target)
    others = _reached(following, [name for name in drawing.nodes if _begins(name, drawing)])
    dropped: set[str] = set()
    for timer in drawing.timers:
        path = _reached(following, following.get(timer.id, []))
        kinds = {name: drawing.nodes[name].what if name in drawing.nodes else "" for name in path}
        if not set(kinds.values()) <= REMINDERS | {"endEvent"}:
            drawing.refuse(
                timer.id, say("Sau hẹn giờ chỉ được có sendTask rồi kết thúc: hệ thống tự nhắc khi quá hạn.")
            )
        elif any(name in others for name, kind in kinds.items() if kind != "endEvent"):
            drawing.refuse(timer.id, say("Đường ra của hẹn giờ không được nhập vào các bước khác."))
        elif path:
            yield Doubt(
                timer.on,
                DoubtKind.ASSUMED,
                timer.id,
                to_say("Phần nhắc việc sau hẹn giờ được bỏ ra: hệ thống tự nhắc khi quá hạn."),
            )
        dropped |= path - others
    sources = dropped | {timer.id for timer in drawing.timers}
    drawing.nodes = {name: node for name, node in drawing.nodes.items() if name not in dropped or drawing.problems}
    drawing.arrows = [arrow for arrow in drawing.arrows if arrow.source not in sources]


def _begins(name: str, drawing: Drawing) -> bool:
    return drawing.nodes[name].what == "startEvent"


def _reached(following: dict[str, list[str]], begin: list[str]) -> set[str]:
    reached: set[str] = set()
    waiting = list(begin)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += following.get(name, [])
    return reached


def _kind(node: Node, drawing: Drawing) -> Kind:
    if node.what in words.TASKS:
        return Kind.TASK
    if node.what == "endEvent":
        return Kind.END
    if node.what == "exclusiveGateway":
        return Kind.CHOICE
    return Kind.SPLIT if len(drawing.out_of(node.id)) > 1 else Kind.JOIN


def _table(drawing: Drawing) -> StepTable:
    """Build the table as drawn; places, roles and marks that the file does not say are still empty."""
    passed = _passed_through(drawing)
    shares = {timer.on: timer.days for timer in drawing.timers}
    start = ""
    elements = []
    for node in drawing.nodes.values():
        flows = tuple(_flow(arrow, node, drawing, passed) for arrow in drawing.out_of(node.id))
        if node.what == "startEvent":
            start = flows[0].to if flows else start
        elif node.id not in passed:
            elements.append(_element(node, flows, drawing, shares.get(node.id)))
    return StepTable(drawing.code, drawing.name, drawing.total_days, start, tuple(elements))


def _passed_through(drawing: Drawing) -> dict[str, str]:
    """Return the gateways that our export put before a split or a join only to draw it rightly, and where they lead."""
    passed = {}
    for node in drawing.nodes.values():
        out = drawing.out_of(node.id)
        if node.merge and node.what == "exclusiveGateway" and len(out) == 1 and out[0].target in drawing.nodes:
            kind = _kind(drawing.nodes[out[0].target], drawing)
            sources = {arrow.source for arrow in drawing.into(node.id)}
            others = {arrow.source for arrow in drawing.into(out[0].target)}
            if kind is Kind.SPLIT or (kind is Kind.JOIN and len(sources) == 1 and not sources & others):
                passed[node.id] = out[0].target
    return passed


def _flow(arrow: Arrow, node: Node, drawing: Drawing, passed: dict[str, str]) -> Flow:
    to = passed.get(arrow.target, arrow.target)
    is_only_way = node.what == "exclusiveGateway" and len(drawing.out_of(node.id)) == 1 and arrow.when is None
    return Flow(to, arrow.label, arrow.when, default=node.usual == arrow.id or is_only_way)


def _element(node: Node, flows: tuple[Flow, ...], drawing: Drawing, share: Decimal | None) -> Element:
    kind = _kind(node, drawing)
    if kind is not Kind.TASK:
        return Element(node.id, kind, flows)
    lane = drawing.lanes.get(node.id)
    marks = {mark: mark in node.marks for mark in words.MARKS}
    place, role = (lane.place, lane.role) if lane else ("", "")
    return Element(node.id, kind, flows, name=node.name, place=place, role=role, share=share, calls=node.calls, **marks)
