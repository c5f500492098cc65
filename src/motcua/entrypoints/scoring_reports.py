"""Scores of settlement as a document and a table, for pages and commands."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from motcua.domain.surveys import api as surveys
from motcua.kernel.rule_pack import RulePack
from motcua.kernel.scoring_rules import Scored


def document(found: surveys.Scores) -> dict[str, Any]:
    """Return scores of units or officers: every index, null without data, what was left out, the conventions on its face."""
    return {
        **_face(found.period, found.pack, found.scored),
        "rows": [
            {
                "key": row.key,
                "name": row.name,
                "dossiers": row.dossiers,
                "answered": row.answered,
                "accepted": row.accepted,
                **_score(row.score),
                "band": row.band.word if row.band else None,
            }
            for row in found.rows
        ],
    }


def dossiers_document(page: surveys.DossierPage, period: surveys.Period) -> dict[str, Any]:
    """Return scores of dossiers, as of one officer's parts, with what was answered to each."""
    return {
        **_face(period, page.pack, Scored.OFFICER, by=Scored.DOSSIER),
        "dossiers": page.counted,
        "rows": [
            {
                "key": row.code,
                "name": row.procedure_name,
                "settled_at": row.settled_at,
                **_score(row.score),
                "why": {str(number): point.no_data.value for number, point in row.points.items() if point.no_data},
                "answers": [_answer(one) for one in row.answers],
            }
            for row in page.rows
        ],
    }


def table_of(shown: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a document as a table: an index a column; answers are counted."""
    rows = []
    for row in shown["rows"]:
        flat = {name: value for name, value in row.items() if name not in ("why", "answers", "left_out")}
        if "answers" in row:
            flat["answers"] = len(row["answers"])
        rows.append({**flat, "left_out": " ".join(str(number) for number in row["left_out"])})
    return rows


def _face(period: surveys.Period, pack: RulePack, scored: Scored, *, by: Scored | None = None) -> dict[str, Any]:
    rules = pack.scoring
    return {
        "from": period.first,
        "to": period.last,
        "as_of": period.as_of,
        "by": (by or scored).value,
        "rules": pack.name,
        "version": rules.version,
        "law": rules.law,
        "conventions": {name: one.chosen for name, one in rules.conventions.items()},
        "indices": [
            {"number": number, "name": rules.indices[number].name, "source": rules.indices[number].source.value}
            for number in rules.of(scored)
        ],
    }


def _score(score: surveys.Score) -> dict[str, Any]:
    return {
        "indices": {str(number): _text(value) for number, value in score.indices.items()},
        "total": _text(score.total),
        "most": score.most,
        "left_out": list(score.left_out),
    }


def _answer(one: surveys.AnswerInfo) -> dict[str, Any]:
    return {
        "id": one.id,
        "index": one.index,
        "officer": one.officer,
        "at": one.at,
        "words": one.words,
        "replies": [
            {"accepts": reply.accepts, "by": reply.by, "at": reply.at, "words": reply.words} for reply in one.replies
        ],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
