"""What the province publishes of itself (kết quả): live figures of a year, each with its date, its rule and the rows it is counted from."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from motcua.domain.flows import api as flows
from motcua.entrypoints.web import language
from motcua.entrypoints.web.citizen import results_year
from motcua.entrypoints.web.keeping import RESULTS
from motcua.entrypoints.web.policy import public
from motcua.foundation import clock
from motcua.kernel.language import say


@public
@require_GET
@gzip_page
def results(request: HttpRequest) -> HttpResponse:
    """Show a year's figures: settlement, letters, cut times, online services, satisfaction; `nam` names the year."""
    return _answer(request, "citizen/results.html", results_year.figures)


@public
@require_GET
@gzip_page
def rules(request: HttpRequest) -> HttpResponse:
    """Say by which rule each figure of a year is counted, and how anybody counts it again from its rows."""
    return _answer(request, "citizen/results_rules.html", results_year.rules)


def _answer(request: HttpRequest, template: str, build: results_year.Build) -> HttpResponse:
    """Show a page that is built once for everybody who asks within a minute, in each language."""
    today = clock.now().date()
    years: Sequence[int] = RESULTS.answer(("years", today), lambda: _years(flows.span(), today))
    if not years:
        return render(request, template, {"is_empty": True})
    wanted = request.GET.get("nam", str(years[0]))
    if wanted not in {str(year) for year in years}:
        sentence = say("Không có số liệu của năm này. Chọn một năm trong danh sách.")
        return render(request, template, {"errors": [{"text": sentence, "field": "nam"}], "years": years}, status=400)
    asked = (template, wanted, today, language.chosen(request))
    context: dict[str, Any] = RESULTS.answer(asked, lambda: build(int(wanted), clock.now()))
    return render(request, template, {"years": years, **context})


def _years(span: tuple[date, date] | None, today: date) -> Sequence[int]:
    return range(min(span[1], today).year, span[0].year - 1, -1) if span else ()
