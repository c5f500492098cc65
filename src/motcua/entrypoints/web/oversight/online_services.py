"""Online services (dịch vụ công trực tuyến) on any day: levels, integration, dossiers that came in online."""

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
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

PAGE_ROWS = 50


@requires(*READERS)
@require_GET
def online_services(request: HttpRequest) -> HttpResponse:
    """Show the counts of a day, with dossiers of the days `?tu=` to `?den=`; `?nhom=` lists the services of a row."""
    try:
        asked = catalogue_asked.asked(request)
        days = {"first": catalogue_asked.day_of(request, "tu"), "last": catalogue_asked.day_of(request, "den")}
        found = reports.online(asked.on, asked.by, **days)
    except Refusal as refusal:
        asked = catalogue_asked.today()
        context = {**_groups(asked, reports.online(asked.on, asked.by)), "errors": [{"text": str(refusal)}]}
        return render(request, "oversight/online_services.html", context, status=400)
    if asked.as_csv:
        return _file(asked, found)
    if asked.key is not None:
        context = _services(request, asked, found, asked.key)
        return render(request, "oversight/online_services_list.html", context)
    return render(request, "oversight/online_services.html", _groups(asked, found))


def _file(asked: Asked, found: reports.Online) -> HttpResponse:
    if asked.key is not None:
        rows = reports.service_lines(procedures.online_services(asked.on, asked.by, asked.key), found.arisen)
    else:
        document = reports.online_document(found)
        rows = reports.table_of(document)
    return catalogue_asked.sent_as_csv(f"dich-vu-cong-truc-tuyen-{asked.on.isoformat()}", rows)


def _period(found: reports.Online) -> dict[str, str]:
    return {"tu": found.first.isoformat(), "den": found.last.isoformat()}


def _groups(asked: Asked, found: reports.Online) -> dict[str, Any]:
    period = _period(found)
    return {
        **asked.words(),
        **_face(found),
        "rows": [
            {
                "href": asked.query(**period, nhom=row.key),
                "name": row.name,
                **_counts(row.counts, found.dossiers_of(row.codes)),
            }
            for row in found.report.rows
            if row.counts.online or found.dossiers_of(row.codes)
        ],
        "without": sum(not row.counts.online for row in found.report.rows),
        "total": _counts(found.report.total, sum(found.arisen.values())),
        "csv": asked.query(**period, tai="csv"),
    }


def _face(found: reports.Online) -> dict[str, Any]:
    """Return what stands on the face of the report: the law of the day, and the period of the dossiers."""
    return {
        "law": found.report.law,
        "first": wording.in_figures(found.first),
        "last": wording.in_figures(found.last),
        "unpublished": found.unpublished,
        "first_typed": found.first.isoformat(),
        "last_typed": found.last.isoformat(),
    }


def _counts(counts: procedures.OnlineCounts, arisen: int) -> dict[str, Any]:
    return {
        "level_3": counts.by_old[3],
        "level_4": counts.by_old[4],
        "full": counts.by_extent["full"],
        "partial": counts.by_extent["partial"],
        "online": counts.online,
        "integrated": counts.integrated,
        "all_integrated": counts.online > 0 and counts.integrated == counts.online,
        "arisen": arisen,
        "procedures": counts.procedures,
    }


def _services(request: HttpRequest, asked: Asked, found: reports.Online, key: str) -> dict[str, Any]:
    services = procedures.online_services(asked.on, asked.by, key)
    group = next((row for row in found.report.rows if row.key == key), None)
    page = Paginator(services, PAGE_ROWS).get_page(request.GET.get("trang", "1"))
    period = _period(found)
    return {
        **asked.words(),
        **_face(found),
        "back": asked.query(**period),
        "name": group.name if group else key,
        "total": _counts(group.counts, found.dossiers_of(group.codes)) if group else None,
        "rows": [_service(one, found) for one in page],
        "page": page,
        "page_query": f"{asked.query(**period, nhom=key)}&trang=",
        "csv": asked.query(**period, nhom=key, tai="csv"),
        "keys": [("Esc", say("Về cả bảng"))],
    }


def _service(one: procedures.OnlineService, found: reports.Online) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "old": one.online.old,
        "extent": say(procedures.EXTENT_NAMES[one.online.extent]),
        "is_mapped": bool(one.online.mapped),
        "reason": one.reason,
        "integrated": one.on_national_portal,
        "level_by": _decision(one.level_by),
        "portal_by": _decision(one.portal_by),
        "since": wording.in_figures(wording.local(one.holds.since)),
        "arisen": found.arisen.get(one.code, 0),
    }


def _decision(decision: procedures.Decided) -> dict[str, str]:
    on = wording.in_figures(decision.decided_on) if decision.decided_on else ""
    return {"number": decision.number, "on": on, "title": decision.title}
