"""Say what a reception now would promise, before anything is received; it reads only."""

from dataclasses import dataclass
from datetime import datetime

from motcua.domain.dossiers.operations.competence import competent_unit
from motcua.domain.dossiers.operations.receive import limit_of, times_of
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.working_time import CountedDay, TimeLimit, WorkingTable, explain, local


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
    pack = rule_pack_on(at.date())
    times = times_of(limit, pack, desk=desk, competent=unit, at=at)
    table = organisation.calendar_for(unit).table
    start, due = times["clock_start"], times["promised_at"]
    days = explain(start, due, table=table, limit=limit, counting=pack.counting)
    return Foreseen(
        published=published, limit=limit, start=start, due_at=due, competent=unit, table=table, days=tuple(days)
    )
