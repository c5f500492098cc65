"""From the tree of a BPMN file to a drawing; whatever the profile does not know is a problem with its element."""

from collections.abc import Iterator

from lxml import etree

from motcua.domain.workflow.rules.bpmn import words
from motcua.domain.workflow.rules.bpmn.drawing import Arrow, Drawing, Lane, Node, Timer
from motcua.domain.workflow.rules.bpmn.durations import days_of
from motcua.domain.workflow.rules.bpmn.parsing import WHOLE, called, local, space
from motcua.domain.workflow.rules.step_table import read_days
from motcua.domain.workflow.rules.structure import MOST_ELEMENTS
from motcua.kernel.language import say, to_say
from motcua.kernel.vietnamese import clean

MOST_FLOWS = 1_000
PASSED = words.DRAWN | {"extensionElements", "incoming", "outgoing"}
INSIDE = {
    "collaboration": frozenset({"participant", "messageFlow"}),
    "sequenceFlow": frozenset({"conditionExpression"}),
    "boundaryEvent": frozenset({"timerEventDefinition"}),
}
WHY_NOT = {
    "task": to_say("Chưa nói ai làm; dùng userTask, manualTask, serviceTask, sendTask hoặc callActivity."),
    "scriptTask": to_say("Không chạy mã trong tệp."),
    "subProcess": to_say("Không dùng quy trình con vẽ bên trong; dùng callActivity."),
    "inclusiveGateway": to_say("Chỉ dùng exclusiveGateway và parallelGateway."),
    "multiInstanceLoopCharacteristics": to_say("Không dùng việc lặp nhiều lần; vẽ vòng lặp bằng exclusiveGateway."),
    "standardLoopCharacteristics": to_say("Không dùng việc tự lặp; vẽ vòng lặp bằng exclusiveGateway."),
}


def drawing_of(root: etree._Element) -> Drawing:
    """Read the one executable process of a file, with its lanes and pools."""
    drawing = Drawing()
    executable = _executable(root, drawing)
    pools = _pools(root, drawing)
    for part in _parts(root, drawing, words.DECLARED | {"process", "collaboration", "BPMNDiagram"}):
        if local(part) == "process" and part is not executable and executable is not None and _drawn_inside(part):
            drawing.refuse(
                called(part), say("Chỉ quy trình chạy được mới vẽ bên trong; các bên khác vẽ thành khung đóng.")
            )
    if executable is None:
        return drawing
    _facts(executable, pools.get(str(executable.get("id"))) or "", drawing)
    for known, most, what in (
        (words.NODES, MOST_ELEMENTS, say("phần tử")),
        ({"sequenceFlow"}, MOST_FLOWS, say("đường nối")),
    ):
        if sum(1 for part in executable if local(part) in known) > most:
            drawing.refuse(called(executable), say("Quy trình có quá {most} {what}.", most=most, what=what))
            return drawing
    for part in _parts(executable, drawing, words.NODES | {"sequenceFlow", "laneSet"}):
        _take(part, drawing)
    return drawing


def _executable(root: etree._Element, drawing: Drawing) -> etree._Element | None:
    found = [part for part in root if _is(part, "process") and part.get("isExecutable") in {"true", "1"}]
    if not found:
        drawing.refuse(WHOLE, say('Tệp không có quy trình nào ghi isExecutable="true".'))
        return None
    for more in found[1:]:
        drawing.refuse(called(more), say('Tệp có hơn một quy trình ghi isExecutable="true"; mỗi tệp chỉ một.'))
    return found[0] if len(found) == 1 else None


def _drawn_inside(process: etree._Element) -> bool:
    return any(local(part) not in PASSED for part in process)


def _is(part: etree._Element, name: str) -> bool:
    return space(part) == words.MODEL and local(part) == name


def _parts(parent: etree._Element, drawing: Drawing, known: frozenset[str]) -> Iterator[etree._Element]:
    """Yield the parts of an element that mean something; tell those that the profile does not know."""
    for part in parent:
        name = local(part)
        if space(part) not in {words.MODEL, words.DIAGRAM} or name not in known | PASSED:
            why = WHY_NOT.get(name) if space(part) == words.MODEL else None
            drawing.refuse(called(part), say(why) if why else say("Không dùng được «{name}» ở đây.", name=name[:60]))
        elif name not in PASSED:
            yield part


def _pools(root: etree._Element, drawing: Drawing) -> dict[str, str]:
    """Return the name of each pool that is drawn open, by its process; collapsed pools are other parties."""
    named = {}
    for part in root:
        if _is(part, "collaboration"):
            for pool in _parts(part, drawing, INSIDE["collaboration"]):
                named[str(pool.get("processRef") or "").rpartition(":")[2]] = clean(pool.get("name") or "")
    return named


