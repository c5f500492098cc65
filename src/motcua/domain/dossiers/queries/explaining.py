"""Every promise of a dossier day by day, with what moved it and the law it rests on (deadlines, rule 17)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from motcua.domain.dossiers.queries.corrections import CorrectionInfo
from motcua.domain.dossiers.queries.details import DossierInfo, PromiseInfo, SegmentInfo
from motcua.domain.dossiers.queries.reopening import ReopeningInfo
from motcua.domain.dossiers.rules.corrections import READY_AT
from motcua.domain.dossiers.rules.words import Because, ClockKind
from motcua.domain.organisation import api as organisation
from motcua.foundation.rule_packs import rule_pack_named
from motcua.kernel.working_time import CountedDay, LimitUnit, Pause, explain


@dataclass(frozen=True)
class ExplainedDay:
    """One day of a promise; `law` says by what it is off, made up or not counted, empty for a plain working day."""

    on: date
    kind: str
    name: str
    minutes: int | None
    paused: str
    law: str


@dataclass(frozen=True)
class PromiseFact:
    """What made a promise what it is, besides its days.

    `kind`: start, any_desk, supplement, paused, calendar_changed, internal, unit_due, apology, corrected, decided_anew,
    taken_up; the last four do not move the promise. `since` and `until` are the two moments it tells of, each where there
    is one: of a correction the moment of the result before and after, of a reopening the settlement or end and itself.
    """

    kind: str
    since: datetime | None
    until: datetime | None
    reason: str
    law: str


@dataclass(frozen=True)
class ExplainedPromise:
    """One promised moment, in force since `since`; `was_at` is the one before it. `law`: by what it is counted."""

    number: int
    at: datetime
    because: str
    since: datetime
    was_at: datetime | None
    counted_from: datetime
    calendar_id: int
    law: str
    facts: tuple[PromiseFact, ...]
    days: tuple[ExplainedDay, ...]


def explained(info: DossierInfo) -> tuple[ExplainedPromise, ...]:
    """Return every promise of a dossier, oldest first, each counted by the calendar it was made with."""
    law = rule_pack_named(info.rule_pack).law_of
    before: list[PromiseInfo | None] = [None, *info.promises]
    return tuple(
        ExplainedPromise(
            number=number,
            at=promise.at,
            because=promise.because,
            since=promise.since,
            was_at=was.at if was else None,
            counted_from=promise.counted_from,
            calendar_id=promise.calendar_id,
            law=law[str(info.counting if info.limit.unit == LimitUnit.WORKING_DAY else info.limit.unit)],
            facts=tuple(_facts(info, number, law)),
            days=_days(info, number, law),
        )
        for number, (was, promise) in enumerate(pairwise(before), start=1)
        if promise is not None
    )


def _pauses(info: DossierInfo, number: int) -> list[SegmentInfo]:
    """Return the pauses by which a promise had moved: each that ended made one promise, those before a restart fell away."""
    promises = info.promises[:number]
    made = sum(one.because == Because.PAUSED for one in promises)
    ended = [one for one in info.segments if one.kind == ClockKind.PAUSED and one.until is not None]
    restarted = max((one.since for one in promises if one.because == Because.SUPPLEMENT_COMPLETED), default=None)
    return [one for one in ended[:made] if restarted is None or one.since >= restarted]


def _days(info: DossierInfo, number: int, law: Mapping[str, str]) -> tuple[ExplainedDay, ...]:
    promise = info.promises[number - 1]
    pauses = [Pause(one.since, one.until, one.reason) for one in _pauses(info, number) if one.until is not None]
    table = organisation.calendar_version(promise.calendar_id).table
    days = explain(
        promise.counted_from, promise.at, table=table, limit=info.limit, counting=info.counting, pauses=pauses
    )
    return tuple(_day(day, law) for day in days)


def _day(day: CountedDay, law: Mapping[str, str]) -> ExplainedDay:
    kinds = [str(day.kind), *(["paused"] if day.paused else [])]
    by = "; ".join(filter(None, (law.get(kind, "") for kind in kinds)))
    return ExplainedDay(day.on, str(day.kind), day.name, day.minutes, day.paused, by)


def _facts(info: DossierInfo, number: int, law: Mapping[str, str]) -> list[PromiseFact]:
    """Return what led to a promise in the order it happened, and for the present one what is measured beside it."""
    promise = info.promises[number - 1]
    restarts = sum(one.because == Because.SUPPLEMENT_COMPLETED for one in info.promises[:number])
    found = []
    if restarts:
        asked = [one for one in info.supplements if one.completed_at][restarts - 1]
        found.append(_fact("supplement", asked.asked_at, asked.completed_at, asked.reason, law))
    else:
        kind = "any_desk" if info.any_desk_until else "start"
        found.append(_fact(kind, info.received_at, promise.counted_from, "", law))
    found += [_fact("paused", one.since, one.until, one.reason, law) for one in _pauses(info, number)]
    if promise.because == Because.CALENDAR_CHANGED:
        reason = organisation.reason_of_calendar(promise.calendar_id)
        found.append(_fact("calendar_changed", info.promises[number - 2].at, promise.at, reason, law))
    found += _amended(info, number, law)
    return found + (_beside(info, law) if number == len(info.promises) else [])


def _amended(info: DossierInfo, number: int, law: Mapping[str, str]) -> list[PromiseFact]:
    """Return what was reopened, and corrected of the moment of the result, while a promise was in force."""
    begin = info.promises[number - 1].since
    end = info.promises[number].since if number < len(info.promises) else None
    told = [(one.at, *_corrected(one)) for one in info.corrections] + [
        (one.at, *_reopened(one)) for one in info.reopenings
    ]
    return [
        _fact(kind, since, until, reason, law)
        for at, kind, since, until, reason in sorted(told, key=lambda one: one[0])
        if since is not None and at >= begin and (end is None or at < end)
    ]


def _corrected(one: CorrectionInfo) -> tuple[str, datetime | None, datetime | None, str]:
    """Return no moments for what corrects no moment."""
    moved = [(part.was, part.now) for part in one.fields if part.name == READY_AT]
    was, now = map(datetime.fromisoformat, moved[0]) if moved else (None, None)
    return "corrected", was, now, one.reason


def _reopened(one: ReopeningInfo) -> tuple[str, datetime | None, datetime | None, str]:
    kind = "decided_anew" if one.ready_at else "taken_up"
    return kind, one.ready_at or one.ended_at, one.at, one.reason


def _beside(info: DossierInfo, law: Mapping[str, str]) -> list[PromiseFact]:
    found = []
    if info.internal_due_at:
        found.append(_fact("internal", None, info.internal_due_at, "", law))
    if info.unit_due_at:
        found.append(_fact("unit_due", info.unit_received_at, info.unit_due_at, "", law))
    if info.apology and info.apology.is_signed and info.apology.new_moment:
        found.append(_fact("apology", info.promised_at, info.apology.new_moment, info.apology.reason, law))
    return found


def _fact(
    kind: str, since: datetime | None, until: datetime | None, reason: str, law: Mapping[str, str]
) -> PromiseFact:
    return PromiseFact(kind, since, until, reason, law[kind])
