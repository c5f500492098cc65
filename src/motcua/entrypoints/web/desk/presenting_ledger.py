"""The ledger of a dossier in words: who did what by which right."""

from datetime import datetime
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web import wording
from motcua.foundation.ledger import LedgerRow

OUTCOMES = {dossiers.Outcome.GRANTED: "giải quyết", dossiers.Outcome.REFUSED: "từ chối"}
LATENESS = {"early": "trước hạn", "on_time": "đúng hạn", "late": "trễ hạn"}


def ledger_rows(info: dossiers.DossierInfo, at: datetime) -> list[dict[str, str]]:
    """Return the acts on a dossier, the newest first."""
    return [
        {
            "at": wording.stamp(row.at, at),
            "who": info.names.get(row.by_login, "Hệ thống" if not row.unit_code else row.by_login),
            "act": _act(row, info),
            "right": row.by_right,
        }
        for row in reversed(info.ledger)
    ]


def _act(row: LedgerRow, info: dossiers.DossierInfo) -> str:
    name = dossiers.ACT_NAMES.get(row.act, row.act)
    details = _details(row.body, info)
    return f"{name}: {'; '.join(details)}" if details else name


def _details(body: dict[str, Any], info: dossiers.DossierInfo) -> list[str]:
    found = []
    if body.get("step"):
        found.append(info.step_names.get(body["step"], str(body["step"])))
    if body.get("receivers"):
        found.append("cho " + ", ".join(info.names.get(code, code) for code in body["receivers"]))
    if body.get("to"):
        found.append(f"cho {info.names.get(body['to'], body['to'])}")
    if body.get("outcome"):
        found.append(OUTCOMES.get(body["outcome"], str(body["outcome"])))
    if body.get("lateness"):
        found.append(LATENESS.get(body["lateness"], str(body["lateness"])))
    if body.get("promised_at"):
        found.append(f"hẹn {wording.moment(datetime.fromisoformat(body['promised_at']))}")
    if body.get("form"):
        found.append(_paper(str(body.get("number", "")), info))
    return found + _of_opinions_and_calendars(body, info)


def _of_opinions_and_calendars(body: dict[str, Any], info: dossiers.DossierInfo) -> list[str]:
    found = []
    if body.get("unit"):
        found.append(info.names.get(str(body["unit"]), str(body["unit"])))
    if body.get("answer_by"):
        found.append(f"hạn {wording.moment(datetime.fromisoformat(body['answer_by']))}")
    if body.get("was"):
        found.append(f"trước đó {wording.moment(datetime.fromisoformat(body['was']))}")
    if body.get("late") is True:
        found.append("quá hạn")
    return found


def _paper(number: str, info: dossiers.DossierInfo) -> str:
    title = next((one.title.lower() for one in info.papers if one.number == number), "")
    return f"{title} số {number}".strip()