def _facts(process: etree._Element, pool: str, drawing: Drawing) -> None:
    ours = _ours(process, "process", {"code", "totalDays"}, drawing)
    drawing.code = clean(ours.get("code") or str(process.get("id") or ""))
    drawing.name = clean(str(process.get("name") or "")) or pool or drawing.code
    written = ours.get("totalDays")
    drawing.total_days = None if written is None else read_days(written)
    if written is not None and (drawing.total_days is None or drawing.total_days <= 0):
        drawing.refuse(called(process), say("totalDays phải là số ngày làm việc lớn hơn 0."))


def _ours(part: etree._Element, name: str, known: set[str], drawing: Drawing) -> dict[str, str]:
    """Return the attributes of our extension of an element; extensions of other tools are passed over."""
    found: dict[str, str] = {}
    for extension in part.iterfind(f"{{{words.MODEL}}}extensionElements/{{{words.OURS}}}*"):
        attributes = {str(key): str(value) for key, value in extension.attrib.items()}
        if local(extension) != name or not set(attributes) <= known:
            drawing.refuse(
                called(part),
                say(
                    "Phần mở rộng «{extension}» hoặc mục trong đó không dùng được ở đây.",
                    extension=local(extension)[:60],
                ),
            )
        else:
            found |= attributes
    return found


def _take(part: etree._Element, drawing: Drawing) -> None:
    what = local(part)
    if what == "laneSet":
        _lanes(part, Lane(), drawing, depth=0)
    elif what == "sequenceFlow":
        _arrow(part, drawing)
    elif what == "boundaryEvent":
        _timer(part, drawing)
    else:
        _node(part, what, drawing)


def _node(part: etree._Element, what: str, drawing: Drawing) -> None:
    for _ in _parts(part, drawing, frozenset()):
        raise AssertionError
    name = str(part.get("id") or "")
    if name in drawing.nodes:
        drawing.refuse(called(part), say("Mã bước bị dùng nhiều lần."))
        return
    if part.get("isForCompensation") == "true":
        drawing.refuse(called(part), say("Không dùng việc bù trừ (isForCompensation)."))
    is_gateway = what in words.GATEWAYS
    has_merge = is_gateway and part.find(f"{{{words.MODEL}}}extensionElements/{{{words.OURS}}}merge") is not None
    known = set(words.MARKS.values()) if what in words.TASKS else set()
    ours = {} if has_merge else _ours(part, "step", known, drawing)
    drawing.nodes[name] = Node(
        name, what,
        name=clean(str(part.get("name") or "")),
        usual=str(part.get("default") or ""),
        calls=clean(str(part.get("calledElement") or "")),
        marks=frozenset(mark for mark, word in words.MARKS.items() if ours.get(word) == "true"),
        merge=has_merge,
    )  # fmt: skip


def _arrow(part: etree._Element, drawing: Drawing) -> None:
    conditions = list(_parts(part, drawing, INSIDE["sequenceFlow"]))
    when = None
    if conditions:
        when = clean("".join(conditions[0].itertext()))
        if len(conditions[0]):
            drawing.refuse(called(part), say("Điều kiện chỉ được gồm chữ."))
    source, target = str(part.get("sourceRef") or ""), str(part.get("targetRef") or "")
    label = clean(str(part.get("name") or ""))
    drawing.arrows.append(Arrow(str(part.get("id") or f"{source}-{target}"), source, target, label, when))


def _timer(part: etree._Element, drawing: Drawing) -> None:
    inside = list(_parts(part, drawing, INSIDE["boundaryEvent"]))
    texts = [text for definition in inside for text in definition if _is(text, "timeDuration")]
    if len(inside) != 1 or len(texts) != 1 or len(inside[0]) != 1:
        drawing.refuse(
            called(part), say("Sự kiện trên biên phải là đúng một hẹn giờ theo khoảng thời gian (timeDuration).")
        )
        return
    if part.get("cancelActivity") not in {"false", "0"}:
        drawing.refuse(called(part), say("Hết giờ không cắt ngang việc của người: cancelActivity phải là false."))
        return
    days = days_of("".join(texts[0].itertext()))
    if days is None:
        drawing.refuse(called(part), say("Khoảng thời gian phải viết bằng ngày, giờ, phút, giây, ví dụ P2D hoặc PT4H."))
        return
    drawing.timers.append(Timer(called(part), str(part.get("attachedToRef") or ""), days))


def _lanes(lane_set: etree._Element, outer: Lane, drawing: Drawing, depth: int) -> None:
    if depth > 20:
        drawing.refuse(called(lane_set), say("Làn lồng nhau quá 20 tầng."))
        return
    for part in _parts(lane_set, drawing, frozenset({"lane"})):
        ours = _ours(part, "lane", {"place", "role"}, drawing)
        lane = Lane(
            " ".join(clean(str(part.get("name") or "")).split()) or outer.name,
            clean(ours.get("place", outer.place)),
            clean(ours.get("role", outer.role)),
        )
        for inside in _parts(part, drawing, frozenset({"flowNodeRef", "childLaneSet"})):
            if local(inside) == "childLaneSet":
                _lanes(inside, lane, drawing, depth + 1)
            else:
                drawing.lanes[clean("".join(inside.itertext())).rpartition(":")[2]] = lane
