"""Set a doubtful rating aside and take it back in; follow what becomes of the dossier; forget senders."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.domain.organisation import api as organisation
from motcua.domain.surveys.events import Act
from motcua.domain.surveys.models import Rating, RatingAside, RatingComment, RatingInvitation
from motcua.domain.surveys.operations.basis import LONGEST_REASON, FaultyText, UnknownLink, rules_on, text_of
from motcua.domain.surveys.rules import comments
from motcua.domain.surveys.rules.words import CommentState, Ended
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM, Actor
from motcua.foundation.digests import salted
from motcua.kernel.language import say
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import local


@transaction.atomic
def set_aside(rating: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Let a rating count no more, with a reason, as a supervisor of its unit. Raises UnknownLink, MissingRight, FaultyText."""
    row, why = _watched(rating, by, at), text_of(reason, LONGEST_REASON, say("lý do"))
    if row.asides.filter(until=None).exists():
        raise FaultyText(say("Đánh giá này đã để ngoài rồi. Không có gì thay đổi."))
    RatingAside.objects.create(rating=row, since=at, by=by.login, why=why)
    body = {"settlement": row.settlement}
    ledger.write(subject=f"rating:{row.dossier_id}", act=Act.RATING_SET_ASIDE, by=by, at=at, body=body)


@transaction.atomic
def take_back_in(rating: int, *, by: Actor, at: datetime) -> None:
    """Let a rating count again that was set aside; on the days in between it still did not. Raises UnknownLink, MissingRight, FaultyText."""
    row = _watched(rating, by, at)
    if not row.asides.filter(until=None).update(until=at, until_by=by.login):
        raise FaultyText(say("Đánh giá này vẫn đang tính. Không có gì thay đổi."))
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
def show_comment(rating: int, text: str, *, by: Actor, at: datetime) -> None:
    """Let free words be seen, parts of them left out, as a supervisor of the rating's unit.

    Raises FaultyRedaction where anything was added or changed, UnknownLink, MissingRight, FaultyText.
    """
    row = _waiting_comment(rating, by, at)
    shown = clean(text)
    comments.require_redaction(row.written, shown)
    _decide(row, CommentState.SHOWN, shown, Act.COMMENT_SHOWN, by, at)


@transaction.atomic
def hide_comment(rating: int, *, by: Actor, at: datetime) -> None:
    """Let free words not be seen. Raises UnknownLink, MissingRight, FaultyText."""
    _decide(_waiting_comment(rating, by, at), CommentState.HIDDEN, "", Act.COMMENT_HIDDEN, by, at)


@transaction.atomic
def undecide_comment(rating: int, *, by: Actor, at: datetime) -> None:
    """Undo a decision on free words: they wait again. Raises UnknownLink, MissingRight, FaultyText."""
    row = _comment(_watched(rating, by, at))
    if row.state == CommentState.WAITING:
        raise FaultyText(say("Góp ý này đang chờ duyệt. Không có gì thay đổi."))
    row.state, row.shown, row.decided_at, row.decided_by = CommentState.WAITING, "", None, ""
    row.save()
    _note(row, Act.COMMENT_UNDECIDED, {}, by, at)


def _comment(rating: Rating) -> RatingComment:
    found = RatingComment.objects.select_for_update().filter(rating=rating).first()
    if found is None:
        raise UnknownLink(say("Đánh giá này không có góp ý."))
    return found


def _waiting_comment(rating: int, by: Actor, at: datetime) -> RatingComment:
    row = _comment(_watched(rating, by, at))
    if row.state != CommentState.WAITING:
        raise FaultyText(say("Góp ý này đã được quyết định; bỏ quyết định trước rồi làm lại. Không có gì thay đổi."))
    return row


def _decide(row: RatingComment, state: CommentState, shown: str, act: Act, by: Actor, at: datetime) -> None:
    row.state, row.shown, row.decided_at, row.decided_by = state, shown, at, by.login
    row.save()
    _note(row, act, {"shown": salted(shown)} if shown else {}, by, at)


def _note(row: RatingComment, act: Act, more: dict[str, str], by: Actor, at: datetime) -> None:
    body = {"settlement": row.rating.settlement, **more}
    ledger.write(subject=f"rating:{row.rating.dossier_id}", act=act, by=by, at=at, body=body)


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
