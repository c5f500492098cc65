"""BPMN files in few words, as other tools write them: good ones, bad ones, and attacks."""

from dataclasses import dataclass
from itertools import pairwise

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n'


def task(name, title=None, *, tag="userTask", inside="", **attributes):
    more = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<{tag} id="{name}" name="{title or f"Việc {name}"}"{more}>{inside}</{tag}>'


def plain(tag, name, inside="", **attributes):
    more = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<{tag} id="{name}"{more}>{inside}</{tag}>'


def way(source, target, when=None, name=None):
    inside = f"<conditionExpression><![CDATA[{when}]]></conditionExpression>" if when else ""
    return f'<sequenceFlow id="{name or f"{source}_{target}"}" sourceRef="{source}" targetRef="{target}">{inside}</sequenceFlow>'


def ways(*names):
    """Write the flows along a row of elements."""
    return "".join(way(source, target) for source, target in pairwise(names))


def xor(name, usual=None):
    return plain("exclusiveGateway", name, **({"default": usual} if usual else {}))


def both(name):
    return plain("parallelGateway", name)


def timer(on, duration="P2D", cancel="false", inside=None):
    inside = inside or f"<timerEventDefinition><timeDuration>{duration}</timeDuration></timerEventDefinition>"
    return f'<boundaryEvent id="t_{on}" attachedToRef="{on}" cancelActivity="{cancel}">{inside}</boundaryEvent>'


def lanes(**members):
    """Write lanes; a name with _ for blanks, and the ids in it."""
    written = "".join(
        f'<lane id="lane_{number}" name="{name.replace("_", " ")}">'
        + "".join(f"<flowNodeRef>{member}</flowNodeRef>" for member in names)
        + "</lane>"
        for number, (name, names) in enumerate(members.items())
    )
    return f'<laneSet id="lanes">{written}</laneSet>'


START, END = plain("startEvent", "begin"), plain("endEvent", "end")
THREE = task("receive", "Tiếp nhận") + task("appraise", "Thẩm định") + task("give", "Trả kết quả")
STRAIGHT = START + THREE + END + ways("begin", "receive", "appraise", "give", "end")


def process(*inside, name="QT-BPMN", executable="true"):
    return f'<process id="{name}" name="Quy trình thử" isExecutable="{executable}">{"".join(inside)}</process>'


def definitions(*inside, prolog=PROLOG, encoding="utf-8"):
    text = f'{prolog}<definitions xmlns="{MODEL}" xmlns:motcua="urn:motcua:bpmn:1" id="d" targetNamespace="thu">{"".join(inside)}</definitions>'
    return text.encode(encoding)


def file(*inside):
    return definitions(process(*inside))


def extension(word, **attributes):
    more = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<extensionElements><motcua:{word}{more}/></extensionElements>"


def straight_with(more="", *, first="", appraise=None, after=""):
    middle = appraise or task("appraise", "Thẩm định")
    return file(first, START, task("receive"), middle, task("give", "Trả kết quả"), END,
                ways("begin", "receive", "appraise", "give", "end"), more, after)  # fmt: skip


def choice_file(usual="x_give", when="choice = 'no'", **more):
    return file(START, task("receive"), xor("x", usual), task("refuse"), task("sign"), xor("m"), task("give"), END,
                ways("begin", "receive", "x"), way("x", "refuse", when), way("x", "sign", name="x_give"),
                ways("refuse", "m"), ways("sign", "m", "give", "end"))  # fmt: skip


def parallel_file(close):
    return file(START, task("receive"), both("s"), task("a"), task("b"), close("j"), task("sign"), task("give"), END,
                ways("begin", "receive", "s", "a", "j", "sign", "give", "end"), ways("s", "b", "j"))  # fmt: skip


def doubling_file(levels=90):
    """Write splits whose two ways meet and split again: without a limit the tokens would double at each."""
    parts, flows = [START, task("receive")], ways("begin", "receive", "s0")
    for level in range(levels):
        parts += [both(f"s{level}"), xor(f"a{level}"), xor(f"m{level}")]
        flows += ways(f"s{level}", f"a{level}", f"m{level}") + way(f"s{level}", f"m{level}")
        flows += way(f"m{level}", f"s{level + 1}") if level + 1 < levels else way(f"m{level}", "give")
    return file(*parts, task("give"), END, flows, ways("give", "end"))


