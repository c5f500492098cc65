"""Apologies in words: on a dossier's page, and as rows of the page of apologies."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.desk import presenting
from motcua.kernel.language import say


def due_lines(info: dossiers.DossierInfo) -> list[dict[str, str]]:
    """Return what stands beneath the promised moment: an apology owed in red, or the one that was signed."""
    letter = info.apology
    if letter is not None and letter.is_signed:
        lines = [{"text": say("Đã ký phiếu xin lỗi số {number}.", number=letter.number), "tone": ""}]
        if letter.new_moment:
            lines.append(
                {"text": say("Hẹn lại: {new_moment}.", new_moment=wording.moment(letter.new_moment)), "tone": "risk"}
            )
        return lines
    if not info.is_late:
        return []
    again = "" if info.ready_at or info.ended_at else say(" và hẹn lại")
    return [{"text": say("Hồ sơ trễ hạn: phải xin lỗi người nộp bằng văn bản{again}.", again=again), "tone": "late"}]


def section(info: dossiers.DossierInfo, at: datetime) -> dict[str, Any] | None:
    """Return the letter as the dossier's page shows it; None where there is none."""
    letter = info.apology
    if letter is None:
        return None
    drafted = f"{info.names.get(letter.drafted_by, letter.drafted_by)}, {wording.stamp(letter.drafted_at, at)}"
    facts = [(say("Lý do"), letter.reason, ""), (say("Lời hẹn bị chậm"), wording.moment(letter.promised_at), "")]
    if letter.new_moment:
        facts.append(
            (say("Hẹn lại"), wording.moment(letter.new_moment), say("không đổi lời hẹn, hồ sơ vẫn tính là trễ"))
        )
    facts.append((say("Soạn"), drafted, ""))
    if letter.signed_at is None:
        return {"state": say("Chờ ký"), "tone": "wait", "facts": facts}
    signer = f"{info.names.get(letter.signed_by, letter.signed_by)}, {wording.stamp(letter.signed_at, at)}"
    facts.append(
        (
            say("Ký"),
            signer,
            say("{signature}, số {number}", signature=letter.signature.replace(chr(10), ", "), number=letter.number),
        )
    )
    if letter.given_at:
        how = say(dossiers.HANDING_NAMES[dossiers.Handing(letter.given_how)])
        giver = f"{info.names.get(letter.given_by, letter.given_by)}, {wording.stamp(letter.given_at, at)}"
        facts.append((how, giver, ""))
    return {"state": say("Đã ký"), "tone": "done", "facts": facts}


def row(one: dossiers.ApologyRow, names: Mapping[str, str], at: datetime, *, signs: bool) -> dict[str, Any]:
    """Return one row of the page of apologies; `signs` tells whether the reader may sign its draft."""
    letter = one.letter
    return {
        "code": one.code,
        "person": one.person,
        "work": one.procedure_name,
        "unit": names.get(one.competent, one.competent),
        "due": wording.moment_in_table(one.promised_at, at),
        "time": _time(one, at),
        "tone": "late" if one.found_at or at > one.promised_at else "risk",
        "is_settled": one.is_settled,
        "reason": letter.reason if letter else "",
        "again": wording.moment_in_table(letter.new_moment, at) if letter and letter.new_moment else "",
        "number": letter.number if letter else "",
        "signed": wording.stamp(letter.signed_at, at) if letter and letter.signed_at else "",
        "drafted": wording.stamp(letter.drafted_at, at) if letter else "",
        "signs": signs,
    }


def _time(one: dossiers.ApologyRow, at: datetime) -> str:
    if one.is_settled:
        return say("Đã có kết quả, trễ hạn")
    return say("{at} làm việc", at=presenting.time_left(at, one.promised_at, one.table))


def units_of(*groups: Sequence[dossiers.ApologyRow]) -> set[str]:
    """Return the codes of the units that the rows name."""
    return {one.competent for group in groups for one in group}
