"""The ledger of a dossier in words: who did what by which right."""

from datetime import datetime
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web import wording
from motcua.foundation.ledger import LedgerRow
from motcua.kernel.language import say, to_say

OUTCOMES = {dossiers.Outcome.GRANTED: to_say("giải quyết"), dossiers.Outcome.REFUSED: to_say("từ chối")}
LATENESS = {"early": to_say("trước hạn"), "on_time": to_say("đúng hạn"), "late": to_say("trễ hạn")}


def ledger_rows(info: dossiers.DossierInfo, at: datetime) -> list[dict[str, str]]:
    """Return the acts on a dossier, the newest first."""
    return [
        {
            "at": wording.stamp(row.at, at),
            "who": info.names.get(row.by_login) or _without_name(row),
            "act": _act(row, info),
            "right": row.by_right,
        }
        for row in reversed(info.ledger)
    ]


def _without_name(row: LedgerRow) -> str:
    if row.by_login == dossiers.following.PERSON.login:
        return say("Người nộp")
    return row.by_login if row.unit_code else say("Hệ thống")


def _act(row: LedgerRow, info: dossiers.DossierInfo) -> str:
    name = say(dossiers.ACT_NAMES.get(row.act, row.act))
    details = _details(row.body, info)
    return f"{name}: {'; '.join(details)}" if details else name


def _details(body: dict[str, Any], info: dossiers.DossierInfo) -> list[str]:
    found = []
    if body.get("step"):
        found.append(info.step_names.get(body["step"], str(body["step"])))
    if body.get("receivers"):
        receivers = ", ".join(info.names.get(code, code) for code in body["receivers"])
        found.append(say("cho {whom}", whom=receivers))
    if body.get("to"):
        found.append(say("cho {whom}", whom=info.names.get(body["to"], body["to"])))
    if body.get("outcome"):
        found.append(say(OUTCOMES.get(body["outcome"], str(body["outcome"]))))
    if body.get("lateness"):
        found.append(say(LATENESS.get(body["lateness"], str(body["lateness"]))))
    if body.get("promised_at"):
        found.append(say("hẹn {promised_at}", promised_at=wording.moment(datetime.fromisoformat(body["promised_at"]))))
    if body.get("form"):
        found.append(_paper(str(body.get("number", "")), info))
    return found + _of_opinions_and_calendars(body, info)


def _of_opinions_and_calendars(body: dict[str, Any], info: dossiers.DossierInfo) -> list[str]:
    found = []
    if body.get("unit"):
        found.append(info.names.get(str(body["unit"]), str(body["unit"])))
    if body.get("answer_by"):
        found.append(say("hạn {answer_by}", answer_by=wording.moment(datetime.fromisoformat(body["answer_by"]))))
    if body.get("was"):
        found.append(say("trước đó {was}", was=wording.moment(datetime.fromisoformat(body["was"]))))
    if body.get("late") is True:
        found.append(say("quá hạn"))
    return found


def _paper(number: str, info: dossiers.DossierInfo) -> str:
    title = next((one.title.lower() for one in info.papers if one.number == number), "")
    return say("{title} số {number}", title=title, number=number).strip()
