"""Find a procedure as one says it: one field, answers, suggestions while typing; and what is published, by field."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web.citizen import presenting_search as presenting
from motcua.entrypoints.web.citizen.pace import SEARCHES, SUGGESTIONS, is_within
from motcua.entrypoints.web.policy import public
from motcua.foundation import clock
from motcua.kernel.language import say
from motcua.kernel.vietnamese import clean

LONGEST_QUESTION: Final = 300
"""Signs of a question that are read and shown again; a longer one is told so."""
SHARED: Final = ("q", "ten", "dia-chi")
"""What a phone hands over of something that is shared with this page: its text, what it is called, its address."""
MOST_RESULTS, MOST_SUGGESTIONS = 10, 6


@public
@require_safe
@gzip_page
def search(request: HttpRequest) -> HttpResponse:
    """Answer what was asked; without a question show the fields (lĩnh vực), or the procedures of one."""
    typed, at = _asked(request), clock.now()
    shown: dict[str, Any] = {"question": typed[:LONGEST_QUESTION], "cut_says": _cut_says(typed)}
    if not typed:
        chosen = clean(request.GET.get("linh-vuc", ""))
        return render(request, "citizen/search.html", shown | presenting.by_field(chosen, at))
    if not is_within(SEARCHES, request):
        shown["sentence"] = say("Từ nơi này vừa có quá nhiều lượt tìm. Chờ một phút rồi tìm lại; chữ đã gõ vẫn còn.")
        return render(request, "citizen/search.html", shown, status=429)
    found = procedures.search(shown["question"], at=at, limit=MOST_RESULTS)
    if found.verdict is procedures.Verdict.NONE and request.method == "GET":
        procedures.note_unanswered(shown["question"], at=at)
    return render(request, "citizen/search.html", shown | presenting.answer(found))


@public
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Give at most six procedures for what was typed so far."""
    if not is_within(SUGGESTIONS, request):
        return JsonResponse({"items": []}, status=429)
    typed = clean(request.GET.get("q", ""))[:LONGEST_QUESTION]
    found = procedures.suggest(typed, at=clock.now(), limit=MOST_SUGGESTIONS)
    return JsonResponse({"items": [presenting.suggestion(one) for one in found]})


def _asked(request: HttpRequest) -> str:
    """Return the question; where only an address was shared with the page, also what it is called."""
    typed, *beside = (clean(request.GET.get(name, "")) for name in SHARED)
    if procedures.without_addresses(typed[:LONGEST_QUESTION]):  # no more is read: a look for addresses takes long
        return typed
    return " ".join(one for one in (*beside, typed) if one)


def _cut_says(typed: str) -> str:
    if len(typed) <= LONGEST_QUESTION:
        return ""
    return say("Câu hỏi dài: hệ thống đọc {longest} chữ cái đầu, phần sau bỏ qua.", longest=LONGEST_QUESTION)
