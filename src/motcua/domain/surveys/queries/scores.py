"""Scores of settlement of a period: of units and of officers, from slips and from what the product itself has."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.surveys.queries.slips import (
    AnswerInfo,
    Period,
    Publicity,
    Slip,
    answers,
    known_until,
    period_of,
    slips,
)
from motcua.domain.surveys.rules import scoring
from motcua.domain.surveys.rules.scoring import Score, Tally
from motcua.foundation.actor import SYSTEM, Actor
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.rule_pack import RulePack
from motcua.kernel.scoring_rules import Band, IndexRule, Scored
from motcua.kernel.vietnamese import sort_key
from motcua.kernel.working_time import Lateness, local

TIME, PUBLICITY, ATTITUDE, ONLINE = "time", "publicity", "attitude", "online"
"""What the product adds to an index, or computes it from; which number that is stands in the rule pack."""
BY_DESK: Mapping[tuple[str, str], str] = {
    ("commune", "commune"): "commune_of_desk",
    ("district", "council"): "district_of_desk",
}
"""What procedures name instead of one unit, by level and kind of the units that it means."""
Standings = Mapping[Lateness | None, int]


class NotWatched(Refusal):
    """A unit, officer or dossier that is not there, or whose scores one may not see: both are told alike."""


@dataclass(frozen=True)
class ScoreRow:
    """The score of one unit, or of one officer for it; `answered` slips of so many `dossiers`, `accepted` answers."""

    key: str
    name: str
    dossiers: int
    answered: int
    accepted: int
    score: Score
    band: Band | None


@dataclass(frozen=True)
class Scores:
    """Scores of a period, and the rule pack by which they were computed."""

    period: Period
    scored: Scored
    rows: tuple[ScoreRow, ...]
    pack: RulePack


def require_watching(reader: Actor) -> None:
    """Raise MissingRight unless the reader leads a unit or supervises."""
    if reader != SYSTEM and organisation.Role.SUPERVISOR not in reader.roles:
        organisation.require_role(reader, organisation.Role.LEADER)


def watched(reader: Actor, at: datetime, unit: str) -> str:
    """Return the unit, if the reader watches it. Raises NotWatched, MissingRight."""
    require_watching(reader)
    if unit not in organisation.scope_units(reader, local(at).date()):
        raise NotWatched(say("Không có đơn vị {unit} trong phạm vi bạn được xem.", unit=unit[:60]))
    return unit


def unit_scores(first: date, last: date, *, as_of: date, reader: Actor, at: datetime) -> Scores:
    """Return the scores of the units that the reader watches and that worked on anything settled. Raises MissingRight."""
    require_watching(reader)
    mine = organisation.scope_units(reader, local(at).date())
    period, pack = period_of(first, last, as_of), rule_pack_on(last)
    settled, standings = dossiers.handling.settled_by_unit(period), dossiers.handling.standings_of_units(period)
    units = {*settled, *standings} & mine
    said = _said_of_units(period, units, pack)
    public, online = _public(period, units, pack), _online(settled, units, last, pack)
    names = organisation.unit_names(units, last)
    rows = [
        _row(
            unit,
            names.get(unit, unit),
            {
                **said[unit].tallies,
                **_time(standings.get(unit, {}), pack),
                **public.get(unit, {}),
                **online.get(unit, {}),
            },
            pack,
            Scored.UNIT,
            dossiers=settled[unit].settled if unit in settled else sum(standings[unit].values()),
            answered=said[unit].slips,
        )
        for unit in units
    ]
    return Scores(period, Scored.UNIT, _in_order(rows), pack)


def officer_scores(unit: str, first: date, last: date, *, as_of: date, reader: Actor, at: datetime) -> Scores:
    """Return the scores of everybody who worked for a unit that the reader watches. Raises NotWatched, MissingRight."""
    watched(reader, at, unit)
    period = period_of(first, last, as_of)
    return _of_officers(period, dossiers.handling.standings_of_officers(period, unit=unit), unit=unit)


def own_score(first: date, last: date, *, as_of: date, reader: Actor) -> Scores:
    """Return the reader's own score, for whichever units; no row where the reader worked on nothing that was settled."""
    period = period_of(first, last, as_of)
    return _of_officers(
        period, dossiers.handling.standings_of_officers(period, officer=reader.login), officer=reader.login
    )


