"""Set a doubtful rating aside and take it back in; follow what becomes of the dossier; forget senders."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.domain.organisation import api as organisation
from motcua.domain.surveys.events import Act
from motcua.domain.surveys.models import Rating, RatingInvitation
from motcua.domain.surveys.operations.basis import LONGEST_REASON, FaultyText, UnknownLink, rules_on, text_of
from motcua.domain.surveys.rules.words import Ended
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.language import say
from motcua.kernel.working_time import local


@transaction.atomic
def set_aside(rating: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Let a rating count no more, with a reason, as a supervisor of its unit. Raises UnknownLink, MissingRight, FaultyText."""
    row, why = _watched(rating, by, at), text_of(reason, LONGEST_REASON, say("lý do"))
    if row.set_aside_at is not None:
        raise FaultyText(say("Đánh giá này đã để ngoài rồi. Không có gì thay đổi."))
    row.set_aside_at, row.set_aside_by, row.set_aside_why = at, by.login, why
    row.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_why"])
    body = {"settlement": row.settlement}
    ledger.write(subject=f"rating:{row.dossier_id}", act=Act.RATING_SET_ASIDE, by=by, at=at, body=body)


@transaction.atomic
def take_back_in(rating: int, *, by: Actor, at: datetime) -> None:
    """Let a rating count again that was set aside. Raises UnknownLink, MissingRight, FaultyText."""
    row = _watched(rating, by, at)
    if row.set_aside_at is None:
        raise FaultyText(say("Đánh giá này vẫn đang tính. Không có gì thay đổi."))
    row.set_aside_at, row.set_aside_by, row.set_aside_why = None, "", ""
    row.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_why"])
    body = {"settlement": row.settlement}
    ledger.write(subject=f"rating:{row.dossier_id}", act=Act.RATING_TAKEN_BACK_IN, by=by, at=at, body=body)


def _watched(rating: int, by: Actor, at: datetime) -> Rating:
    organisation.require_role(by, organisation.Role.SUPERVISOR)
    units = organisation.scope_units(by, local(at).date())
    row = Rating.objects.select_for_update().filter(pk=rating, ended_at=None).first()
    if row is None or not {row.desk, row.competent} & units:
        raise UnknownLink(say("Không có đánh giá này trong phạm vi bạn được xem."))
    return row


@transaction.atomic
def follow_dossier(code: str, why: Ended, *, at: datetime) -> None:
    """End what was asked and said of a settlement that counts no more: the dossier was reopened, or void. Twice is once."""
    RatingInvitation.objects.filter(dossier_id=code, used_at=None, ended_at=None, opened_at__lte=at).update(
        ended_at=at, ended_why=why
    )
    for row in Rating.objects.select_for_update().filter(dossier_id=code, ended_at=None, rated_at__lte=at):
        row.ended_at, row.ended_why = at, why
        row.save(update_fields=["ended_at", "ended_why"])
        body = {"settlement": row.settlement, "why": str(why)}
        ledger.write(subject=f"rating:{code}", act=Act.RATING_ENDED, by=SYSTEM, at=at, body=body)


@transaction.atomic
def forget_senders(*, at: datetime) -> int:
    """Erase from where answers came once the rule pack keeps it no longer; return of how many."""
    until = at - timedelta(days=rules_on(at).sender_kept_days)
    count = Rating.objects.filter(rated_at__lte=until).exclude(sender="").update(sender="")
    if count:
        body = {"ratings": count, "until": until.isoformat()}
        ledger.write(subject="ratings:senders", act=Act.SENDERS_FORGOTTEN, by=SYSTEM, at=at, body=body)
    return count
