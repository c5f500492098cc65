"""What a unit says of its own over a published procedure (phần riêng của đơn vị), and what it may never say.

A unit may promise sooner, open one more way to file, and say where, when and how it receives. It never asks more and
never promises later: papers, fees and conditions have no place here, and a limit that is not surely as short as the
published one does not hold.

Law: docs/law/unit-overlay.md. Change that page and its cases first, then this file.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from motcua.domain.procedures.rules.answers import UnusableAnswer, read_answer
from motcua.domain.procedures.rules.content import (
    CaseContent,
    Channel,
    Layer,
    Mark,
    Offer,
    ProcedureContent,
    Source,
    limit_from_json,
    limit_to_json,
)
from motcua.domain.procedures.rules.scopes import Place, UnknownPlace, places_of
from motcua.domain.procedures.rules.source_text import one_line, readable
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import Counting, LimitUnit, TimeLimit

LIMIT = "time_limit"
LONGEST_LINE = 200
LONGEST_NOTES = 2_000
PUNCTUATION = "\n“”‘’–—…"
LINES = ("place", "hours", "counter", "phone", "basis")


class NotTheUnits(Refusal):
    """Something that a unit may not say of a procedure; the sentence names the rule."""


class NothingOfItsOwn(Refusal):
    """An overlay that says nothing, or only what holds anyway."""


@dataclass(frozen=True)
class Overlay:
    """What one unit says of one procedure. `limits` by the places they are for, as `scopes` writes them.

    `basis` is the number of the unit's own document, where there is one.
    """

    place: str = ""
    hours: str = ""
    counter: str = ""
    phone: str = ""
    channels: tuple[Channel, ...] = ()
    limits: tuple[tuple[str, TimeLimit], ...] = ()
    process_version_id: int | None = None
    notes: str = ""
    basis: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is said; a document alone says nothing."""
        return self == Overlay(basis=self.basis)

    @property
    def said(self) -> tuple[str, ...]:
        """Return the names of the fields that say something, as the ledger names them."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name))

    def to_json(self) -> dict[str, Any]:
        """Return the overlay as JSON can hold it."""
        kept = {name: getattr(self, name) for name in (*LINES, "notes") if getattr(self, name)}
        if self.channels:
            kept["channels"] = [one.value for one in self.channels]
        if self.limits:
            kept["limits"] = {field: limit_to_json(limit) for field, limit in self.limits}
        if self.process_version_id:
            kept["process_version_id"] = self.process_version_id
        return kept


def overlay_from_json(value: Mapping[str, Any]) -> Overlay:
    """Return the overlay that `to_json` gave."""
    limits = ((field, limit_from_json(one)) for field, one in value.get("limits", {}).items())
    return Overlay(
        **{name: value.get(name, "") for name in (*LINES, "notes")},
        channels=tuple(Channel(one) for one in value.get("channels", ())),
        limits=tuple((field, limit) for field, limit in limits if limit is not None),
        process_version_id=value.get("process_version_id"),
    )


def read_overlay(value: Mapping[str, Any], *, law: Mapping[str, str]) -> Overlay:
    """Return what a unit says, as it is kept; `law` are the rule pack's sources, by which a refusal names its rule.

    Raises NotTheUnits for a field that is not the unit's to say or an online way, UnusableAnswer for a value that the
    field cannot take, NothingOfItsOwn where nothing is said.
    """
    for field in value:
        if field not in READERS and field not in (*LINES, "notes"):
            raise NotTheUnits(_forbidden(field, law))
    said: dict[str, Any] = {name: _line(value.get(name, "")) for name in LINES}
    said |= {name: reader(value[name], law) for name, reader in READERS.items() if value.get(name)}
    overlay = Overlay(**said, notes=_text(value.get("notes", ""), LONGEST_NOTES))
    if overlay.is_empty:
        raise NothingOfItsOwn(say("Chưa ghi gì riêng của đơn vị; muốn bỏ phần riêng đang dùng thì bấm kết thúc."))
    return overlay


def _forbidden(field: str, law: Mapping[str, str]) -> str:
    topic = field.partition(":")[0]
    if topic == "fee":
        return say("Đơn vị không đặt mức phí, lệ phí khác mức đã công bố ({law}).", law=law["own_fee"])
    if topic in ("components", "papers", "conditions", "cases"):
        return say("Đơn vị không đòi thêm giấy tờ, điều kiện ngoài bản đã công bố ({law}).", law=law["own_papers"])
    return say(
        "“{field}” không phải là phần đơn vị tự ghi; phần này theo bản đã công bố ({law}).",
        field=field[:40],
        law=law["own_papers"],
    )


def _line(value: Any) -> str:
    return one_line(_text(value, LONGEST_LINE))


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise UnusableAnswer(say("Nội dung phải là chữ và không quá {longest} ký tự.", longest=longest))
    text = readable(value).text
    odd = next((letter for letter in text if not _is_printed(letter)), "")
    if odd:
        raise UnusableAnswer(say("Ký tự “{odd}” không in được trên giấy; viết lại bằng chữ thường dùng.", odd=odd))
    return text


def _is_printed(letter: str) -> bool:
    """Tell whether the papers' font surely holds a letter: what it says is printed on receipts."""
    return letter in PUNCTUATION or letter.isascii() or unicodedata.name(letter, "").startswith("LATIN ")


def _channels(value: Any, law: Mapping[str, str]) -> tuple[Channel, ...]:
    given = value if isinstance(value, list | tuple) else [value]
    known = [one.value for one in Channel]
    if any(one not in known for one in given):
        raise UnusableAnswer(say("Cách nộp thêm là trực tiếp hoặc dịch vụ bưu chính."))
    if Channel.ONLINE in given:
        raise NotTheUnits(say("Đơn vị không tự mở cách nộp trực tuyến ({law}).", law=law["own_online"]))
    return tuple(Channel(one) for one in dict.fromkeys(given))


