"""A calendar changed: every open dossier that counts with it is counted again, all in one pass (rule 14).

Later or not at all. The number of statements does not depend on the number of dossiers. Running it again for the same
calendar changes nothing, so that it may follow a publication as often as somebody likes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import Dossier, LateFinding, Supplement
from motcua.domain.dossiers.operations import clock, course, redating_rows
from motcua.domain.dossiers.operations.locking import Held, held
from motcua.domain.dossiers.operations.redating_rows import Moved, Open
from motcua.domain.dossiers.rules import plan, recounting, supplements
from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.foundation.actor import SYSTEM, Actor
from motcua.foundation.rule_packs import rule_pack_named
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import CalendarSpec, OutsideCalendar, any_desk_latest_start, prepare, redated

SAMPLES = 10
LOOKING_BACK = timedelta(minutes=15)
"""How long after a publication receptions are looked for that still counted with the calendar before it."""


class CalendarTooShort(Refusal):
    """Open dossiers cannot be counted again with the calendar: a year that they need is not in it."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            say(
                "Lịch này thiếu năm {year} mà hồ sơ đang giải quyết cần để tính lại giờ hẹn. Thêm năm đó "
                "vào lịch rồi công bố. Không có gì thay đổi.",
                year=year,
            ),
        )


@transaction.atomic
def publish_calendar(
    *,
    unit_code: str,
    spec: CalendarSpec,
    reason: str,
    by: Actor,
    at: datetime,
) -> events.CalendarPublished:
    """Publish a unit's calendar and re-date every open dossier that counts with it, in one transaction.

    The same content again publishes nothing and moves nothing. Raises Refusal as `organisation.publish_calendar` does,
    and CalendarTooShort.
    """
    version = organisation.publish_calendar(unit_code=unit_code, spec=spec, reason=reason, by=by, at=at)
    return events.CalendarPublished(version_id=version, effect=redate_for_calendar(version, by=by, at=at))


@transaction.atomic
def redate_for_calendar(
    version_id: int,
    *,
    by: Actor,
    at: datetime,
    promised_since: datetime | None = None,
) -> events.CalendarEffect:
    """Count every open dossier of the units on this calendar again; those that end later get a new promise (rule 14).

    Old promises stay, what was found late stays found. Nothing where a newer version holds already. With
    `promised_since`, only dossiers whose last promise was made since then. Raises CalendarTooShort.
    """
    unit = organisation.unit_of_calendar(version_id)
    if organisation.calendar_for(unit).version_id != version_id:
        return _effect([], [], [], 0)
    units = organisation.units_on_calendar_of(unit)
    found = redating_rows.running(units, lock=True, promised_since=promised_since)
    _find_late_before(found, at=at)
    looked_at = _with_calendars(found)
    moved = _count(looked_at)
    redating_rows.keep(_apply(moved), version_id=version_id, by=by, at=at)
    answers = _answers_moved(redating_rows.unanswered(units, lock=True))
    redating_rows.keep_answers(answers, version_id=version_id, by=by, at=at)
    _move_hand_overs(units)
    return _effect(looked_at, moved, answers, redating_rows.count_waiting(units))


def _find_late_before(found: Sequence[Dossier], *, at: datetime) -> None:
    """Find late what broke its promise before the calendar changed, whether the sweep has passed or not."""
    broken = [row for row in found if row.promised_at < at]
    known = set(LateFinding.objects.filter(dossier__in=broken).values_list("dossier_id", flat=True))
    for row in broken:
        if row.pk not in known:
            clock.find_late_before(held(row), by=SYSTEM, at=at)


def redate_missed(*, at: datetime) -> int:
    """Re-date what was received with the old calendar while a new one was being published; return how many moved.

    A reception reads its calendar before it is written: one that overtakes the publication so is found here.
    """
    moved = 0
    for version in organisation.published_since(at - LOOKING_BACK):
        moved += redate_for_calendar(version, by=SYSTEM, at=at, promised_since=at - 2 * LOOKING_BACK).moved
    return moved


def effect_of_calendar(unit_code: str, spec: CalendarSpec, at: datetime) -> events.CalendarEffect:
    """Tell what publishing this calendar of a unit would do to the open dossiers; it reads only.

    `at` is the moment of the question; the answer does not depend on it. Raises UnreadableCalendar, CalendarTooShort.
    """
    _ = at
    units = organisation.units_that_would_follow(unit_code)
    tried = {unit: prepare(spec) for unit in units}
    looked_at = _with_calendars(redating_rows.running(units), tried=tried)
    answers = _answers_moved(redating_rows.unanswered(units), tried=tried)
    return _effect(looked_at, _count(looked_at), answers, redating_rows.count_waiting(units))


