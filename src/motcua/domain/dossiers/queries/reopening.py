"""Where a settled dossier may be taken up again, and what was reopened before."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from motcua.domain.dossiers.models import Dossier, Reopening
from motcua.domain.dossiers.rules.words import StepState
from motcua.domain.workflow import api as workflow


@dataclass(frozen=True)
class ReopeningInfo:
    """One reopening, with the settlement or end that it undid."""

    at: datetime
    by: str
    reason: str
    state: str
    outcome: str | None
    ready_at: datetime | None
    lateness: str | None
    returned_at: datetime | None
    ended_at: datetime | None


def steps_to_reopen(dossier: Dossier, graph: workflow.Graph) -> tuple[list[str], list[str]]:
    """Return the steps at which a settled dossier may be taken up, first done first, and those of them that decide.

    Only what was done, or stood open when a leader refused, and where an undecided dossier may stand with nothing else
    open: in one of two branches it would wait for the other for ever.
    """
    try:
        standings = workflow.reachable(graph)
    except workflow.UnsoundProcess:  # too many places to look at: nobody can say where it may stand
        return [], []
    alone = {
        next(iter(one.open))
        for one in standings
        if len(one.open) == 1 and not one.waiting and not one.decided and not one.ready
    }
    went = Q(state=StepState.DONE) | Q(state=StepState.CANCELLED, cancelled_at=dossier.decided_at)
    names = dossier.steps.filter(went).order_by("number").values_list("step", flat=True)
    found = [name for name in names if name in alone and not graph.step(name).ready]
    steps = list(reversed(dict.fromkeys(reversed(found))))
    return steps, [name for name in steps if graph.step(name).decides]


def reopenings_of(dossier: Dossier) -> tuple[ReopeningInfo, ...]:
    """Return what was reopened, first first."""
    rows = Reopening.objects.filter(dossier=dossier).order_by("number")
    return tuple(
        ReopeningInfo(
            one.at,
            one.by,
            one.reason,
            one.state,
            one.outcome,
            one.ready_at,
            one.lateness,
            one.returned_at,
            one.ended_at,
        )
        for one in rows
    )
