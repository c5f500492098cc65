"""The settlement report (báo cáo giải quyết) of any period, and the dossiers behind each of its figures."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.flows import api as flows
from motcua.domain.reports import api as reports
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.oversight import presenting_report as presenting
from motcua.entrypoints.web.oversight import report_asked
from motcua.entrypoints.web.oversight.presenting_lists import whole_number
from motcua.entrypoints.web.oversight.report_asked import READERS, Page
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

PAGE_ROWS = 50
BEFALLEN = "dien-bien"
"""The format that downloads what befell in the period, as comma-separated text."""


@requires(*READERS)
@require_GET
def report(request: HttpRequest) -> HttpResponse:
    """Show the form of a period; `?tai=` of a format downloads it."""
    context: dict[str, Any] = {"keys": []}
    try:
        page = report_asked.page_of(request.GET)
        context |= _form(page)
        groups = reports.groups_of(page.asked, clock.now())
        found = reports.live_report(page.asked, at=clock.now(), groups=groups)
    except Refusal as refusal:
        return _refused(request, context, str(refusal))
    form = request.GET.get("tai", "")
    if form in presenting.FILES:
        name = f"bao-cao-giai-quyet-{found['from']}-{found['to']}-{page.by_word}"
        return presenting.file_of(found, form, name)
    befell = reports.befallen_report(page.asked, at=clock.now(), groups=groups)
    if form == BEFALLEN:
        name = f"dien-bien-{found['from']}-{found['to']}-{page.by_word}"
        return presenting.csv_of(reports.befallen_csv(befell), name)
    context |= presenting.table(found, page.asked) | _face(request, page, found)
    context |= {"befallen": presenting.befallen(befell, page.asked), "befallen_file": page.query(tai=BEFALLEN)}
    return render(request, "oversight/report.html", context)


def _refused(request: HttpRequest, context: dict[str, Any], sentence: str) -> HttpResponse:
    """Show the question again, what is wrong with it, and no figures; before the first dossier say only that."""
    if flows.span() is None:
        return render(request, "oversight/report.html", {**context, "is_empty": True})
    today = clock.now().date()
    usual = report_asked.Page(reports.Asked(today, today, today, flows.By.LEVEL, reports.Compare.MOMENT), "khac", 1)
    shown = context if "typed" in context else context | _form(usual)
    return render(
        request, "oversight/report.html", {**shown, "errors": [{"text": sentence, "field": "o-ky"}]}, status=400
    )


def _form(page: Page) -> dict[str, Any]:
    return {**page.words(), "units": report_asked.units_offered(page.asked)}


def _face(request: HttpRequest, page: Page, found: dict[str, Any]) -> dict[str, Any]:
    by, now, folded, asked = actor_of(request), clock.now(), flows.folded_at(), page.asked
    may = reports.may_publish(by, asked.unit, now.date())
    settled, whole = reports.publishable_from(asked.last, asked.as_of), reports.last_whole_day(now)
    return {
        "face": report_asked.face(found),
        "report": found,
        "folded": wording.stamp(folded, now) if folded else "",
        "files": [(form, page.query(tai=form)) for form in ("pdf", "xlsx", "csv", "json")],
        "publish": sorted(report_asked.query_of(asked).items()) if may and settled <= now else [],
        "publishable_from": wording.stamp(settled, now) if may and settled > now else "",
        "until_whole": _until(page, whole) if may and settled > now and asked.first <= whole else "",
    }


def _until(page: Page, whole: date) -> str:
    """Return the address of the same question up to a day that is over, for figures that can be published."""
    last = min(page.asked.last, whole)
    return page.query(ky=report_asked.ANY, den=last.isoformat(), **{"tinh-den": whole.isoformat()})


@requires(*READERS)
@require_GET
def behind(request: HttpRequest) -> HttpResponse:
    """List the dossiers behind one figure, those the reader may see; how many there are is told to everybody."""
    by, at = actor_of(request), clock.now()
    try:
        page = report_asked.page_of(request.GET)
        number = max(1, whole_number(request.GET.get("trang", "1")))
        column = _column(request.GET.get("cot", ""))
        key = clean(request.GET["nhom"])[: report_asked.LONGEST] if "nhom" in request.GET else None
        place = {"limit": PAGE_ROWS, "offset": (number - 1) * PAGE_ROWS}
        if isinstance(column, reports.Befallen):
            found = reports.dossiers_befallen(page.asked, column, key, reader=by, at=at, **place)
        else:
            found = reports.dossiers_behind(page.asked, column, key, reader=by, at=at, **place)
    except (Refusal, ValueError) as error:
        sentence = str(error) if isinstance(error, Refusal) else say("Không có số liệu này trong báo cáo.")
        return render(request, "oversight/report_dossiers.html", {"sentence": sentence, "keys": []}, status=400)
    more = {"cot": column.value, **({} if key is None else {"nhom": key})}
    context = {
        "title": presenting.full_name(column),
        "back": page.query(),
        "rows": presenting.dossier_rows(found, at),
        "page": Paginator(range(found.visible), PAGE_ROWS).get_page(number),
        "page_query": f"{page.query(**more)}&trang=",
        "counted": found.counted,
        "unseen": found.counted - found.visible,
        "group": "" if key is None else reports.group_name(page.asked, key, at=at),
        "face": report_asked.face(_days(page)),
        "keys": [("Esc", say("Về báo cáo"))],
    }
    return render(request, "oversight/report_dossiers.html", context)


def _column(text: str) -> reports.Column | reports.Befallen:
    return reports.Befallen(text) if text in set(reports.Befallen) else reports.Column(text)


def _days(page: Page) -> dict[str, str]:
    asked = page.asked
    return {"from": asked.first.isoformat(), "to": asked.last.isoformat(), "as_of": asked.as_of.isoformat()}
