"""A process in words, for every audience: its steps in order, who does each, and where each way leads."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.entrypoints.web import wording
from motcua.kernel.language import say, to_say

PLACE_NAMES = {"desk": to_say("bộ phận một cửa"), "competent": to_say("cơ quan giải quyết")}
MARK_NAMES = {
    "stops_clock": to_say("đồng hồ dừng"),
    "decides": to_say("quyết định"),
    "refuses": to_say("từ chối"),
    "ready": to_say("có kết quả tại một cửa"),
    "returns": to_say("trả kết quả"),
}
KIND_NAMES = {
    "choice": to_say("Chọn một hướng"),
    "split": to_say("Làm song song"),
    "join": to_say("Chờ đủ các nhánh"),
    "end": to_say("Kết thúc"),
}
RAW, UNIT = "raw:", "unit:"
NO_UNITS: Mapping[str, str] = {}


def elements(version_id: int, on: date) -> list[dict[str, Any]]:
    """Return every element of a version in the author's order: what it is, who does it, where its ways lead."""
    return elements_of(workflow.table_of(version_id), on)


def elements_of(table: workflow.StepTable, on: date) -> list[dict[str, Any]]:
    """Return every element of a process in the author's order, as `elements`."""
    units = {one.place.removeprefix(UNIT) for one in table.tasks if one.place.startswith(UNIT)}
    names = organisation.unit_names(units, on)
    labels = {one.id: one.name or say(KIND_NAMES[one.kind.value]) for one in table.elements}
    return [_element(one, names, labels) for one in table.elements]


def _element(one: Any, units: Mapping[str, str], labels: dict[str, str]) -> dict[str, Any]:
    is_step = one.kind.value == "task"
    marks = [say(words) for mark, words in MARK_NAMES.items() if getattr(one, mark)]
    return {
        "id": one.id,
        "name": labels[one.id],
        "is_step": is_step,
        "who": f"{place_words(one.place, units)}, {role_words(one.role)}" if is_step else "",
        "days": wording.number(one.share) if one.share is not None else "",
        "marks": ", ".join(marks),
        "ways": [_way(flow, labels) for flow in one.flows],
    }


def _way(flow: Any, labels: dict[str, str]) -> str:
    target = f"“{labels.get(flow.to, flow.to)}”"
    if flow.when:
        return say("{way}: sang {target}", way=flow.label or flow.when, target=target)
    if flow.default:
        return say("{way}: sang {target}", way=flow.label or say("còn lại"), target=target)
    return say("sang {target}", target=target)


def place_words(place: str, units: Mapping[str, str] = NO_UNITS) -> str:
    """Return where a step is done, in words; a place still to be bound says so."""
    if place.startswith(UNIT):
        return units.get(place.removeprefix(UNIT), place.removeprefix(UNIT))
    known = PLACE_NAMES.get(place)
    return say(known) if known else say("{word} (chưa gắn)", word=place.removeprefix(RAW))


def role_words(role: str) -> str:
    """Return who does a step, in words; a role still to be bound says so."""
    known = {one.value: say(name) for one, name in organisation.ROLE_NAMES.items()}
    return known[role].lower() if role in known else say("{word} (chưa gắn)", word=role.removeprefix(RAW))
