"""The internal process of a procedure: which one, where and by whom each step is done, and what is still to say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.workflow import api as workflow
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.desk.presenting_answers import Option
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import fold
from motcua.kernel.working_time import LimitUnit

RAW = "raw:"
UNIT = "unit:"
PLACE_NAMES: Mapping[str, str] = {"desk": to_say("Một cửa nơi nhận"), "competent": to_say("Đơn vị giải quyết")}
PLACE_FIELD, ROLE_FIELD = "noi:", "vai-tro:"
LIKE = 0.5
MOST_LIKELY = 6
SKIPPED = frozenset({"thu", "tuc", "ve", "va", "cua", "cho", "doi", "voi", "theo", "giay", "cap"})


@dataclass(frozen=True)
class Select:
    """One word of the source that must be bound: its field, its label, the steps where it stands, the choices."""

    name: str
    label: str
    steps: str
    groups: tuple[tuple[str, tuple[Option, ...]], ...]
    is_known: bool


def limit_days_of(page: procedures.PublicationPage) -> Decimal | None:
    """Return the one limit of the procedure in working days; none where it is of another kind or differs by place."""
    limits = {offer.limit for case in page.content.cases for offer in case.offers}
    only = next(iter(limits)) if len(limits) == 1 else None
    return only.amount if only is not None and only.unit is LimitUnit.WORKING_DAY else None


def process_groups(page: procedures.PublicationPage, chosen: str) -> list[tuple[str, tuple[Option, ...]]]:
    """Return the processes to choose from: those made for the procedure or called like it first."""
    every = workflow.processes()
    likely = sorted(
        (one for one in every if _likeness(one, page) >= LIKE), key=lambda one: (-_likeness(one, page), one.code)
    )[:MOST_LIKELY]
    rest = [one for one in every if one not in likely]
    groups = (
        (say("Gần với tên thủ tục này"), likely),
        (say("Tự xây dựng"), [one for one in rest if one.source == "own"]),
        (say("Nhập từ phần mềm cũ"), [one for one in rest if one.source != "own"]),
    )
    return [(name, tuple(_process_option(one, chosen) for one in found)) for name, found in groups if found]


def _likeness(one: workflow.ProcessInfo, page: procedures.PublicationPage) -> float:
    if page.code in one.code:
        return 2.0
    own, wanted = _words(one.name), _words(page.content.name)
    return len(own & wanted) / len(own | wanted) if own and wanted else 0.0


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).replace(",", " ").split()) - SKIPPED


def _process_option(one: workflow.ProcessInfo, chosen: str) -> Option:
    days = one.latest.total_days
    total = say(", {days} ngày", days=wording.number(days)) if days is not None else ""
    return Option(one.code, f"{one.code} {one.name}{total}", checked=one.code == chosen)


def binding_of(
    code: str, page: procedures.PublicationPage, *, typed: Mapping[str, str], units: Sequence[organisation.UnitInfo]
) -> dict[str, Any]:
    """Return what must be said to bind a process: its steps, its unbound words with their usual meaning, its sum.

    Raises UnknownProcess.
    """
    version = workflow.latest(code)
    table = workflow.table_of(version.id)
    usual = workflow.import_vocabulary()
    places = [
        _place_select(word, table, usual.places.get(word, ""), typed=typed, units=units)
        for word in version.unbound.places
    ]
    roles = [
        _role_select(word, table, usual.roles.get(word, ""), typed=typed)
        for word in version.unbound.roles
        if not _all_decided_outside(word, table, usual.decider)
    ]
    selects = [*places, *roles]
    return {
        "code": code,
        "version_id": version.id,
        "name": version.process_name,
        "asked": [one for one in selects if not one.is_known],
        "known": [one for one in selects if one.is_known],
        "rows": step_rows(table.tasks, {}, usual),
        **_sums(version.id, limit_days_of(page)),
        "reason": typed.get("reason", ""),
        "doubts": [doubt.reason for doubt in version.doubts],
    }


def _all_decided_outside(word: str, table: workflow.StepTable, decider: str) -> bool:
    """Tell whether a role stands only at steps that the leader signs, so that nothing is left to ask."""
    steps = [step for step in table.tasks if step.role == RAW + word]
    return bool(decider) and all(step.decides and step.place != "desk" for step in steps)


def _place_select(
    word: str,
    table: workflow.StepTable,
    usual: str,
    *,
    typed: Mapping[str, str],
    units: Sequence[organisation.UnitInfo],
) -> Select:
    name = PLACE_FIELD + word
    chosen = typed.get(name, usual)
    places = tuple(
        Option(value, say(label), checked=value == chosen) for value, label in reversed(list(PLACE_NAMES.items()))
    )
    groups = [(say("Theo hồ sơ"), places)]
    for level in organisation.Level:
        options = tuple(
            Option(UNIT + unit.code, f"{unit.name} ({unit.code})", checked=UNIT + unit.code == chosen)
            for unit in units
            if unit.level is level
        )
        if options:
            groups.append((say(organisation.LEVEL_NAMES[level]), options))
    steps = ", ".join(step.name for step in table.tasks if step.place == RAW + word)
    return Select(name, word, steps, tuple(groups), is_known=bool(usual))


def _role_select(word: str, table: workflow.StepTable, usual: str, *, typed: Mapping[str, str]) -> Select:
    name = ROLE_FIELD + word
    chosen = typed.get(name, usual)
    working = (organisation.Role.RECEPTION, organisation.Role.HANDLER, organisation.Role.LEADER)
    options = tuple(
        Option(role.value, say(organisation.ROLE_NAMES[role]), checked=role.value == chosen) for role in working
    )
    steps = ", ".join(step.name for step in table.tasks if step.role == RAW + word)
    return Select(name, word, steps, ((say("Vai trò"), options),), is_known=bool(usual))


def step_rows(tasks: Iterable[Any], unit_names: Mapping[str, str], usual: Any = None) -> list[dict[str, Any]]:
    """Return the steps of a process: name, place and role in words, working days."""
    return [
        {
            "name": task.name,
            "who": ", ".join(
                part for part in (_place_words(task.place, unit_names, usual), _role_words(task, usual)) if part
            ),
            "days": wording.number(task.share) if task.share is not None else "",
        }
        for task in tasks
    ]


def _place_words(place: str, unit_names: Mapping[str, str], usual: Any) -> str:
    if place.startswith(RAW):
        word = place.removeprefix(RAW)
        place = usual.places.get(word, word) if usual else word
    if place.startswith(UNIT):
        code = place.removeprefix(UNIT)
        return unit_names.get(code, code)
    return say(PLACE_NAMES.get(place, place))


def _role_words(task: Any, usual: Any) -> str:
    role = task.role
    if role.startswith(RAW):
        word = role.removeprefix(RAW)
        signs = usual and task.decides and task.place != "desk"
        role = usual.decider if signs else (usual.roles.get(word, word) if usual else word)
    known = {one.value: say(name) for one, name in organisation.ROLE_NAMES.items()}
    return str(known.get(role, role)).lower() if role in known else str(role)


def bound_process(page: procedures.PublicationPage, unit_names: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the bound process with how its sum stands against the limit; none where none is bound."""
    if page.process is None:
        return None
    version = page.process
    table, sums = workflow.table_of(version.id), _sums(version.id, limit_days_of(page))
    return {
        "code": version.process_code,
        "name": version.process_name,
        "rows": step_rows(table.tasks, unit_names),
        "reason": version.shares_reason if sums["missed"] else "",
        **sums,
    }


def _sums(version_id: int, limit: Decimal | None) -> dict[str, str]:
    """Say how the steps of a process add up against a limit: `missed` or `fits`, one of them."""
    table, graph = workflow.table_of(version_id), workflow.graph_of(version_id)
    missed = workflow.shares_check(table, graph, limit)
    if missed is not None:
        return {"missed": missed, "fits": ""}
    total = workflow.total_of(graph)
    if limit is not None and total == limit:
        return {"missed": "", "fits": say("Cộng {total} ngày, khớp thời hạn", total=wording.number(total))}
    return {"missed": "", "fits": say("Các bước chia thời hạn theo tỷ lệ")}


class NothingChosen(Refusal):
    """No process, or a word of it, was chosen."""


def words_said(posted: Mapping[str, str], prefix: str) -> dict[str, str]:
    """Return what the form says each word of the source means. Raises NothingChosen for one left open."""
    said = {name.removeprefix(prefix): value for name, value in posted.items() if name.startswith(prefix)}
    for word, value in said.items():
        if not value:
            raise NothingChosen(say("Chưa chọn đơn vị hoặc vai trò cho “{word}”.", word=word))
    return said
