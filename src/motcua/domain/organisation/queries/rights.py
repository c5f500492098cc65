"""Rights: by which positions an officer may act on a day, and whose rows an actor may see (phạm vi dữ liệu)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from motcua.domain.organisation.models import Leave, Officer, Posting
from motcua.domain.organisation.queries.standing import remembered
from motcua.domain.organisation.queries.unknown import UnknownOfficer
from motcua.domain.organisation.rules.leaves import roles_covered
from motcua.domain.organisation.rules.rights import SYSTEM_ROLE, given
from motcua.domain.organisation.rules.words import Role
from motcua.foundation.actor import Actor, StandIn
from motcua.foundation.period_fields import holds_on
from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal

DEEP_ROLES = frozenset({Role.LEADER, Role.SUPERVISOR, Role.INSPECTOR})
"""Roles that see the units below their own, too."""
SEEING_ROLES = frozenset({Role.RECEPTION, Role.HANDLER, SYSTEM_ROLE}) | DEEP_ROLES
"""Who works on dossiers or watches over them; publishing and administering need no person's papers."""

# Rows of a dissolved unit are seen by who sees the unit that took over; a unit that lives on keeps its own.
_SCOPE = """
    WITH RECURSIVE below(id) AS (
        SELECT id FROM organisation_unit WHERE code = %(code)s
        UNION
        SELECT version.unit_id FROM below
        JOIN organisation_unitversion version ON version.parent_id = below.id AND version.period @> %(on)s::date
        WHERE %(deep)s
    ), seen(id) AS (
        SELECT id FROM below
        UNION
        SELECT succession.predecessor_id FROM seen
        JOIN organisation_unitsuccession succession
            ON succession.successor_id = seen.id AND succession.effective_on <= %(on)s
        WHERE NOT EXISTS (
            SELECT FROM organisation_unitversion living
            WHERE living.unit_id = succession.predecessor_id AND living.period @> %(on)s::date
        )
    )
    SELECT unit.code FROM seen JOIN organisation_unit unit ON unit.id = seen.id
"""
_ALL = "SELECT code FROM organisation_unit"


class NoPosting(Refusal):
    """The officer holds no position on that day, or none in that unit."""


@dataclass(frozen=True)
class RightInfo:
    """One position that an officer holds: where, what, with which roles, from when to when (end exclusive).

    `stands_for` are the colleagues of that unit who are away that day and whose work this officer does.
    """

    unit_code: str
    unit_name: str
    position: str
    roles: frozenset[Role]
    starts_on: date
    ends_on: date | None
    stands_for: tuple[StandIn, ...] = ()


def rights_of(officer_id: int, on: date) -> tuple[RightInfo, ...]:
    """Return the positions an officer holds on that day, longest held first; none when inactive.

    A position in a unit that did not exist on that day gives no right.
    """
    return tuple(right for _, right in rights_on(on, officer_id=officer_id))


def rights_on(on: date, **officers: Any) -> tuple[tuple[int, RightInfo], ...]:
    """Return (officer id, right) for the active officers that the conditions pick, longest held first."""
    found = (
        Posting.objects.filter(
            holds_on(on),
            holds_on(on, "position__unit__versions__period"),
            officer__is_active=True,
            **officers,
        )
        .annotate(
            unit_code=F("position__unit__code"),
            unit_name=F("position__unit__versions__name"),
            absent=ArraySubquery(_absent(on)),
        )
        .order_by("period", "id")
        .select_related("position")
    )
    return tuple((posting.officer_id, _right(posting)) for posting in found)


def _absent(on: date) -> Any:
    """Return, for one posting, who of its unit is away and leaves the work to its officer, with a role set a position.

    Read with the rights, in the same statement: a leave that ended, an account closed or a posting given up gives
    nothing from that moment on.
    """
    return Leave.objects.filter(
        holds_on(on),
        holds_on(on, "officer__postings__period"),
        substitute=OuterRef("officer"),
        unit=OuterRef("position__unit"),
        officer__is_active=True,
        officer__postings__position__unit=OuterRef("position__unit"),
    ).values(
        json=JSONObject(
            login="officer__login", full_name="officer__full_name", roles="officer__postings__position__roles"
        )
    )


