"""The settlement report as a page shows it: rows of linked figures, downloads, and what is different since."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.reports import api as reports
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.oversight.report_asked import query_of
from motcua.kernel.language import say, to_say

Column = reports.Column
PARTS: Final = {
    "received": to_say("Tiếp nhận"),
    "settled": to_say("Đã giải quyết"),
    "in_process": to_say("Đang giải quyết"),
}
NAMES: Final = {
    Column.RECEIVED_TOTAL: to_say("Tổng số"),
    Column.RECEIVED_ONLINE: to_say("Trực tuyến"),
    Column.RECEIVED_DIRECT: to_say("Trực tiếp, bưu chính"),
    Column.RECEIVED_CARRIED: to_say("Từ kỳ trước"),
    Column.SETTLED_TOTAL: to_say("Tổng số"),
    Column.SETTLED_EARLY: to_say("Trước hạn"),
    Column.SETTLED_ON_TIME: to_say("Đúng hạn"),
    Column.SETTLED_LATE: to_say("Quá hạn"),
    Column.IN_PROCESS_TOTAL: to_say("Tổng số"),
    Column.IN_PROCESS_WITHIN: to_say("Trong hạn"),
    Column.IN_PROCESS_OVERDUE: to_say("Quá hạn"),
}
BEFALLEN: Final = {
    reports.Befallen.SUPPLEMENTED: to_say("Yêu cầu bổ sung"),
    reports.Befallen.PAUSED: to_say("Tạm dừng"),
    reports.Befallen.ANY_DESK: to_say("Nhận ở bất kỳ quầy nào"),
    reports.Befallen.NOT_RECEIVED: to_say("Không tiếp nhận"),
}
LATE: Final = {Column.SETTLED_LATE, Column.IN_PROCESS_OVERDUE}
FILES: Final = {
    "json": ("application/json", reports.as_json),
    "csv": ("text/csv; charset=utf-8", reports.as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", reports.as_xlsx),
    "pdf": ("application/pdf", reports.as_pdf),
}


def full_name(column: reports.Column | reports.Befallen) -> str:
    """Return how a cell is called on its own: "Đã giải quyết, trước hạn"."""
    if isinstance(column, reports.Befallen):
        return say(BEFALLEN[column])
    part, _ = reports.place_of(column)
    return say("{part}, {name}", part=say(PARTS[part]), name=say(NAMES[column]).lower())


def table(report: Mapping[str, Any], asked: reports.Asked) -> dict[str, Any]:
    """Return heading, rows and total of the form; each figure leads to its dossiers."""
    return {
        "parts": [
            {
                "name": say(name),
                "columns": [say(NAMES[one]) for one in Column if reports.place_of(one)[0] == part],
                "span": len(reports.PARTS[part]),
            }
            for part, name in PARTS.items()
        ],
        "rows": [_row(row, asked, row["key"]) for row in report["rows"]],
        "total": _row(report["total"], asked, None),
        "by_name": say(report["form"]["by_name"]),
    }


def _row(row: Mapping[str, Any], asked: reports.Asked, key: str | None) -> dict[str, Any]:
    name = name_of(key, row["name"], asked)
    return {
        "name": name,
        "cells": [_cell(row, column, asked, key, name) for column in Column],
        "rate": row["rate"] if row["rate"] == "–" else f"{wording.number(Decimal(row['rate']), 2)}{wording.NO_BREAK}%",
    }


def befallen(found: Mapping[str, Any], asked: reports.Asked) -> dict[str, Any]:
    """Return what befell in the period as a table; each figure but what was not received leads to its dossiers."""
    return {
        "columns": [say(name) for name in BEFALLEN.values()],
        "rows": [_befallen_row(row, asked, row["key"]) for row in found["rows"]],
        "total": _befallen_row(found["total"], asked, None),
    }


def _befallen_row(row: Mapping[str, Any], asked: reports.Asked, key: str | None) -> dict[str, Any]:
    name = name_of(key, row["name"], asked)
    cells = []
    for what, label in BEFALLEN.items():
        value = row[what.value]
        leads = value and what is not reports.Befallen.NOT_RECEIVED
        href = _behind(what.value, asked, key) if leads else ""
        cells.append(
            {"number": wording.number(value), "href": href, "label": say(label), "of": f"{say(label)}, {name}"}
        )
    return {"name": name, "cells": cells}


def _behind(column: str, asked: reports.Asked, key: str | None) -> str:
    more = {"cot": column, **({} if key is None else {"nhom": key})}
    return f"{reverse('oversight:report_dossiers')}?{urlencode({**query_of(asked), **more})}"


def name_of(key: str | None, name: str, asked: reports.Asked) -> str:
    """Return what a row is called in the language spoken now: total (no key) and levels are words, everything else a name."""
    if key is None or not name:
        return say(name) if name else say("(không ghi)")
    if asked.by is not flows.By.LEVEL:
        return name
    level = say(organisation.LEVEL_NAMES[organisation.Level(key)])
    return level[:1].upper() + level[1:]


def _cell(
    row: Mapping[str, Any], column: reports.Column, asked: reports.Asked, key: str | None, name: str
) -> dict[str, Any]:
    value = reports.cell(row, column)
    return {
        "number": wording.number(value),
        "href": _behind(column.value, asked, key) if value else "",
        "tone": "late" if value and column in LATE else "",
        "label": full_name(column),
        "of": f"{full_name(column)}, {name}",
    }


def file_of(
    report: Mapping[str, Any], form: str, name: str, *, published: reports.PublishedInfo | None = None
) -> HttpResponse:
    """Return the report as a file in one of `FILES`; the paper of a `published` one says so."""
    kind, make = FILES[form]
    made = reports.published_pdf(published) if published and form == "pdf" else make(report)
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def csv_of(text: str, name: str) -> HttpResponse:
    """Return comma-separated text as a file."""
    answer = HttpResponse(text, content_type=FILES["csv"][0])
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def dossier_rows(found: dossiers.LivesPage, at: datetime) -> list[dict[str, Any]]:
    """Return the dossiers behind a figure, nobody's name among them."""
    return [
        {
            "code": one.code,
            "work": one.procedure_name,
            "received": wording.stamp(one.received_at, at),
            "due": wording.stamp(one.promised_at, at),
            "left": wording.stamp(one.left_at, at) if one.left_at else "",
            "state": say(dossiers.STATE_NAMES[dossiers.State(one.left_as)]) if one.left_as else say("Đang giải quyết"),
            "standing": say(_STANDINGS[one.lateness.value]) if one.lateness else "",
            "tone": "late" if one.lateness and one.lateness.value == "late" else "",
        }
        for one in found.rows
    ]


