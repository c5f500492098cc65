"""Questions about ratings: what a link opens, what stands open at a counter, how satisfied people are."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.db.models import Q

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.surveys.models import Rating, RatingAside, RatingComment, RatingDevice, RatingInvitation
from motcua.domain.surveys.queries.satisfaction import (
    RatingChanges,
    Satisfaction,
    SatisfactionMonth,
    rating_changes,
    satisfaction,
    satisfaction_by_month,
)
from motcua.domain.surveys.queries.score_of_dossier import (
    DossierPage,
    DossierScore,
    PartScore,
    answers_waiting,
    dossier_score,
    dossiers_of_officer,
    own_dossier,
    own_dossiers,
    scores_of_dossiers,
    worked_on,
)
from motcua.domain.surveys.queries.scores import (
    NotWatched,
    ScoreRow,
    Scores,
    officer_scores,
    own_score,
    require_watching,
    unit_scores,
    watched,
)
from motcua.domain.surveys.queries.slips import (
    AnswerInfo,
    BoardInfo,
    FindingInfo,
    Period,
    ReplyInfo,
    boards_of,
    period_of,
)
from motcua.domain.surveys.rules.answers import Reason
from motcua.domain.surveys.rules.scoring import NoData
from motcua.domain.surveys.rules.words import Channel, CommentState, Doubt
from motcua.foundation.actor import Actor
from motcua.kernel.working_time import local

__all__ = [
    "AnswerInfo",
    "AskedState",
    "BoardInfo",
    "CommentInfo",
    "DeviceInfo",
    "DossierPage",
    "DossierScore",
    "DoubtfulRating",
    "FindingInfo",
    "NoData",
    "NotWatched",
    "OpenInvitation",
    "PartScore",
    "Period",
    "RatingChanges",
    "ReplyInfo",
    "Satisfaction",
    "SatisfactionMonth",
    "ScoreRow",
    "Scores",
    "all_reasons",
    "answers_waiting",
    "asked_about",
    "boards_of",
    "comments_of",
    "devices_of",
    "digest_of",
    "dossier_score",
    "dossiers_of_officer",
    "doubtful",
    "officer_scores",
    "open_on",
    "own_dossier",
    "own_dossiers",
    "own_score",
    "period_of",
    "rating_changes",
    "reasons_on",
    "require_watching",
    "satisfaction",
    "satisfaction_by_month",
    "scores_of_dossiers",
    "shown",
    "unit_scores",
    "watched",
    "worked_on",
]

REASONS = Path(__file__).resolve().parents[3] / "data" / "surveys" / "reasons.json"


def digest_of(token: str) -> str:
    """Return what is kept of a token: long and random, it cannot be found again from its digest."""
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def all_reasons() -> tuple[Reason, ...]:
    """Return every reason there ever was, in the order in which they are offered."""
    return tuple(
        Reason(
            code=one["code"],
            text=one["text"],
            valid_from=date.fromisoformat(one["valid_from"]),
            valid_to=date.fromisoformat(one["valid_to"]) if one["valid_to"] else None,
        )
        for one in json.loads(REASONS.read_text(encoding="utf-8"))
    )


def reasons_on(day: date) -> tuple[Reason, ...]:
    """Return the reasons that an answer of that day may name."""
    return tuple(one for one in all_reasons() if one.holds_on(day))


@dataclass(frozen=True)
class OpenInvitation:
    """What a page that asks may show: the desk and the day of the settlement; nothing else of the dossier."""

    id: int
    desk_name: str
    settled_on: date


def shown(invitation: RatingInvitation, at: datetime) -> OpenInvitation:
    """Return what a page shows of an invitation."""
    settled = dossiers.settlements.settlement_of(invitation.dossier_id)
    desk = settled.desk if settled else ""
    names = organisation.unit_names([desk], local(at).date())
    on = local(settled.settled_at if settled else at).date()
    return OpenInvitation(int(invitation.pk), names.get(desk, desk), on)


def open_on(device: int, at: datetime) -> RatingInvitation | None:
    """Return the invitation that is open on a device, if there is one."""
    waiting = RatingInvitation.objects.filter(device_id=device, used_at=None, ended_at=None, expires_at__gt=at)
    return waiting.order_by("-pk").first()


@dataclass(frozen=True)
class DeviceInfo:
    """A device at a counter; `busy`: it waits for an answer."""

    id: int
    name: str
    added_at: datetime
    busy: bool


def devices_of(unit: str, at: datetime) -> tuple[DeviceInfo, ...]:
    """Return the devices of a desk that were not ended, oldest first."""
    rows = RatingDevice.objects.filter(unit_id=unit, ended_at=None).order_by("pk")
    return tuple(DeviceInfo(row.pk, row.name, row.added_at, open_on(row.pk, at) is not None) for row in rows)


@dataclass(frozen=True)
class AskedState:
    """How far asking about the present settlement of a dossier is; not what was answered."""

    may_be_asked: bool
    desk: str
    rated_at: datetime | None
    link_until: datetime | None


def asked_about(code: str, at: datetime) -> AskedState:
    """Return whether a dossier may be rated, was rated, or has an open link."""
    settled = dossiers.settlements.settlement_of(code)
    if settled is None:
        return AskedState(may_be_asked=False, desk="", rated_at=None, link_until=None)
    about = {"dossier_id": settled.code, "settlement": settled.number}
    rating = Rating.objects.filter(**about).first()
    links = RatingInvitation.objects.filter(
        **about, channel=Channel.LINK, used_at=None, ended_at=None, expires_at__gt=at
    )
    link = links.order_by("-pk").first()
    return AskedState(
        may_be_asked=rating is None,
        desk=settled.desk,
        rated_at=rating.rated_at if rating else None,
        link_until=link.expires_at if link else None,
    )


@dataclass(frozen=True)
class DoubtfulRating:
    """A rating that a supervisor may set aside or has set aside; no dossier and no person is named with what was said."""

    id: int
    desk: str
    rated_at: datetime
    channel: Channel
    answer: int
    doubts: tuple[Doubt, ...]
    set_aside_at: datetime | None
    set_aside_why: str


def doubtful(by: Actor, at: datetime, *, most: int = 200) -> tuple[DoubtfulRating, ...]:
    """Return doubtful ratings, and those set aside, of the units that the actor watches, newest first."""
    units = organisation.scope_units(by, local(at).date())
    open_asides = RatingAside.objects.filter(until=None)
    rows = Rating.objects.filter(Q(doubts__len__gt=0) | Q(pk__in=open_asides.values("rating")), ended_at=None)
    rows = rows.filter(Q(desk__in=units) | Q(competent__in=units)).select_related("invitation")
    found = list(rows.order_by("-rated_at", "-pk")[:most])
    asides = {one.rating_id: one for one in open_asides.filter(rating__in=found)}
    return tuple(
        DoubtfulRating(
            id=row.pk,
            desk=row.desk,
            rated_at=row.rated_at,
            channel=Channel(row.invitation.channel),
            answer=row.answer,
            doubts=tuple(Doubt(one) for one in row.doubts),
            set_aside_at=asides[row.pk].since if row.pk in asides else None,
            set_aside_why=asides[row.pk].why if row.pk in asides else "",
        )
        for row in found
    )


@dataclass(frozen=True)
class CommentInfo:
    """Free words of a rating; `written` is empty for who may see only what is shown. `code` is for the log of looks."""

    rating: int
    code: str
    desk: str
    rated_at: datetime
    state: CommentState
    written: str
    shown: str


def comments_of(by: Actor, at: datetime, *, state: CommentState, most: int = 100) -> tuple[CommentInfo, ...]:
    """Return free words of the units one watches, newest first; who is no supervisor gets shown ones only."""
    is_supervisor = organisation.Role.SUPERVISOR in by.roles
    if state != CommentState.SHOWN and not is_supervisor:
        return ()
    units = organisation.scope_units(by, local(at).date())
    rows = RatingComment.objects.filter(state=state, rating__ended_at=None)
    rows = rows.filter(Q(rating__desk__in=units) | Q(rating__competent__in=units)).select_related("rating")
    return tuple(
        CommentInfo(
            rating=row.rating_id,
            code=row.rating.dossier_id,
            desk=row.rating.desk,
            rated_at=row.rating.rated_at,
            state=CommentState(row.state),
            written=row.written if is_supervisor else "",
            shown=row.shown,
        )
        for row in rows.order_by("-rating__rated_at", "-pk")[:most]
    )
