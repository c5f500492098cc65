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
from motcua.kernel.language import say, say_day, to_say
from motcua.kernel.refusal import Refusal

CHANGING = frozenset({organisation.Role.RECEPTION, organisation.Role.HANDLER, organisation.Role.LEADER})
"""Roles that processes give steps to."""
MOST_UNITS = 12
"""How many units a sentence names; more are counted."""

AREAS = {
    "site:choose": to_say("Chọn vị trí đang dùng"),
    "site:second": to_say("Mã xác nhận"),
    "site:password": to_say("Đổi mật khẩu"),
    "administration:home": to_say("Quản trị"),
    "administration:calendar": to_say("Lịch làm việc"),
    "administration:units": to_say("Đơn vị, vị trí, phân công"),
    "administration:dead": to_say("Tin nhắn không gửi được"),
    "administration:processes": to_say("Quy trình"),
    "administration:forms": to_say("Biểu mẫu"),
    "administration:procedures": to_say("Thủ tục và các lớp"),
    "administration:search": to_say("Từ điển tìm kiếm"),
    "administration:rights": to_say("Quyền của cán bộ"),
    "oversight:board": to_say("Điều hành"),
    "oversight:report": to_say("Báo cáo giải quyết"),
    "oversight:cuts": to_say("Cắt giảm thời gian"),
    "oversight:online": to_say("Dịch vụ công trực tuyến"),
    "desk:decisions": to_say("Quyết định về thủ tục"),
    "oversight:arrangement": to_say("Sắp xếp cơ quan"),
    "oversight:satisfaction": to_say("Mức độ hài lòng"),
    "oversight:scoring": to_say("Chấm điểm giải quyết"),
    "desk:scores": to_say("Điểm của tôi"),
    "desk:rating": to_say("Máy đánh giá ở quầy"),
    "oversight:boards": to_say("Sổ treo bảng mã QR"),
    "desk:boards": to_say("Bảng mã QR"),
    "oversight:looks": to_say("Lượt xem dữ liệu cá nhân"),
    "desk:home": to_say("Trang đầu"),
    "desk:inbox": to_say("Việc của tôi"),
    "desk:dossier": to_say("Hồ sơ trong phạm vi được xem"),
    "desk:component": to_say("Tệp giấy tờ đã nộp"),
    "desk:paper": to_say("Bản in giấy tờ"),
    "desk:leaves": to_say("Nghỉ, làm thay"),
    "desk:apologies": to_say("Xin lỗi"),
    "desk:returning": to_say("Trả kết quả"),
    "desk:reception": to_say("Tiếp nhận"),
    "desk:online": to_say("Chờ kiểm tra"),
    "desk:hand": to_say("Danh sách bàn giao"),
    "desk:registers": to_say("Sổ theo dõi hồ sơ"),
    "desk:search": to_say("Tra cứu"),
    "desk:scan": to_say("Quét mã"),
    "desk:procedures": to_say("Công bố thủ tục"),
    "desk:rights": to_say("Quyền của tôi"),
    "desk:own": to_say("Lượt xem của tôi"),
}
"""How the parts of the product are called; a part without a name here is shown by its address."""


@dataclass(frozen=True)
class Policy:
    """What a page asks of its reader: nothing (public), a sign-in, or one of some roles, maybe held for the province.

    Who administers, leads or signs has given the second factor, too, except where a page is for giving it.
    """

    is_public: bool = False
    is_before_second_factor: bool = False
    roles: frozenset[organisation.Role] = frozenset()
    of_the_province: bool = False

    def opens_for(self, roles: frozenset[str], unit_code: str, on: date) -> bool:
        """Tell whether somebody signed in who acts for that unit with these roles may open the page."""
        if self.is_public or not self.roles:
            return True
        if self.roles.isdisjoint(roles):
            return False
        top = organisation.province(on) if self.of_the_province else None
        return not self.of_the_province or (top is not None and top.code == unit_code)


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


