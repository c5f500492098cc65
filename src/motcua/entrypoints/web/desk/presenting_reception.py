"""What the reception page shows of a chosen procedure: cases, papers, and the slip that will be printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.counted_days import counted_lines
from motcua.entrypoints.web.desk.reception_form import PersonPart, Typed, case_number, drawn_for
from motcua.foundation.actor import Actor
from motcua.kernel.language import say, say_counted
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import whole_minute

MOST_SUGGESTIONS = 6


@dataclass(frozen=True)
class Desk:
    """Where and by whom something is received, and when."""

    by: Actor
    at: datetime

    @property
    def code(self) -> str:
        return self.by.unit_code

    def level(self) -> str:
        return organisation.unit(self.code, self.at.date()).level.value


def suggestions(text: str, desk: Desk) -> list[dict[str, str]]:
    """Return published procedures for what was typed, each with its issuer and level, those of the desk's own level first."""
    found = procedures.search_for_desk(text[:200], at=desk.at, level=desk.level(), limit=MOST_SUGGESTIONS)
    return [_suggestion(one) for one in found]


def _suggestion(one: procedures.PublishedInfo) -> dict[str, str]:
    levels = ", ".join(say(procedures.LEVEL_NAMES.get(level, level)) for level in one.content.levels)
    hint = ", ".join(part for part in (one.content.issuer, levels, one.code) if part)
    return {"value": one.code, "label": one.content.name, "hint": hint}


def chosen_part(typed: Typed, person: PersonPart, desk: Desk) -> dict[str, Any]:
    """Return sections 3 and 4 and the slip for the chosen procedure; `blocked` says why nothing can be received."""
    try:
        published = procedures.published(typed.procedure, desk.at) if typed.procedure else None
    except procedures.NotPublished as refusal:
        return {**_nothing(), "blocked": str(refusal)}
    if published is None:
        return _nothing()
    number = case_number(typed, published)
    return {
        **_nothing(),
        "procedure": {"code": published.code, "name": published.content.name},
        "cases": _cases(published, number),
        "papers": _papers(published, number, typed),
        "drawn": drawn_for(published, number),
        "has_case": bool(number),
        "duplicates": _duplicates(published, person, desk),
        **_promise(published, number, typed, person, desk),
    }


def _nothing() -> dict[str, Any]:
    return {
        "procedure": None, "cases": [], "papers": [], "drawn": "", "duplicates": (), "blocked": "",
        "has_case": False, "slip": None, "communes": (), "commune": "", "waits_for": "",
    }  # fmt: skip


def _cases(published: procedures.PublishedInfo, chosen: int) -> list[dict[str, Any]]:
    return [
        {"number": case.number, "name": case.name or say("Trường hợp duy nhất"), "checked": case.number == chosen}
        for case in published.content.cases
    ]


def _papers(published: procedures.PublishedInfo, number: int, typed: Typed) -> list[dict[str, Any]]:
    case = published.content.case(number)
    same = typed.drawn == drawn_for(published, number)
    return [
        {
            "place": place,
            "name": part.name,
            "copies": copies_in_words(part),
            "only_if": part.only_if,
            "is_shown": part.kind == procedures.ComponentKind.TO_SHOW,
            "must": part.must_be_filed,
            "is_filed": part.kind == procedures.ComponentKind.TO_FILE,
            "checked": str(place) in typed.brought if same else part.must_be_filed,
        }
        for place, part in enumerate(case.components if case else (), start=1)
    ]


def copies_in_words(part: procedures.ComponentContent) -> str:
    """Return how many of a paper are filed: `1 bản chính, 2 bản sao`."""
    counts = (
        (part.originals, say_counted("bản chính", part.originals or 0)),
        (part.copies, say_counted("bản sao", part.copies or 0)),
    )
    return ", ".join(f"{count} {what}" for count, what in counts if count)


def _duplicates(published: procedures.PublishedInfo, person: PersonPart, desk: Desk) -> tuple[str, ...]:
    if person.known is None:
        return ()
    return dossiers.open_of_person(person.known.party_id, published.code, desk.by, desk.at)


