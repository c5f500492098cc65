"""The dictionary of the search: words that administrators added, and what people asked in vain."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

KINDS = {
    procedures.WordKind.NAME: to_say("Tên gọi khác của một thủ tục"),
    procedures.WordKind.SAME: to_say("Từ cùng nghĩa với từ đã biết"),
}


@requires(organisation.Role.ADMINISTRATOR, of_the_province=True)
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """Show the words and what was asked in vain; add a word."""
    if request.method == "GET":
        return _shown(request)
    typed = {name: request.POST.get(name, "") for name in ("loai", "tu", "nghia")}
    try:
        kind = procedures.WordKind(typed["loai"] or procedures.WordKind.NAME)
        procedures.add_search_word(
            kind=kind, said=typed["tu"], meant=typed["nghia"], by=actor_of(request), at=clock.now()
        )
    except ValueError:
        return _shown(request, typed, say("Chọn loại từ. Không có gì thay đổi."), "loai-1")
    except procedures.UnknownProcedure as refusal:
        return _shown(request, typed, str(refusal), "nghia")
    except Refusal as refusal:
        return _shown(request, typed, str(refusal), "tu")
    messages.success(request, say("Đã thêm “{said}”. Người dân tìm được bằng từ này ngay.", said=typed["tu"].strip()))
    return redirect("administration:search_words")


@requires(organisation.Role.ADMINISTRATOR, of_the_province=True)
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take a word back."""
    try:
        procedures.remove_search_word(number, by=actor_of(request), at=clock.now())
    except procedures.NoSuchWord as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, say("Đã bỏ từ này. Sổ vẫn ghi ai thêm, ai bỏ."))
    return redirect("administration:search_words")


@requires(organisation.Role.ADMINISTRATOR, of_the_province=True)
@require_POST
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """Take a wording off the list of what was asked in vain."""
    procedures.settle_unanswered(number, by=actor_of(request), at=clock.now())
    messages.success(request, say("Đã bỏ câu này khỏi danh sách."))
    return redirect("administration:search_words")


def _shown(request: HttpRequest, typed: dict[str, str] | None = None, error: str = "", field: str = "") -> HttpResponse:
    typed = typed or {"loai": "", "tu": request.GET.get("tu", ""), "nghia": ""}
    context = {
        "kinds": [
            {"value": kind.value, "label": say(label), "is_chosen": kind.value == (typed["loai"] or "name")}
            for kind, label in KINDS.items()
        ],
        "typed": typed,
        "errors": [{"text": error, "field": field}] if error else [],
        "added": [_word(one) for one in procedures.search_words()],
        "unanswered": [_unanswered(one) for one in procedures.unanswered_searches()],
        "kept_days": procedures.unanswered_kept_days(),
        "keys": [("Esc", say("Quản trị"))],
    }
    return render(request, "administration/search_words.html", context, status=400 if error else 200)


def _word(one: procedures.WordInfo) -> dict[str, Any]:
    return {
        "id": one.id,
        "said": one.said,
        "meant": one.meant,
        "name": one.name,
        "added": wording.stamp(one.added_at, clock.now()),
        "by": one.added_by,
    }


def _unanswered(one: procedures.UnansweredInfo) -> dict[str, Any]:
    return {
        "id": one.id,
        "words": one.words,
        "times": one.times,
        "last": wording.day_in_table(one.last_on, clock.now()),
    }
