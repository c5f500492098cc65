"""A process in words, for every audience: its steps in order, who does each, and where each way leads."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.entrypoints.web import wording

PLACE_NAMES = {"desk": "bộ phận một cửa", "competent": "cơ quan giải quyết"}
MARK_NAMES = {
    "stops_clock": "đồng hồ dừng",
    "decides": "quyết định",
    "refuses": "từ chối",
    "ready": "có kết quả tại một cửa",
    "returns": "trả kết quả",
}
KIND_NAMES = {"choice": "Chọn một hướng", "split": "Làm song song", "join": "Chờ đủ các nhánh", "end": "Kết thúc"}
RAW, UNIT = "raw:", "unit:"
NO_UNITS: Mapping[str, str] = {}


def elements(version_id: int, on: date) -> list[dict[str, Any]]:
    """Return every element of a version in the author's order: what it is, who does it, where its ways lead."""
    return elements_of(workflow.table_of(version_id), on)


def elements_of(table: workflow.StepTable, on: date) -> list[dict[str, Any]]:
    """Return every element of a process in the author's order, as `elements`."""
    units = {one.place.removeprefix(UNIT) for one in table.tasks if one.place.startswith(UNIT)}
    names = organisation.unit_names(units, on)
    labels = {one.id: one.name or KIND_NAMES[one.kind.value] for one in table.elements}
    return [_element(one, names, labels) for one in table.elements]


def _element(one: Any, units: Mapping[str, str], labels: dict[str, str]) -> dict[str, Any]:
    is_step = one.kind.value == "task"
    marks = [words for mark, words in MARK_NAMES.items() if getattr(one, mark)]
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
        return f"{flow.label or flow.when}: sang {target}"
    return f"{flow.label or 'còn lại'}: sang {target}" if flow.default else f"sang {target}"


def place_words(place: str, units: Mapping[str, str] = NO_UNITS) -> str:
    """Return where a step is done, in words; a place still to be bound says so."""
    if place.startswith(UNIT):
        return units.get(place.removeprefix(UNIT), place.removeprefix(UNIT))
    return PLACE_NAMES.get(place, f"{place.removeprefix(RAW)} (chưa gắn)")


def role_words(role: str) -> str:
    """Return who does a step, in words; a role still to be bound says so."""
    known = {one.value: name for one, name in organisation.ROLE_NAMES.items()}
    return str(known[role]).lower() if role in known else f"{role.removeprefix(RAW)} (chưa gắn)"
