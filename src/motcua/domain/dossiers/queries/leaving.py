"""What an officer who leaves a position would leave behind, and who of the unit could take it on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from motcua.domain.dossiers.models import Dossier, Step
from motcua.domain.dossiers.rules.words import StepState
from motcua.domain.organisation import api as organisation


@dataclass(frozen=True)
class LeftBehind:
    """How many open steps an officer could do no more, and who could do all of them (logins in order).

    `by_unit`: whether each of them has somebody else of the unit with its role.
    """

    steps: int
    takers: tuple[str, ...]
    by_unit: bool


def steps_held(login: str, unit_code: str, *, on: date, without: str = "", lock: bool = False) -> list[Step]:
    """Return the open and suspended steps of an officer at a unit whose role the officer has not there on that day.

    `without`: as if the position of that title had ended. With `lock` their dossiers are locked first, in order.
    """
    rows = Step.objects.filter(
        unit_id=unit_code, officer_id=login, state__in=[StepState.OPEN, StepState.SUSPENDED]
    ).order_by("dossier_id", "number")
    kept = _roles_of(login, unit_code, on, without)
    if lock:
        ids = sorted({row.dossier_id for row in rows})
        list(Dossier.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    return [row for row in rows.all() if row.role not in kept]


def left_behind(login: str, unit_code: str, title: str, on: date) -> LeftBehind:
    """Return what would be left behind if the officer's posting to that position ended on that day."""
    rows = steps_held(login, unit_code, on=on, without=title)
    able = [set(organisation.logins_with(organisation.Role(role), unit_code, on)) - {login} for role in _roles(rows)]
    takers = set.intersection(*able) if able else set()
    return LeftBehind(steps=len(rows), takers=tuple(sorted(takers)), by_unit=all(able))


def _roles(rows: Iterable[Step]) -> list[str]:
    return sorted({row.role for row in rows})


def _roles_of(login: str, unit_code: str, on: date, without: str) -> frozenset[str]:
    """Return the roles that an officer has at a unit on a day, but for those of one position."""
    return frozenset(
        role.value
        for position in organisation.positions_of(unit_code, on)
        if position.title != without
        for holder in position.holders
        if holder.login == login and holder.starts_on <= on and (holder.ends_on is None or on < holder.ends_on)
        for role in position.roles
    )
