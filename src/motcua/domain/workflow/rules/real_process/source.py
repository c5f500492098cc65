"""The source record as it is written, read into values; what cannot be read is refused with its field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from motcua.domain.workflow.rules.step_table import read_days
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

SAID = ("code", "name", "total_days_text", "fee_text", "version", "steps")
BREAK = re.compile(r"\[br\]|\s+", re.IGNORECASE)


class RefusedRecord(Refusal):
    """A record is not imported; `field` is where, the sentence why, `code` whose (empty where it has none)."""

    def __init__(self, code: str, field: str, reason: str) -> None:
        self.code = code
        self.field = field
        super().__init__(reason)


@dataclass(frozen=True)
class Vocabulary:
    """The words of the source software: which unit is the desk, which tasks wait for the payer, what roles mean."""

    desk_unit: str
    end: str
    no_limit: str
    return_role: str
    fee_role: str
    waiting_tasks: frozenset[str]
    decider: str
    places: Mapping[str, str]
    roles: Mapping[str, str]


@dataclass(frozen=True)
class Task:
    """One task of the source, `group` being the number of its step, from 0."""

    code: str
    name: str
    time: Decimal
    next: str
    done: bool
    group: int


@dataclass(frozen=True)
class Group:
    """One step of the source: a unit that holds the dossier for some days and does several tasks.

    `days` is None where none are stated; the source's mark for "not fixed" stays -1 in `days_text`.
    """

    order: str
    unit: str
    name: str
    role: str
    days: Decimal | None
    days_text: str
    tasks: tuple[Task, ...]
    mended: bool


@dataclass(frozen=True)
class Record:
    """One process of the source; `total` is None where no total is fixed."""

    code: str
    name: str
    total_text: str
    total: Decimal | None
    fee_text: str
    groups: tuple[Group, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks in the order written."""
        return tuple(task for group in self.groups for task in group.tasks)


def is_real_process(record: Mapping[str, object]) -> bool:
    """Tell such a record from a process document of our own."""
    return "total_days_text" in record and "steps" in record


def said_by(record: Mapping[str, object]) -> dict[str, object]:
    """Return what a record says, without what a collector wrote beside it: the same by whatever way it came."""
    return {key: record.get(key) for key in SAID}


def read_record(record: Mapping[str, object], words: Vocabulary) -> Record:
    """Read a record; raise RefusedRecord for what cannot be read."""
    code = _text(record.get("code"))
    if not code:
        raise RefusedRecord("", "code", "Quy trình không có mã.")
    groups = record.get("steps")
    if not isinstance(groups, list) or not groups or not all(isinstance(group, dict) for group in groups):
        raise RefusedRecord(code, "steps", "Quy trình không có bước nào.")
    total_text = _text(record.get("total_days_text"))
    return Record(
        code=code,
        name=_one_line(_text(record.get("name"))) or code,
        total_text=total_text,
        total=None if total_text == words.no_limit else _days(code, "total_days_text", total_text),
        fee_text=_text(record.get("fee_text")),
        groups=tuple(_group(code, number, group, words) for number, group in enumerate(groups)),
    )


def _group(code: str, number: int, group: Mapping[str, object], words: Vocabulary) -> Group:
    field = f"steps[{number}]"
    tasks = group.get("tasks")
    if not isinstance(tasks, list) or not tasks or not all(isinstance(task, dict) for task in tasks):
        raise RefusedRecord(code, f"{field}.tasks", "Bước này không có công việc nào.")
    unit, name, days_text = (_text(group.get(key)) for key in ("unit", "name", "days_text"))
    if not unit:
        raise RefusedRecord(code, f"{field}.unit", "Bước này không ghi đơn vị thực hiện.")
    known = days_text and days_text != words.no_limit
    return Group(
        order=_text(group.get("order")),
        unit=unit,
        name=_one_line(name),
        role=_text(group.get("role")),
        days=_days(code, f"{field}.days_text", days_text) if known else None,
        days_text=days_text,
        tasks=tuple(_task(code, number, place, task) for place, task in enumerate(tasks)),
        mended=_one_line(name) != name,
    )


def _task(code: str, group: int, place: int, task: Mapping[str, object]) -> Task:
    field = f"steps[{group}].tasks[{place}]"
    name, following = _text(task.get("code")), _text(task.get("next"))
    if not name:
        raise RefusedRecord(code, f"{field}.code", "Công việc không có mã.")
    return Task(
        code=name,
        name=_one_line(_text(task.get("name"))) or name,
        time=_days(code, f"{field}.time", _text(task.get("time")) or "0"),
        next=following,
        done=_text(task.get("biz_done")) == "true",
        group=group,
    )


def _days(code: str, field: str, text: str) -> Decimal:
    days = read_days(text)
    if days is None or days < 0:
        raise RefusedRecord(code, field, f"Không đọc được số ngày «{text}».")
    return days


def _text(value: object) -> str:
    return clean(value) if isinstance(value, str) else ""


def _one_line(text: str) -> str:
    return clean(BREAK.sub(" ", text)).replace("  ", " ")
