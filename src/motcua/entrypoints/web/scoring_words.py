"""Scores of settlement as pages show them: a dash without data, and why; totals never without what they could be at most."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from motcua.domain.organisation import api as organisation
from motcua.domain.surveys import api as surveys
from motcua.entrypoints.web import wording
from motcua.kernel.language import say, to_say
from motcua.kernel.rule_pack import RulePack
from motcua.kernel.scoring_rules import Scored, Source
from motcua.kernel.working_time import Lateness

DASH = "–"
PLACES = 1
SOURCE_NAMES: Mapping[Source, str] = {
    Source.PERSON: to_say("phiếu của người nộp"),
    Source.SYSTEM: to_say("hệ thống"),
    Source.NONE: to_say("chưa có nguồn"),
}
WHY_NAMES: Mapping[surveys.NoData, str] = {
    surveys.NoData.NOT_SAID: to_say("Người nộp không được hỏi hoặc không trả lời"),
    surveys.NoData.NOT_FOUND_YET: to_say("Có phản ánh, chưa có kết luận"),
    surveys.NoData.NO_LIMIT: to_say("Các bước không có giờ đến hạn"),
    surveys.NoData.NO_SOURCE: to_say("Chưa có nguồn số liệu"),
    surveys.NoData.ACCEPTED: to_say("Giải trình được chấp nhận, để ngoài điểm"),
}
STANDING_NAMES: Mapping[Lateness, str] = {
    Lateness.EARLY: to_say("trước hạn"),
    Lateness.ON_TIME: to_say("đúng hạn"),
    Lateness.LATE: to_say("quá hạn"),
}


def heads(pack: RulePack, scored: Scored) -> list[dict[str, Any]]:
    """Return the indices of a score: number, title, source."""
    rules = pack.scoring
    return [
        {
            "number": number,
            "title": say(rules.indices[number].name),
            "source": say(SOURCE_NAMES[rules.indices[number].source]),
        }
        for number in rules.of(scored)
    ]


def face(pack: RulePack, scored: Scored) -> dict[str, Any]:
    """Return what stands below every table of scores: indices, conventions, bands, law."""
    rules = pack.scoring
    return {
        "heads": heads(pack, scored),
        "conventions": [say(one.options[one.chosen]) for one in rules.conventions.values()],
        "bands": [
            say("từ {least} điểm: {word}", least=wording.number(band.least), word=say(band.word))
            for band in rules.bands.get(scored, ())
        ],
        "law": rules.law,
        "pack": pack.title,
    }


def row(one: surveys.ScoreRow, pack: RulePack) -> dict[str, Any]:
    """Return the score of a unit or officer in words."""
    return {
        "key": one.key,
        "name": one.name,
        "dossiers": one.dossiers,
        "answered": one.answered,
        "accepted": one.accepted,
        "cells": _cells(one.score.indices, pack, PLACES),
        **_total(one.score, PLACES),
        "band": say(one.band.word) if one.band else say("chưa xếp loại"),
    }


def dossier_row(one: surveys.DossierScore, pack: RulePack, today: date) -> dict[str, Any]:
    """Return the score of a dossier in words, as a row of a list."""
    return {
        "code": one.code,
        "work": one.procedure_name,
        "settled": wording.stamp(one.settled_at, today),
        "standing": say(STANDING_NAMES[one.standing]),
        "cells": _cells(one.score.indices, pack, 0),
        **_total(one.score, 0),
        "answers": len(one.answers),
        "waits": any(not answer.replies for answer in one.answers),
    }


def points(one: surveys.DossierScore, pack: RulePack) -> list[dict[str, Any]]:
    """Return every index of a dossier's score with its points, or why there are none."""
    return [
        {
            **head,
            "points": DASH if (point := one.points[head["number"]]).points is None else str(point.points),
            "most": pack.scoring.indices[head["number"]].most,
            "why": say(WHY_NAMES[point.no_data]) if point.no_data else "",
            "may_answer": point.points is not None or point.no_data == surveys.NoData.NOT_FOUND_YET,
        }
        for head in heads(pack, Scored.OFFICER if one.officer else Scored.DOSSIER)
    ]


def parts(one: surveys.DossierScore, today: date) -> list[dict[str, Any]]:
    """Return who worked on a dossier for which unit, and how that part stood."""
    units = organisation.unit_names({part.unit for part in one.parts}, today)
    names = organisation.full_names({part.officer for part in one.parts})
    return [
        {
            "unit": units.get(part.unit, part.unit),
            "officer": names.get(part.officer, wording.login_said(part.officer)),
            "standing": say(STANDING_NAMES[part.standing]) if part.standing else say("không có giờ đến hạn"),
            "points": DASH if part.points is None else str(part.points),
        }
        for part in one.parts
    ]


def answers(found: Iterable[surveys.AnswerInfo], at: datetime) -> list[dict[str, Any]]:
    """Return answers with their replies in words."""
    every = list(found)
    logins = {one.officer for one in every} | {reply.by for one in every for reply in one.replies}
    names = organisation.full_names(logins)
    return [
        {
            "id": one.id,
            "code": one.code,
            "index": one.index,
            "who": names.get(one.officer, wording.login_said(one.officer)),
            "login": one.officer,
            "at": wording.stamp(one.at, at),
            "words": one.words,
            "is_accepted": one.is_accepted,
            "replies": [
                {
                    "who": names.get(reply.by, wording.login_said(reply.by)),
                    "at": wording.stamp(reply.at, at),
                    "words": reply.words,
                    "accepts": reply.accepts,
                }
                for reply in one.replies
            ],
        }
        for one in every
    ]


def findings(one: surveys.DossierScore, at: datetime) -> list[dict[str, Any]]:
    """Return what was found of the complaint of a dossier's slip in words."""
    names = organisation.full_names({found.by for found in one.findings})
    return [
        {
            "who": names.get(found.by, wording.login_said(found.by)),
            "at": wording.stamp(found.at, at),
            "words": found.words,
            "justified": found.justified,
        }
        for found in one.findings
    ]


def total(score: surveys.Score) -> dict[str, Any]:
    """Return the sum of a dossier's points in words."""
    return _total(score, 0)


def _cells(indices: Mapping[int, Decimal | None], pack: RulePack, places: int) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "title": say(pack.scoring.indices[number].name),
            "text": DASH if value is None else wording.number(value, places),
            "is_empty": value is None,
        }
        for number, value in indices.items()
    ]


def _total(score: surveys.Score, places: int) -> dict[str, Any]:
    return {
        "total": DASH if score.total is None else wording.number(score.total, places),
        "most": score.most,
        "lacks": ", ".join(str(number) for number in score.left_out),
    }
