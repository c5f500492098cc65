"""Rights: by which positions an officer may act on a day, and whose rows an actor may see (phạm vi dữ liệu)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from motcua.domain.organisation.models import Officer
from motcua.domain.organisation.queries.standing import remembered
from motcua.domain.organisation.queries.unknown import UnknownOfficer
from motcua.domain.organisation.rules import second_factor
from motcua.domain.organisation.rules.leaves import roles_covered
from motcua.domain.organisation.rules.rights import SYSTEM_ROLE, given
from motcua.domain.organisation.rules.words import Role
from motcua.foundation.actor import Actor, StandIn
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
# OFFSET 0 keeps the order in which rows are looked up: the officer first, then what is the officer's. Where tables were
# filled a moment ago the planner takes them for empty, and tries every posting with every officer: seconds for a question.
_RIGHTS = """
    SELECT officer.id, unit.code, version.name, held.title, held.roles, held.signature <> '',
           lower(held.period), upper(held.period),
           (SELECT coalesce(json_agg(json_build_object(
                'login', away.login, 'full_name', away.full_name, 'roles', left_behind.roles)), '[]')
            FROM (SELECT gone.id, gone.login, gone.full_name
                  FROM organisation_leave leave
                  JOIN organisation_officer gone ON gone.id = leave.officer_id AND gone.is_active
                  WHERE leave.substitute_id = officer.id AND leave.unit_id = held.unit_id
                    AND leave.period @> %(on)s::date OFFSET 0) away
            CROSS JOIN LATERAL (
                SELECT left_position.roles
                FROM organisation_posting left_posting
                JOIN organisation_position left_position
                    ON left_position.id = left_posting.position_id AND left_position.unit_id = held.unit_id
                WHERE left_posting.officer_id = away.id AND left_posting.period @> %(on)s::date OFFSET 0) left_behind)
    FROM (SELECT id FROM organisation_officer
          WHERE is_active AND (%(officer_id)s::bigint IS NULL OR id = %(officer_id)s)
            AND (%(login)s::text IS NULL OR login = %(login)s) OFFSET 0) officer
    CROSS JOIN LATERAL (
        SELECT posting.id, posting.period, position.unit_id, position.title, position.roles, position.signature
        FROM organisation_posting posting
        JOIN organisation_position position ON position.id = posting.position_id
        WHERE posting.officer_id = officer.id AND posting.period @> %(on)s::date OFFSET 0) held
    JOIN organisation_unit unit ON unit.id = held.unit_id
    JOIN organisation_unitversion version ON version.unit_id = unit.id AND version.period @> %(on)s::date
    ORDER BY held.period, held.id
"""


class NoPosting(Refusal):
    """The officer holds no position on that day, or none in that unit."""


@dataclass(frozen=True)
class RightInfo:
    """One position that an officer holds: where, what, with which roles, from when to when (end exclusive).

    `stands_for` are the colleagues of that unit who are away that day and whose work this officer does.
    `demands_second_factor`: it administers, leads or signs.
    """

    unit_code: str
    unit_name: str
    position: str
    roles: frozenset[Role]
    starts_on: date
    ends_on: date | None
    stands_for: tuple[StandIn, ...] = ()
    demands_second_factor: bool = False


def rights_of(officer_id: int, on: date) -> tuple[RightInfo, ...]:
    """Return the positions an officer holds on that day, longest held first; none when inactive.

    A position in a unit that did not exist on that day gives no right.
    """
    return tuple(right for _, right in rights_on(on, officer_id=officer_id))


def rights_on(
    on: date, *, officer_id: int | None = None, login: str | None = None
) -> tuple[tuple[int, RightInfo], ...]:
    """Return (officer id, right) for the active officers, or the one named, longest held first; in one statement.

    Who is away and leaves the work to an officer is read with it, a role set a position: a leave that ended, an account
    closed or a posting given up gives nothing from that moment on. Asked in every request, so in plain SQL.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RIGHTS, {"on": on, "officer_id": officer_id, "login": login})
        return tuple((row[0], _right(*row[1:])) for row in cursor.fetchall())


def actor_for(login: str, on: date, unit_code: str | None = None) -> Actor:
    """Return the officer as an actor of one unit: of the unit asked for, else of the position held longest.

    Raises UnknownOfficer, or NoPosting where the officer holds no position there on that day.
    """
    found = rights_on(on, login=login)
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
        demands_second_factor=any(right.demands_second_factor for _, right in found),
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


def _right(
    unit_code: str,
    unit_name: str,
    position: str,
    roles: list[str],
    signs: bool,
    starts_on: date,
    ends_on: date | None,
    absent: list[dict[str, Any]],
) -> RightInfo:
    return RightInfo(
        unit_code=unit_code,
        unit_name=unit_name,
        position=position,
        roles=given(roles, ends=ends_on is not None),
        starts_on=starts_on,
        ends_on=ends_on,
        stands_for=_stand_ins(absent),
        demands_second_factor=second_factor.is_demanded(roles, signs=signs),
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
