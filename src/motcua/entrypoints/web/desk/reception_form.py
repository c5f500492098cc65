"""The reception as it is typed: read from the form, put back into it, and handed to the dossiers as one act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.http import QueryDict

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import api as dossiers
from motcua.domain.notifications import api as notifications
from motcua.domain.parties import api as parties
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web.desk import sending
from motcua.foundation.idempotency import KeyUsedForAnother
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import OutsideCalendar

CHANNELS = {"counter": to_say("Trực tiếp"), "post": to_say("Bưu chính")}
RESULTS = {"desk": to_say("Tại quầy này"), "post": to_say("Qua bưu chính"), "electronic": to_say("Chỉ bản điện tử")}
KINDS = {
    parties.PartyKind.CITIZEN.value: to_say("Cá nhân"),
    parties.PartyKind.BUSINESS.value: to_say("Doanh nghiệp, tổ chức"),
}
REPEATED = to_say(
    "Phiếu này đã tiếp nhận một lần với nội dung khác, hồ sơ đó vẫn giữ nguyên. "
    "Muốn nhận thêm một hồ sơ nữa thì bấm tiếp nhận lần nữa."
)
CHANGED = to_say("Giấy tờ và giờ hẹn vừa lấy lại theo thủ tục, trường hợp đã chọn. Xem lại rồi bấm tiếp nhận lần nữa.")
OTHER_PERSON = to_say("Số định danh đã đổi nên họ tên, địa chỉ lấy lại theo số mới. Xem lại rồi bấm tiếp nhận lần nữa.")
NOT_CHOSEN = to_say("Chưa chọn thủ tục. Gõ vài chữ rồi lấy một dòng.")
NO_CASE = to_say("Chưa chọn trường hợp. Chọn một dòng ở mục 3.")


class NotReady(Refusal):
    """The form itself lacks something, or no longer fits what was chosen; `place` is the field."""

    def __init__(self, place: str, sentence: str) -> None:
        self.place = place
        super().__init__(sentence)


@dataclass(frozen=True)
class Typed:
    """Everything that a reception form carried, cleaned; nothing is checked yet.

    `person_of`: the identifier whose known name and address stand in the fields. `drawn`: the published version
    and case for which the papers were drawn, as "version:case". `searched`: the search words for which a page
    without scripts was drawn.
    """

    key: str = field(default_factory=sending.new_key)
    identifier: str = ""
    kind: str = parties.PartyKind.CITIZEN.value
    name: str = ""
    phone: str = ""
    address: str = ""
    email: str = ""
    person_of: str = ""
    search: str = ""
    searched: str | None = None
    procedure: str = ""
    case: int = 0
    drawn: str = ""
    brought: frozenset[str] = frozenset()
    channel: str = "counter"
    result_by: str = "desk"
    told_by: frozenset[str] = frozenset()
    commune: str = ""
    reason: str = ""

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Return every field as a page carries it on without showing it."""
        one_each = [(name, str(getattr(self, attribute) or "")) for name, attribute in NAMES.items()]
        return [
            ("key", self.key),
            *one_each,
            *(("co", place) for place in sorted(self.brought)),
            *(("nhan_tin", way) for way in sorted(self.told_by)),
        ]


NAMES = {
    "so_dinh_danh": "identifier",
    "loai": "kind",
    "ho_ten": "name",
    "dien_thoai": "phone",
    "dia_chi": "address",
    "thu_dien_tu": "email",
    "nguoi_cua": "person_of",
    "q": "search",
    "thu_tuc": "procedure",
    "truong_hop": "case",
    "ban": "drawn",
    "cach_nop": "channel",
    "tra": "result_by",
    "xa": "commune",
}
"""Names of the form's fields and what they are here."""


def read(posted: QueryDict) -> Typed:
    """Return what a form carried; a value that no field offers becomes the usual one."""
    values = {attribute: clean(posted.get(name, "")) for name, attribute in NAMES.items()}
    case = values.pop("case")
    known = {"kind": KINDS, "channel": CHANNELS, "result_by": RESULTS}
    usual = {name: next(iter(choices)) for name, choices in known.items() if values[name] not in choices}
    return Typed(
        **{**values, **usual},  # type: ignore[arg-type]
        key=clean(posted.get("key", ""))[: sending.MOST_LETTERS] or sending.new_key(),
        case=int(case) if case.isascii() and case.isdigit() and len(case) < 4 else 0,
        searched=clean(posted.get("khong_js", "")) if "khong_js" in posted else None,
        brought=frozenset(posted.getlist("co")),
        told_by=frozenset(posted.getlist("nhan_tin")),
        reason=clean(posted.get("ly_do", "")),
    )


@dataclass(frozen=True)
class PersonPart:
    """Section 1 as it is shown: what stands in the fields, and who is known under the identifier."""

    identifier: str
    kind: str
    name: str
    phone: str
    address: str
    email: str
    person_of: str
    known: parties.PersonInfo | None
    has_form: bool
    was_other: bool

    @property
    def fields(self) -> Mapping[str, str]:
        return {"name": self.name, "phone": self.phone, "address": self.address, "email": self.email}


