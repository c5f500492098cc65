"""The rows that published figures are counted from, as files at stable addresses: anybody may open them and count again.

Nothing finer than a month of an agency, of ratings than a month of a level: no row tells of one person. Of procedures
every row is public.
"""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.surveys import api as surveys
from motcua.entrypoints import catalogue_reports
from motcua.entrypoints.web.citizen import presenting_results as presenting
from motcua.entrypoints.web.citizen import results_year
from motcua.entrypoints.web.citizen.pace import FILES, is_within
from motcua.entrypoints.web.citizen.pace import SECONDS as PACE_SECONDS
from motcua.entrypoints.web.keeping import RESULTS, SECONDS
from motcua.entrypoints.web.policy import public
from motcua.foundation import clock
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say, speaking_vietnamese

MAY_BE_KEPT: Final = f"public, max-age={SECONDS}"
"""The same file for everybody: a proxy may keep it as long as the pages keep their figures."""


@public
@require_GET
def months(_request: HttpRequest) -> HttpResponse:
    """Give what was settled: a row a month and agency, all months there are."""
    return _file("ket-qua-theo-thang", _months)


@public
@require_GET
def letters(_request: HttpRequest) -> HttpResponse:
    """Give what was found late and has its letter: a row a month and agency, all months there are."""
    return _file("phieu-xin-loi", _letters)


@public
@require_GET
def satisfaction(_request: HttpRequest) -> HttpResponse:
    """Give what people said: a row a month and level of administration, all months there are."""
    return _file("muc-do-hai-long", _satisfaction)


@public
@require_GET
def cuts(request: HttpRequest, day: str) -> HttpResponse:
    """Give every procedure published at the end of a day with both limits and the decision. Raises Http404 for days not shown."""
    on = _shown(day)
    return _file(f"rut-ngan-{day}", lambda: _cuts(on)) if is_within(FILES, request) else _too_many()


@public
@require_GET
def online(request: HttpRequest, day: str) -> HttpResponse:
    """Give every online service of a day with its level and the decision. Raises Http404 for days not shown."""
    on = _shown(day)
    return _file(f"truc-tuyen-{day}", lambda: _online(on)) if is_within(FILES, request) else _too_many()


def _too_many() -> HttpResponse:
    sentence = say("Từ nơi này vừa tải quá nhiều tệp. Chờ một phút rồi tải tiếp.")
    return HttpResponse(
        sentence, status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": str(PACE_SECONDS)}
    )


def _file(name: str, make: Callable[[], str]) -> HttpResponse:
    def text() -> str:
        with speaking_vietnamese():  # one file, whoever asks
            return make()

    content = RESULTS.answer((name, clock.now().date()), text)
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = MAY_BE_KEPT
    return answer


def _shown(day: str) -> date:
    """Return a day for which the pages show figures: the end of a month, or today. Raises Http404 for any other."""
    known: dict[str, date] = RESULTS.answer(("days", clock.now().date()), _days)
    if day not in known:
        raise Http404
    return known[day]


def _days() -> dict[str, date]:
    span, today = flows.span(), clock.now().date()
    if span is None:
        return {}
    return {day.isoformat(): day for day in results_year.days_shown(span[0].replace(month=1, day=1), today)}


def _months() -> str:
    span = flows.span()
    rows = flows.agency_months(*span) if span else ()
    return presenting.months_as_csv(rows, _names({row.unit for row in rows}))


def _letters() -> str:
    span = flows.span()
    rows = results_year.letters(span[0], clock.now().date()) if span else ()
    return presenting.letters_as_csv(rows, _names({row.unit for row in rows}))


def _satisfaction() -> str:
    span, over = flows.span(), clock.now().date() - timedelta(days=1)
    rows = surveys.satisfaction_by_month(span[0], over, as_of=over) if span and span[0] <= over else ()
    return presenting.satisfaction_as_csv(rows, rule_pack_on(over).ratings.levels)


def _cuts(on: date) -> str:
    found = procedures.cut_procedures(on, procedures.GroupBy.AGENCY)
    return catalogue_reports.as_csv(catalogue_reports.cut_lines(found))


def _online(on: date) -> str:
    try:
        report = catalogue_reports.online(on, procedures.GroupBy.AGENCY)
    except procedures.NoLevelsYet:
        raise Http404 from None
    found = procedures.online_services(on, procedures.GroupBy.AGENCY)
    lines = catalogue_reports.service_lines(found, report.arisen)
    # By procedure and day dossiers would let one commune's small counts be worked out of the open data (ADR 55).
    return catalogue_reports.as_csv([{key: one[key] for key in one if key != "dossiers_online"} for one in lines])


def _names(units: Collection[str]) -> dict[str, str]:
    return dict(organisation.unit_names(units, clock.now().date()))
