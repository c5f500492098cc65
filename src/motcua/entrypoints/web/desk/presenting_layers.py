"""The settled fields of a procedure with their layer, the province's answers, and the places an answer is about."""

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.desk.presenting_answers import COUNTINGS, fee_in_words
from motcua.entrypoints.web.desk.publication_answers import topic_of
from motcua.kernel.language import say, to_say

LAYER_NAMES = {
    procedures.Layer.NATIONAL: to_say("quốc gia"),
    procedures.Layer.PROVINCE: to_say("tỉnh"),
    procedures.Layer.UNIT: to_say("đơn vị"),
}
LONG = 260
EDITED: Mapping[str, str] = {
    "time_limit": to_say("Sửa"),
    "fee": to_say("Ghi theo nghị quyết"),
    "competent": to_say("Đổi"),
    "committed": to_say("Sửa"),
    "everyday_names": to_say("Sửa"),
    "notes": to_say("Sửa"),
    "counting": to_say("Đổi"),
}
ADDED: Mapping[str, tuple[str, str]] = {
    "committed": (to_say("Không có."), to_say("Thêm theo quyết định của tỉnh")),
    "everyday_names": (to_say("Chưa có tên."), to_say("Thêm tên người dân hay gọi")),
    "notes": (to_say("Không có."), to_say("Thêm ghi chú của tỉnh")),
}
SEEN = {
    "cases": ("#giay-to", to_say("Xem cách tách")),
    "components": ("#giay-to", to_say("Xem")),
    "legal_basis": ("#can-cu", to_say("Xem")),
}
PLACED = ("time_limit", "committed", "fee")