def _promise(
    published: procedures.PublishedInfo, number: int, typed: Typed, person: PersonPart, desk: Desk
) -> dict[str, Any]:
    picks = _picks_commune(published, desk)
    communes = _communes(desk) if picks else ()
    if not number:
        waits = say("Chọn trường hợp ở mục 3 để có giờ hẹn.")
        return {"communes": communes, "commune": typed.commune, "waits_for": waits}
    terms: dict[str, Any] = {"case": number, "channel": typed.channel, "desk": desk.code, "at": desk.at}
    try:
        foreseen = dossiers.foresee(published, **terms, address=person.address, competent=typed.commune)
    except dossiers.NoCompetentUnit:
        return {
            "communes": communes or _communes(desk),
            "waits_for": say("Chọn xã, phường giải quyết ở mục 2 để có giờ hẹn."),
        }
    except Refusal as refusal:
        return {"communes": communes, "commune": typed.commune, "blocked": str(refusal)}
    slip = slip_of(number, typed.channel, foreseen, at=desk.at)
    return {"communes": communes, "commune": foreseen.competent if picks else "", "slip": slip}


def _picks_commune(published: procedures.PublishedInfo, desk: Desk) -> bool:
    """Tell whether the desk does not belong to a commune and the procedure is a commune's."""
    rule = published.content.competent
    return (rule is None or rule.kind != "unit") and desk.level() == organisation.Level.PROVINCE.value


def _communes(desk: Desk) -> tuple[tuple[str, str], ...]:
    found = organisation.units(desk.at.date(), kind=organisation.Kind.COMMUNE)
    return tuple((unit.code, unit.name) for unit in found)


def slip_of(case: int, channel: str, foreseen: dossiers.Foreseen, *, at: datetime) -> dict[str, Any]:
    """Return what the slip says: the due moment with its days, the fee with its layer, who settles it, and where."""
    found = foreseen.published.content.case(case)
    offer = found.offer(channel) if found else None
    names = organisation.unit_names([foreseen.competent], at.date())
    fee = (procedures.fee_words(offer.fee), _layer(offer.fee.source)) if offer else ("", "")
    return {
        "due": wording.moment(foreseen.due_at),
        "limit": wording.with_capital(wording.time_limit(foreseen.limit.amount, foreseen.limit.unit.value)),
        "limit_source": _layer(offer.limit_source) if offer else "",
        "from": _from(foreseen, at),
        **counted_lines(foreseen),
        "facts": [
            (say("Lệ phí"), *fee),
            (say("Giải quyết"), names.get(foreseen.competent, foreseen.competent)),
            *_own(foreseen.published.overlay),
            (say("Mã hồ sơ"), say("Cấp khi tiếp nhận")),
        ],
    }


def _from(foreseen: dossiers.Foreseen, at: datetime) -> str:
    if foreseen.start <= whole_minute(at):
        return say("tính từ lúc nhận")
    return say("tính từ {start}", start=wording.moment_in_table(foreseen.start, at))


def _own(overlay: procedures.Overlay | None) -> list[tuple[str, ...]]:
    """Return what the unit says of its own reception, one line for each."""
    if overlay is None:
        return []
    said = {name: getattr(overlay, name) for name in ("place", "counter", "hours", "phone", "notes")}
    return [(say(procedures.OWN_NAMES[name]), text) for name, text in said.items() if text]


def _layer(source: procedures.Source) -> str:
    if source.layer == procedures.Layer.UNIT:
        words = say("Đơn vị giải quyết tự rút ngắn")
        return f"{words}, {source.decision}" if source.decision else words
    if source.layer == procedures.Layer.PROVINCE:
        return say(
            "Theo quyết định của tỉnh{fact}",
            fact=say(" số {decision}", decision=source.decision) if source.decision else "",
        )
    return say("Theo quy định chung của quốc gia")


def no_result_says(found: Sequence[object], text: str) -> str:
    """Return the sentence for a search without a result."""
    if found or not text:
        return ""
    return say("Không có thủ tục đã công bố nào gần với chữ đã gõ. Thủ tục chưa công bố thì chưa tiếp nhận được.")
