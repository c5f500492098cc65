"""What people are told of a published procedure: by case the papers, time, fee and what filing today would promise."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from motcua.domain.dossiers import api as dossiers
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.citizen import presenting_texts as texts
from motcua.entrypoints.web.counted_days import counted_lines
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say, say_counted, to_say
from motcua.kernel.money import say_vnd
from motcua.kernel.refusal import Refusal

FRONT = "thủ tục "
"""What official names often begin with and people's pages leave out."""
FEE_SAYS = {
    procedures.FeeKind.FREE: "",
    procedures.FeeKind.AMOUNT: "",
    procedures.FeeKind.SEE_NOTE: to_say("Hỏi tại quầy"),
    procedures.FeeKind.NOT_STATED: to_say("Hỏi tại quầy"),
}
LONG_NAME = 90
"""Letters from which on a name is written smaller."""
MOST_OF = {
    "name": 180,
    "result": 160,
    "targets": 110,
    "case": 150,
    "paper": 260,
    "only_if": 160,
    "fee": 140,
    "limit": 140,
}
"""How many letters of each stand on the first look; the whole is below them."""
SHORT_FEE, SHORT_CONDITION = 60, 90
"""How many letters have room in half of a phone's width, and beside a paper."""
MOST_DAYS_NAMED = 3
DOORS = {"national_portal": to_say("Nộp trên Cổng quốc gia")}


@dataclass(frozen=True)
class Asked:
    """What is asked about: a published version as it holds where the person files, and when.

    `desk`: the desk they chose; empty while they have chosen none.
    """

    published: procedures.PublishedInfo
    at: datetime
    desk: str = ""


class FeePart(NamedTuple):
    """A part of a fee: what the page says, and the record's own words for what the amount is taken."""

    says: str
    per: str = ""


def name_for_people(name: str) -> str:
    """Return an official name without the word "Thủ tục" at its front, with a capital."""
    return wording.with_capital(name[len(FRONT) :] if name.lower().startswith(FRONT) else name)


def name_on_page(name: str) -> texts.Text:
    """Return an official name as the heading of a page: a very long one with its first words first."""
    return texts.text_of(name_for_people(name), MOST_OF["name"])


def told(asked: Asked) -> dict[str, Any]:
    """Return what the page shows of the procedure itself; where to file is not part of it."""
    content = asked.published.content
    names = texts.told_apart([one.name or say("Mọi trường hợp") for one in content.cases], MOST_OF["case"])
    cases = [{**_case(one, asked), "name": name} for one, name in zip(content.cases, names, strict=True)]
    return {
        "code": content.code,
        "name": name_on_page(content.name),
        "is_long_name": len(content.name) > LONG_NAME,
        "official": content.name,
        "field": content.field,
        "everyday": content.everyday_names,
        "targets": texts.text_of(content.targets, MOST_OF["targets"]),
        "result": texts.lines_of(texts.results(content.result), MOST_OF["result"]),
        "conditions": texts.paragraphs(content.conditions),
        "cases": cases,
        "same": _same(cases),
        "none_needed": content.source_of("components").layer is not procedures.Layer.NATIONAL,
        "steps": texts.paragraphs(content.steps_text),
        "law": content.legal_basis,
        "agency": content.agency,
        "fee_reason": content.fee_reason,
        "notes": texts.paragraphs(content.notes),
        "online": procedures.online_words(content.online_level),
        "version": asked.published.number,
        "valid_from": asked.published.valid_from,
        **_door(content, asked.at),
    }


def _case(case: procedures.CaseContent, asked: Asked) -> dict[str, Any]:
    offers = [_offer(one) for one in case.offers]
    by_channel = len({(one["limit"], one["fee"]) for one in offers}) > 1
    chief = case.offer(procedures.Channel.COUNTER) or next(iter(case.offers), None)
    papers = [_paper(one, case) for one in case.components if one.kind != procedures.ComponentKind.NOTE]
    return {
        "number": case.number,
        "papers": _by_condition(papers),
        "notes": [one.name for one in case.components if one.kind == procedures.ComponentKind.NOTE],
        "offers": offers,
        "by_channel": by_channel,
        "chief": {**_offer(chief), "differs": by_channel} if chief else None,
        "filed_now": _filed_now(case, chief, asked) if chief else None,
    }


def _paper(one: procedures.ComponentContent, case: procedures.CaseContent) -> dict[str, Any]:
    """Return a paper with the key of its tick: the same as long as the case and the paper are called the same."""
    key = hashlib.sha256(f"{case.name}\n{one.name}".encode()).hexdigest()[:12]
    counts = (
        (one.originals, say_counted("bản chính", one.originals or 0)),
        (one.copies, say_counted("bản sao", one.copies or 0)),
    )
    return {
        "key": key,
        "name": texts.text_of(one.name, MOST_OF["paper"]),
        "copies": ", ".join(f"{count} {what}" for count, what in counts if count),
        "form": texts.form_name(one.form),
        "only_if": one.only_if,
        "is_shown": one.kind == procedures.ComponentKind.TO_SHOW,
    }


