"""What a person does from afar: prove to hold the receipt, ask to have the dossier back, take that back.

Nothing that cannot be undone is done by eight letters: the desk withdraws a dossier, not this.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.domain.documents import api as documents
from motcua.domain.dossiers.models import Dossier, WithdrawalRequest
from motcua.domain.dossiers.operations.ending import reason_of
from motcua.domain.dossiers.queries.following import (
    AskedBack,
    Progress,
    Proof,
    asked_back,
    code_meant,
    followed,
    papers_for_person,
    progress_of,
    stages_of,
    waiting_request,
)
from motcua.domain.dossiers.rules import following
from motcua.domain.dossiers.rules.words import State
from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.digests import salted
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import local

__all__ = ["OPEN_MINUTES", "PERSON", "AskedBack", "NotToBeAsked", "Progress", "Proof", "ProofGone", "TooManyGuesses", "WrongKey",
           "ask_withdrawal", "asked_back", "choose_ways", "code_meant", "followed", "minutes_left", "papers_for_person", "progress_of", "prove",
           "stages_of", "take_back_request"]  # fmt: skip
OPEN_MINUTES = following.OPEN_MINUTES
NotToBeAsked, TooManyGuesses, WrongKey = following.NotToBeAsked, following.TooManyGuesses, following.WrongKey
minutes_left = following.minutes_left
PERSON = Actor(
    login="nguoi-nop", right=to_say("Người nộp hồ sơ, bằng mã trên giấy tiếp nhận"), officer_id=None, unit_code=""
)
"""Whoever holds the receipt: nobody that the product knows by a login."""


def prove(code: str, typed: str, *, place: str, at: datetime) -> Proof:
    """Return the proof that somebody holds the receipt of a dossier: its key was typed.

    `place` is the network place that asks. The same statements, whether code, key or both are wrong or unknown. To call
    outside a transaction, so that a wrong key stays counted. Raises TooManyGuesses before any key is looked at, WrongKey.
    """
    meant = code_meant(code) or code[:60]
    limits = (
        organisation.Limit(f"key of {meant} {place}", following.OWN_PLACE),
        organisation.Limit(f"keys from {place}", following.WHOLE_PLACE),
        organisation.Limit(f"keys of {meant}", following.WHOLE_DOSSIER),
    )
    try:
        organisation.begin_attempt(limits, at=at)
    except organisation.TooManyAttempts as refusal:
        raise _too_many(refusal.until) from refusal
    receipt = documents.receipt_opened_by(f"dossier:{meant}", typed)
    if receipt is None:
        raise following.WrongKey(
            say(
                "Mã hồ sơ và mã xem chi tiết không khớp với giấy tiếp nhận nào đang dùng. "
                "Gõ lại tám chữ, số in trên giấy tiếp nhận mới nhất, hoặc hỏi tại nơi nộp hồ sơ."
            )
        )
    organisation.attempt_succeeded(limits)
    return Proof(meant, receipt)


def _too_many(until: datetime) -> following.TooManyGuesses:
    sentence = say(
        "Đã gõ sai nhiều lần nên tạm dừng nhận mã đến {hour}. Hồ sơ vẫn được giải quyết như thường; "
        "sau giờ đó gõ lại, hoặc hỏi tại nơi nộp hồ sơ.",
        hour=f"{local(until):%H:%M}",
    )
    return following.TooManyGuesses(sentence, until)


@transaction.atomic
def ask_withdrawal(proof: Proof, *, reason: str, at: datetime) -> int:
    """Ask the desk to give the dossier back (xin rút hồ sơ); return the request's number. Nothing else changes.

    Raises ReasonMissing, NotToBeAsked where it is decided, ended, asked already or too often; ProofGone.
    """
    dossier = _locked(proof)
    why = reason_of(reason, say("xin rút hồ sơ"))
    if not following.may_be_taken_back(State(dossier.state), dossier.decided_at):
        raise following.NotToBeAsked(
            say("Hồ sơ đã có quyết định hoặc đã kết thúc nên không xin rút được nữa. Không có gì thay đổi.")
        )
    if waiting_request(dossier) is not None:
        raise following.NotToBeAsked(say("Yêu cầu rút hồ sơ đã gửi và đang chờ nơi nộp hồ sơ. Không có gì thay đổi."))
    number = _next_request(dossier, at)
    WithdrawalRequest.objects.create(dossier=dossier, number=number, asked_at=at, reason=why)
    _write(dossier, "withdrawal_asked", at, number=number, reason=salted(why))
    return number


def _next_request(dossier: Dossier, at: datetime) -> int:
    """Return the number of the next request. Raises NotToBeAsked where it was asked too often of late."""
    asked = [one.asked_at for one in WithdrawalRequest.objects.filter(dossier=dossier)]
    if sum(one > at - following.ASKED_WITHIN for one in asked) >= following.MOST_ASKED:
        raise following.NotToBeAsked(
            say(
                "Đã xin rút rồi thôi nhiều lần trong một ngày. Không có gì thay đổi; muốn rút thì hỏi tại nơi nộp hồ sơ."
            )
        )
    return len(asked) + 1


@transaction.atomic
def take_back_request(proof: Proof, *, at: datetime) -> None:
    """Take back what was asked, as long as the desk has not acted: the dossier goes on. Raises NotToBeAsked, ProofGone."""
    dossier = _locked(proof)
    request = waiting_request(dossier)
    if request is None:
        raise following.NotToBeAsked(say("Không còn yêu cầu rút hồ sơ nào đang chờ. Không có gì thay đổi."))
    request.taken_back_at = at
    request.save(update_fields=["taken_back_at"])
    _write(dossier, "withdrawal_request_taken_back", at, number=request.number)


@transaction.atomic
def choose_ways(proof: Proof, ways: Iterable[str], *, at: datetime) -> None:
    """Keep by which ways the person wants to be told from now on; none at all is a choice. Raises UnusableChannels, ProofGone."""
    dossier = _locked(proof)
    person = parties.person(dossier.applicant_id)
    notifications.choose_channels(f"dossier:{dossier.code}", ways, person, by=PERSON, at=at)


class ProofGone(Refusal):
    """The receipt that opened the page does not hold any more."""

    def __init__(self) -> None:
        super().__init__(say("Giấy tiếp nhận dùng để mở trang này không còn giá trị. Gõ mã trên giấy mới nhất."))


def _locked(proof: Proof) -> Dossier:
    dossier = Dossier.objects.select_for_update(no_key=True).filter(code=proof.code).first()
    if dossier is None or not documents.is_in_force(proof.receipt, f"dossier:{proof.code}"):
        raise ProofGone
    return dossier


def _write(dossier: Dossier, act: str, at: datetime, **body: object) -> None:
    ledger.write(subject=f"dossier:{dossier.code}", act=act, by=PERSON, at=at, body=body)
