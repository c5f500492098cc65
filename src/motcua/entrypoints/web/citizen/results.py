"""What the province publishes of itself (kết quả): live figures of a year, each with its date, its rule and the rows it is counted from."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.reports import api as reports
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.citizen import presenting_results as presenting
from motcua.entrypoints.web.policy import public
from motcua.foundation import clock
from motcua.kernel.language import say
from motcua.kernel.working_time import ZONE


@public
@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """Show a year's figures: settlement, letters of apology, cut times, online services; `nam` names the year."""
    at, span = clock.now(), flows.span()
    if span is None:
        return render(request, "citizen/results.html", {"is_empty": True})
    years = _years(span, at.date())
    wanted = request.GET.get("nam", str(years[0]))
    if wanted not in {str(year) for year in years}:
        sentence = say("Không có số liệu của năm này. Chọn một năm trong danh sách.")
        context = {"errors": [{"text": sentence, "field": "nam"}], "years": years}
        return render(request, "citizen/results.html", context, status=400)
    return render(request, "citizen/results.html", _year(int(wanted), years, at))


@public
@require_GET
def months_csv(_request: HttpRequest) -> HttpResponse:
    """Give the rows that the figures of settlement add up: one a month and agency, all months there are."""
    span = flows.span()
    rows = flows.agency_months(*span) if span else ()
    names = organisation.unit_names({row.unit for row in rows}, clock.now().date())
    answer = HttpResponse(presenting.months_as_csv(rows, names), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="ket-qua-theo-thang.csv"'
    return answer


def _years(span: tuple[date, date], today: date) -> Sequence[int]:
    return range(min(span[1], today).year, span[0].year - 1, -1)


def _year(year: int, years: Sequence[int], at: datetime) -> dict[str, Any]:
    today, folded = at.date(), flows.folded_at()
    first, last = date(year, 1, 1), min(date(year, 12, 31), today)
    by_level, by_agency = (
        reports.settlement_report(reports.Asked(first, last, today, by), at=at)
        for by in (flows.By.LEVEL, flows.By.AGENCY)
    )
    agencies = presenting.settled_rows(by_agency)
    return {
        "year": year,
        "years": years,
        "first": wording.in_figures(first),
        "last": wording.in_figures(last),
        "from": first.isoformat(),
        "to": last.isoformat(),
        "folded": wording.stamp(folded, at) if folded else "",
        "rules": by_level["rules"],
        "form": by_level["form"],
        "levels": presenting.settled_rows(by_level),
        "total": presenting.settled_row(by_level["total"]),
        "agencies": agencies,
        "bubbles": presenting.bubbles(agencies, organisation.levels_of_units(), last),
        "letters": _letters(first, last),
        "cuts": procedures.cut_report(last, procedures.GroupBy.AGENCY).total,
        "online": _online(last),
    }


def _letters(first: date, last: date) -> dict[str, int]:
    since, until = (datetime.combine(day, time(), tzinfo=ZONE) for day in (first, last + timedelta(days=1)))
    late, with_letter = dossiers.letters_counted(since, until)
    return {"late": late, "with_letter": with_letter, "owed": late - with_letter}


def _online(on: date) -> procedures.OnlineReport | None:
    try:
        return procedures.online_report(on, procedures.GroupBy.AGENCY)
    except procedures.NoLevelsYet:
        return None