def actor_for(login: str, on: date, unit_code: str | None = None) -> Actor:
    """Return the officer as an actor of one unit: of the unit asked for, else of the position held longest.

    Raises UnknownOfficer, or NoPosting where the officer holds no position there on that day.
    """
    found = rights_on(on, officer__login=login)
    place = unit_code or (found[0][1].unit_code if found else "")
    held = [right for _, right in found if right.unit_code == place]
    if not held:
        raise _no_posting(login, on, unit_code)
    return Actor(
        login=login,
        right=_described(held),
        officer_id=found[0][0],
        unit_code=place,
        roles=frozenset(role.value for right in held for role in right.roles),
        stands_for=_covered(held),
    )


def scope_units(actor: Actor, on: date) -> frozenset[str]:
    """Return the codes of the units whose rows the actor may see on that day, in one statement.

    Reception and handling see their own unit; leaders, supervisors and inspectors those below it too; and each
    what dissolved units left to them. An actor without such a role sees nothing: not publishers, not administrators.
    """
    if SEEING_ROLES.isdisjoint(actor.roles):
        return frozenset()
    if SYSTEM_ROLE in actor.roles:
        return _scope("", on, deep=True, whole=True)
    return _scope(actor.unit_code, on, deep=not DEEP_ROLES.isdisjoint(actor.roles), whole=False)


@remembered
def _scope(code: str, on: date, *, deep: bool, whole: bool) -> frozenset[str]:
    with connection.cursor() as cursor:
        cursor.execute(_ALL if whole else _SCOPE, {"code": code, "on": on, "deep": deep})
        return frozenset(found for (found,) in cursor.fetchall())


def _right(posting: Any) -> RightInfo:
    return RightInfo(
        unit_code=posting.unit_code,
        unit_name=posting.unit_name,
        position=posting.position.title,
        roles=given(posting.position.roles, ends=posting.period.upper is not None),
        starts_on=posting.period.lower,
        ends_on=posting.period.upper,
        stands_for=_stand_ins(posting.absent),
    )


def _stand_ins(rows: Iterable[dict[str, Any]]) -> tuple[StandIn, ...]:
    found: dict[str, StandIn] = {}
    for row in rows:
        held = found[row["login"]].roles if row["login"] in found else frozenset()
        found[row["login"]] = StandIn(row["login"], row["full_name"], held | frozenset(row["roles"]))
    return tuple(found[login] for login in sorted(found))


def _covered(held: Iterable[RightInfo]) -> tuple[StandIn, ...]:
    """Return for whom the holder of these positions stands in; a leader's steps only where the holder leads, too."""
    rights = list(held)
    own = frozenset(role for right in rights for role in right.roles)
    covered = {one.login: one for right in rights for one in right.stands_for}
    return tuple(replace(covered[login], roles=roles_covered(covered[login].roles, own)) for login in sorted(covered))


def _described(held: Iterable[RightInfo]) -> str:
    rights = list(held)
    return f"{'; '.join(right.position for right in rights)}, {rights[0].unit_name}"


def _no_posting(login: str, on: date, unit_code: str | None) -> Refusal:
    if not Officer.objects.filter(login=login).exists():
        return UnknownOfficer(login)
    place = say(" tại đơn vị {code}", code=unit_code) if unit_code else ""
    return NoPosting(
        say(
            "Tài khoản {login} không có vị trí công tác nào{place} còn hiệu lực ngày {on}; người "
            "quản trị của đơn vị phân công vị trí.",
            login=login,
            place=place,
            on=say_day(on),
        )
    )
