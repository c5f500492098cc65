"""Where a settled dossier may be taken up again, and what was reopened before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.dossiers.models import Dossier, Reopening, Step
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


def steps_that_went(steps: Iterable[Step], dossier: Dossier) -> list[str]:
    """Return which of the steps of a settled dossier were done, or stood open when a leader refused."""
    return [
        one.step
        for one in steps
        if one.state == StepState.DONE or (one.state == StepState.CANCELLED and one.cancelled_at == dossier.decided_at)
    ]


def steps_to_reopen(names: Iterable[str], graph: workflow.Graph) -> tuple[list[str], list[str]]:
    """Return the steps at which a settled dossier may be taken up, first done first, and those of them that decide.

    Only what went (`steps_that_went`), and where an undecided dossier may stand with nothing else
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
    found = [name for name in names if name in alone and not graph.step(name).ready]
    steps = list(reversed(dict.fromkeys(reversed(found))))
    return steps, [name for name in steps if graph.step(name).decides]


def told(rows: Iterable[Reopening]) -> tuple[ReopeningInfo, ...]:
    """Return reopenings as plain values."""
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