def person_part(typed: Typed, on: date) -> PersonPart:
    """Return section 1: the kind by the identifier's form, the known person where fields are not typed over.

    What stands in the fields for another, known person is dropped.
    """
    kinds = parties.kinds_with_identifier(typed.identifier, on)
    kind = typed.kind if not kinds or typed.kind in kinds else kinds[0].value
    bare = parties.without_blanks(typed.identifier)
    known = parties.find_person(kind, typed.identifier) if kinds else None
    was_other = bool(typed.person_of) and typed.person_of != bare
    is_typed = bool(typed.name) and not was_other
    shown = {"name": typed.name, "phone": typed.phone, "address": typed.address, "email": typed.email}
    if known and not is_typed:
        shown = {"name": known.name, "phone": known.phone, "address": known.address, "email": known.email}
    elif was_other:
        shown = dict.fromkeys(shown, "")
    elif known and not typed.person_of:  # typed before the known person appeared: an empty field takes nothing away
        shown["email"] = typed.email or known.email
    return PersonPart(
        identifier=typed.identifier,
        kind=kind,
        **shown,
        person_of=bare if known else "",
        known=known,
        has_form=bool(kinds),
        was_other=was_other,
    )


def person_of(part: PersonPart) -> dossiers.Person:
    """Return the person as the dossiers take it."""
    return dossiers.Person(kind=part.kind, identifier=part.identifier, **part.fields)


def chosen(typed: Typed) -> str:
    """Return the code of the chosen procedure; a whole code typed into the search counts. Raises NotReady."""
    if typed.searched is not None and typed.searched != typed.search:
        raise NotReady("thu-tuc", say(NOT_CHOSEN))
    code = typed.procedure or (typed.search if any(sign.isdigit() for sign in typed.search) else "")
    if not code:
        raise NotReady("thu-tuc", say(NOT_CHOSEN))
    return code


def reception_of(
    typed: Typed, part: PersonPart, published: procedures.PublishedInfo, *, desk: str
) -> dossiers.Reception:
    """Return the reception. Raises NotReady where the form was drawn for something else than what it now says."""
    case = case_number(typed, published)
    if not case:
        raise NotReady("muc-3", say(NO_CASE))
    if part.was_other:
        raise NotReady("so-dinh-danh", say(OTHER_PERSON))
    if typed.drawn != drawn_for(published, case):
        raise NotReady("muc-4", say(CHANGED))
    return dossiers.Reception(
        procedure=published.code,
        person=person_of(part),
        desk=desk,
        case=case,
        channel=typed.channel,
        missing=missing_papers(typed, published, case),
        competent=typed.commune,
        result_by=typed.result_by,
        told_by=_told_by(typed, part),
    )


def _told_by(typed: Typed, part: PersonPart) -> tuple[str, ...] | None:
    """Return the ways that were ticked, with e-mail where one is declared; None where none was."""
    if not typed.told_by:
        return None
    return (*sorted(typed.told_by), *(("email",) if part.email else ()))


def ways_offered() -> list[tuple[str, str]]:
    """Return by which telephone's ways people can be told here; none where no gateway is set."""
    return [(way.value, say(notifications.CHANNEL_NAMES[way])) for way in settings.TEXT_SENDERS()]


def drawn_for(published: procedures.PublishedInfo, case: int) -> str:
    """Return the mark of the version and case for which papers are drawn."""
    return f"{published.version_id}:{case}"


def case_number(typed: Typed, published: procedures.PublishedInfo) -> int:
    """Return the case that counts: the only one, or the one chosen for this version; 0 while none is chosen."""
    numbers = [case.number for case in published.content.cases]
    if len(numbers) == 1:
        return numbers[0]
    return typed.case if typed.case in numbers else 0


def missing_papers(typed: Typed, published: procedures.PublishedInfo, case: int) -> tuple[str, ...]:
    """Return the names of the papers to file whose box is not ticked."""
    found = published.content.case(case)
    parts = found.components if found else ()
    return tuple(
        part.name
        for place, part in enumerate(parts, start=1)
        if part.kind == procedures.ComponentKind.TO_FILE and str(place) not in typed.brought
    )


_PLACES: Mapping[type[Refusal], str] = {
    dossiers.MissingComponent: "muc-4",
    dossiers.UnknownComponent: "muc-4",
    dossiers.UnknownCase: "muc-3",
    dossiers.NotByThisChannel: "cach-nop",
    dossiers.NoLimit: "thu-tuc",
    dossiers.NoCompetentUnit: "xa",
    procedures.NotPublished: "thu-tuc",
    notifications.UnusableChannels: "dien-thoai",
    OutsideCalendar: "thu-tuc",
    KeyUsedForAnother: "",
}
_PERSON_PLACES = {
    "identifier": "so-dinh-danh",
    "kind": "loai-citizen",
    "name": "ho-ten",
    "phone": "dien-thoai",
    "address": "dia-chi",
    "email": "thu-dien-tu",
}


def error_of(refusal: Refusal, typed: Typed) -> dict[str, str]:
    """Return the sentence of a refusal and the field it belongs to."""
    if isinstance(refusal, KeyUsedForAnother):
        return {"text": say(REPEATED), "field": ""}
    return {"text": str(refusal), "field": _place_of(refusal, typed)}


def _place_of(refusal: Refusal, typed: Typed) -> str:
    if isinstance(refusal, NotReady):
        return refusal.place
    if isinstance(refusal, parties.WrongDeclaration):
        return _PERSON_PLACES.get(refusal.field, "so-dinh-danh")
    if isinstance(refusal, documents.UnprintableText):
        in_order = (("ho-ten", typed.name), ("dia-chi", typed.address), ("ly-do", typed.reason))
        return next((place for place, text in in_order if refusal.letter in text), "muc-4")
    return _PLACES.get(type(refusal), "")
