"""That the key of a receipt was typed on this phone: a signed cookie for one dossier's address, and tokens for its forms.

No look sets it: only the right key does. It ends after half an hour, when it is closed, or when the receipt holds no more.
"""

import hmac
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from motcua.domain.dossiers import api as dossiers
from motcua.foundation import secret_store

COOKIE = "theo-doi"
SALT = "motcua.follow"
FIELD = "ma-trang"
SECONDS = dossiers.following.OPEN_MINUTES * 60


def keep(response: HttpResponse, proof: dossiers.following.Proof) -> HttpResponse:
    """Keep the proof on the phone, for the pages of this dossier only."""
    response.set_signed_cookie(
        COOKIE,
        f"{proof.receipt} {proof.code}",
        salt=SALT,
        max_age=SECONDS,
        path=_path(proof.code),
        httponly=True,
        samesite="Lax",
        secure=settings.ENVIRONMENT.production,
    )
    return response


def forget(response: HttpResponse, code: str) -> HttpResponse:
    """Take the proof off the phone."""
    response.delete_cookie(COOKIE, path=_path(code), samesite="Lax")
    return response


def proof_of(request: HttpRequest, code: str) -> dossiers.following.Proof | None:
    """Return what was proved for this dossier within the last half hour; whether it still holds is the domain's to say."""
    try:
        kept = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    receipt, _, known = str(kept).partition(" ")
    return dossiers.following.Proof(known, int(receipt)) if known == code and receipt.isdecimal() else None


def token_of(request: HttpRequest) -> str:
    """Return what every form of a page that a key opened carries: only a page with this cookie can know it."""
    return secret_store.digest(request.COOKIES.get(COOKIE, ""), about="follow form")[:32]


Act = Callable[[HttpRequest, dossiers.following.Proof], HttpResponse]


def with_proof(act: Act) -> Callable[[HttpRequest, str], HttpResponse]:
    """Let an act be done by whoever proved to hold the receipt, from a form of that page; all others are led to the key."""

    @wraps(act)
    def view(request: HttpRequest, code: str) -> HttpResponse:
        proof = proof_of(request, code)
        if proof is None or not hmac.compare_digest(request.POST.get(FIELD, "").encode(), token_of(request).encode()):
            return redirect("citizen:tracking", code)
        return act(request, proof)

    return view


def _path(code: str) -> str:
    return reverse("citizen:tracking", args=[code])