def parts_open(actor: Actor, on: date) -> tuple[Part, ...]:
    """Return the parts of the product that the actor opens, by the policies of the routes."""
    roles = frozenset(organisation.Role(role) for role in actor.roles)
    found: dict[str, tuple[set[organisation.Role], list[str]]] = {}
    for name, address, view in named_routes(get_resolver().url_patterns):
        stated = policy_of(view)
        if stated is None or stated.is_public or not stated.opens_for(actor.roles, actor.unit_code, on):
            continue
        because, addresses = found.setdefault(area_of(name), (set(), []))
        because |= stated.roles & roles
        addresses.append(address)
    return tuple(
        Part(say(AREAS[area]) if area in AREAS else addresses[0], frozenset(because), tuple(addresses))
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
    seen = organisation.scope_units(actor, on)
    names = organisation.unit_names(seen, on) if seen else {}
    signs = organisation.find_signature(officer.login, code, on)
    return AtUnit(
        actor=actor,
        held=tuple(right for right in officer.rights if right.unit_code == code),
        sees=tuple((one, names.get(one, one)) for one in sorted(seen)),
        signs=signs.lines.replace("\n", ", ") if signs else "",
        parts=parts_open(actor, on),
    )


def _sentences(officer: organisation.OfficerInfo, units: tuple[AtUnit, ...], on: date) -> Iterator[str]:
    if not officer.is_active:
        yield say("Tài khoản đã khóa: không đăng nhập được, mọi quyền đã hết.")
        return
    if not units:
        yield say(
            "Ngày {day} không có vị trí công tác nào còn hiệu lực: không mở được trang nào của cán bộ.", day=say_day(on)
        )
    for one in units:
        yield from _held(one, on)
        yield from (told for told in (_sees(one), _works(one), _signs(one)) if told)
    yield from _on_leave(officer.login, on)
    yield from _other_days(officer.login, on)


def _held(one: AtUnit, on: date) -> Iterator[str]:
    known = {(had.unit_code, had.position): had for had in organisation.postings_of(one.actor.login) if _holds(had, on)}
    for right in one.held:
        posting = known.get((right.unit_code, right.position))
        yield say(
            "Vị trí {position}, {unit} ({code}), từ {first}, {until}: {roles}.",
            position=right.position,
            unit=right.unit_name,
            code=right.unit_code,
            first=say_day(right.starts_on),
            until=_until(right.ends_on),
            roles=role_names(right.roles) or say("không có quyền nào"),
        )
        if posting and posting.decision:
            yield say("Phân công theo {decision}.", decision=posting.decision)
        if posting and organisation.Role.INSPECTOR in posting.roles - right.roles:
            yield say(
                "Vị trí này có quyền kiểm tra, thanh tra nhưng phân công không có ngày hết: quyền đó không có hiệu lực."
            )


def _until(ends_on: date | None) -> str:
    return say("đến hết {last}", last=say_day(_last(ends_on))) if ends_on else say("chưa định ngày hết")


def _sees(one: AtUnit) -> str:
    code = one.actor.unit_code
    if not one.sees:
        return say("Tại {code}: không xem hồ sơ của người dân, vì không vai trò nào ở đây cần đến hồ sơ.", code=code)
    named = "; ".join(name for _, name in one.sees[:MOST_UNITS]) + ("; …" if len(one.sees) > MOST_UNITS else "")
    return say(
        "Tại {code}: xem hồ sơ nộp tại, do giải quyết, đã qua hoặc đang hỏi ý kiến {number} đơn vị: {units}.",
        code=code,
        number=len(one.sees),
        units=named,
    )


def _works(one: AtUnit) -> str:
    working = frozenset(organisation.Role(role) for role in one.actor.roles) & CHANGING
    if working:
        return say(
            "Làm các bước mà quy trình giao cho vai trò {roles} tại {code}, chưa ai giữ hoặc chính mình giữ.",
            roles=role_names(working),
            code=one.actor.unit_code,
        )
    return say("Chỉ xem: không làm bước nào và không thay đổi hồ sơ.") if one.sees else ""


def _signs(one: AtUnit) -> str:
    return say("Ký thay mặt đơn vị {code}: {lines}.", code=one.actor.unit_code, lines=one.signs) if one.signs else ""


def _on_leave(login: str, on: date) -> Iterator[str]:
    for leave in organisation.leaves_about(login, on):
        days = {"first": say_day(leave.starts_on), "last": say_day(leave.last_on)}
        if leave.login == login:
            yield say(
                "Đang nghỉ từ {first} đến hết {last}: {name} ({login}) làm thay những bước đang giữ; quyền của người nghỉ vẫn còn.",
                name=leave.substitute_name,
                login=leave.substitute,
                **days,
            )
        else:
            yield say(
                "Làm thay {name} ({login}) từ {first} đến hết {last}: thấy và làm những bước người đó đang giữ, sổ ghi tên cả hai.",
                name=leave.full_name,
                login=leave.login,
                **days,
            )


def _other_days(login: str, on: date) -> Iterator[str]:
    """Say which postings give nothing on that day: those that ended, those that have not begun."""
    for one in organisation.postings_of(login):
        place = {"position": one.position, "code": one.unit_code}
        if one.starts_on > on:
            first = say_day(one.starts_on)
            yield say(
                "Vị trí {position} tại {code}: từ {first} mới có hiệu lực, ngày này chưa có quyền gì.",
                first=first,
                **place,
            )
        elif not _holds(one, on):
            last = say_day(_last(one.ends_on))
            yield say("Vị trí {position} tại {code}: đã hết ngày {last}, không còn quyền gì.", last=last, **place)


def _holds(one: organisation.PostingInfo, on: date) -> bool:
    return one.starts_on <= on and (one.ends_on is None or on < one.ends_on)


def _last(ends_on: date | None) -> date:
    return (ends_on or date.max) - timedelta(days=1)


def role_names(roles: Iterable[organisation.Role]) -> str:
    """Return roles in words, in order."""
    return ", ".join(sorted(say(organisation.ROLE_NAMES[role]) for role in roles))


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
        raise UnreadableDay(say("Ghi ngày theo dạng ngày, tháng, năm.")) from None