def choosing_file(branches=24):
    """Write a split into choices: each combination of ways is another move."""
    parts, flows = [START, task("receive"), both("s"), both("j")], ways("begin", "receive", "s")
    for number in range(branches):
        c, a, b, m = f"c{number}", f"a{number}", f"b{number}", f"m{number}"
        parts += [xor(c, f"{c}_{a}"), task(a), task(b), xor(m)]
        flows += way("s", c) + way(c, b, f"f{number}") + way(c, a) + ways(a, m, "j") + ways(b, m)
    return file(*parts, task("sign"), task("give"), END, flows, ways("j", "sign", "give", "end"))


def forking_file(levels=90):
    """Write choices whose two ways meet and fork again: 2 to the power of 90 ways lead to one step."""
    parts, flows = [START, task("begin_task")], ways("begin", "begin_task", "c0")
    for level in range(levels):
        parts += [xor(f"c{level}", f"d{level}"), xor(f"m{level}")]
        after = f"c{level + 1}" if level + 1 < levels else "sign"
        flows += (
            way(f"c{level}", f"m{level}", "x") + way(f"c{level}", after, name=f"d{level}") + way(f"m{level}", after)
        )
    return file(*parts, task("sign"), task("give"), END, flows, ways("sign", "give", "end"))


def wide_file(branches=40):
    names = [f"b{number}" for number in range(branches)]
    return file(START, task("receive"), both("s"), *[task(name) for name in names], both("j"), task("sign"), task("give"), END,
                ways("begin", "receive", "s"), *[ways("s", name, "j") for name in names], ways("j", "sign", "give", "end"))  # fmt: skip


def laughing_file():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return definitions(process(STRAIGHT).replace("Quy trình thử", "&l11;"),
                       prolog=f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{entities}]>')  # fmt: skip


def long_choice_file(ways_out=900):
    flows = "".join(way("x", "sign", f"choice = 'w{n}'", name=f"w{n}") for n in range(ways_out))
    return file(START, task("receive"), xor("x", "x_sign"), task("sign"), task("give"), END,
                ways("begin", "receive", "x", "sign", "give", "end"), flows)  # fmt: skip


@dataclass(frozen=True)
class Bad:
    """A file that is refused: at which element, and a word of the reason."""

    content: bytes
    element: str
    says: str


GOOD = {
    "straight, of another tool": file(STRAIGHT),
    "a choice with its default": choice_file(),
    "parallel branches that meet in a parallel gateway": parallel_file(both),
    "manual, service and send tasks": file(START, task("a", tag="manualTask"), task("b", tag="serviceTask"),
        task("c", tag="sendTask"), task("give"), END, ways("begin", "a", "b", "c", "give", "end")),
    "a call activity": straight_with(appraise=task("appraise", tag="callActivity", calledElement="QT-KHAC")),
    "a timer on a step": straight_with(timer("appraise", "P2DT4H")),
    "a reminder after a timer": straight_with(timer("appraise") + task("mail", tag="sendTask") + plain("endEvent", "told"),
        after=ways("t_appraise", "mail", "told")),
    "lanes by name": straight_with(first=lanes(Bộ_phận_một_cửa=["begin", "receive", "give", "end"], Lãnh_đạo=["appraise"])),
    "lanes inside a lane": straight_with(first='<laneSet id="ls"><lane id="l" name="Sở"><childLaneSet id="c">'
        '<lane id="l1" name="Chuyên viên"><flowNodeRef>appraise</flowNodeRef></lane></childLaneSet></lane></laneSet>'),
    "lanes whose names mean nothing to us": straight_with(first=lanes(Phòng_X=["appraise"])),
    "a lane whose name has two lines": straight_with(first=lanes(Phòng_X=["appraise"])).replace("Phòng X".encode(), "Phòng&#10;X".encode()),
    "our own lanes": straight_with(first='<laneSet id="ls"><lane id="l">' + extension("lane", place="unit:H12.14", role="handler")
        + "<flowNodeRef>appraise</flowNodeRef></lane></laneSet>"),
    "our own marks": file(START, task("receive"), task("tax", inside=extension("step", stopsClock="true")),
        task("sign", inside=extension("step", decides="true")), task("give", inside=extension("step", ready="true", returns="true")),
        END, ways("begin", "receive", "tax", "sign", "give", "end")),
    "a loop with a way out": file(START, task("receive"), task("draft"), xor("x", "x_give"), task("give"), END,
        ways("begin", "receive", "draft", "x"), way("x", "draft", "choice = 'redo'"), way("x", "give"), ways("give", "end")),
    "two ends": file(START, task("receive"), xor("x", "x_a"), task("a"), task("b"), END, plain("endEvent", "other"),
        ways("begin", "receive", "x"), way("x", "a"), way("x", "b", "no"), ways("a", "end"), ways("b", "other")),
    "a single task": file(START, task("only"), END, ways("begin", "only", "end")),
    "collapsed pools and messages": definitions('<collaboration id="co"><participant id="p" name="Tỉnh" processRef="QT-BPMN"/>'
        '<participant id="q" name="Người dân"/><messageFlow id="mf" sourceRef="q" targetRef="receive"/></collaboration>', process(STRAIGHT)),
    "an empty process of another party": definitions(process(STRAIGHT), process(name="other", executable="false")),
    "notes and groups": straight_with('<documentation>Ghi chú</documentation><textAnnotation id="n"><text>x</text></textAnnotation>'
        '<association id="as" sourceRef="n" targetRef="receive"/><group id="g"/>'),
    "extensions of another tool": straight_with(appraise=task("appraise", inside='<extensionElements><z:form xmlns:z="other" '
        'key="1"><z:field/></z:form></extensionElements>')),
    "declarations that nothing uses": definitions('<message id="m"/><signal id="si"/><error id="er"/>', process(STRAIGHT)),
    "a byte order mark": b"\xef\xbb\xbf" + file(STRAIGHT),
    "no declaration of the encoding": definitions(process(STRAIGHT), prolog=""),
    "a prefix before every name": file(STRAIGHT).replace(b"</", b"</b:").replace(b"<", b"<b:").replace(b"<b:/b:", b"</b:")
        .replace(b"<b:?", b"<?").replace(b"xmlns=", b"xmlns:b="),
    "decomposed Vietnamese letters": file(STRAIGHT).decode().replace("ế", "ê\u0301").encode(),
}  # fmt: skip

