"""Published settlement reports: the list, one of them with what is different since, publishing and taking back."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from motcua.domain.organisation import api as organisation
from motcua.domain.reports import api as reports
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.oversight import presenting_report as presenting
from motcua.entrypoints.web.oversight import presenting_satisfaction, report_asked
from motcua.entrypoints.web.oversight.presenting_lists import whole_number
from motcua.entrypoints.web.oversight.report_asked import READERS
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.foundation.actor import Actor
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

KIND_NAMES: Final = {
    reports.Kind.SETTLEMENT: to_say("Giải quyết"),
    reports.Kind.SATISFACTION: to_say("Mức độ hài lòng"),
}
SATISFACTION_FILES: Final[dict[str, tuple[str, Callable[[Mapping[str, Any]], str]]]] = {
    "csv": ("text/csv; charset=utf-8", presenting_satisfaction.as_csv),
    "json": ("application/json", reports.as_json),
}
PUBLISHERS = (organisation.Role.LEADER, organisation.Role.ADMINISTRATOR)


@requires(*READERS)
@require_GET
def published(request: HttpRequest) -> HttpResponse:
    """List what was published, those taken back too."""
    found, at = reports.published_reports(), clock.now()
    names = organisation.full_names({one.published_by for one in found})
    rows = [
        {
            "number": one.number,
            "kind": say(KIND_NAMES[one.kind]),
            "face": report_asked.face(one.report),
            "unit": one.report["unit"]["name"],
            "by_name": say(one.report["form"]["by_name"]),
            "at": wording.stamp(one.published_at, at),
            "who": names.get(one.published_by, one.published_by),
            "withdrawn": wording.stamp(one.withdrawn_at, at) if one.withdrawn_at else "",
        }
        for one in found
    ]
    return render(request, "oversight/report_published.html", {"rows": rows, "keys": [("Esc", say("Về báo cáo"))]})


@requires(*READERS)
@require_GET
def published_one(request: HttpRequest, number: int) -> HttpResponse:
    """Show one as it was published, and what is different since; `?tai=` of a format downloads it."""
    form = request.GET.get("tai", "")
    one = _known(number)
    if one.kind is reports.Kind.SATISFACTION and form in SATISFACTION_FILES:
        kind, make = SATISFACTION_FILES[form]
        answer = HttpResponse(make(one.report), content_type=kind)
        answer["Content-Disposition"] = f'attachment; filename="muc-do-hai-long-so-{number}.{form}"'
        return answer
    if one.kind is reports.Kind.SETTLEMENT and form in presenting.FILES:
        return presenting.file_of(one.report, form, f"bao-cao-giai-quyet-so-{number}", published=one)
    return _page(request, one)


@requires(*PUBLISHERS)
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publish the report that is asked for."""
    try:
        asked = report_asked.page_of(request.POST).asked
        number = reports.publish_report(asked, by=actor_of(request), at=clock.now())
    except Refusal as refusal:
        return render(request, "desk/refused.html", {"sentence": str(refusal)}, status=409)
    messages.success(request, say("Đã công bố báo cáo số {number}.", number=number))
    return redirect("oversight:report_published_one", number)


@requires(*PUBLISHERS)
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a publication back; the report stays, marked."""
    one = _known(number)
    try:
        reports.withdraw_report(number, reason=request.POST.get("ly-do", ""), by=actor_of(request), at=clock.now())
    except Refusal as refusal:
        return _page(request, one, errors=[{"text": str(refusal), "field": "o-ly-do"}], status=400)
    messages.success(request, say("Đã rút công bố báo cáo số {number}; nội dung vẫn xem được.", number=number))
    return redirect("oversight:report_published_one", number)


def _known(number: int) -> reports.PublishedInfo:
    try:
        return reports.published_report(number)
    except reports.UnknownReport as refusal:
        raise Http404 from refusal


def _settlement(request: HttpRequest, one: reports.PublishedInfo, by: Actor, at: datetime) -> dict[str, Any]:
    number = max(1, whole_number(request.GET.get("trang", "1")))
    changed = reports.changed_since(one, reader=by, at=at, offset=(number - 1) * reports.CHANGES_AT_ONCE)
    asked = reports.asked_of(one.report)
    return {
        **presenting.table(one.report, asked),
        "title": say("Báo cáo giải quyết số {number}", number=one.number),
        "files": [(form, f"?tai={form}") for form in ("pdf", "xlsx", "csv", "json")],
        "since": presenting.since(changed, asked, at, number=number),
    }


def _satisfaction(_request: HttpRequest, one: reports.PublishedInfo, by: Actor, at: datetime) -> dict[str, Any]:
    return {
        **presenting_satisfaction.table(one.report),
        "title": say("Mức độ hài lòng, báo cáo số {number}", number=one.number),
        "is_satisfaction": True,
        "files": [(form, f"?tai={form}") for form in SATISFACTION_FILES],
        "since": presenting_satisfaction.since(reports.satisfaction_since(one, reader=by, at=at), at),
    }


def _page(
    request: HttpRequest, one: reports.PublishedInfo, *, errors: list[dict[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    asked = reports.asked_of(one.report)
    names = organisation.full_names({one.published_by, one.withdrawn_by} - {""})
    context: dict[str, Any] = {
        **(_satisfaction if one.kind is reports.Kind.SATISFACTION else _settlement)(request, one, by, at),
        "one": one,
        "report": one.report,
        "face": report_asked.face(one.report),
        "published_at": wording.moment(one.published_at),
        "publisher": names.get(one.published_by, one.published_by),
        "withdrawn_at": wording.moment(one.withdrawn_at) if one.withdrawn_at else "",
        "withdrawer": names.get(one.withdrawn_by, one.withdrawn_by),
        "may_withdraw": not one.withdrawn_at and reports.may_publish(by, asked.unit, at.date()),
        "errors": errors,
        "typed_reason": request.POST.get("ly-do", ""),
        "keys": [("Esc", say("Về danh sách đã công bố"))],
    }
    return render(request, "oversight/report_published_one.html", context, status=status)
