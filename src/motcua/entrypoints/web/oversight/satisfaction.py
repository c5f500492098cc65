"""Satisfaction of a period: shares with their numbers, interval and response; doubtful ratings for the supervisor."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from motcua.domain.organisation import api as organisation
from motcua.domain.surveys import api as surveys
from motcua.entrypoints import catalogue_reports, satisfaction_reports
from motcua.entrypoints.web import satisfaction_words, wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.oversight import catalogue_asked
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

GROUPS = {
    "cap": (surveys.By.LEVEL, to_say("Cấp")),
    "co-quan": (surveys.By.AGENCY, to_say("Cơ quan giải quyết")),
    "linh-vuc": (surveys.By.FIELD, to_say("Lĩnh vực")),
    "thu-tuc": (surveys.By.PROCEDURE, to_say("Thủ tục")),
}


@requires(organisation.Role.LEADER, organisation.Role.SUPERVISOR, organisation.Role.INSPECTOR)
@require_GET
def satisfaction(request: HttpRequest) -> HttpResponse:
    """Show the satisfaction with what was settled from `?tu=` to `?den=`, as known today; `?tai=csv` gives the table."""
    today = clock.now().date()
    word = request.GET.get("theo", "")
    word = word if word in GROUPS else "co-quan"
    first, last, errors = today.replace(day=1), today, []
    try:
        first = catalogue_asked.day_of(request, "tu") or first
        last = catalogue_asked.day_of(request, "den") or last
        report = satisfaction_reports.found(first, last, as_of=today, by=GROUPS[word][0])
    except Refusal as refusal:
        first, last, errors = today.replace(day=1), today, [{"text": str(refusal), "field": "o-tu"}]
        report = satisfaction_reports.found(first, last, as_of=today, by=GROUPS[word][0])
    if request.GET.get("tai") == "csv" and not errors:
        rows = catalogue_reports.table_of(satisfaction_reports.document(report))
        return catalogue_asked.sent_as_csv(f"muc-do-hai-long-{first.isoformat()}-{last.isoformat()}", rows)
    context = {**_page(report, word), "errors": errors, "keys": []}
    context["is_supervisor"] = organisation.Role.SUPERVISOR in actor_of(request).roles
    return render(request, "oversight/satisfaction.html", context, status=400 if errors else 200)


def _page(report: surveys.Satisfaction, word: str) -> dict[str, Any]:
    period = {"tu": report.first.isoformat(), "den": report.last.isoformat()}
    return {
        **satisfaction_words.face(report.pack),
        "first": wording.in_figures(report.first),
        "last": wording.in_figures(report.last),
        "typed": period,
        "by_word": word,
        "by_name": say(GROUPS[word][1]),
        "groupings": [(value, say(name)) for value, (_, name) in GROUPS.items()],
        "rows": [{"name": row.name, **satisfaction_words.row(row.counts, report.pack)} for row in report.rows],
        "total": satisfaction_words.row(report.total, report.pack),
        "csv": "?" + urlencode({**period, "theo": word, "tai": "csv"}),
    }


@requires(organisation.Role.SUPERVISOR)
@require_http_methods(["GET", "POST"])
def doubtful(request: HttpRequest) -> HttpResponse:
    """List doubtful ratings of the units one watches; set one aside with a reason, or take it back in."""
    by, at = actor_of(request), clock.now()
    errors, typed, chosen = [], "", 0
    if request.method == "POST":
        number, typed = request.POST.get("danh-gia", ""), request.POST.get("ly-do", "")
        chosen = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
        try:
            if "tinh-lai" in request.POST:
                surveys.take_back_in(chosen, by=by, at=at)
                messages.success(request, say("Đã tính lại đánh giá này."))
            else:
                surveys.set_aside(chosen, reason=typed, by=by, at=at)
                messages.success(request, say("Đã để ngoài đánh giá này; bấm “Tính lại” nếu nhầm."))
            return redirect("oversight:satisfaction_doubtful")
        except Refusal as refusal:
            errors = [{"text": str(refusal), "field": f"ly-do-{chosen}"}]
    found = surveys.doubtful(by, at)
    names = organisation.unit_names({one.desk for one in found}, at.date())
    context = {
        "rows": [{**_doubtful(one, names, at.date()), "typed": typed if one.id == chosen else ""} for one in found],
        "errors": errors,
        "keys": [("Esc", say("Về mức độ hài lòng"))],
    }
    return render(request, "oversight/satisfaction_doubtful.html", context, status=400 if errors else 200)


def _doubtful(one: surveys.DoubtfulRating, names: Any, today: date) -> dict[str, Any]:
    return {
        "id": one.id,
        "desk": names.get(one.desk, one.desk),
        "at": wording.stamp(one.rated_at, today),
        "channel": say(surveys.CHANNEL_NAMES[one.channel]),
        "answer": one.answer,
        "doubts": [say(surveys.DOUBT_NAMES[doubt]) for doubt in one.doubts],
        "is_aside": one.set_aside_at is not None,
        "why": one.set_aside_why,
    }
