"""The settled fields of a procedure in one line each, with the layer that says them."""

from dataclasses import dataclass

from motcua.domain.procedures.rules.components import ComponentKind
from motcua.domain.procedures.rules.content import Layer, Offer, ProcedureContent, Source
from motcua.domain.procedures.rules.national_record import NationalRecord
from motcua.domain.procedures.rules.questions import TOPIC_NAMES
from motcua.domain.procedures.rules.wording import BY_DESK, CHANNEL_NAMES, LEVEL_NAMES, fee_words, limit_words
from motcua.kernel.language import say, say_counted


@dataclass(frozen=True)
class SettledField:
    """One field: its words, the layer that says it (quốc gia, tỉnh), and the number of the province's decision."""

    topic: str
    name: str
    text: str
    layer: Layer
    decision: str


def settled_fields(content: ProcedureContent, record: NationalRecord) -> tuple[SettledField, ...]:
    """Return the settled fields in the order of the page."""
    return _fields(content, _cases(content, record), _components(record))


def content_fields(content: ProcedureContent) -> tuple[SettledField, ...]:
    """Return the fields of what is published, without the record it was read from."""
    cases = say_counted("{count} trường hợp", len(content.cases)) if len(content.cases) > 1 else say("Một trường hợp")
    parts = {part.name: part.kind for case in content.cases for part in case.components}
    return _fields(content, cases, _kinds(list(parts.values())))


def _fields(content: ProcedureContent, cases: str, components: str) -> tuple[SettledField, ...]:
    offers = [offer for case in content.cases for offer in case.offers]
    channels = ", ".join(
        say(CHANNEL_NAMES[offer.channel]).lower() for offer in {one.channel: one for one in offers}.values()
    )
    lines = [
        _field(content, "channels", channels.capitalize()),
        _field(content, "cases", cases),
        _field(content, "components", components),
        *_limits(offers),
        *_fees(offers),
        _field(content, "competent", _competent(content)),
        _field(content, "level", ", ".join(say(LEVEL_NAMES[level]) for level in content.levels)),
        _field(
            content,
            "legal_basis",
            say_counted("{count} văn bản", len(content.legal_basis)) if content.legal_basis else "",
        ),
        _field(content, "result", content.result),
        _field(content, "conditions", content.conditions),
        _field(content, "everyday_names", ", ".join(content.everyday_names)),
        _field(content, "notes", content.notes),
    ]
    return tuple(line for line in lines if line.text)


def _line(topic: str, text: str, source: Source) -> SettledField:
    return SettledField(topic, say(TOPIC_NAMES[topic]), text, source.layer, source.decision)


def _field(content: ProcedureContent, topic: str, text: str) -> SettledField:
    return _line(topic, text, content.source_of(topic))


def _cases(content: ProcedureContent, record: NationalRecord) -> str:
    if len(content.cases) < 2:
        return say("Một trường hợp")
    return say("{cases} trường hợp, tách từ {rows} dòng giấy tờ", cases=len(content.cases), rows=len(record.components))


def _components(record: NationalRecord) -> str:
    return _kinds([row.kind for row in record.components])


def _kinds(kinds: list[ComponentKind]) -> str:
    filed, shown = kinds.count(ComponentKind.TO_FILE), kinds.count(ComponentKind.TO_SHOW)
    return (
        say(
            "{filed} phải nộp, {shown} xuất trình, {notes} dòng là ghi chú",
            filed=filed,
            shown=shown,
            notes=len(kinds) - filed - shown,
        )
        if kinds
        else ""
    )


def _competent(content: ProcedureContent) -> str:
    if content.competent is None:
        return ""
    if content.competent.kind in BY_DESK:
        return say(BY_DESK[content.competent.kind])
    return say("Đơn vị {code}", code=content.competent.code)


def _limits(offers: list[Offer]) -> list[SettledField]:
    """Return the statutory and the committed limits, one line for each that differs."""
    statutory = {
        (limit_words(offer.statutory), offer.statutory_source) for offer in offers if offer.statutory is not None
    }
    committed = {(limit_words(offer.committed), offer.limit_source) for offer in offers if offer.committed is not None}
    return [
        *(_line("time_limit", words, source) for words, source in sorted(statutory, key=str)),
        *(_line("committed", words, source) for words, source in sorted(committed, key=str)),
    ]


def _fees(offers: list[Offer]) -> list[SettledField]:
    fees = {(fee_words(offer.fee), offer.fee.source) for offer in offers}
    return [_line("fee", words, source) for words, source in sorted(fees, key=str)]
