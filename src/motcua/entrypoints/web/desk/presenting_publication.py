"""The doubts of a procedure, each with the source's own words beside its question, and the gate before publication."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web.desk import presenting_answers as answers
from motcua.entrypoints.web.desk import presenting_layers as layers
from motcua.entrypoints.web.desk.presenting_answers import Sample
from motcua.kernel.language import say, say_counted

CHANGED = "national_changed"
PROCESS = "process"
LONG_SOURCE = 600
SHORT_MARK = 60
SPANS = re.compile(
    r"\d+\s*(?:\([^)\n]{1,20}\)\s*)?(?:ngày(?:\s+làm\s+việc)?|giờ(?:\s+làm\s+việc)?|tháng(?!\s*\d))",
    re.IGNORECASE,
)
AMOUNTS = re.compile(
    r"(?:không thu|miễn)[^.,;()]{0,12}phí|miễn|\d{1,3}(?:[.,]\d{3})+(?:\s*(?:đồng|đ|vnđ|vnd)\b)?|\d+\s*%",
    re.IGNORECASE,
)
TELLING = {"time_limit": SPANS, "fee": AMOUNTS}

Segments = list[tuple[str, bool]]


def doubts_of(
    page: procedures.PublicationPage,
    *,
    sample: Sample,
    refused: Mapping[str, Any],
    units: Sequence[organisation.UnitInfo],
    unit_names: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Return the open questions, one for each place to answer, numbered in the order of the page.

    `refused` is the form that was sent last and refused: its field, what was typed, the sentence.
    """
    by_field: dict[str, list[procedures.Question]] = {}
    for question in page.questions:
        by_field.setdefault(question.field, []).append(question)
    found = []
    for number, (field, same) in enumerate(by_field.items(), start=1):
        doubt = _doubt(number, same, is_refused=refused.get("field") == field)
        if doubt["is_changed"]:
            doubt["answer"] = _answer_in_force(field, page, unit_names)
        elif not doubt["is_process"]:
            doubt["form"] = _form(
                same, page, sample=sample, refused=refused if doubt["is_refused"] else {}, units=units
            )
        found.append(doubt)
    return found


def _form(
    same: Sequence[procedures.Question],
    page: procedures.PublicationPage,
    *,
    sample: Sample,
    refused: Mapping[str, Any],
    units: Sequence[organisation.UnitInfo],
) -> answers.Form:
    first = same[0]
    form = answers.form_for(
        first.field,
        [choice for question in same for choice in question.choices],
        sample=sample,
        typed=refused.get("typed", {}),
        error=refused.get("error", ""),
        units=units,
        agency=page.content.agency,
    )
    if first.topic == "components":
        return answers.with_papers(form, _rows_in_doubt(same, page))
    if len(page.content.cases) > 1 and first.topic in layers.PLACED:
        return answers.with_places(form, layers.places_within(first.field, first.where, page))
    return form


def _rows_in_doubt(
    same: Sequence[procedures.Question], page: procedures.PublicationPage
) -> list[procedures.ComponentRow]:
    text = "\n".join(question.source_text for question in same if question.kind == "component_kind")
    return [row for row in page.paper_rows if row.kind is procedures.ComponentKind.NOTE and row.name in text]


def _doubt(number: int, same: Sequence[procedures.Question], *, is_refused: bool) -> dict[str, Any]:
    first = same[0]
    return {
        "number": number,
        "id": f"cho-{number}",
        "save_id": f"luu-{number}",
        "field": first.field,
        "heading": first.heading,
        "where": first.where,
        "reason": first.reason if first.reason.rstrip(".").lower() not in first.heading.lower() else "",
        "sources": [_source(question) for question in same if question.source_text.strip()],
        "source_title": _source_title(first),
        "passages": [_marked_spans(passage, SPANS) for passage in first.passages],
        "is_changed": first.kind == CHANGED,
        "before": first.marked,
        "is_process": first.topic == PROCESS,
        "is_refused": is_refused,
        "missing_says": say("Chưa trả lời: {question}.", question=f"{first.heading[:1].lower()}{first.heading[1:]}"),
    }


def _source_title(question: procedures.Question) -> str:
    if question.kind == CHANGED:
        return say("Nguyên văn mới của bản quốc gia")
    return (
        say("Cơ quan thực hiện, theo bản quốc gia")
        if question.topic == "competent"
        else say("Nguyên văn của bản quốc gia")
    )