def _of_officers(period: Period, standings: Mapping[str, Standings], *, unit: str = "", officer: str = "") -> Scores:
    pack = rule_pack_on(period.last)
    codes = dossiers.handling.codes_handled(period, officer=officer, unit=unit)[0]
    given = slips(period, codes=codes)
    agreed = [one for one in answers(codes=codes, known=known_until(period.as_of)) if one.is_accepted]
    handled = dossiers.handling.handled({one.code for one in given} | {one.code for one in agreed}, period)
    accepted = [one for one in agreed if one.code in handled and one.settlement == handled[one.code].number]
    left_out = {one.about for one in accepted}
    names = organisation.full_names(standings)
    rows = []
    for login, stood in standings.items():
        mine = [one for one in given if _worked(handled.get(one.code), login, unit)]
        said = _said(mine, handled, pack, without={about[1:] for about in left_out if about[0] == login})
        stood_rest = Counter(stood)
        stood_rest.subtract(_stood(login, unit, accepted, handled, time=pack.scoring.number_of(TIME)))
        rows.append(
            _row(
                login,
                names.get(login, login),
                {**said, **_time(stood_rest, pack)},
                pack,
                Scored.OFFICER,
                dossiers=sum(stood.values()),
                answered=len(mine),
                accepted=len([about for about in left_out if about[0] == login]),
            )
        )
    return Scores(period, Scored.OFFICER, _in_order(rows), pack)


def _worked(found: dossiers.handling.Handled | None, login: str, unit: str) -> bool:
    return found is not None and any(part.officer == login and unit in ("", part.unit) for part in found.parts)


def _stood(
    login: str,
    unit: str,
    accepted: Iterable[AnswerInfo],
    handled: Mapping[str, dossiers.handling.Handled],
    *,
    time: int | None,
) -> Standings:
    """Return how the parts stood that are left out of an officer's time, since an answer to it was accepted."""
    codes = {one.code for one in accepted if one.officer == login and one.index == time}
    return Counter(
        worst(part.standing for part in handled[code].parts if part.officer == login and unit in ("", part.unit))
        for code in codes
        if _worked(handled.get(code), login, unit)
    )


def worst(standings: Iterable[Lateness | None]) -> Lateness | None:
    """Return the slowest of some standings; those without a due moment don't count."""
    known = {one for one in standings if one is not None}
    return next((one for one in (Lateness.LATE, Lateness.ON_TIME, Lateness.EARLY) if one in known), None)


def _time(standings: Standings, pack: RulePack) -> dict[int, Tally]:
    counted = {standing.value: number for standing, number in standings.items() if standing is not None and number}
    return _tally(TIME, counted, pack)


def _tally(computed: str, outcomes: Mapping[str, int], pack: RulePack) -> dict[int, Tally]:
    """Return the points of an index by its number; nothing where the rules have no such index."""
    number = pack.scoring.number_of(computed)
    return {} if number is None else {number: scoring.tally_of(outcomes, pack.scoring.indices[number])}


@dataclass(frozen=True)
class _Said:
    tallies: dict[int, Tally]
    slips: int


def _said_of_units(period: Period, units: Collection[str], pack: RulePack) -> dict[str, _Said]:
    given = slips(period, units=units)
    attitude = pack.scoring.number_of(ATTITUDE)
    handled = dossiers.handling.handled({one.code for one in given if attitude in one.answers}, period)
    by_unit: dict[str, list[Slip]] = {unit: [] for unit in units}
    for one in given:
        by_unit[one.competent].append(one)
    return {unit: _Said(_said(found, handled, pack), len(found)) for unit, found in by_unit.items()}


