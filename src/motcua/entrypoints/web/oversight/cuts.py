"""Cut times of procedures (cắt giảm thời gian) on any day, down to both limits, the decision and its dates."""

from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.procedures import api as procedures
from motcua.entrypoints import catalogue_reports as reports
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.oversight import catalogue_asked
from motcua.entrypoints.web.oversight.catalogue_asked import READERS, Asked
from motcua.entrypoints.web.policy import requires
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

PAGE_ROWS = 50
ORDERS = {
    procedures.Order.SHORTER: ("", ""),
    procedures.Order.EQUAL: ("", ""),
    procedures.Order.LONGER: ("late", to_say("Dài hơn")),
    procedures.Order.UNDECIDED: ("wait", to_say("Chưa so được")),
}


@requires(*READERS)
@require_GET
def cuts(request: HttpRequest) -> HttpResponse:
    """Show the ratio and the mean cut of a day; `?nhom=` lists the procedures of a row, `?ma=` the versions of one."""
    try:
        asked = catalogue_asked.asked(request)
    except Refusal as refusal:
        asked = catalogue_asked.today()
        context = {**_groups(asked), "errors": [{"text": str(refusal), "field": "o-ngay"}]}
        return render(request, "oversight/cuts.html", context, status=400)
    if asked.as_csv:
        return _file(asked)
    if asked.code:
        return render(request, "oversight/cuts_history.html", _history(asked))
    if asked.key is not None:
        return render(request, "oversight/cuts_procedures.html", _procedures(request, asked, asked.key))
    return render(request, "oversight/cuts.html", _groups(asked))


def _file(asked: Asked) -> HttpResponse:
    if asked.code:
        rows = reports.cut_lines(procedures.cut_history(asked.code, asked.on))
    elif asked.key is not None:
        rows = reports.cut_lines(procedures.cut_procedures(asked.on, asked.by, asked.key))
    else:
        document = reports.cuts_document(procedures.cut_report(asked.on, asked.by))
        rows = reports.table_of(document)
    return catalogue_asked.sent_as_csv(f"cat-giam-thoi-gian-{asked.on.isoformat()}", rows)


def _groups(asked: Asked) -> dict[str, Any]:
    report = procedures.cut_report(asked.on, asked.by)
    return {
        **asked.words(),
        "rows": [{"href": asked.query(nhom=row.key), "name": row.name, **_figures(row.figures)} for row in report.rows],
        "total": _figures(report.total),
        "csv": asked.query(tai="csv"),
    }


def _figures(figures: procedures.CutFigures) -> dict[str, Any]:
    return {
        "procedures": figures.procedures,
        "cut": figures.cut,
        "share": wording.percent(figures.cut, figures.procedures) if figures.procedures else "–",
        "mean_percent": _hundred(figures.mean_percent),
        "measured": figures.measured,
        "working_days": _days(figures.mean_working_days),
        "in_working_days": figures.in_working_days,
        "calendar_days": _days(figures.mean_calendar_days),
        "in_calendar_days": figures.in_calendar_days,
    }


def _hundred(value: Any) -> str:
    return "–" if value is None else f"{_days(value)} %"


def _days(value: Any) -> str:
    return "–" if value is None else wording.number(procedures.rounded(value), 2)


def _procedures(request: HttpRequest, asked: Asked, key: str) -> dict[str, Any]:
    found = procedures.cut_procedures(asked.on, asked.by, key)
    report = procedures.cut_report(asked.on, asked.by)
    group = next((row for row in report.rows if row.key == key), None)
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("trang", "1"))
    return {
        **asked.words(),
        "name": group.name if group else key,
        "total": _figures(group.figures) if group else None,
        "rows": [_procedure(one, asked, one.holds.since, one.holds.until) for one in page],
        "page": page,
        "page_query": f"{asked.query(nhom=key)}&trang=",
        "csv": asked.query(nhom=key, tai="csv"),
        "keys": [("Esc", say("Về cả bảng"))],
    }


def _procedure(one: procedures.CutProcedure, asked: Asked, since: datetime, until: datetime | None) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "href": asked.query(ma=one.code),
        "is_cut": one.cut.is_cut,
        "percent": _hundred(one.cut.percent) if one.cut.is_cut else "",
        "since": _first(since),
        "until": _last(until),
        "version": one.version,
        "lines": [_line(line, several=len({each.case for each in one.lines}) > 1) for line in one.lines],
    }


def _first(moment: datetime) -> str:
    return wording.in_figures(wording.local(moment))


def _last(moment: datetime | None) -> str:
    """Return the last day that has the version at its end: the one before the day on which another took over."""
    return "" if moment is None else wording.in_figures(wording.local(moment) - timedelta(microseconds=1))


def _line(line: procedures.CutLine, *, several: bool) -> dict[str, Any]:
    tone, label = ORDERS[line.order]
    return {
        "case": line.case_name if several else "",
        "channels": ", ".join(line.channels) if several or len(line.channels) < len(procedures.Channel) else "",
        "statutory": line.statutory or say("không quy định"),
        "committed": line.committed,
        "tone": tone,
        "label": say(label) if label else "",
        "decision": line.decision,
        "decided_on": wording.in_figures(line.decision.decided_on) if line.decision.decided_on else "",
    }


def _history(asked: Asked) -> dict[str, Any]:
    found = procedures.cut_history(asked.code, asked.on)
    return {
        **asked.words(),
        "code": asked.code,
        "name": found[0].name if found else asked.code,
        "rows": [_procedure(one, asked, one.valid_from, one.valid_to) for one in found],
        "csv": asked.query(ma=asked.code, tai="csv"),
        "keys": [("Esc", say("Về cả bảng"))],
    }
