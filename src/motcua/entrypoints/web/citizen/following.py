"""Follow a dossier: find it by its code, open it with the receipt's key, ask to have it back, take papers home, rate."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import api as dossiers
from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import api as organisation
from motcua.domain.surveys import api as surveys
from motcua.entrypoints.web.citizen import proof
from motcua.entrypoints.web.citizen.pace import LOOKS, is_within
from motcua.entrypoints.web.client import client_address
from motcua.entrypoints.web.policy import public
from motcua.foundation import accesses, clock
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

Act = Callable[[datetime], object]
PAGE = "follow"
LONGEST = 60


@public
@require_GET
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for the code on the receipt, as it is printed or as it was scanned, and lead to the dossier's page."""
    typed = request.GET.get("ma", "")
    if not typed.strip():
        return render(request, "citizen/follow.html", {})
    if not is_within(LOOKS, request):
        return too_many(request, typed)
    meant = dossiers.following.code_meant(typed)
    if meant is None:
        return render(request, "citizen/follow.html", {"typed": typed[:LONGEST], "is_unknown": True}, status=404)
    return redirect("citizen:tracking", meant)


def too_many(request: HttpRequest, typed: str) -> HttpResponse:
    """Answer a place that looks up codes one after the other, whether they exist or not; what was typed stays."""
    sentence = say("Từ nơi này vừa xem quá nhiều hồ sơ. Chờ một phút rồi xem lại; hồ sơ không bị ảnh hưởng.")
    context = {"typed": typed[:LONGEST], "sentence": sentence}
    return render(request, "citizen/follow.html", context, status=429)


def opened(request: HttpRequest, code: str) -> HttpResponse:
    """Take the key that was typed. A wrong key and an unknown code get the same answer, after the same time."""
    typed = request.POST.get("ma-xem", "")
    place = organisation.place_of(client_address(request))
    try:
        proved = dossiers.following.prove(code, typed, place=place, at=clock.now())
    except (dossiers.following.WrongKey, dossiers.following.TooManyGuesses) as refusal:
        is_closed = isinstance(refusal, dossiers.following.TooManyGuesses)
        context = {"code": code[:LONGEST], "errors": [{"text": str(refusal), "field": "" if is_closed else "ma-xem"}]}
        return render(request, "citizen/follow_key.html", context, status=429 if is_closed else 403)
    return proof.keep(redirect("citizen:tracking", proved.code), proved)


@public
@csrf_exempt
@require_POST
def close(_request: HttpRequest, code: str) -> HttpResponse:
    """Close the page on this phone; the code alone shows how far the dossier is."""
    return proof.forget(redirect("citizen:tracking", code), code)


@public
@csrf_exempt
@require_POST
@proof.with_proof
def ask_back(request: HttpRequest, proved: dossiers.following.Proof) -> HttpResponse:
    """Ask the desk to give the dossier back, with a reason."""
    return _done(
        request,
        proved,
        lambda at: dossiers.following.ask_withdrawal(proved, reason=request.POST.get("ly-do", ""), at=at),
        say("Đã gửi yêu cầu rút hồ sơ đến nơi nộp hồ sơ."),
    )


@public
@csrf_exempt
@require_POST
@proof.with_proof
def go_on(request: HttpRequest, proved: dossiers.following.Proof) -> HttpResponse:
    """Take back what was asked: the dossier goes on."""
    return _done(
        request,
        proved,
        lambda at: dossiers.following.take_back_request(proved, at=at),
        say("Đã thôi xin rút. Hồ sơ được giải quyết tiếp."),
    )


@public
@csrf_exempt
@require_POST
@proof.with_proof
def be_told(request: HttpRequest, proved: dossiers.following.Proof) -> HttpResponse:
    """Keep by which ways the person wants to be told; with none ticked, by none."""
    offered = {way.value for way in (*settings.TEXT_SENDERS(), notifications.Channel.EMAIL)}
    ways = [way for way in request.POST.getlist("nhan-tin") if way in offered]
    said = (
        say("Đã ghi cách nhận tin.")
        if ways
        else say("Đã ghi: không nhận tin. Chỉ giao giấy tờ pháp luật buộc phải giao.")
    )
    return _done(request, proved, lambda at: dossiers.following.choose_ways(proved, ways, at=at), said)


@public
@csrf_exempt
@require_POST
@proof.with_proof
def rate(request: HttpRequest, proved: dossiers.following.Proof) -> HttpResponse:
    """Lead to the one-time page of the rating, as the desk does by its link: one rating for a dossier."""
    at = clock.now()
    if dossiers.following.followed(proved, at) is None:
        return redirect("citizen:tracking", proved.code)
    try:
        invited = surveys.invite_from_afar(proved.code, by=dossiers.following.PERSON, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("citizen:tracking", proved.code)
    return redirect("citizen:rating", invited.token)


@public
@require_GET
def paper(request: HttpRequest, code: str, paper_id: int) -> HttpResponse:
    """Give the PDF of a paper that was issued to the person, without the receipt's key; all others as for no proof."""
    at, proved = clock.now(), proof.proof_of(request, code)
    info = dossiers.following.followed(proved, at) if proved else None
    if info is None or paper_id not in {one.paper_id for one in dossiers.following.papers_for_person(info)}:
        return redirect("citizen:tracking", code)
    try:
        pdf = documents.view_paper(paper_id, promised_now=info.promised_at)
    except documents.FontsNotBuilt as refusal:
        messages.error(request, str(refusal))
        return redirect("citizen:tracking", code)
    accesses.looked([f"dossier:{code}"], page=PAGE, by=dossiers.following.PERSON, at=at)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{code}-{paper_id}.pdf"'
    return response


def _done(request: HttpRequest, proved: dossiers.following.Proof, act: Act, said: str) -> HttpResponse:
    try:
        act(clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("citizen:tracking", proved.code)