def _source(question: procedures.Question) -> dict[str, Any]:
    text = question.source_text
    is_long = len(text) > LONG_SOURCE
    return {
        "segments": _marked(question, text),
        "is_long": is_long,
        "beginning": _marked(question, f"{text[:LONG_SOURCE].rsplit(' ', 1)[0]} …") if is_long else [],
    }


def _marked(question: procedures.Question, text: str) -> Segments:
    """Mark the doubtful part; where that is a whole passage, mark the amounts or the times in it."""
    if question.kind == CHANGED or question.topic not in TELLING:
        return segments(text, "" if question.kind == CHANGED else question.marked)
    if question.marked and len(question.marked) <= SHORT_MARK:
        return segments(text, question.marked)
    return _marked_spans(text, TELLING[question.topic])


def segments(text: str, marked: str) -> Segments:
    """Cut a text at each place where the doubtful part stands; the second of each pair tells that part."""
    if not marked or marked not in text:
        return [(text, False)]
    parts: Segments = []
    for place, part in enumerate(text.split(marked)):
        if place:
            parts.append((marked, True))
        if part:
            parts.append((part, False))
    return parts


def _marked_spans(text: str, telling: re.Pattern[str]) -> Segments:
    parts: Segments = []
    at = 0
    for found in telling.finditer(text):
        parts += [(text[at : found.start()], False), (found.group(), True)]
        at = found.end()
    return [*parts, (text[at:], False)]


def _answer_in_force(field: str, page: procedures.PublicationPage, unit_names: Mapping[str, str]) -> dict[str, str]:
    one = next(answer for answer in page.answers if answer.field == field)
    return {"text": layers.answer_words(one, unit_names), "decision": one.decision}


def gate_of(page: procedures.PublicationPage, doubts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines of the gate; an open one leads to its first question."""
    first: dict[str, str] = {}
    for doubt in doubts:
        first.setdefault(procedures_topic(doubt["field"]), doubt["id"])
    return [
        {
            "name": check.name,
            "text": check.text,
            "is_open": check.open_places > 0,
            "href": f"#{first[check.topic]}" if check.open_places and check.topic in first else "",
        }
        for check in page.checks
    ]


def procedures_topic(field: str) -> str:
    """Return the topic of a field."""
    return field.partition(":")[0]


def missing_selectors(doubts: Sequence[Mapping[str, Any]]) -> str:
    """Return what F9 looks at, in the order of the page: each question, its words to bind, then its button."""
    return ", ".join(f"{_first_to_fill(doubt)}, #{doubt['save_id']}" for doubt in doubts)


def _first_to_fill(doubt: Mapping[str, Any]) -> str:
    if doubt["is_process"]:
        return f"#{doubt['id']}, [data-bind]"
    only_limit = not doubt["is_changed"] and doubt["form"].only_limit
    return f"#{doubt['id']}-so" if only_limit else f"#{doubt['id']}"


def tag_of(page: procedures.PublicationPage) -> dict[str, str]:
    """Return the state of the procedure in a word."""
    if page.never_because:
        return {"label": say("Không phải thủ tục"), "tone": ""}
    if page.published is None:
        return {"label": say("Chưa công bố"), "tone": ""}
    if page.changed_since_published:
        return {"label": say("Đang công bố, đã sửa sau đó"), "tone": "risk"}
    return {"label": say("Đang công bố"), "tone": "done"}


def cases_of(page: procedures.PublicationPage) -> list[dict[str, Any]]:
    """Return each case with its papers and its ways to file, to be read through."""
    kinds = answers.KIND_NAMES
    return [
        {
            "name": case.name or say("Giấy tờ"),
            "offers": [
                f"{say(procedures.CHANNEL_NAMES[offer.channel])}: {procedures.limit_words(offer.limit)}; "
                f"{procedures.fee_words(offer.fee)}"
                for offer in case.offers
            ],
            "parts": [
                {"name": part.name, "kind": say(kinds[part.kind]), "only_if": part.only_if, "copies": _copies(part)}
                for part in case.components
            ],
        }
        for case in page.content.cases
    ]


def _copies(part: procedures.ComponentContent) -> str:
    counts = (
        (part.originals, say_counted("bản chính", part.originals or 0)),
        (part.copies, say_counted("bản sao", part.copies or 0)),
    )
    return ", ".join(f"{count} {name}" for count, name in counts if count)
