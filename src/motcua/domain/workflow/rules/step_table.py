"""The neutral source form of a process: what an author writes and an importer makes, before it is compiled.

The JSON document stands in docs/processes.md.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

FORMAT = "motcua.process/1"
ID = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,39}")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
PLACE = re.compile(r"desk|competent|unit:\S+|raw:\S.*")
# These name acts on a whole dossier on the command line; a step called so could not be addressed.
KEPT_WORDS = frozenset({
    "accept", "send_back", "not_received", "supplement", "completed", "pause", "resume", "opinion", "stop", "refuse",
    "withdraw", "void", "decide", "ready", "return", "reopen", "apologise",
})  # fmt: skip


class UnreadableProcess(Refusal):
    """A process document cannot be read; the sentence names the element and the key."""


class Kind(StrEnum):
    """What an element of a process is."""

    TASK = "task"
    CHOICE = "choice"
    SPLIT = "split"
    JOIN = "join"
    END = "end"


@dataclass(frozen=True)
class Flow:
    """One way out of an element; `when` is a condition's text, only on the ways of a choice."""

    to: str
    label: str = ""
    when: str | None = None
    default: bool = False


@dataclass(frozen=True)
class Element:
    """One element of a process; everything but `flows` is said only of tasks.

    `share` is the step's part of the limit in working days, None where it uses none of it. `calls` is the code of
    another process whose dossier the step waits for.
    """

    id: str
    kind: Kind
    flows: tuple[Flow, ...] = ()
    name: str = ""
    place: str = ""
    role: str = ""
    share: Decimal | None = None
    stops_clock: bool = False
    decides: bool = False
    refuses: bool = False
    ready: bool = False
    returns: bool = False
    calls: str = ""


@dataclass(frozen=True)
class StepTable:
    """A whole process; `total_days` is None where the limit is that of the procedure it is bound to."""

    code: str
    name: str
    total_days: Decimal | None
    start: str
    elements: tuple[Element, ...]

    @property
    def tasks(self) -> tuple[Element, ...]:
        """The steps that people do, in the author's order."""
        return tuple(element for element in self.elements if element.kind is Kind.TASK)


MARKS = ("stops_clock", "decides", "refuses", "ready", "returns")
TASK_KEYS = frozenset({"name", "place", "role", "share", "calls", *MARKS})


def from_json(document: Mapping[str, object]) -> StepTable:
    """Read a process document; refuse the first thing that is not as docs/processes.md says."""
    _only(document, {"format", "code", "name", "total_days", "start", "elements"}, say("Quy trình"))
    if document.get("format") != FORMAT:
        raise UnreadableProcess(say("Tài liệu quy trình phải ghi «format» là «{format}».", format=FORMAT))
    code = _text(document, "code", say("Quy trình"))
    if not CODE.fullmatch(code):
        raise UnreadableProcess(
            say("Mã quy trình «{code}» chỉ được gồm chữ Latinh, số, dấu chấm, gạch ngang, gạch dưới.", code=code)
        )
    return StepTable(
        code=code,
        name=_text(document, "name", say("Quy trình")),
        total_days=_days(document, "total_days", say("Quy trình")),
        start=_text(document, "start", say("Quy trình")),
        elements=tuple(_element(item) for item in _list(document, "elements", say("Quy trình"))),
    )


def _element(item: Mapping[str, object]) -> Element:
    name = _text(item, "id", say("Phần tử"))
    where = say("Bước «{name}»", name=name)
    if not ID.fullmatch(name):
        raise UnreadableProcess(
            say("{where}: mã bước phải bắt đầu bằng chữ cái Latinh, dài tối đa 40 ký tự.", where=where)
        )
    if name in KEPT_WORDS:
        raise UnreadableProcess(say("{where}: mã này đã dành cho một thao tác trên hồ sơ.", where=where))
    kind = _kind(item, where)
    _only(item, {"id", "kind", "flows"} | (TASK_KEYS if kind is Kind.TASK else frozenset()), where)
    flows = tuple(_flow(flow, where) for flow in (_list(item, "flows", where) if "flows" in item else ()))
    return _task(item, name, flows, where) if kind is Kind.TASK else Element(id=name, kind=kind, flows=flows)