def _with_calendars(found: Sequence[Dossier], tried: redating_rows.Tables | None = None) -> list[Open]:
    """Join each dossier with the calendars of its units and its pauses; `tried` stand in for those published."""
    known = organisation.calendars_of({unit for row in found for unit in (row.desk_id, row.competent_id)})
    tables = {unit: info.table for unit, info in known.items()} | dict(tried or {})
    pauses = redating_rows.pauses_of(found)
    return [
        Open(
            dossier=row,
            desk=tables[row.desk_id],
            table=tables[row.competent_id],
            version_id=known[row.competent_id].version_id,
            pauses=tuple(pauses.get(row.pk, ())),
        )
        for row in found
    ]


def _count(found: Sequence[Open]) -> list[Moved]:
    """Count all promises again; return those that end later."""
    try:
        again = recounting.counted_again([one.basis for one in found])
        early = [one for one in found if one.dossier.unit_due_at]
        own = dict(zip(map(id, early), recounting.counted_again([one.unit_basis for one in early]), strict=True))
    except OutsideCalendar as missing:
        raise CalendarTooShort(missing.year) from missing
    return [
        Moved(one, was_at=one.dossier.promised_at, recounted=new, of_unit=own.get(id(one)))
        for one, new in zip(found, again, strict=True)
        if new.due_at > one.dossier.promised_at
    ]


def _apply(moved: Sequence[Moved]) -> list[Moved]:
    """Set in memory what follows the promise: internal due moment, own due moment of the unit, steps, risk."""
    steps = redating_rows.open_steps_of(moved)
    after: dict[tuple[int, str], Decimal] = {}
    left: dict[tuple[int, tuple[str, ...]], Decimal] = {}
    for one in moved:
        dossier = one.of.dossier
        graph = workflow.graph_of(dossier.process_version_id)
        held = Held(dossier, graph, one.of.table, rule_pack_named(dossier.rule_pack))
        dossier.calendar_id, dossier.clock_start = one.of.version_id, one.recounted.start
        if dossier.any_desk_until:
            dossier.any_desk_until = max(dossier.any_desk_until, one.recounted.raw)
        if dossier.unit_due_at and one.of_unit:
            dossier.unit_due_at = redated(dossier.unit_due_at, counted_again=one.of_unit.due_at)
        dossier.paused_minutes = plan.paused_minutes(one.of.pauses, start=dossier.clock_start, table=one.of.table)
        clock.measure_against(held, one.recounted.due_at)
        one.steps = steps.get(dossier.pk, [])
        for step in one.steps:
            key = (dossier.process_version_id, step.step)
            if key not in after:
                after[key] = course.share_after(graph, step.step)
            step.due_at = course.due_with(held, step.step, after[key])
        names = tuple(step.step for step in one.steps)
        key_left = (dossier.process_version_id, names)
        if key_left not in left:
            left[key_left] = course.share_left(graph, names)
        course.count_risk(held, left[key_left])
    return list(moved)


def _answers_moved(
    asked: Sequence[Supplement],
    tried: redating_rows.Tables | None = None,
) -> list[redating_rows.Answer]:
    """Return by when people must supplement instead, later or not at all; their clock starts anew by it anyway.

    Raises CalendarTooShort.
    """
    units = {one.dossier.competent_id for one in asked}
    tables = {unit: info.table for unit, info in organisation.calendars_of(units).items()} if asked else {}
    tables |= dict(tried or {})
    moved = []
    for one in asked:
        days = rule_pack_named(one.dossier.rule_pack).deadlines.supplement_answer_days
        try:
            answer_by = supplements.days_after(one.asked_at, days, tables[one.dossier.competent_id])
        except OutsideCalendar as missing:
            raise CalendarTooShort(missing.year) from missing
        if answer_by > one.answer_by:
            moved.append((one, answer_by))
    return moved


def _move_hand_overs(units: Iterable[str]) -> None:
    """Move by when what was handed over must be taken, later or not at all, by the sender's calendar (rule 15)."""
    found = redating_rows.untaken(units)
    tables = organisation.calendars_of({one.sender_id for one in found}) if found else {}
    moved = []
    for one in found:
        deadlines = rule_pack_named(one.step.dossier.rule_pack).deadlines
        take_by = any_desk_latest_start(one.handed_at, desk=tables[one.sender_id].table, parameters=deadlines)
        if take_by > one.take_by:
            moved.append((one.pk, take_by))
    redating_rows.keep_hand_overs(moved)


def _effect(
    found: Sequence[Open],
    moved: Sequence[Moved],
    answers: Sequence[redating_rows.Answer],
    waiting: int,
) -> events.CalendarEffect:
    affected = Counter(str(one.dossier.competent_id) for one in found)
    later = Counter(str(one.of.dossier.competent_id) for one in moved)
    samples = sorted(moved, key=lambda one: (one.was_at, one.of.dossier.code))[:SAMPLES]
    return events.CalendarEffect(
        affected=len(found),
        moved=len(moved),
        waiting=waiting,
        answers=len(answers),
        units=tuple(events.UnitEffect(unit, affected[unit], later[unit]) for unit in sorted(affected)),
        samples=tuple(
            events.Redated(one.of.dossier.code, str(one.of.dossier.competent_id), one.was_at, one.recounted.due_at)
            for one in samples
        ),
    )