def outcome_of(slip: Slip, index: IndexRule, handled: Mapping[str, dossiers.handling.Handled]) -> str | None:
    """Return the outcome of an index by a slip; None where it says nothing of it, or nothing was found of a complaint yet."""
    said = slip.answers.get(index.number)
    if said is None or index.computed != ATTITUDE:
        return said
    found = handled.get(slip.code)
    return None if found is None else scoring.attitude(said, found.lateness, found=slip.found)


def _said(
    given: Iterable[Slip],
    handled: Mapping[str, dossiers.handling.Handled],
    pack: RulePack,
    *,
    without: Collection[tuple[str, int, int]] = (),
) -> dict[int, Tally]:
    """Return the points of slips by index; `without`: dossier, settlement and index that are left out."""
    outcomes: dict[int, Counter[str]] = {index.number: Counter() for index in pack.scoring.asked()}
    for slip in given:
        for index in pack.scoring.asked():
            outcome = outcome_of(slip, index, handled)
            if outcome is not None and (slip.code, slip.settlement, index.number) not in without:
                outcomes[index.number][outcome] += 1
    return {number: scoring.tally_of(counted, pack.scoring.indices[number]) for number, counted in outcomes.items()}


def _public(period: Period, units: Collection[str], pack: RulePack) -> dict[str, dict[int, Tally]]:
    public = Publicity(known_until(period.as_of))
    outcomes: dict[str, Counter[str]] = {}
    for one in dossiers.handling.settled_alike(period):
        if one.competent in units:
            outcome = public.outcome(desk=one.desk, version=one.version, received_on=one.received_on)
            outcomes.setdefault(one.competent, Counter())[outcome] += one.dossiers
    return {unit: _tally(PUBLICITY, counted, pack) for unit, counted in outcomes.items()}


def _online(
    settled: Mapping[str, dossiers.handling.SettledCounts], units: Collection[str], day: date, pack: RulePack
) -> dict[str, dict[int, Tally]]:
    """Return the points of online services of each unit: of the procedures that are its own on the last day of the period."""
    number = pack.scoring.number_of(ONLINE)
    if number is None:
        return {}
    try:
        report = procedures.online_report(day, procedures.GroupBy.AGENCY)
    except procedures.NoLevelsYet:
        return {}
    groups = {row.key: row.counts for row in report.rows}
    kinds = {one.code: BY_DESK.get((str(one.level), str(one.kind)), "") for one in organisation.units(day)}
    at_least, found = pack.scoring.indices[number].at_least, {}
    for unit in units & settled.keys():
        own = [groups[key] for key in (unit, kinds.get(unit, "")) if key in groups]
        counts = settled[unit]
        share = scoring.OnlineShare(
            procedures=sum(one.procedures for one in own),
            procedures_online=sum(one.online for one in own),
            dossiers=counts.settled,
            dossiers_online=counts.online,
            late_online=counts.online_late,
        )
        outcome = scoring.online(share, at_least)
        found[unit] = _tally(ONLINE, {outcome: 1} if outcome else {}, pack)
    return found


def _row(
    key: str,
    name: str,
    tallies: Mapping[int, Tally],
    pack: RulePack,
    scored: Scored,
    *,
    dossiers: int,
    answered: int,
    accepted: int = 0,
) -> ScoreRow:
    rules = pack.scoring
    indices = {number: scoring.index_of(tallies.get(number, Tally())) for number in rules.of(scored)}
    score = scoring.score_of(indices, rules)
    return ScoreRow(key, name, dossiers, answered, accepted, score, scoring.ranked(score, scored, rules))


def _in_order(rows: Iterable[ScoreRow]) -> tuple[ScoreRow, ...]:
    return tuple(sorted(rows, key=lambda row: (sort_key(row.name), row.key)))
