"""The score of one settled dossier: the points of each index, who worked on it, what was answered and found."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.surveys.queries.scores import (
    ATTITUDE,
    PUBLICITY,
    TIME,
    NotWatched,
    outcome_of,
    require_watching,
    watched,
    worst,
)
from motcua.domain.surveys.queries.slips import (
    AnswerInfo,
    FindingInfo,
    Period,
    Publicity,
    Slip,
    answers,
    findings_of,
    known_until,
    period_of,
    slips,
)
from motcua.domain.surveys.rules import scoring
from motcua.domain.surveys.rules.scoring import NoData, Point, Score
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say
from motcua.kernel.rule_pack import RulePack
from motcua.kernel.scoring_rules import IndexRule, Scored, Source
from motcua.kernel.working_time import Lateness, local

FIRST_DAY = date(1900, 1, 1)


@dataclass(frozen=True)
class PartScore:
    """What one officer did for one unit on the dossier, how it stood, and its points for time."""

    unit: str
    officer: str
    standing: Lateness | None
    points: int | None


@dataclass(frozen=True)
class DossierScore:
    """The score of a settlement; of one officer's part in it where `officer` is told.

    `earlier` are answers to settlements before it was reopened: they stay to be read and count no more.
    `complaint`: whether its slip has a complaint on attitude, of which something may be found.
    """

    code: str
    settlement: int
    procedure_name: str
    competent: str
    settled_at: datetime
    standing: Lateness
    officer: str
    points: Mapping[int, Point]
    score: Score
    parts: tuple[PartScore, ...]
    answers: tuple[AnswerInfo, ...]
    earlier: tuple[AnswerInfo, ...]
    complaint: bool
    findings: tuple[FindingInfo, ...]


@dataclass(frozen=True)
class DossierPage:
    """A page of dossiers with their scores, and how many there are in all."""

    rows: tuple[DossierScore, ...]
    counted: int
    pack: RulePack


def scores_of_dossiers(
    codes: Collection[str], period: Period, *, officer: str = "", units: Collection[str] | None = None
) -> dict[str, DossierScore]:
    """Return scores by code; `officer`: of that officer's parts only; `units`: told are the parts of these only."""
    pack = rule_pack_on(period.last)
    handled = dossiers.handling.handled(codes, period)
    said = {one.code: one for one in slips(period, codes=codes)}
    public = Publicity(known_until(period.as_of)) if handled else None
    given: dict[str, list[AnswerInfo]] = {}
    for answer in answers(codes=codes, officer=officer, units=units, known=known_until(period.as_of)):
        given.setdefault(answer.code, []).append(answer)
    found = {}
    for code, one in handled.items():
        parts = [part for part in one.parts if officer in ("", part.officer) and (units is None or part.unit in units)]
        if parts:
            found[code] = _scored(one, tuple(parts), said.get(code), given.get(code, []), public, pack, officer)
    return found


def _scored(
    one: dossiers.handling.Handled,
    parts: tuple[dossiers.handling.Part, ...],
    slip: Slip | None,
    every: list[AnswerInfo],
    public: Publicity | None,
    pack: RulePack,
    officer: str,
) -> DossierScore:
    rules = pack.scoring
    given = tuple(answer for answer in every if answer.settlement == one.number)
    time = worst(part.standing for part in (parts if officer else one.parts))
    accepted = {answer.index for answer in given if officer and answer.is_accepted}
    points: dict[int, Point] = {}
    for number in rules.of(Scored.OFFICER if officer else Scored.DOSSIER):
        point = _point(rules.indices[number], one, time, slip, public)
        points[number] = Point(point.points, NoData.ACCEPTED) if number in accepted else point
    counted = {
        number: None if one.points is None or one.no_data else Decimal(one.points) for number, one in points.items()
    }
    attitude = rules.number_of(ATTITUDE)
    complaint = slip is not None and attitude is not None and slip.answers.get(attitude) == "complaint"
    return DossierScore(
        code=one.code,
        settlement=one.number,
        procedure_name=one.procedure_name,
        competent=one.competent,
        settled_at=one.settled_at,
        standing=one.lateness,
        officer=officer,
        points=points,
        score=scoring.score_of(counted, rules),
        parts=tuple(_part(part, pack) for part in parts),
        answers=given,
        earlier=tuple(answer for answer in every if answer.settlement < one.number),
        complaint=complaint,
        findings=findings_of(slip.rating) if slip is not None and complaint else (),
    )