_STANDINGS: Final = {"early": to_say("trước hạn"), "on_time": to_say("đúng hạn"), "late": to_say("trễ hạn")}


def since(found: reports.Since, asked: reports.Asked, at: datetime, *, number: int) -> dict[str, Any]:
    """Return what is different since a report was published, in words; `number`: of the page of its dossiers."""
    return {
        "recounted": found.recounted,
        "cells": [
            {
                "name": name_of(one.key, one.name, asked),
                "column": full_name(one.column),
                "was": wording.number(one.was),
                "now": wording.number(one.now),
            }
            for one in found.cells
        ],
        "dossiers": [
            {
                "code": one.code,
                "was": _cells(one.moved.was),
                "now": _cells(one.moved.now),
                "acts": [
                    {
                        "act": say(dossiers.ACT_NAMES.get(act.act, act.act)),
                        "at": wording.stamp(act.at, at),
                        "right": act.right,
                        "reason": act.reason,
                    }
                    for act in one.acts
                ],
            }
            for one in found.dossiers
        ],
        "page": Paginator(range(found.visible), reports.CHANGES_AT_ONCE).get_page(number),
        "hidden": found.hidden,
    }


def _cells(columns: tuple[reports.Column, ...]) -> str:
    return "; ".join(full_name(one) for one in columns) or say("không tính")
