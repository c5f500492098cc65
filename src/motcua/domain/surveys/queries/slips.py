"""What scores are computed from and does not stand with the dossiers: slips, findings, answers, boards; as known on a day."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from motcua.domain.dossiers import api as dossiers
from motcua.domain.procedures import api as procedures
from motcua.domain.surveys.models import ComplaintFinding, PostedBoard, RatingAside, RatingSlip, ScoreAnswer, ScoreReply
from motcua.domain.surveys.rules import scoring
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.working_time import ZONE

Period = dossiers.handling.Period
BY_DAY = "day"
"""The convention by which a step is early when done before its due day."""


@dataclass(frozen=True)
class Slip:
    """What was said of one settlement, by number of the index; `found`: whether its complaint was found right."""

    rating: int
    code: str
    settlement: int
    competent: str
    answers: dict[int, str]
    found: bool | None


@dataclass(frozen=True)
class ReplyInfo:
    """One reply to an answer."""

    accepts: bool
    words: str
    at: datetime
    by: str


@dataclass(frozen=True)
class AnswerInfo:
    """What an officer answered to one index of one settlement, with every reply, the first first."""

    id: int
    code: str
    settlement: int
    index: int
    officer: str
    unit: str
    words: str
    at: datetime
    replies: tuple[ReplyInfo, ...]

    @property
    def is_accepted(self) -> bool:
        """Tell whether the last reply accepts it."""
        return bool(self.replies) and self.replies[-1].accepts

    @property
    def about(self) -> tuple[str, str, int, int]:
        """Return whose score it is about: officer, dossier, settlement, index."""
        return self.officer, self.code, self.settlement, self.index


@dataclass(frozen=True)
class FindingInfo:
    """What was found of a complaint."""

    justified: bool
    words: str
    at: datetime
    by: str


def period_of(first: date, last: date, as_of: date) -> Period:
    """Return a period as the rule pack of its last day has its steps compared. Raises NoRulePack."""
    compare = rule_pack_on(last).scoring.conventions["compare"]
    return Period(first, last, as_of, by_day=compare.chosen == BY_DAY)


def known_until(as_of: date) -> datetime:
    """Return the first moment of which nothing is known at the end of a day."""
    return datetime.combine(as_of + timedelta(days=1), time(), tzinfo=ZONE)


def set_aside(known: datetime) -> QuerySet[RatingAside, int]:
    """Return the ratings that stood aside just before a moment, whatever became of them later."""
    rows = RatingAside.objects.filter(Q(until=None) | Q(until__gte=known), since__lt=known)
    return rows.values_list("rating_id", flat=True)


def standing(known: datetime, *, before: str = "") -> Q:
    """Return the condition that a rating's settlement was not undone before a moment; `before`: the way to the rating.

    Of a reopening the dossier itself is asked: what follows for ratings is noted some seconds later.
    """
    ended = dossiers.settlements.undone(known, dossier=f"{before}dossier_id", number=f"{before}settlement")
    return (Q(**{f"{before}ended_at": None}) | Q(**{f"{before}ended_at__gte": known})) & ~ended


def slips(period: Period, *, units: Collection[str] | None = None, codes: Collection[str] | None = None) -> list[Slip]:
    """Return the slips that count of what was settled in a period: of some units or dossiers, where asked."""
    known = known_until(period.as_of)
    since = datetime.combine(period.first, time(), tzinfo=ZONE)
    rows = RatingSlip.objects.filter(
        standing(known, before="rating__"),
        ~Q(rating__in=set_aside(known)),
        rating__settled_at__gte=since,
        rating__settled_at__lt=known_until(period.last),
        rating__rated_at__lt=known,
    )
    if units is not None:
        rows = rows.filter(rating__competent__in=units)
    if codes is not None:
        rows = rows.filter(rating__dossier_id__in=codes)
    columns = ("rating_id", "rating__dossier_id", "rating__settlement", "rating__competent", "answers")
    found = list(rows.order_by("rating_id").values_list(*columns))
    justified = _justified([row[0] for row in found], known)
    return [
        Slip(rating, code, settlement, unit, {int(n): said for n, said in said_of.items()}, justified.get(rating))
        for rating, code, settlement, unit, said_of in found
    ]


def _justified(ratings: Collection[int], known: datetime) -> dict[int, bool]:
    """Return what was found last of each rating's complaint."""
    rows = ComplaintFinding.objects.filter(rating__in=ratings, at__lt=known).order_by("pk")
    return dict(rows.values_list("rating_id", "justified"))


def findings_of(rating: int) -> tuple[FindingInfo, ...]:
    """Return everything that was found of a rating's complaint, the first first."""
    rows = ComplaintFinding.objects.filter(rating=rating).order_by("pk")
    return tuple(FindingInfo(row.justified, row.words, row.at, row.by) for row in rows)


def answers(
    *, codes: Collection[str] | None = None, officer: str = "", units: Collection[str] | None = None, known: datetime
) -> tuple[AnswerInfo, ...]:
    """Return answers with their replies, the first first: to dossiers, of an officer, of units, where asked."""
    rows = ScoreAnswer.objects.filter(at__lt=known)
    rows = rows if codes is None else rows.filter(dossier_id__in=codes)
    rows = rows if units is None else rows.filter(unit_id__in=units)
    rows = rows.filter(officer=officer) if officer else rows
    found = list(rows.order_by("at", "pk"))
    replies: dict[int, list[ReplyInfo]] = {}
    for reply in ScoreReply.objects.filter(answer__in=[row.pk for row in found], at__lt=known).order_by("pk"):
        replies.setdefault(reply.answer_id, []).append(ReplyInfo(reply.accepts, reply.words, reply.at, reply.by))
    return tuple(
        AnswerInfo(
            id=row.pk,
            code=row.dossier_id,
            settlement=row.settlement,
            index=row.index,
            officer=row.officer,
            unit=row.unit_id,
            words=row.words,
            at=row.at,
            replies=tuple(replies.get(row.pk, ())),
        )
        for row in found
    )


@dataclass(frozen=True)
class BoardInfo:
    """A statement that what was published hangs at a counter: from a day, until before another where it ended."""

    id: int
    unit: str
    since: date
    stated_at: datetime
    ended_on: date | None
    ended_at: datetime | None = None


def boards_of(units: Collection[str] | None = None) -> tuple[BoardInfo, ...]:
    """Return the statements of some desks or of all, the newest first."""
    rows = PostedBoard.objects.all() if units is None else PostedBoard.objects.filter(unit_id__in=units)
    return tuple(
        BoardInfo(row.pk, row.unit_id, row.since, row.stated_at, row.ended_on, row.ended_at)
        for row in rows.order_by("-since", "-pk")
    )


class Publicity:
    """How the procedures of dossiers were made public when these came in, as known then; read once, asked of many."""

    def __init__(self, known: datetime) -> None:
        self._published = procedures.published_since()
        self._boards: dict[str, list[BoardInfo]] = {}
        for board in boards_of():
            if board.stated_at < known:
                hung = board.ended_at is not None and board.ended_at >= known
                self._boards.setdefault(board.unit, []).append(replace(board, ended_on=None) if hung else board)

    def outcome(self, *, desk: str, version: int, received_on: date) -> str:
        """Return how the version of a dossier was public at its desk on the day it came in."""
        published_at = self._published[version]
        posted = any(
            board.since <= received_on
            and (board.ended_on is None or received_on < board.ended_on)
            and published_at <= board.stated_at
            for board in self._boards.get(desk, ())
        )
        return scoring.publicity(electronic=published_at.astimezone(ZONE).date() <= received_on, posted=posted)
