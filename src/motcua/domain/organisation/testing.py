"""Builders for tests of every module: a small province, reached through the real acts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from motcua.domain.organisation import operations, queries
from motcua.domain.organisation.rules.calendar_seed import seed_spec
from motcua.domain.organisation.rules.words import Kind, Level, Role
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.working_time import ZONE, CalendarSpec

SINCE = date(2022, 1, 1)
SET_UP_AT = datetime(2022, 1, 4, 8, 0, tzinfo=ZONE)
TODAY = date(2026, 11, 25)
PASSWORD = "mua-nang-dat-mui-2026"

_numbers = count(1)


@dataclass(frozen=True)
class SmallProvince:
    """Codes of a small province: a council, its one-stop centre, a department, a commune and the commune's desk."""

    province: str = "H12"
    centre: str = "H12.14"
    department: str = "H12.04"
    commune: str = "H12.61"
    commune_desk: str = "H12.61.01"


def a_unit(
    code: str = "H12",
    *,
    name: str = "",
    level: Level = Level.PROVINCE,
    kind: Kind = Kind.COUNCIL,
    parent: str | None = None,
    from_on: date = SINCE,
    until_on: date | None = None,
) -> str:
    """Set up one unit; return its code."""
    return operations.establish_unit(
        code=code,
        name=name or f"Đơn vị {code}",
        level=level,
        kind=kind,
        parent_code=parent,
        from_on=from_on,
        until_on=until_on,
        by=SYSTEM,
        at=SET_UP_AT,
    )


def a_small_province(*, calendar: bool = True) -> SmallProvince:
    """Set up the five units of the small province, with the seed calendar at the top unless told otherwise."""
    codes = SmallProvince()
    a_unit(codes.province, name="Ủy ban nhân dân tỉnh Cà Mau")
    a_unit(codes.centre, name="Trung tâm Phục vụ hành chính công tỉnh", kind=Kind.ONE_STOP, parent=codes.province)
    a_unit(codes.department, name="Sở Tư pháp", kind=Kind.DEPARTMENT, parent=codes.province)
    a_unit(
        codes.commune,
        name="Ủy ban nhân dân xã Đất Mũi",
        level=Level.COMMUNE,
        kind=Kind.COMMUNE,
        parent=codes.province,
    )
    a_unit(
        codes.commune_desk,
        name="Trung tâm Phục vụ hành chính công xã Đất Mũi",
        level=Level.COMMUNE,
        kind=Kind.ONE_STOP,
        parent=codes.commune,
    )
    if calendar:
        a_calendar(codes.province)
    return codes


def a_calendar(unit_code: str, spec: CalendarSpec | None = None, *, reason: str = "Lịch ban đầu") -> int:
    """Publish a calendar of the unit, the seed calendar unless one is given; return the version's id."""
    return operations.publish_calendar(
        unit_code=unit_code, spec=spec or seed_spec(), reason=reason, by=SYSTEM, at=SET_UP_AT
    )


def an_officer(
    unit_code: str,
    roles: Iterable[Role] = (Role.RECEPTION,),
    *,
    login: str = "",
    full_name: str = "Nguyễn Thị Lan",
    title: str = "",
    password: str | None = None,
    signature: str = "",
    from_on: date = SINCE,
    until_on: date | None = None,
) -> str:
    """Register an officer, give a new position with the roles in the unit; return the login.

    Without a password the account cannot sign in, which saves the time of hashing one.
    """
    number = next(_numbers)
    login = login or f"can-bo-{number}"
    title = title or f"Chuyên viên {number}"
    operations.register_officer(login=login, full_name=full_name, password=password, by=SYSTEM, at=SET_UP_AT)
    operations.create_position(
        unit_code=unit_code, title=title, roles=roles, signature=signature, by=SYSTEM, at=SET_UP_AT
    )
    operations.post_officer(
        login=login,
        unit_code=unit_code,
        title=title,
        from_on=from_on,
        until_on=until_on,
        by=SYSTEM,
        at=SET_UP_AT,
    )
    return login


def an_actor(unit_code: str, *roles: Role, on: date = TODAY, signature: str = "") -> Actor:
    """Register an officer with the roles in the unit (reception unless told otherwise); return the actor."""
    return queries.actor_for(an_officer(unit_code, roles or (Role.RECEPTION,), signature=signature), on)
