"""Who looked at a dossier's personal data: for those who answer for it or watch over it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires, unknown_dossier
from motcua.foundation import accesses, clock
from motcua.kernel.language import say, to_say

SEEING_LOOKS = frozenset({organisation.Role.LEADER, organisation.Role.SUPERVISOR, organisation.Role.INSPECTOR})
MOST = 200
PAGES = {
    "dossier": to_say("Trang hồ sơ"),
    "reception_done": to_say("Trang vừa tiếp nhận"),
    "paper": to_say("Bản in giấy tờ"),
    "file": to_say("Tệp giấy tờ đã nộp"),
    "search": to_say("Kết quả tra cứu"),
    "online": to_say("Hồ sơ trực tuyến"),
    "person": to_say("Tra người nộp khi tiếp nhận"),
    "inbox": to_say("Việc của tôi"),
    "returning": to_say("Trả kết quả"),
    "apologies": to_say("Danh sách xin lỗi"),
    "board": to_say("Danh sách điều hành"),
    "command": to_say("Lệnh trên máy chủ"),
}


@requires(*SEEING_LOOKS)
@require_GET
def looks(request: HttpRequest, code: str) -> HttpResponse:
    """List who looked, newest first; of a dossier the reader may see. Unknown and forbidden look alike."""
    at = clock.now()
    try:
        info = dossiers.dossier(code, actor_of(request), at)
    except dossiers.UnknownDossier:
        return unknown_dossier(request)
    online = [f"submission:{info.outside_code}"] if info.outside_code else []
    found = accesses.looks_at([f"dossier:{info.code}", *online], most=MOST)
    names = organisation.full_names({one.by_login for one in found})
    context = {
        "code": info.code,
        "rows": [
            {
                "at": wording.stamp(one.at, at),
                "who": names.get(one.by_login, one.by_right if one.by_login == "he-thong" else one.by_login),
                "right": one.by_right,
                "page": say(PAGES[one.page]),
            }
            for one in found
        ],
        "is_cut": len(found) == MOST,
        "months": accesses.kept_months(),
        "keys": [("Esc", say("Về hồ sơ"))],
    }
    return render(request, "desk/looks.html", context)