TWO = definitions(process(STRAIGHT), process(STRAIGHT, name="QT-HAI"))
BAD = {
    "billion laughs": Bad(laughing_file(), "DOCTYPE", "DOCTYPE"),
    "an external entity": Bad(definitions(process(STRAIGHT).replace("Quy trình thử", "&x;"),
        prolog='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'), "DOCTYPE", "DOCTYPE"),
    "a document type of elsewhere": Bad(definitions(process(STRAIGHT), prolog='<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">'),
        "DOCTYPE", "DOCTYPE"),
    "an entity that nobody declared": Bad(file(STRAIGHT.replace("Thẩm định", "&x;")), "definitions", "XML"),
    "an inclusion": Bad(straight_with('<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>'),
        "include", "include"),
    "Python in a condition": Bad(choice_file(when="__import__('os').system('id')"), "x", "điều kiện"),
    "two conditions in one": Bad(choice_file(when="a and b"), "x", "điều kiện"),
    "an element inside a condition": Bad(choice_file().replace(b"<![CDATA[choice = 'no']]>", b"a<documentation/>"), "x_refuse", "chữ"),
    "an exclusive choice without default": Bad(choice_file(usual=None), "x", "mặc định"),
    "a default that leads elsewhere": Bad(choice_file(usual="begin_receive"), "x", "mặc định"),
    "a way without condition": Bad(choice_file(when=None), "x", "thiếu điều kiện"),
    "two executable processes": Bad(TWO, "QT-HAI", "hơn một quy trình"),
    "no executable process": Bad(definitions(process(STRAIGHT, executable="false")), "definitions", "isExecutable"),
    "an open pool of another party": Bad(definitions(process(STRAIGHT), process(STRAIGHT, name="Q", executable="false")), "Q", "khung đóng"),
    "a cycle without exit": Bad(file(START, task("receive"), task("a"), xor("x", "x_a"), END, task("give"),
        ways("begin", "receive", "a", "x", "a"), ways("give", "end")), "give", "Không có đường"),
    "a cycle without exit beside a way out": Bad(file(START, task("r"), xor("x", "x_a"), task("a"), task("b"), task("sign"),
        task("give"), END, ways("begin", "r", "x", "a", "b", "a"), way("x", "sign", "ok"), ways("sign", "give", "end")), "a", ""),
    "a loop in which nobody does anything": Bad(file(START, task("r"), xor("x", "x_y"), xor("y", "y_x"), task("s"), task("give"), END,
        ways("begin", "r", "x", "y", "x"), way("y", "s", "ok"), ways("s", "give", "end")), "x", "vòng lặp"),
    "an AND-split closed by XOR": Bad(parallel_file(xor), "sign", "hai lần"),
    "an XOR-split closed by AND": Bad(choice_file().replace(b'<exclusiveGateway id="m"></exclusiveGateway>', both("m").encode()),
        "m", "chờ mãi"),
    "two ways of one gateway into a join": Bad(file(START, task("r"), both("s"), xor("x", "f1"), task("b"), both("j"), task("g"), END,
        ways("begin", "r", "s", "x"), way("x", "j", name="f1"), way("x", "j", "ok", name="f2"), ways("s", "b", "j", "g", "end")),
        "j", "cùng một phần tử"),
    "a gateway that joins and splits": Bad(file(START, task("r"), both("s"), task("a"), task("b"), both("j"), task("c"), task("d"),
        both("k"), task("g"), END, ways("begin", "r", "s", "a", "j", "c", "k", "g", "end"), ways("s", "b", "j", "d", "k")),
        "j", "hai cổng"),
    "a task with two ways out": Bad(straight_with(way("receive", "give")), "receive", "Chỉ được dẫn tới một bước"),
    "a plain task": Bad(straight_with(appraise=task("appraise", tag="task")), "appraise", "userTask"),
    "a script": Bad(straight_with(appraise=task("appraise", tag="scriptTask")), "appraise", "mã"),
    "a process inside": Bad(straight_with(appraise=plain("subProcess", "appraise")), "appraise", "callActivity"),
    "an inclusive gateway": Bad(straight_with(appraise=plain("inclusiveGateway", "appraise")), "appraise", "exclusiveGateway"),
    "an element that nobody knows": Bad(straight_with('<teleport id="tp"/>'), "tp", "teleport"),
    "an element of another namespace": Bad(straight_with('<z:task xmlns:z="other" id="zt"/>'), "zt", "task"),
    "a data object": Bad(straight_with('<dataObject id="do"/>'), "do", "dataObject"),
    "a task done many times": Bad(straight_with(appraise=task("appraise", inside="<multiInstanceLoopCharacteristics/>")),
        "multiInstanceLoopCharacteristics", "vòng lặp"),
    "a compensation": Bad(straight_with(appraise=task("appraise", isForCompensation="true")), "appraise", "bù trừ"),
    "a start by a timer": Bad(file(plain("startEvent", "begin", "<timerEventDefinition id='te'/>"), THREE, END,
        ways("begin", "receive", "appraise", "give", "end")), "te", "timerEventDefinition"),
    "an end that stops everything": Bad(file(START, THREE, plain("endEvent", "end", "<terminateEventDefinition id='te'/>"),
        ways("begin", "receive", "appraise", "give", "end")), "te", "terminateEventDefinition"),
    "no start": Bad(file(THREE, END, ways("receive", "appraise", "give", "end")), "QT-BPMN", "điểm bắt đầu"),
    "two starts": Bad(straight_with(plain("startEvent", "begin2"), after=way("begin2", "give")), "begin2", "điểm bắt đầu"),
    "no end": Bad(file(START, THREE, ways("begin", "receive", "appraise", "give")), "give", "Không dẫn tới"),
    "a step that no way reaches": Bad(straight_with(task("lost"), after=way("lost", "give")), "lost", "Không có đường"),
    "a flow to nothing": Bad(straight_with(way("appraise", "nowhere", name="f9")), "f9", "không có trong quy trình"),
    "an id twice": Bad(straight_with(task("appraise")), "appraise", "nhiều lần"),
    "an id with Vietnamese letters": Bad(file(STRAIGHT.replace("appraise", "thẩm")), "thẩm", "Latinh"),
    "an id of 41 letters": Bad(file(STRAIGHT.replace("appraise", "a" * 41)), "a" * 41, "40"),
    "a task without name": Bad(straight_with(appraise=plain("userTask", "appraise")), "appraise", "tên"),
    "an interrupting timer": Bad(straight_with(timer("appraise", cancel="true")), "t_appraise", "cancelActivity"),
    "a timer in months": Bad(straight_with(timer("appraise", "P1M")), "t_appraise", "P2D"),
    "a timer for a date": Bad(straight_with(timer("appraise",
        inside="<timerEventDefinition><timeDate>2026-11-25</timeDate></timerEventDefinition>")), "t_appraise", "timeDuration"),
    "a message on the border": Bad(straight_with(timer("appraise", inside="<messageEventDefinition id='me'/>")), "me", "messageEventDefinition"),
    "a timer on nothing": Bad(straight_with(timer("nothing")), "t_nothing", "gắn vào"),
    "two timers on a step": Bad(straight_with(timer("appraise") + timer("appraise")), "appraise", "một hẹn giờ"),
    "work after a timer": Bad(straight_with(timer("appraise") + task("late"), after=ways("t_appraise", "late", "end")), "t_appraise", "sendTask"),
    "a call of nothing": Bad(straight_with(appraise=task("appraise", tag="callActivity")), "appraise", "calledElement"),
    "an unknown place": Bad(straight_with(first='<laneSet id="ls"><lane id="l">' + extension("lane", place="somewhere", role="handler")
        + "<flowNodeRef>appraise</flowNodeRef></lane></laneSet>"), "appraise", "desk"),
    "an unknown word of our extension": Bad(straight_with(appraise=task("appraise", inside=extension("step", decide="true"))), "appraise", "mở rộng"),
    "a share while the clock stands": Bad(file(START, task("r"), task("tax", inside=extension("step", stopsClock="true")), timer("tax"),
        task("s", inside=extension("step", decides="true")), task("give", inside=extension("step", ready="true", returns="true")), END,
        ways("begin", "r", "tax", "s", "give", "end")), "tax", "đồng hồ"),
    "ISO-8859-1 declared": Bad(definitions(process(STRAIGHT), prolog='<?xml version="1.0" encoding="ISO-8859-1"?>'), "xml", "ISO-8859-1"),
    "windows-1258 undeclared": Bad(definitions(process(name="Q"), prolog="").replace(b"Quy", b"\xd2\xe2"), "xml", "UTF-8"),
    "UTF-16": Bad(definitions(process(STRAIGHT), prolog="", encoding="utf-16"), "xml", "UTF-8"),
    "a truncated file": Bad(file(STRAIGHT)[:-200], "definitions", "cắt ngang"),
    "an empty file": Bad(b"", "definitions", "XML"),
    "no XML": Bad(b'{"format": "motcua.process/1"}', "definitions", "XML"),
    "another kind of XML": Bad(b"<html><body/></html>", "html", "definitions"),
    "BPMN without its namespace": Bad(file(STRAIGHT).replace(MODEL.encode(), b"other"), "definitions", "BPMN 2.0"),
    "50 MB": Bad(file(STRAIGHT) + b" " * 50_000_000, "definitions", "lớn hơn"),
    "elements inside each other without end": Bad(file(STRAIGHT, "<group>" * 20_000 + "</group>" * 20_000), "definitions", "XML"),
    "lanes inside each other without end": Bad(straight_with(first='<laneSet id="l0"><lane id="x0">' + "".join(
        f'<childLaneSet id="l{n}"><lane id="x{n}">' for n in range(1, 40)) + "</lane></childLaneSet>" * 39 + "</lane></laneSet>"), "l21", "20 tầng"),
    "301 elements": Bad(file(STRAIGHT, *[task(f"n{n}") for n in range(300)]), "QT-BPMN", "300 phần tử"),
    "1,001 flows": Bad(file(STRAIGHT, *[way("receive", "give", name=f"g{n}") for n in range(1001)]), "QT-BPMN", "1000 đường nối"),
    "splits that double their tokens": Bad(doubling_file(), "s1", "hai lần"),
    "choices that double their ways": Bad(forking_file(), "begin_task", "quá nhiều trạng thái"),
    "a combination of many choices": Bad(choosing_file(), "receive", "quá nhiều trạng thái"),
    "40 parallel branches": Bad(wide_file(), "receive", "quá nhiều trạng thái"),
    "10,000 unknown elements": Bad(straight_with("<teleport/>" * 10_000), "teleport", "teleport"),
}  # fmt: skip
GOOD["an id that the command line keeps"] = file(STRAIGHT.replace("appraise", "withdraw"))
HEAVY_BUT_GOOD = {"a choice of 900 ways": long_choice_file()}
