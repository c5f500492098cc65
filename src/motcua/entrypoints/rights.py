"""What an officer may see and do on a day, and why: for a page and a command.

The pages come from the policies that the routes themselves state, the dossiers from the scope that every query of
theirs asks; there is no second list of either.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor
from motcua.kernel.refusal import Refusal

CHANGING = frozenset({organisation.Role.RECEPTION, organisation.Role.HANDLER, organisation.Role.LEADER})
"""Roles that processes give steps to."""
MOST_UNITS = 12
"""How many units a sentence names; more are counted."""

AREAS = {
    "site:choose": "Chọn vị trí đang dùng",
    "site:password": "Đổi mật khẩu",
    "administration:home": "Quản trị",
    "administration:calendar": "Lịch làm việc",
    "administration:units": "Đơn vị, vị trí, phân công",
    "administration:dead": "Tin nhắn không gửi được",
    "administration:processes": "Quy trình",
    "administration:rights": "Quyền của cán bộ",
    "oversight:board": "Điều hành",
    "oversight:looks": "Lượt xem dữ liệu cá nhân",
    "desk:home": "Trang đầu",
    "desk:inbox": "Việc của tôi",
    "desk:dossier": "Hồ sơ trong phạm vi được xem",
    "desk:component": "Tệp giấy tờ đã nộp",
    "desk:paper": "Bản in giấy tờ",
    "desk:leaves": "Nghỉ, làm thay",
    "desk:apologies": "Xin lỗi",
    "desk:returning": "Trả kết quả",
    "desk:reception": "Tiếp nhận",
    "desk:online": "Chờ kiểm tra",
    "desk:search": "Tra cứu",
    "desk:procedures": "Công bố thủ tục",
    "desk:rights": "Quyền của tôi",
}
"""How the parts of the product are called; a part without a name here is shown by its address."""


@dataclass(frozen=True)
class Policy:
    """What a page asks of its reader: nothing (public), a sign-in, or one of some roles."""

    is_public: bool = False
    roles: frozenset[organisation.Role] = frozenset()


def policy_of(view: object) -> Policy | None:
    """Return the policy that a view states."""
    return getattr(view, "policy", None)


@dataclass(frozen=True)
class Part:
    """A part of the product that opens: its name, by which roles (none: any position), at which addresses."""

    name: str
    roles: frozenset[organisation.Role]
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class AtUnit:
    """What an officer has at one unit on that day; one acts for one unit at a time."""

    actor: Actor
    held: tuple[organisation.RightInfo, ...]
    sees: tuple[tuple[str, str], ...]
    signs: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Rights:
    """What a login may see and do on a day, unit by unit, and the sentences that say why."""

    login: str
    full_name: str
    on: date
    is_active: bool
    units: tuple[AtUnit, ...]
    sentences: tuple[str, ...]


def named_routes(patterns: Iterable[URLPattern | URLResolver], space: str = "", prefix: str = "") -> Iterator[Any]:
    """Yield name, address and view of every route."""
    for pattern in patterns:
        address = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from named_routes(pattern.url_patterns, inner, address)
        else:
            yield f"{space}{pattern.name}", f"/{address}", pattern.callback


def parts_open(roles: frozenset[organisation.Role]) -> tuple[Part, ...]:
    """Return the parts of the product that somebody with these roles opens, by the policies of the routes."""
    found: dict[str, tuple[set[organisation.Role], list[str]]] = {}
    for name, address, view in named_routes(get_resolver().url_patterns):
        stated = policy_of(view)
        if stated is None or stated.is_public or (stated.roles and stated.roles.isdisjoint(roles)):
            continue
        because, addresses = found.setdefault(area_of(name), (set(), []))
        because |= stated.roles & roles
        addresses.append(address)
    return tuple(
        Part(AREAS.get(area, addresses[0]), frozenset(because), tuple(addresses))
        for area, (because, addresses) in found.items()
    )


def area_of(name: str) -> str:
    """Return the part of the product that a route belongs to: its audience and the first word of its name."""
    space, _, rest = name.partition(":")
    return f"{space}:{rest.partition('_')[0]}"


def rights_of(login: str, on: date) -> Rights:
    """Return what a login may see and do on a day. Raises UnknownOfficer."""
    officer = organisation.officer_by_login(login, on)
    codes = list(dict.fromkeys(right.unit_code for right in officer.rights))
    units = tuple(_at_unit(officer, code, on) for code in codes)
    return Rights(
        login=officer.login,
        full_name=officer.full_name,
        on=on,
        is_active=officer.is_active,
        units=units,
        sentences=tuple(_sentences(officer, units, on)),
    )


def _at_unit(officer: organisation.OfficerInfo, code: str, on: date) -> AtUnit:
    actor = organisation.actor_for(officer.login, on, code)
    roles = frozenset(organisation.Role(role) for role in actor.roles)
    seen = organisation.scope_units(actor, on)
    names = organisation.unit_names(seen, on) if seen else {}
    signs = organisation.find_signature(officer.login, code, on)
    return AtUnit(
        actor=actor,
        held=tuple(right for right in officer.rights if right.unit_code == code),
        sees=tuple((one, names.get(one, one)) for one in sorted(seen)),
        signs=signs.lines.replace("\n", " ") if signs else "",
        parts=parts_open(roles),
    )


def _sentences(officer: organisation.OfficerInfo, units: tuple[AtUnit, ...], on: date) -> Iterator[str]:
    if not officer.is_active:
        yield "Tài khoản đã khóa: không đăng nhập được, mọi quyền đã hết."
        return
    if not units:
        yield f"Không có vị trí công tác nào còn hiệu lực ngày {on:%d/%m/%Y}: không mở được trang nào của cán bộ."
    for one in units:
        yield from _held(one, on)
        yield from (say(one) for say in (_sees, _works, _signs) if say(one))
    yield from _on_leave(officer.login, on)
    yield from _other_days(officer.login, on)


def _held(one: AtUnit, on: date) -> Iterator[str]:
    known = {(had.unit_code, had.position): had for had in organisation.postings_of(one.actor.login) if _holds(had, on)}
    for right in one.held:
        until = f"đến hết {_last(right.ends_on):%d/%m/%Y}" if right.ends_on else "chưa định ngày hết"
        roles = role_names(right.roles) or "không có quyền nào"
        posting = known.get((right.unit_code, right.position))
        decision = f", theo {posting.decision}" if posting and posting.decision else ""
        yield (
            f"Vị trí {right.position}, {right.unit_name} ({right.unit_code}), "
            f"từ {right.starts_on:%d/%m/%Y}, {until}{decision}: {roles}."
        )
        if posting and organisation.Role.INSPECTOR in posting.roles - right.roles:
            yield "Vị trí này có quyền kiểm tra, thanh tra nhưng phân công không có ngày hết: quyền đó không có hiệu lực."


def _sees(one: AtUnit) -> str:
    if not one.sees:
        return f"Tại {one.actor.unit_code}: không xem hồ sơ của người dân, vì không vai trò nào ở đây cần đến hồ sơ."
    named = "; ".join(name for _, name in one.sees[:MOST_UNITS])
    more = f"; và {len(one.sees) - MOST_UNITS} đơn vị nữa" if len(one.sees) > MOST_UNITS else ""
    return (
        f"Tại {one.actor.unit_code}: xem hồ sơ nộp tại, do giải quyết, đã qua hoặc đang hỏi ý kiến "
        f"{len(one.sees)} đơn vị: {named}{more}."
    )


def _works(one: AtUnit) -> str:
    working = frozenset(organisation.Role(role) for role in one.actor.roles) & CHANGING
    if working:
        return f"Làm các bước mà quy trình giao cho {role_names(working)} tại {one.actor.unit_code}, chưa ai giữ hoặc mình giữ."
    return "Chỉ xem: không làm bước nào và không thay đổi hồ sơ." if one.sees else ""


def _signs(one: AtUnit) -> str:
    return f"Ký thay mặt đơn vị {one.actor.unit_code}: {one.signs}." if one.signs else ""


def _on_leave(login: str, on: date) -> Iterator[str]:
    for leave in organisation.leaves_about(login, on):
        days = f"từ {leave.starts_on:%d/%m/%Y} đến hết {leave.last_on:%d/%m/%Y}"
        if leave.login == login:
            yield f"Đang nghỉ {days}: {leave.substitute_name} ({leave.substitute}) làm thay những bước đang giữ; quyền của người nghỉ vẫn còn."
        else:
            yield f"Làm thay {leave.full_name} ({leave.login}) {days}: thấy và làm những bước người đó đang giữ, sổ ghi tên cả hai."


def _other_days(login: str, on: date) -> Iterator[str]:
    """Say which postings give nothing on that day: those that ended, those that have not begun."""
    for one in organisation.postings_of(login):
        place = f"Vị trí {one.position} tại {one.unit_code}"
        if one.starts_on > on:
            yield f"{place}: từ {one.starts_on:%d/%m/%Y} mới có hiệu lực, ngày này chưa có quyền gì."
        elif not _holds(one, on):
            yield f"{place}: đã hết ngày {_last(one.ends_on):%d/%m/%Y}, không còn quyền gì."


def _holds(one: organisation.PostingInfo, on: date) -> bool:
    return one.starts_on <= on and (one.ends_on is None or on < one.ends_on)


def _last(ends_on: date | None) -> date:
    return (ends_on or date.max) - timedelta(days=1)


def role_names(roles: Iterable[organisation.Role]) -> str:
    """Return roles in words, in order."""
    return ", ".join(sorted(organisation.ROLE_NAMES[role] for role in roles))


def as_document(found: Rights) -> dict[str, Any]:
    """Return the rights in plain values, for a command."""
    units = [
        {
            "unit": one.actor.unit_code,
            "positions": [right.position for right in one.held],
            "roles": sorted(one.actor.roles),
            "stands_for": [away.login for away in one.actor.stands_for],
            "sees": [code for code, _ in one.sees],
            "signs": one.signs,
            "opens": {address: sorted(part.roles) for part in one.parts for address in part.addresses},
        }
        for one in found.units
    ]
    return {
        "login": found.login,
        "on": found.on,
        "is_active": found.is_active,
        "units": units if found.is_active else [],
        "sentences": found.sentences,
    }


def administers(by: Actor, login: str, on: date) -> bool:
    """Tell whether the actor administers a unit at which the officer works, worked or will work."""
    places = {one.unit_code for one in organisation.postings_of(login)}
    return not places.isdisjoint(organisation.subtree_codes(by.unit_code, on))


class UnreadableDay(Refusal):
    """A day that was not given as a day."""


def day_of(text: str, today: date) -> date:
    """Return the day that was asked for, today where none was. Raises UnreadableDay."""
    try:
        return date.fromisoformat(text) if text else today
    except ValueError:
        raise UnreadableDay("Ghi ngày theo dạng ngày, tháng, năm.") from None
