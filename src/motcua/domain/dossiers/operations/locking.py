"""Take a dossier for one act: found within the actor's scope, locked until the transaction ends."""

from dataclasses import dataclass
from datetime import datetime

from motcua.domain.dossiers.models import Dossier, Step
from motcua.domain.dossiers.operations import held_back
from motcua.domain.dossiers.queries import scope
from motcua.domain.dossiers.rules import acting
from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.foundation import ledger, plain_rows
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_named
from motcua.kernel.language import say
from motcua.kernel.rule_pack import RulePack
from motcua.kernel.working_time import Counting, LimitUnit, TimeLimit, WorkingTable, local

_LOCKED = f"""
    SELECT {plain_rows.columns(Dossier, "dossier")} FROM dossiers_dossier dossier
    WHERE {scope.ONE_SEEN} ORDER BY dossier.id LIMIT 1 FOR NO KEY UPDATE
"""  # noqa: S608 - names of our own columns
_OPEN = f"""
    SELECT {plain_rows.columns(Step, "step")} FROM dossiers_step step
    WHERE step.dossier_id = %(dossier)s AND step.state = 'open' ORDER BY step.number
"""  # noqa: S608 - names of our own columns


@dataclass
class Held:
    """A locked dossier with what every act needs: its graph, calendar, limit and rule pack."""

    dossier: Dossier
    graph: workflow.Graph
    table: WorkingTable
    pack: RulePack

    @property
    def limit(self) -> TimeLimit:
        return TimeLimit(self.dossier.limit_amount, LimitUnit(self.dossier.limit_unit))

    @property
    def counting(self) -> Counting:
        return Counting(self.dossier.counting)

    def open_steps(self) -> list[Step]:
        """Return the open steps, first opened first."""
        whole = held_back.whole_of(self.dossier)
        return whole.open_steps() if whole else plain_rows.every(Step, _OPEN, {"dossier": self.dossier.pk})

    def keep(self) -> None:
        """Write the dossier as it stands now."""
        if held_back.whole_of(self.dossier) is None:
            plain_rows.update(self.dossier)

    def write(self, act: str, *, by: Actor, at: datetime, **body: object) -> None:
        """Write the act on this dossier into the ledger."""
        ledger.write(subject=f"dossier:{self.dossier.code}", act=act, by=by, at=at, body=body)


def held(dossier: Dossier) -> Held:
    """Return what an act needs around a dossier that is locked or was just made."""
    return Held(
        dossier=dossier,
        graph=workflow.graph_of(dossier.process_version_id),
        table=organisation.calendar_version(dossier.calendar_id).table,
        pack=rule_pack_named(dossier.rule_pack),
    )


def take(code: str, *, by: Actor, at: datetime, may_wait: bool = False) -> Held:
    """Lock the dossier that goes by the code.

    `may_wait`: the act reads and writes steps and dossier by `Held` and `rows` alone, so that its rows may stay held back.

    A second act on the same dossier waits here, then sees what the first one left. Raises UnknownDossier where there
    is none the actor may see, NaiveMoment for a moment without its zone, ImpossibleMoment before the reception.
    """
    asked = scope.seen_by(by, local(at), code)
    whole = held_back.whole_named(code)
    if whole is not None and not may_wait:
        held_back.let_go(whole.dossier)
        whole = None
    if whole is None:
        found = plain_rows.first(Dossier, _LOCKED, asked)
    else:
        found = whole.dossier if whole.is_seen_from(asked["units"]) else None
    if found is None:
        raise scope.unknown(code)
    if at < found.received_at:
        raise acting.ImpossibleMoment(say("Thời điểm của thao tác sớm hơn lúc tiếp nhận hồ sơ. Không có gì thay đổi."))
    return held(found)
