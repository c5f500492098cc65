"""Say what a reception now would promise, before anything is received; it reads only."""

from dataclasses import dataclass
from datetime import datetime

from motcua.domain.dossiers.operations.competence import competent_unit
from motcua.domain.dossiers.operations.receive import limit_of, times_of
from motcua.domain.dossiers.rules import plan
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.working_time import CountedDay, TimeLimit, WorkingTable, due_moment, explain, local


@dataclass(frozen=True)
class Foreseen:
    """The promise of a reception at one moment, counted day by day, and the unit that would be competent.

    `published`: the version as it holds at that unit.
    """

    published: procedures.PublishedInfo
    limit: TimeLimit
    start: datetime
    due_at: datetime
    competent: str
    table: WorkingTable
    days: tuple[CountedDay, ...]


def foresee(
    published: procedures.PublishedInfo,
    *,
    case: int,
    channel: str,
    desk: str,
    at: datetime,
    address: str = "",
    competent: str = "",
) -> Foreseen:
    """Return what `receive` or `accept` at this moment would promise for this version.

    Raises Refusal as they would: unknown case, not by this channel, no readable limit, competent commune not
    clear, limit beyond the calendar.
    """
    at = local(at)
    unit = competent_unit(published.content.competent, desk=desk, named=competent, address=address, at=at)
    published = procedures.for_unit(published, unit)
    limit = limit_of(published, case=case, channel=channel)
    times = times_of(limit, rule_pack_on(at.date()), desk=desk, competent=unit, at=at)
    return _explained(published, limit, times["clock_start"], times["promised_at"], unit=unit, at=at)


def foresee_in_general(published: procedures.PublishedInfo, *, case: int, channel: str, at: datetime) -> Foreseen:
    """Return what a reception now would promise at a desk of the unit that settles it, whichever that is.

    For those who have not said where they live: counted by the province's calendar, without what a unit lays over it.
    Raises Refusal as `foresee` does, and UnknownUnit where no units are kept.
    """
    at = local(at)
    top = organisation.province(at.date())
    if top is None:
        raise organisation.UnknownUnit("", at.date())
    limit, pack = limit_of(published, case=case, channel=channel), rule_pack_on(at.date())
    table = organisation.calendar_for(top.code).table
    start = plan.first_moment(limit, at, table)
    due = due_moment(start, limit, table=table, counting=pack.counting, parameters=pack.deadlines, received_at=at)
    return _explained(published, limit, start, due, unit=top.code, at=at)


def _explained(
    published: procedures.PublishedInfo, limit: TimeLimit, start: datetime, due: datetime, *, unit: str, at: datetime
) -> Foreseen:
    table, counting = organisation.calendar_for(unit).table, rule_pack_on(at.date()).counting
    days = tuple(explain(start, due, table=table, limit=limit, counting=counting))
    return Foreseen(published=published, limit=limit, start=start, due_at=due, competent=unit, table=table, days=days)
