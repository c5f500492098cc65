"""Satisfaction of a period: shares with their numbers, interval and response; doubtful ratings for the supervisor."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.reports import api as reports
from motcua.domain.surveys import api as surveys
from motcua.entrypoints import satisfaction_reports
from motcua.entrypoints.web import satisfaction_words, wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.oversight import catalogue_asked
from motcua.entrypoints.web.period_asked import Asked, asked_in, asked_of
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.foundation.actor import Actor
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

GROUPS = {
    "cap": (surveys.By.LEVEL, to_say("Cấp")),
    "co-quan": (surveys.By.AGENCY, to_say("Cơ quan giải quyết")),
    "linh-vuc": (surveys.By.FIELD, to_say("Lĩnh vực")),
    "thu-tuc": (surveys.By.PROCEDURE, to_say("Thủ tục")),
}


@requires(*satisfaction_reports.READERS)
@require_GET
def satisfaction(request: HttpRequest) -> HttpResponse:
    """Show the satisfaction with what the units within one's reach settled from `?tu=` to `?den=`, as known on `?tinh-den=`.

    `?tai=csv` or `json` gives the table.
    """
    reader, at = actor_of(request), clock.now()
    word = request.GET.get("theo", "")
    word = word if word in GROUPS else "co-quan"
    asked = asked_of(request, at.date())
    report = satisfaction_reports.found(
        asked.first, asked.last, as_of=asked.as_of, by=GROUPS[word][0], reader=reader, at=at
    )
    if sent := _sent(request, asked, satisfaction_reports.document(report)):
        return sent
    context = {**_page(report, word), **asked.words(), "keys": []}
    context["unit"] = organisation.unit_names([reader.unit_code], at.date()).get(reader.unit_code, reader.unit_code)
    context["is_supervisor"] = organisation.Role.SUPERVISOR in reader.roles
    context |= _publishable(asked, word, reader, at)
    return render(request, "oversight/satisfaction.html", context, status=asked.status)


def _publishable(asked: Asked, word: str, reader: Actor, at: datetime) -> dict[str, Any]:
    """Return what the button that publishes sends, or from when on there will be one; nothing for who may not publish."""
    if asked.errors or organisation.Role.LEADER not in reader.roles:
        return {}
    if not reports.may_publish(reader, reader.unit_code, at.date()):
        return {}
    if (settled := reports.publishable_from(asked.last, asked.as_of)) > at:
        return {"publishable_from": wording.stamp(settled, at)}
    return {"publish": [*asked.query().items(), ("theo", word)]}


@requires(organisation.Role.LEADER)
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publish the satisfaction with what the own unit and those below it settled, as it is asked for."""
    by, at = actor_of(request), clock.now()
    word = request.POST.get("theo", "")
    try:
        asked = asked_in(request.POST, at.date())
        question = reports.Asked(
            asked.first, asked.last, asked.as_of, flows.By(GROUPS.get(word, GROUPS["co-quan"])[0]), None, by.unit_code
        )
        number = reports.publish_satisfaction(question, by=by, at=at)
    except Refusal as refusal:
        return render(request, "desk/refused.html", {"sentence": str(refusal)}, status=409)
    messages.success(request, say("Đã công bố báo cáo số {number}.", number=number))
    return redirect("oversight:report_published_one", number)


def _sent(request: HttpRequest, asked: Asked, document: dict[str, Any]) -> HttpResponse | None:
    """Return the table as a file, where one is asked for and the period is one."""
    form = request.GET.get("tai", "")
    if asked.errors or form not in {"csv", "json"}:
        return None
    if form == "json":
        return JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    name = f"muc-do-hai-long-{asked.first.isoformat()}-{asked.last.isoformat()}"
    return catalogue_asked.sent_as_csv(name, satisfaction_reports.table_of(document))


def _page(report: surveys.Satisfaction, word: str) -> dict[str, Any]:
    return {
        **satisfaction_words.face(report.pack),
        "by_word": word,
        "by_name": say(GROUPS[word][1]),
        "groupings": [(value, say(name)) for value, (_, name) in GROUPS.items()],
        "rows": [{"name": row.name, **satisfaction_words.row(row.counts, report.pack)} for row in report.rows],
        "total": satisfaction_words.row(report.total, report.pack),
        "withheld": satisfaction_reports.why_withheld(report),
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