def _part(part: dossiers.handling.Part, pack: RulePack) -> PartScore:
    number = pack.scoring.number_of(TIME)
    known = number is not None and part.standing is not None
    points = pack.scoring.indices[number].points[part.standing.value] if known and number and part.standing else None
    return PartScore(part.unit, part.officer, part.standing, points)


def _point(
    index: IndexRule,
    one: dossiers.handling.Handled,
    time: Lateness | None,
    slip: Slip | None,
    public: Publicity | None,
) -> Point:
    if index.source == Source.PERSON:
        outcome = None if slip is None else outcome_of(slip, index, {one.code: one})
        asked = slip is not None and index.number in slip.answers
        lacks = NoData.NOT_FOUND_YET if asked else NoData.NOT_SAID
    elif index.computed == TIME:
        outcome, lacks = (time.value if time else None), NoData.NO_LIMIT
    elif index.computed == PUBLICITY and public is not None:
        day = local(one.received_at).date()
        outcome, lacks = public.outcome(desk=one.desk, version=one.version, received_on=day), NoData.NO_SOURCE
    else:
        outcome, lacks = None, NoData.NO_SOURCE
    return Point(None, lacks) if outcome is None else Point(index.points[outcome])


def dossiers_of_officer(
    unit: str, officer: str, period: Period, *, reader: Actor, at: datetime, limit: int = 50, offset: int = 0
) -> DossierPage:
    """Return what an officer settled for a unit that the reader watches, settled last first. Raises NotWatched, MissingRight."""
    watched(reader, at, unit)
    codes, counted = dossiers.handling.codes_handled(period, unit=unit, officer=officer, limit=limit, offset=offset)
    if not counted:
        raise NotWatched(say("Kỳ này cán bộ không làm hồ sơ nào có kết quả cho đơn vị."))
    found = scores_of_dossiers(codes, period, officer=officer, units={unit})
    return DossierPage(tuple(found[code] for code in codes), counted, rule_pack_on(period.last))


def own_dossiers(period: Period, *, reader: Actor, limit: int = 50, offset: int = 0) -> DossierPage:
    """Return the settled dossiers that the reader worked on, settled last first, with the reader's own points."""
    codes, counted = dossiers.handling.codes_handled(period, officer=reader.login, limit=limit, offset=offset)
    found = scores_of_dossiers(codes, period, officer=reader.login)
    return DossierPage(tuple(found[code] for code in codes), counted, rule_pack_on(period.last))


def own_dossier(code: str, *, reader: Actor, at: datetime) -> DossierScore:
    """Return the reader's own points for a settled dossier that the reader worked on. Raises NotWatched."""
    found = scores_of_dossiers([code], _until(at), officer=reader.login).get(code)
    if found is None:
        raise _unknown(code)
    return found


def dossier_score(code: str, *, reader: Actor, at: datetime) -> DossierScore:
    """Return the score of a settled dossier that the reader sees and watches, with the parts of the units watched.

    Raises NotWatched, MissingRight.
    """
    require_watching(reader)
    units = organisation.scope_units(reader, local(at).date())
    if not dossiers.visible_among([code], reader, at):
        raise _unknown(code)
    found = scores_of_dossiers([code], _until(at), units=units).get(code)
    if found is None:
        raise _unknown(code)
    return found


def answers_waiting(reader: Actor, at: datetime) -> tuple[AnswerInfo, ...]:
    """Return the answers of officers of the units that the reader watches to which nobody replied. Raises MissingRight."""
    require_watching(reader)
    units = organisation.scope_units(reader, local(at).date())
    return tuple(one for one in answers(units=units, known=known_until(local(at).date())) if not one.replies)


def _until(at: datetime) -> Period:
    today = local(at).date()
    return period_of(FIRST_DAY, today, today)


def _unknown(code: str) -> NotWatched:
    return NotWatched(say("Không có điểm của hồ sơ {code} trong phạm vi bạn được xem.", code=code[:60]))


def worked_on(code: str, login: str, at: datetime) -> bool:
    """Tell whether an officer did any step of the present settlement of a dossier."""
    found = dossiers.handling.handled([code], _until(at)).get(code)
    return found is not None and any(part.officer == login for part in found.parts)
