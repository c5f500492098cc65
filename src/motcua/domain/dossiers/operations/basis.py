"""What a dossier's moments were counted from, so that they can be counted again with another calendar (rule 14)."""

from collections.abc import Iterable
from datetime import datetime

from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.rules.recounting import Basis, Stretch
from motcua.foundation.rule_packs import rule_pack_named
from motcua.kernel.working_time import Counting, LimitUnit, TimeLimit, WorkingTable


def promise_basis(dossier: Dossier, *, desk: WorkingTable, table: WorkingTable, pauses: Iterable[Stretch]) -> Basis:
    """Return what the promise was counted from; `pauses` are all that ended; of each counts what lies after the start."""
    return _basis(
        dossier,
        received_at=dossier.received_at,
        start=dossier.clock_start,
        is_restarted=dossier.supplements > 0,
        desk=desk,
        table=table,
        pauses=pauses,
    )


def unit_basis(dossier: Dossier, *, table: WorkingTable, pauses: Iterable[Stretch]) -> Basis:
    """Return what the own due moment of a competent unit that received earlier was counted from (rule 15)."""
    received_at = dossier.unit_received_at or dossier.clock_start
    return _basis(
        dossier,
        received_at=received_at,
        start=received_at,
        is_restarted=True,
        desk=table,
        table=table,
        pauses=pauses,
    )


def _basis(
    dossier: Dossier,
    *,
    received_at: datetime,
    start: datetime,
    is_restarted: bool,
    desk: WorkingTable,
    table: WorkingTable,
    pauses: Iterable[Stretch],
) -> Basis:
    return Basis(
        received_at=received_at,
        start=start,
        is_any_desk=dossier.any_desk_until is not None and not is_restarted,
        is_restarted=is_restarted,
        limit=TimeLimit(dossier.limit_amount, LimitUnit(dossier.limit_unit)),
        counting=Counting(dossier.counting),
        parameters=rule_pack_named(dossier.rule_pack).deadlines,
        desk=desk,
        table=table,
        pauses=tuple((max(begin, start), end) for begin, end in pauses if end > start),
    )
