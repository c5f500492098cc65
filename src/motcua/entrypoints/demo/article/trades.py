"""What can be filed in the scenario, as the model sees it: read from what is published and from the processes it is settled by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.domain.procedures import api as procedures
from motcua.domain.workflow import api as workflow
from motcua.entrypoints.demo import article_catalogue
from motcua.entrypoints.demo.article.setting import (
    COMMUNE,
    DISTRICT,
    ONLINE,
    PROVINCE,
    RECEPTION,
    Course,
    Offer,
    StepPlan,
    Trade,
)
from motcua.kernel.working_time import WorkingTable

_LEVELS = {"unit": PROVINCE, "district_of_desk": DISTRICT, "commune_of_desk": COMMUNE}
_LONGEST = 20
_BEFORE_THE_RESULT = frozenset({"choice"})


def trades(
    table: WorkingTable, *, begins: datetime, units: frozenset[str], commonest: Mapping[str, list[str]]
) -> tuple[Trade, ...]:
    """Return every procedure that can be filed, the commonest of each level first, then in the order of their codes.

    One that needs a unit which the province of 2022 has not, or works on two ways at once, is left out.
    """
    versions = _versions(begins)
    found = [
        trade
        for code in sorted(versions, key=lambda one: (_rank(one, commonest), one))
        if (trade := _trade(code, versions[code], table, units)) is not None
    ]
    return tuple(found)


def _rank(code: str, commonest: Mapping[str, list[str]]) -> int:
    return next((codes.index(code) for codes in commonest.values() if code in codes), 1000)


def _versions(begins: datetime) -> dict[str, list[tuple[datetime, procedures.PublishedInfo]]]:
    """Return what is published of each procedure when the scenario begins, and from each decision on that follows."""
    found = {one.code: [(begins, procedures.published(one.code, begins))] for one in article_catalogue.catalogue()}
    for decision in article_catalogue.decisions():
        # Of two decisions from one day the second is published a second after the first.
        since = decision.start
        if since > begins:
            for code in {setting.code for setting in decision.settings}:
                found[code].append((since, procedures.published(code, since + timedelta(seconds=5))))
    return found


def _trade(
    code: str,
    versions: list[tuple[datetime, procedures.PublishedInfo]],
    table: WorkingTable,
    units: frozenset[str],
) -> Trade | None:
    content = versions[0][1].content
    course = course_of(workflow.graph_of(versions[0][1].process_version_id), units)
    offers = tuple(_offer(since, published, table) for since, published in versions)
    if course is None or content.competent is None or not all(one.limits for one in offers):
        return None
    is_unit = content.competent.kind == "unit"
    return Trade(code, _LEVELS[content.competent.kind], content.competent.code if is_unit else "", course, offers)


def _offer(since: datetime, published: procedures.PublishedInfo, table: WorkingTable) -> Offer:
    content = published.content
    limits = {
        (case.number, channel.value): offer.limit
        for case in content.cases
        for channel in procedures.Channel
        if (offer := case.offer(channel)) is not None and offer.limit is not None
    }
    has_counter = any(channel != ONLINE for _, channel in limits)
    return Offer(table.minute_of(since), limits, is_online=content.online_level is not None or not has_counter)


@dataclass(frozen=True)
class _Way:
    """A way through a process so far: what was done, what is open, what was answered, whether it came to a refusal."""

    steps: tuple[StepPlan, ...]
    open_step: str
    facts: Mapping[str, object]
    waiting: tuple[str, ...]
    refuses: bool = False


def course_of(graph: workflow.Graph, units: frozenset[str]) -> Course | None:
    """Return the usual way of a process, and its way to a refusal; None where the model cannot go it."""
    begun = _begun(graph)
    if begun is None:
        return None
    usual = next(_ways(graph, begun, units, only_usual=True), None)
    if usual is None:
        return None
    refused = next((way for way in _ways(graph, begun, units, only_usual=False) if way.refuses), None)
    return Course(usual.steps, refused.steps if refused else ())


def _begun(graph: workflow.Graph) -> _Way | None:
    first = workflow.enter(graph)
    info = graph.step(first.opened[0])
    if len(first.opened) != 1 or info.place != "desk" or info.role != RECEPTION or workflow.answers(graph, info.id):
        return None
    moved = workflow.advance(graph, info.id, {}, first.waiting)
    return _Way((), moved.opened[0], {}, tuple(moved.waiting)) if len(moved.opened) == 1 else None


def _ways(graph: workflow.Graph, way: _Way, units: frozenset[str], *, only_usual: bool) -> Iterator[_Way]:
    """Yield the ways to the result, the usual answer of each step first."""
    info = graph.step(way.open_step)
    if info.ready:
        if info.returns and info.place == "desk":
            yield way
        return
    known = info.place in {"desk", "competent"} or info.place.removeprefix("unit:") in units
    if not known or len(way.steps) > _LONGEST or any(one.id == info.id for one in way.steps):
        return
    answers = [dict(one.data) for one in reversed(workflow.answers(graph, info.id))] or [{}]
    for data in answers[:1] if only_usual else answers:
        following = _after(graph, way, info, data)
        if following is not None:
            yield from _ways(graph, following, units, only_usual=only_usual)


def _after(graph: workflow.Graph, way: _Way, info: workflow.StepInfo, data: dict[str, object]) -> _Way | None:
    facts = {**way.facts, **data}
    moved = workflow.advance(graph, info.id, facts, way.waiting)
    if len(moved.opened) != 1:
        return None
    plan = StepPlan(info.id, info.place, info.role, info.decides, info.stops_clock, data)
    kept = {name: value for name, value in facts.items() if name not in _BEFORE_THE_RESULT}
    return _Way((*way.steps, plan), moved.opened[0], kept, tuple(moved.waiting), way.refuses or info.refuses)