def settled_lines(page: procedures.PublicationPage, unit_names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the settled fields in the order of the page, then what the province may add."""
    open_topics = {question.topic for question in page.questions}
    lines = [_line(one, unit_names, page) for one in page.settled if one.topic not in open_topics - set(PLACED)]
    lines.append(_counting(page))
    there = {one.topic for one in page.settled}
    for topic, (none, add) in ADDED.items():
        if topic not in there and not page.never_because and not (topic == "committed" and "time_limit" not in there):
            name = say(procedures.TOPIC_NAMES[topic])
            lines.append(
                {"topic": topic, "name": name, "text": say(none), "layer": say("tỉnh"), "own": True, "edit": say(add)}
            )
    return lines


def _line(
    one: procedures.SettledField, unit_names: Mapping[str, str], page: procedures.PublicationPage
) -> dict[str, Any]:
    href, see = SEEN.get(one.topic, ("", ""))
    competent = page.content.competent
    is_unit = one.topic == "competent" and competent is not None and competent.code
    return {
        "topic": one.topic,
        "name": one.name,
        "text": unit_names.get(competent.code, one.text)
        if competent is not None and is_unit
        else wording.with_capital(one.text),
        "is_long": len(one.text) > LONG,
        "layer": say(LAYER_NAMES[one.layer]),
        "own": one.layer is procedures.Layer.PROVINCE,
        "decision": one.decision,
        "edit": say(EDITED.get(one.topic, "")),
        "href": href,
        "see": say(see),
    }


def _counting(page: procedures.PublicationPage) -> dict[str, Any]:
    source = page.content.source_of("counting")
    return {
        "topic": "counting",
        "name": say(procedures.TOPIC_NAMES["counting"]),
        "text": _counting_words(str(counting_of(page))),
        "layer": say("bộ quy tắc") if source.layer is procedures.Layer.NATIONAL else say("tỉnh"),
        "own": source.layer is procedures.Layer.PROVINCE,
        "decision": source.decision,
        "edit": say(EDITED["counting"]),
    }


def counting_of(page: procedures.PublicationPage) -> Any:
    """Return how whole working days of this procedure are counted."""
    offers = [offer for case in page.content.cases for offer in case.offers]
    return offers[0].counting if offers else COUNTINGS[0].value


def _counting_words(value: str) -> str:
    return next((say(one.label) for one in COUNTINGS if one.value == value), value)


def answer_rows(page: procedures.PublicationPage, unit_names: Mapping[str, str], at: Any) -> list[dict[str, Any]]:
    """Return the province's answers in force, each with its words, its decision, and who gave it when."""
    people = organisation.full_names({one.answered_by for one in page.answers})
    return [
        {
            "field": one.field,
            "name": one.name,
            "where": where(one.field, page),
            "text": answer_words(one, unit_names),
            "decision": one.decision,
            "by": people.get(one.answered_by, one.answered_by),
            "when": wording.stamp(one.answered_at, at),
            "edit": topic_of(one.field) in EDITED,
        }
        for one in page.answers
    ]


def answer_words(one: procedures.AnswerInfo, unit_names: Mapping[str, str]) -> str:
    """Write the value of an answer."""
    topic, value = topic_of(one.field), one.value
    if topic in ("time_limit", "committed"):
        return procedures.limit_words(procedures.limit_from_json(value))
    if topic == "fee":
        return fee_in_words(value)
    if topic == "competent":
        code = value.get("code", "")
        return unit_names.get(code, code) or say("Xã nơi nhận hồ sơ")
    if topic == "counting":
        return _counting_words(value)
    if isinstance(value, list):
        channels = {str(channel): say(name) for channel, name in procedures.CHANNEL_NAMES.items()}
        names = {**{level: say(name) for level, name in procedures.LEVEL_NAMES.items()}, **channels}
        return ", ".join(str(names.get(part, part)) if isinstance(part, str) else "…" for part in value)
    return value if isinstance(value, str) else _said(value)


def _said(value: Mapping[str, Any]) -> str:
    said = {
        "as_read": say("Đúng như đã đọc"),
        "one_case": say("Chỉ có một trường hợp"),
        "none_needed": say("Không cần giấy tờ"),
    }
    return next((words for key, words in said.items() if value.get(key)), say("Đã sửa từng dòng"))


def where(field: str, page: procedures.PublicationPage) -> str:
    """Say which ways to file and which cases a field is about; nothing where it is all of them."""
    places = field.partition(":")[2]
    cases = {str(case.number): case.name for case in page.content.cases}
    names = {channel.value: say(name).lower() for channel, name in procedures.CHANNEL_NAMES.items()}
    return ", ".join(_place(part, cases, names) for part in places.split(",") if part)


def _place(part: str, cases: Mapping[str, str], channels: Mapping[str, str]) -> str:
    return " / ".join(
        channels.get(one) or cases.get(one) or say("trường hợp {one}", one=one) for one in part.split("/")
    )


def places_to_choose(topic: str, page: procedures.PublicationPage) -> tuple[tuple[str, str], ...]:
    """Return the fields a limit or a fee may be said for: everything, one way to file, one case."""
    if topic not in PLACED:
        return ()
    fields: Iterable[str] = (
        *page.content.channels,
        *(str(case.number) for case in page.content.cases if len(page.content.cases) > 1),
    )
    found = [(topic, say("mọi trường hợp và cách nộp"))]
    found += [(f"{topic}:{one}", where(f"{topic}:{one}", page)) for one in fields]
    return tuple(found) if len(found) > 2 else ()


def places_within(field: str, where_it_is: str, page: procedures.PublicationPage) -> tuple[tuple[str, str], ...]:
    """Return the places an open question may be answered for: all of it, or one of its cases by itself."""
    topic, _, wanted = field.partition(":")
    found = []
    for case in page.content.cases:
        channels = [offer.channel.value for offer in case.offers]
        asked = [one for one in channels if not wanted or _is_asked(wanted, case.number, one)]
        if asked:
            whole = len(asked) == len(channels)
            parts = [str(case.number)] if whole else [f"{case.number}/{channel}" for channel in asked]
            found.append((f"{topic}:{','.join(parts)}", case.name))
    every = ", ".join(part for part in (say("mọi trường hợp"), where_it_is) if part)
    return ((field, every), *found) if len(found) > 1 else ()


def _is_asked(wanted: str, case: int, channel: str) -> bool:
    return not {str(case), channel, f"{case}/{channel}"}.isdisjoint(wanted.split(","))
