"""Answer once: by a link, or on a device at the counter."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.domain.organisation import api as organisation
from motcua.domain.surveys import queries
from motcua.domain.surveys.events import Rated
from motcua.domain.surveys.models import Rating, RatingDevice, RatingInvitation
from motcua.domain.surveys.operations.basis import (
    Sender,
    UnknownLink,
    count_attempt,
    require_open,
    require_usable,
    rules_on,
)
from motcua.domain.surveys.operations.keeping import keep
from motcua.domain.surveys.rules.answers import Answer, Circumstances, NotOpen
from motcua.domain.surveys.rules.words import Channel
from motcua.foundation import secret_store
from motcua.kernel.language import say


def link_of(token: str, *, sender: Sender, at: datetime) -> queries.OpenInvitation:
    """Return what an open link asks about; wrong links count against the place they come from.

    Raises TooManyFromHere before any link is looked at, UnknownLink, NotOpen.
    """
    with transaction.atomic():
        invitation = _by_token(token, sender=sender, at=at)
        if not isinstance(invitation, UnknownLink):
            require_open(invitation, at)
            return queries.shown(invitation, at)
    raise invitation


def _by_token(token: str, *, sender: Sender, at: datetime) -> RatingInvitation | UnknownLink:
    """Return the invitation of a link, or the refusal of a wrong one, whose attempt stays counted when it is returned."""
    limits = (
        organisation.Limit(f"rating link {queries.digest_of(token)}", rules_on(at).wrong_links_most),
        organisation.Limit(f"wrong rating links {sender.place}", rules_on(at).wrong_links_most),
    )
    count_attempt(limits, at=at)
    found = RatingInvitation.objects.select_for_update().filter(digest=queries.digest_of(token)).first()
    if found is None:
        return UnknownLink(
            say(
                "Liên kết đánh giá này không đúng hoặc thiếu chữ. Quét lại mã trên phiếu, hoặc hỏi nơi trả kết quả. Chưa ghi đánh giá nào."
            )
        )
    organisation.attempt_succeeded(limits)
    return found


def rate_by_link(token: str, answer: Answer, *, sender: Sender, at: datetime) -> Rated:
    """Answer by a one-time link.

    Raises UnknownLink, NotOpen (used, replaced, run out, reopened), UnusableAnswer, TooManyFromHere. What is refused
    leaves the link as it was.
    """
    with transaction.atomic():
        invitation = _by_token(token, sender=sender, at=at)
        if not isinstance(invitation, UnknownLink):
            return _rated_by_link(invitation, answer, sender=sender, at=at)
    raise invitation


@transaction.atomic
def _rated_by_link(invitation: RatingInvitation, answer: Answer, *, sender: Sender, at: datetime) -> Rated:
    rules = rules_on(at)
    digest = secret_store.digest(f"{sender.place}\n{sender.browser}", about="rating sender")
    limits = (
        organisation.Limit(f"ratings of {digest}", rules.ratings_of_sender_most),
        organisation.Limit(f"ratings from {sender.place}", rules.ratings_of_place_most),
    )
    require_open(invitation, at)
    require_usable(answer, at)
    count_attempt(limits, at=at)  # rolled back with the answer where that is refused
    since = at - timedelta(minutes=rules.sender_minutes)
    came = Circumstances(
        channel=Channel.LINK,
        opened_at=invitation.opened_at,
        at=at,
        from_officers_browser=sender.is_officers,
        of_sender=Rating.objects.filter(sender=digest, rated_at__gt=since).count(),
        before_on_device=None,
    )
    return keep(invitation, answer, came, sender=digest)


def device_of(token: str) -> RatingDevice:
    """Return the device of an address. Raises UnknownLink."""
    row = RatingDevice.objects.filter(digest=queries.digest_of(token), ended_at=None).first()
    if row is None:
        raise UnknownLink(
            say("Địa chỉ này không phải của máy đánh giá nào đang dùng. Cán bộ ở quầy lập lại địa chỉ cho máy.")
        )
    return row


def on_device(token: str, *, at: datetime) -> queries.OpenInvitation | None:
    """Return what a device asks about now; none while nobody is asked. Raises UnknownLink."""
    waiting = queries.open_on(device_of(token).pk, at)
    return queries.shown(waiting, at) if waiting else None


@transaction.atomic
def rate_on_device(token: str, invitation: int, answer: Answer, *, at: datetime) -> Rated:
    """Answer on a device what it asked. Raises UnknownLink, NotOpen, UnusableAnswer."""
    device = device_of(token)
    asked = RatingInvitation.objects.select_for_update().filter(pk=invitation, device=device).first()
    if asked is None or asked.ended_at or at >= asked.expires_at:
        raise NotOpen(say("Lượt đánh giá này đã đóng; cán bộ ở quầy mở lại được. Chưa ghi đánh giá nào."))
    require_open(asked, at)
    require_usable(answer, at)
    before = Rating.objects.filter(invitation__device=device).order_by("-rated_at").first()
    came = Circumstances(
        channel=Channel.DEVICE,
        opened_at=asked.opened_at,
        at=at,
        from_officers_browser=False,
        of_sender=0,
        before_on_device=before.rated_at if before else None,
    )
    return keep(asked, answer, came, sender="")