def _task(item: Mapping[str, object], name: str, flows: tuple[Flow, ...], where: str) -> Element:
    place = _text(item, "place", where)
    if not PLACE.fullmatch(place):
        raise UnreadableProcess(
            say(
                "{where}: nơi thực hiện «{place}» phải là desk, competent, unit:MÃ hoặc raw:TÊN.",
                where=where,
                place=place,
            )
        )
    calls = _text(item, "calls", where) if "calls" in item else ""
    if calls and not CODE.fullmatch(calls):
        raise UnreadableProcess(say("{where}: «calls» phải là mã của một quy trình.", where=where))
    return Element(
        id=name, kind=Kind.TASK, flows=flows, place=place,
        name=_text(item, "name", where), role=_text(item, "role", where), share=_days(item, "share", where), calls=calls,
        **{mark: _mark(item, mark, where) for mark in MARKS},
    )  # fmt: skip


def _flow(item: Mapping[str, object], where: str) -> Flow:
    _only(item, {"to", "label", "when", "default"}, where)
    return Flow(
        to=_text(item, "to", where),
        label=_text(item, "label", where) if "label" in item else "",
        when=_text(item, "when", where) if "when" in item else None,
        default=_mark(item, "default", where),
    )


def _kind(item: Mapping[str, object], where: str) -> Kind:
    try:
        return Kind(_text(item, "kind", where))
    except ValueError as error:
        raise UnreadableProcess(
            say("{where}: loại phần tử phải là task, choice, split, join hoặc end.", where=where)
        ) from error


def _only(item: Mapping[str, object], known: set[str] | frozenset[str], where: str) -> None:
    unknown = sorted(set(item) - known)
    if unknown:
        raise UnreadableProcess(
            say("{where} có mục «{unknown}» không dùng được ở đây.", where=where, unknown=unknown[0])
        )


def _text(item: Mapping[str, object], key: str, where: str) -> str:
    value = item.get(key)
    if not isinstance(value, str) or not clean(value):
        raise UnreadableProcess(say("{where} thiếu «{key}» hoặc «{key}» không phải là chữ.", where=where, key=key))
    return clean(value)


def _list(item: Mapping[str, object], key: str, where: str) -> Sequence[Mapping[str, object]]:
    value = item.get(key)
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise UnreadableProcess(say("{where}: «{key}» phải là một danh sách.", where=where, key=key))
    return value


def _mark(item: Mapping[str, object], key: str, where: str) -> bool:
    value = item.get(key, False)
    if not isinstance(value, bool):
        raise UnreadableProcess(say("{where}: «{key}» phải là true hoặc false.", where=where, key=key))
    return value


def _days(item: Mapping[str, object], key: str, where: str) -> Decimal | None:
    value = item.get(key)
    if value is None:
        return None
    days = read_days(value) if isinstance(value, str) else None
    if days is None or days < 0 or (key == "total_days" and days == 0):
        raise UnreadableProcess(
            say('{where}: «{key}» phải là số ngày làm việc viết trong nháy, ví dụ "0.5".', where=where, key=key)
        )
    return days


def read_days(text: str) -> Decimal | None:
    """Read a number of days, with a comma or a point before the part; None where it is no plain number."""
    try:
        days = Decimal(clean(text).replace(",", "."))
    except InvalidOperation:
        return None
    return days if days.is_finite() and abs(days) < 10_000 else None


def to_json(table: StepTable) -> dict[str, object]:
    """Write a process document; `from_json` of it gives the same table."""
    return {
        "format": FORMAT,
        "code": table.code,
        "name": table.name,
        "total_days": plain(table.total_days),
        "start": table.start,
        "elements": [_element_json(element) for element in table.elements],
    }


def _element_json(element: Element) -> dict[str, object]:
    written: dict[str, object] = {"id": element.id, "kind": element.kind.value}
    if element.kind is Kind.TASK:
        written |= {"name": element.name, "place": element.place, "role": element.role, "share": plain(element.share)}
        written |= {mark: True for mark in MARKS if getattr(element, mark)}
        written |= {"calls": element.calls} if element.calls else {}
    if element.flows:
        written["flows"] = [_flow_json(flow) for flow in element.flows]
    return written


def _flow_json(flow: Flow) -> dict[str, object]:
    written: dict[str, object] = {"to": flow.to}
    if flow.label:
        written["label"] = flow.label
    if flow.when is not None:
        written["when"] = flow.when
    if flow.default:
        written["default"] = True
    return written


def plain(days: Decimal | None) -> str | None:
    """Write days without exponent or useless zeros: 14.50 as "14.5"."""
    if days is None:
        return None
    written = format(days, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def in_vietnamese(days: Decimal) -> str:
    """Write days as a person reads them: "14,5"."""
    return (plain(days) or "0").replace(".", ",")