def _limits(value: Any, law: Mapping[str, str]) -> tuple[tuple[str, TimeLimit], ...]:
    if not isinstance(value, Mapping):
        raise UnusableAnswer(say("Thời hạn riêng ghi theo từng trường hợp và cách nộp."))
    found = []
    for field, one in value.items():
        if field.partition(":")[0] != LIMIT:
            raise NotTheUnits(_forbidden(field, law))
        limit = limit_from_json(read_answer(field, one, decision=""))
        if limit is not None:
            found.append((field, limit))
    return tuple(found)


def _process(value: Any, _law: Mapping[str, str]) -> int:
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        raise UnusableAnswer(say("Không đọc được phiên bản quy trình.")) from error


READERS: Mapping[str, Callable[[Any, Mapping[str, str]], Any]] = {
    "channels": _channels,
    "limits": _limits,
    "process_version_id": _process,
}


def surely_as_short(own: TimeLimit, below: TimeLimit, counting: Counting) -> bool:
    """Tell whether a limit never promises a later moment than the other, whatever the start.

    Only what is counted the same way is compared; "trong ngày" ends with a day, as days and months do. Holds in every
    calendar that has no day longer than its reference day.
    """
    if own.unit is LimitUnit.SAME_DAY:
        return below.unit is LimitUnit.SAME_DAY or _ends_no_sooner(below, counting)
    if own.unit is not below.unit or own.amount is None or below.amount is None:
        return False
    by_ends_of_days = own.unit is LimitUnit.WORKING_DAY and counting is Counting.END_OF_NTH_DAY
    if by_ends_of_days and own.is_whole is not below.is_whole:
        return False
    return own.amount <= below.amount


def _ends_no_sooner(below: TimeLimit, counting: Counting) -> bool:
    """Tell whether a limit lasts at least to the close of the next working day, the latest "trong ngày" can mean."""
    if below.unit in (LimitUnit.CALENDAR_DAY, LimitUnit.MONTH):
        return True
    if below.unit is not LimitUnit.WORKING_DAY or below.amount is None:
        return False
    return (counting is Counting.END_OF_NTH_DAY and below.is_whole) or below.amount >= 2


def require_allowed(content: ProcedureContent, overlay: Overlay, *, law: Mapping[str, str]) -> None:
    """Raise where an overlay says what the layers below do not let it say.

    NotTheUnits for a limit that may be longer, a way to file that is there already; UnknownPlace for a case that the
    procedure does not have.
    """
    for channel in overlay.channels:
        if all(case.offer(channel) is not None for case in content.cases):
            raise NothingOfItsOwn(say("Cách nộp này đã có trong bản công bố, đơn vị không phải mở thêm."))
    opened = _with_channels(content, overlay)
    offers = {(case.number, offer.channel.value): offer for case in opened.cases for offer in case.offers}
    for field, limit in overlay.limits:
        for place in places_of(field, tuple(offers)):
            below = offers[place].limit
            if below is None or not surely_as_short(limit, below, offers[place].counting):
                raise NotTheUnits(
                    say(
                        "Thời hạn riêng của đơn vị phải cùng cách tính và không dài hơn thời hạn đã công bố ({law}).",
                        law=law["own_limit"],
                    )
                )


def with_overlay(content: ProcedureContent, overlay: Overlay) -> ProcedureContent:
    """Lay what a unit says over the published content; what would promise later or asks anew falls away."""
    source = Source(Layer.UNIT, overlay.basis)
    opened = _with_channels(content, overlay)
    limits = _limits_at(opened, overlay)
    cases = tuple(
        replace(case, offers=tuple(_with_limit(offer, limits.get((case.number, offer.channel.value)), source) for offer in case.offers))
        for case in opened.cases
    )  # fmt: skip
    return replace(opened, cases=cases)


def _with_channels(content: ProcedureContent, overlay: Overlay) -> ProcedureContent:
    """Open the ways to file that a case lacks, at the terms of the way it has: the same papers, limit and fee."""
    source = Source(Layer.UNIT, overlay.basis)
    cases = tuple(replace(case, offers=_opened(case, overlay.channels)) for case in content.cases)
    if cases == content.cases:
        return content
    return replace(content, cases=cases, marks=(*_others(content.marks), Mark("channels", source)))


def _others(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark.field != "channels")


def _opened(case: CaseContent, channels: Sequence[Channel]) -> tuple[Offer, ...]:
    if not case.offers:
        return ()
    like = case.offer(Channel.COUNTER) or case.offers[0]
    return (*case.offers, *(replace(like, channel=one) for one in channels if case.offer(one) is None))


def _limits_at(content: ProcedureContent, overlay: Overlay) -> dict[Place, TimeLimit]:
    """Return the unit's limit of each place, the closer word over the wider; places that are gone fall away."""
    places = tuple((case.number, offer.channel.value) for case in content.cases for offer in case.offers)
    found: list[tuple[tuple[Place, ...], TimeLimit]] = []
    for field, limit in overlay.limits:
        try:
            found.append((places_of(field, places), limit))
        except UnknownPlace:
            continue
    return {place: limit for chosen, limit in sorted(found, key=lambda one: -len(one[0])) for place in chosen}


def _with_limit(offer: Offer, own: TimeLimit | None, source: Source) -> Offer:
    if own is None or offer.limit is None or own == offer.limit:
        return offer
    if not surely_as_short(own, offer.limit, offer.counting):
        return offer
    return replace(offer, limit=own, limit_source=source)
