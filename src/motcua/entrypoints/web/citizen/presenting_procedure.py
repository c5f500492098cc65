"""What people are told of a published procedure: by case the papers, time, fee and what filing today would promise."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.counted_days import counted_lines
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say, say_counted, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import fold

FRONT = "thủ tục "
"""What official names often begin with and people's pages leave out."""
FEE_SAYS = {
    procedures.FeeKind.FREE: "",
    procedures.FeeKind.AMOUNT: "",
    procedures.FeeKind.SEE_NOTE: to_say("Hỏi tại quầy"),
    procedures.FeeKind.NOT_STATED: to_say("Hỏi tại quầy"),
}
PLAIN_FREE = ("mien phi", "khong thu")
"""What a source says of no fee at all, folded: adds nothing to what the page says itself."""
DOORS = {"national_portal": to_say("Nộp trên Cổng quốc gia")}


@dataclass(frozen=True)
class Asked:
    """What is asked about: a published version as it holds where the person files, and when.

    `desk`: the desk they chose; empty while they have chosen none.
    """

    published: procedures.PublishedInfo
    at: datetime
    desk: str = ""


def name_for_people(name: str) -> str:
    """Return an official name without the word "Thủ tục" at its front, with a capital."""
    return wording.with_capital(name[len(FRONT) :] if name.lower().startswith(FRONT) else name)


def told(asked: Asked) -> dict[str, Any]:
    """Return what the page shows of the procedure itself; where to file is not part of it."""
    content = asked.published.content
    cases = [_case(one, asked) for one in content.cases]
    return {
        "code": content.code,
        "name": name_for_people(content.name),
        "official": content.name,
        "field": content.field,
        "everyday": content.everyday_names,
        "targets": content.targets,
        "result": content.result,
        "conditions": content.conditions,
        "cases": cases,
        "same": _same(cases),
        "steps": [line for line in content.steps_text.splitlines() if line.strip()],
        "law": content.legal_basis,
        "agency": content.agency,
        "fee_reason": content.fee_reason,
        "notes": content.notes,
        "online": procedures.online_words(content.online_level),
        "version": asked.published.number,
        "valid_from": asked.published.valid_from,
        **_door(content, asked.at),
    }


def _case(case: procedures.CaseContent, asked: Asked) -> dict[str, Any]:
    offers = [_offer(one) for one in case.offers]
    chief = case.offer(procedures.Channel.COUNTER) or next(iter(case.offers), None)
    papers = [_paper(one, case) for one in case.components if one.kind != procedures.ComponentKind.NOTE]
    return {
        "number": case.number,
        "name": case.name or say("Mọi trường hợp"),
        "papers": papers,
        "notes": [one.name for one in case.components if one.kind == procedures.ComponentKind.NOTE],
        "offers": offers,
        "by_channel": len({(one["limit"], one["fee"]) for one in offers}) > 1,
        "chief": _offer(chief) if chief else None,
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
        "name": one.name,
        "copies": ", ".join(f"{count} {what}" for count, what in counts if count),
        "form": one.form,
        "only_if": one.only_if,
        "is_shown": one.kind == procedures.ComponentKind.TO_SHOW,
    }


def _offer(one: procedures.Offer) -> dict[str, Any]:
    is_cut = one.committed is not None and one.statutory is not None and one.committed != one.statutory
    return {
        "channel": say(procedures.CHANNEL_NAMES[one.channel]),
        "limit": wording.with_capital(procedures.limit_words(one.limit)),
        "limit_text": "" if one.limit else one.limit_text,
        "statutory": procedures.limit_words(one.statutory) if is_cut else "",
        "decision": one.limit_source.decision if is_cut else "",
        "fee": _fee(one.fee),
        "fee_says": say(FEE_SAYS[one.fee.kind]) if FEE_SAYS[one.fee.kind] else "",
        "fee_text": "" if fold(one.fee.text) in PLAIN_FREE else one.fee.text,
        "note": one.note,
    }


def _fee(fee: procedures.FeeInfo) -> str:
    """Write a fee as one of three; where to ask when it is not stated stands beside it."""
    stated = fee.kind in (procedures.FeeKind.FREE, procedures.FeeKind.AMOUNT)
    return procedures.fee_words(fee) if stated else say("Chưa công bố")


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