def _by_condition(papers: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return papers with those side by side that are asked under one condition: a long or shared one is said once above them."""
    found = []
    for only_if, group in groupby(papers, key=lambda one: one["only_if"]):
        together = list(group)
        is_above = bool(only_if) and (len(together) > 1 or len(only_if) > SHORT_CONDITION)
        above = texts.text_of(only_if, MOST_OF["only_if"]) if is_above else None
        found.append({"only_if": above, "papers": [{**one, "only_if": ""} for one in together] if above else together})
    return found


def _offer(one: procedures.Offer) -> dict[str, Any]:
    is_cut = one.committed is not None and one.statutory is not None and one.committed != one.statutory
    fee, is_free = _fee(one.fee), one.fee.kind is procedures.FeeKind.FREE
    says_more = texts.adds_to_fee(one.fee.text, "".join(part.says + part.per for part in fee), is_free=is_free)
    fee_text = texts.text_of(one.fee.text if says_more else "", MOST_OF["fee"])
    return {
        "channel": say(procedures.CHANNEL_NAMES[one.channel]),
        "limit": wording.with_capital(procedures.limit_words(one.limit)),
        "limit_text": texts.text_of("" if one.limit else one.limit_text, MOST_OF["limit"]),
        "statutory": procedures.limit_words(one.statutory) if is_cut else "",
        "decision": one.limit_source.decision if is_cut else "",
        "fee": fee,
        "fee_says": say(FEE_SAYS[one.fee.kind]) if FEE_SAYS[one.fee.kind] else "",
        "fee_text": fee_text,
        "is_long_fee": len(" ".join(fee_text.lines)) > SHORT_FEE,
        "note": texts.paragraphs(one.note),
    }


def _fee(fee: procedures.FeeInfo) -> tuple[FeePart, ...]:
    """Write a fee as one of three, each amount apart from the record's words for what it is; where to ask when none is stated stands beside it."""
    if fee.kind is procedures.FeeKind.AMOUNT:
        return tuple(_amount(one) for one in fee.amounts)
    is_free = fee.kind is procedures.FeeKind.FREE
    return (FeePart(procedures.fee_words(fee) if is_free else say("Chưa công bố")),)


def _amount(one: procedures.FeeAmount) -> FeePart:
    per = f"/{one.per}" if one.per else ""
    says = say_vnd(int(one.value)) if one.currency == "VND" else f"{one.value} {one.currency}"
    return FeePart(says, f"{per} ({one.condition})" if one.condition else per)


def _filed_now(case: procedures.CaseContent, offer: procedures.Offer, asked: Asked) -> dict[str, Any] | None:
    """Return what filing at this moment would promise, with its days; None where it cannot be said."""
    terms: dict[str, Any] = {"case": case.number, "channel": offer.channel.value, "at": asked.at}
    try:
        foreseen = (
            dossiers.foresee(asked.published, desk=asked.desk, **terms)
            if asked.desk
            else dossiers.foresee_in_general(asked.published, **terms)
        )
    except Refusal:
        return None
    return {"due_at": foreseen.due_at, "start": foreseen.start, "off": _off(foreseen), **counted_lines(foreseen)}


def _off(foreseen: dossiers.Foreseen) -> str:
    """Name the days in between that are off for a reason of their own: the weekend needs no reason."""
    named = [
        f"{wording.weekday(day.on)} {wording.day_and_month(day.on)} ({day.name})"
        for day in foreseen.days
        if day.name and not day.minutes
    ]
    if len(named) > MOST_DAYS_NAMED:
        return say("Không tính {count} ngày nghỉ lễ và nghỉ khác, xem từng ngày bên dưới.", count=len(named))
    return say("Không tính {days}.", days=", ".join(named)) if named else ""


def _same(cases: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """Return what holds in every case, to be told once; None where cases differ."""
    found = [(one["chief"], one["filed_now"]) for one in cases]
    if not found or found[0][0] is None or any(one != found[0] for one in found):
        return None
    return {"chief": found[0][0], "filed_now": found[0][1]}


def _door(content: procedures.ProcedureContent, at: datetime) -> dict[str, Any]:
    """Return where the rule pack of the day sends people to file online, where this procedure can be filed so."""
    filing = rule_pack_on(at.date()).online_filing
    is_online = procedures.Channel.ONLINE.value in content.channels and bool(filing.procedure)
    return {
        "door": filing.procedure.format(code=content.code) if is_online else "",
        "door_says": say(DOORS[filing.door]) if is_online else "",
        "bring": filing.bring if is_online else (),
    }
