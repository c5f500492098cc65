"""From a step table to a BPMN 2.0 file with its diagram; reading the file gives the same table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from motcua.domain.workflow.rules.bpmn import words
from motcua.domain.workflow.rules.bpmn.durations import duration_of
from motcua.domain.workflow.rules.bpmn.layout import Box, Layout, layout_of
from motcua.domain.workflow.rules.step_table import Element, Flow, Kind, StepTable, plain

PREFIXES = {
    "bpmn": words.MODEL, "bpmndi": words.DIAGRAM, "di": words.SHAPES, "dc": words.BOUNDS,
    "xsi": words.SCHEMA, "motcua": words.OURS,
}  # fmt: skip
TAGS = {Kind.TASK: "userTask", Kind.CHOICE: "exclusiveGateway", Kind.SPLIT: "parallelGateway",
        Kind.JOIN: "parallelGateway", Kind.END: "endEvent"}  # fmt: skip
SHAPES = {Kind.TASK: "task", Kind.END: "event"}
PLACES = {"desk": "Bộ phận một cửa", "competent": "Cơ quan giải quyết"}
ROLES = {"reception": "tiếp nhận", "handler": "thụ lý", "leader": "lãnh đạo"}


@dataclass(frozen=True)
class _Line:
    id: str
    source: str
    target: str
    flow: Flow | None = None


@dataclass
class _Plan:
    """What will be written: ids of everything that the table has no word for, the lines, the lanes."""

    table: StepTable
    taken: set[str]
    lines: list[_Line] = field(default_factory=list)
    merges: dict[str, str] = field(default_factory=dict)
    lanes: dict[tuple[str, str], int] = field(default_factory=dict)
    band_of: dict[str, int] = field(default_factory=dict)

    def fresh(self, word: str) -> str:
        name, number = word, 2
        while name in self.taken:
            name, number = f"{word}-{number}", number + 1
        self.taken.add(name)
        return name


def write_bpmn(table: StepTable) -> bytes:
    """Return the BPMN 2.0 file of a sound process, UTF-8, with the place of every element in the diagram."""
    plan = _Plan(table, {element.id for element in table.elements})
    start = plan.fresh("start")
    _draw_lines(plan, start)
    _fill_lanes(plan, start)
    layout = _layout(plan, start)
    ids = {word: plan.fresh(word) for word in ("process", "collaboration", "pool", "definitions", "diagram", "plane")}
    lane_ids = [plan.fresh(f"lane-{number + 1}") for number in range(len(plan.lanes))]
    root = etree.Element(_q("bpmn:definitions"), nsmap=PREFIXES, id=ids["definitions"], targetNamespace=words.OURS)
    collaboration = _add(root, "bpmn:collaboration", id=ids["collaboration"])
    _add(collaboration, "bpmn:participant", id=ids["pool"], name=table.name, processRef=ids["process"])
    process = _add(root, "bpmn:process", id=ids["process"], name=table.name, isExecutable="true")
    facts = {"code": table.code} | ({} if table.total_days is None else {"totalDays": plain(table.total_days) or ""})
    _add(_add(process, "bpmn:extensionElements"), "motcua:process", **facts)
    _write_lanes(process, plan, lane_ids)
    timers = _write_nodes(process, plan, start)
    for line in plan.lines:
        _write_line(process, line)
    _write_diagram(root, plan, layout, ids, lane_ids, timers)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _q(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{PREFIXES[prefix]}}}{local}"


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _q(tag), {key: _letters(text) for key, text in attributes.items()})


def _letters(text: str) -> str:
    """Leave out the two code points that are no letters and that XML cannot hold."""
    return text.replace("\ufffe", "").replace("\uffff", "")


def _draw_lines(plan: _Plan, start: str) -> None:
    """Draw every flow; ways that meet in a split or come twice into a join pass a gateway that lets them meet."""
    elements = {element.id: element for element in plan.table.elements}
    ways = [(start, Flow(plan.table.start))] + [(e.id, flow) for e in plan.table.elements for flow in e.flows]
    into: dict[str, list[str]] = {}
    for source, flow in ways:
        into.setdefault(flow.to, []).append(source)
    through: dict[tuple[str, str], str] = {}
    for source, flow in ways:
        kind = elements[flow.to].kind
        meets = kind is Kind.SPLIT and len(into[flow.to]) > 1
        twice = kind is Kind.JOIN and into[flow.to].count(source) > 1
        key = (flow.to, source if twice else "")
        if (meets or twice) and key not in through:
            through[key] = plan.fresh(f"merge-{len(through) + 1}")
            plan.merges[through[key]] = flow.to
        target = through[key] if meets or twice else flow.to
        plan.lines.append(_Line(plan.fresh(f"flow-{len(plan.lines) + 1}"), source, target, flow))
    for merge, target in plan.merges.items():
        plan.lines.append(_Line(plan.fresh(f"flow-{len(plan.lines) + 1}"), merge, target))


def _fill_lanes(plan: _Plan, start: str) -> None:
    """One lane for each place and role; what is no step lies in the lane of a step that leads to it."""
    for step in plan.table.tasks:
        plan.lanes.setdefault((step.place, step.role), len(plan.lanes))
    plan.band_of = {step.id: plan.lanes[step.place, step.role] for step in plan.table.tasks}
    rest = [start, *plan.merges, *(e.id for e in plan.table.elements if e.kind is not Kind.TASK)]
    for _ in range(len(rest)):
        for line in plan.lines:
            if line.source in plan.band_of:
                plan.band_of.setdefault(line.target, plan.band_of[line.source])
        if all(name in plan.band_of for name in rest if name != start):
            break
    for name in rest:
        plan.band_of.setdefault(name, 0)


def _layout(plan: _Plan, start: str) -> Layout:
    shapes = {start: "event"} | {e.id: SHAPES.get(e.kind, "gateway") for e in plan.table.elements}
    shapes |= dict.fromkeys(plan.merges, "gateway")
    return layout_of(shapes, [(line.source, line.target) for line in plan.lines], start, plan.band_of, len(plan.lanes))


def _write_lanes(process: etree._Element, plan: _Plan, ids: list[str]) -> None:
    lane_set = _add(process, "bpmn:laneSet", id=plan.fresh("lanes"))
    for (place, role), number in plan.lanes.items():
        lane = _add(lane_set, "bpmn:lane", id=ids[number], name=_lane_name(place, role))
        _add(_add(lane, "bpmn:extensionElements"), "motcua:lane", place=place, role=role)
        for name, band in plan.band_of.items():
            if band == number:
                _add(lane, "bpmn:flowNodeRef").text = name


def _lane_name(place: str, role: str) -> str:
    told = PLACES.get(place, place.partition(":")[2])
    return f"{told} · {ROLES.get(role, role.removeprefix('raw:'))}"


def _write_nodes(process: etree._Element, plan: _Plan, start: str) -> dict[str, str]:
    """Write start, elements, meeting gateways and timers; return the timers with the step that each stands on."""
    _between(_add(process, "bpmn:startEvent", id=start), start, plan)
    timers = {}
    for element in plan.table.elements:
        _write_element(process, element, plan)
        if element.share is not None:
            timer = plan.fresh(f"timer-{element.id}")
            event = _add(process, "bpmn:boundaryEvent", id=timer, attachedToRef=element.id, cancelActivity="false")
            duration = _add(_add(event, "bpmn:timerEventDefinition"), "bpmn:timeDuration")
            duration.set(_q("xsi:type"), "bpmn:tFormalExpression")
            duration.text = duration_of(element.share)
            timers[timer] = element.id
    for merge in plan.merges:
        gateway = _add(process, "bpmn:exclusiveGateway", id=merge)
        _add(_add(gateway, "bpmn:extensionElements"), "motcua:merge")
        _between(gateway, merge, plan)
    return timers


def _write_element(process: etree._Element, element: Element, plan: _Plan) -> None:
    tag = "callActivity" if element.calls else TAGS[element.kind]
    node = _add(process, f"bpmn:{tag}", id=element.id)
    if element.kind is Kind.TASK:
        node.set("name", _letters(element.name))
    if element.calls:
        node.set("calledElement", element.calls)
    usual = [line.id for line in plan.lines if line.source == element.id and line.flow and line.flow.default]
    if usual:
        node.set("default", usual[0])
    marks = {word: "true" for mark, word in words.MARKS.items() if getattr(element, mark)}
    if marks:
        _add(_add(node, "bpmn:extensionElements"), "motcua:step", **marks)
    _between(node, element.id, plan)


def _between(node: etree._Element, name: str, plan: _Plan) -> None:
    for line in plan.lines:
        if line.target == name:
            _add(node, "bpmn:incoming").text = line.id
    for line in plan.lines:
        if line.source == name:
            _add(node, "bpmn:outgoing").text = line.id


def _write_line(process: etree._Element, line: _Line) -> None:
    written = _add(process, "bpmn:sequenceFlow", id=line.id, sourceRef=line.source, targetRef=line.target)
    if line.flow and line.flow.label:
        written.set("name", _letters(line.flow.label))
    if line.flow and line.flow.when is not None:
        condition = _add(written, "bpmn:conditionExpression")
        condition.set(_q("xsi:type"), "bpmn:tFormalExpression")
        condition.text = _letters(line.flow.when)


def _write_diagram(
    root: etree._Element,
    plan: _Plan,
    layout: Layout,
    ids: Mapping[str, str],
    lane_ids: list[str],
    timers: Mapping[str, str],
) -> None:
    diagram = _add(root, "bpmndi:BPMNDiagram", id=ids["diagram"])
    plane = _add(diagram, "bpmndi:BPMNPlane", id=ids["plane"], bpmnElement=ids["collaboration"])
    _shape(plane, ids["pool"], layout.pool, isHorizontal="true")
    for name, box in zip(lane_ids, layout.bands, strict=True):
        _shape(plane, name, box, isHorizontal="true")
    for name, box in layout.nodes.items():
        _shape(plane, name, box)
    for timer, step in timers.items():
        box = layout.nodes[step]
        _shape(plane, timer, Box(box.x + box.width - 28, box.y + box.height - 18, 36, 36))
    for line in plan.lines:
        edge = _add(plane, "bpmndi:BPMNEdge", id=f"{line.id}_di", bpmnElement=line.id)
        for x, y in layout.line(line.source, line.target):
            _add(edge, "di:waypoint", x=str(x), y=str(y))


def _shape(plane: etree._Element, name: str, box: Box, **more: str) -> None:
    shape = _add(plane, "bpmndi:BPMNShape", id=f"{name}_di", bpmnElement=name, **more)
    _add(shape, "dc:Bounds", x=str(box.x), y=str(box.y), width=str(box.width), height=str(box.height))
