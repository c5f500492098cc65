"""A published report of satisfaction in words, and what is different since: the frozen values, nothing counted anew."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.core.paginator import Paginator

from motcua.domain.dossiers import api as dossiers
from motcua.domain.reports import api as reports
from motcua.entrypoints import catalogue_reports, satisfaction_reports
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.satisfaction_words import DASH, NOT_SHOWN
from motcua.foundation.rule_packs import rule_pack_named
from motcua.kernel.language import say, to_say

CELL_NAMES: Final = {
    reports.Counted.SETTLED: to_say("Có kết quả"),
    reports.Counted.ANSWERED: to_say("Trả lời"),
    reports.Counted.SET_ASIDE: to_say("Để ngoài"),
    reports.Counted.RATE: to_say("Hài lòng, chung"),
}


def table(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rows of a document with its levels and rules in words."""
    names = rule_pack_named(report["rules"]["pack"]).ratings.form_levels
    is_withheld = any(row["withheld"] for row in (*report["rows"], report["total"]))
    return {
        "form_levels": [say(name) for name in names.values()],
        "by_name": say(report["form"]["by_name"]),
        "rows": [_row(row, names) for row in report["rows"]],
        "total": _row(report["total"], names),
        "withheld": satisfaction_reports.too_few(report["rules"]["least_told"]) if is_withheld else "",
    }


def _row(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    answered = row["answered"]
    return {
        **{name: row[name] for name in ("name", "settled", "answered", "withheld")},
        "response": _share(answered, row["settled"], 2),
        "form": [{"name": say(names[key]), "share": _share(count, answered, 1)} for key, count in row["form"].items()],
        "rate": _share(row["satisfied"], answered, 2),
        "between": DASH
        if row["low"] is None
        else say("{low} đến {high} %", low=_number(row["low"]), high=_number(row["high"])),
    }


def _share(part: int | None, whole: int, places: int) -> str:
    if part is None:
        return say(NOT_SHOWN)
    return wording.percent(part, whole, places) if whole else DASH


def _number(value: str) -> str:
    return wording.number(Decimal(value), 2)


def as_csv(report: Mapping[str, Any]) -> str:
    """Return the rows of a document as comma-separated text, the total last."""
    shown = {**report, "least_told": report["rules"]["least_told"]}
    return catalogue_reports.as_csv(satisfaction_reports.table_of(shown))


def since(found: reports.SatisfactionSince, at: datetime) -> dict[str, Any]:
    """Return what is different since a report was published, in words."""
    return {
        "recounted": found.recounted,
        "cells": [
            {"name": one.name, "column": say(CELL_NAMES[one.cell]), "was": _cell(one.was), "now": _cell(one.now)}
            for one in found.cells
        ],
        "dossiers": [
            {
                "code": one.code,
                "was": say("Có kết quả"),
                "now": say("không tính"),
                "acts": [
                    {
                        "act": say(dossiers.ACT_NAMES.get(one.act.act, one.act.act)),
                        "at": wording.stamp(one.act.at, at),
                        "right": one.act.right,
                        "reason": one.act.reason,
                    }
                ],
            }
            for one in found.undone
        ],
        "page": Paginator(range(len(found.undone)), max(1, len(found.undone))).get_page(1),
        "hidden": found.hidden,
        "ratings": _ratings(found),
    }


def _cell(value: int | str | None) -> str:
    if value is None:
        return DASH
    return wording.number(value) if isinstance(value, int) else f"{_number(value)}{wording.NO_BREAK}%"


def _ratings(found: reports.SatisfactionSince) -> str:
    """Return what became of ratings in one sentence: counted, never which."""
    one = found.ratings
    if not one:
        return ""
    return say(
        "Từ ngày đó: {came} đánh giá gửi thêm, {aside} để ngoài, {back} tính lại, {ended} thôi tính vì hồ sơ mở lại. "
        "Không nêu hồ sơ nào, để không ai biết từng người đã trả lời gì.",
        came=wording.number(one.came),
        aside=wording.number(one.set_aside),
        back=wording.number(one.taken_back_in),
        ended=wording.number(one.ended),
    )
