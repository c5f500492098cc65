"""Keep an answer with its row of the ledger; many at once, the same way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.domain.dossiers import api as dossiers
from motcua.domain.surveys.events import Act, Rated
from motcua.domain.surveys.models import Rating, RatingComment, RatingInvitation, RatingSlip
from motcua.domain.surveys.operations.asking import device_invitation
from motcua.domain.surveys.operations.basis import PERSON, rules_on
from motcua.domain.surveys.rules import answers
from motcua.domain.surveys.rules.answers import Answer, Circumstances, NotOpen
from motcua.domain.surveys.rules.comments import comment
from motcua.domain.surveys.rules.words import Channel, CommentState, Ended
from motcua.foundation import ledger
from motcua.foundation.digests import salted
from motcua.kernel.language import say


def keep(invitation: RatingInvitation, answer: Answer, came: Circumstances, *, sender: str) -> Rated:
    """Keep an answer with its row of the ledger. Raises NotOpen where the settlement was rated, or is no more."""
    settled = dossiers.settlements.settlement_of(invitation.dossier_id)
    if settled is None or settled.number != invitation.settlement:
        raise NotOpen(say(answers.ENDED_SENTENCES[Ended.REOPENED]))
    if Rating.objects.filter(dossier_id=settled.code, settlement=settled.number).exists():
        raise NotOpen(say(answers.RATED_ALREADY))
    doubts = answers.doubts_of(came, rules_on(came.at))
    try:
        with transaction.atomic():
            row = row_of(GivenRating(settled, answer, came.at), invitation, sender=sender, doubts=doubts)
            row.save(force_insert=True)
            keep_comments([(row, answer.comment)])
            keep_slips([(row, answer.slip)])
    except IntegrityError:
        raise NotOpen(say(answers.RATED_ALREADY)) from None
    invitation.used_at = came.at
    invitation.save(update_fields=["used_at"])
    ledger.write(
        subject=f"rating:{settled.code}",
        act=Act.RATED,
        by=PERSON,
        at=came.at,
        body=body_of(row, came.channel, answer),
    )
    return Rated(settled.code, answer.level)


@dataclass(frozen=True)
class GivenRating:
    """An answer about a settlement at a moment."""

    settlement: dossiers.settlements.Settlement
    answer: Answer
    at: datetime


def row_of(given: GivenRating, invitation: RatingInvitation, *, sender: str = "", doubts: Sequence[str] = ()) -> Rating:
    """Return the row of an answer, not saved."""
    settled = given.settlement
    return Rating(
        dossier_id=settled.code,
        settlement=settled.number,
        invitation=invitation,
        desk=settled.desk,
        competent=settled.group.competent,
        unit_level=settled.group.level,
        procedure_code=settled.group.procedure,
        field=settled.group.field,
        settled_at=settled.settled_at,
        answer=given.answer.level,
        reasons=sorted(given.answer.reasons),
        rated_at=given.at,
        sender=sender,
        doubts=list(doubts),
    )


def keep_comments(given: Sequence[tuple[Rating, str]]) -> None:
    """Keep the free words of ratings, where there are any; nobody sees them yet. Raises TooLong."""
    rows = [
        RatingComment(rating=row, written=text, state=CommentState.WAITING)
        for row, words in given
        if (text := comment(words))
    ]
    RatingComment.objects.bulk_create(rows, batch_size=1000)


def keep_slips(given: Sequence[tuple[Rating, Mapping[int, str]]]) -> None:
    """Keep what ratings said for the scoring of settlement, where they said anything."""
    rows = [
        RatingSlip(rating=row, answers={str(number): said for number, said in sorted(slip.items())})
        for row, slip in given
        if slip
    ]
    RatingSlip.objects.bulk_create(rows, batch_size=1000)


def body_of(row: Rating, channel: str, answer: Answer) -> dict[str, object]:
    """Return what the ledger keeps of an answer."""
    words = answer.comment
    return {
        "settlement": row.settlement,
        "invitation": row.invitation_id,
        "channel": str(channel),
        "answer": row.answer,
        "reasons": list(row.reasons),
        "doubts": list(row.doubts),
        **({"comment": salted(comment(words))} if comment(words) else {}),
        **({"slip": {str(number): said for number, said in sorted(answer.slip.items())}} if answer.slip else {}),
    }


@dataclass(frozen=True)
class OnDevice:
    """A rating given on a device: on which, opened by whom and when."""

    given: GivenRating
    device: int
    opened_by: str
    opened_at: datetime


@transaction.atomic
def rate_many(many: Sequence[OnDevice]) -> int:
    """Keep many ratings given on devices, as `open_on_device` and `rate_on_device` do one by one; return how many.

    The caller knows the settlements and has done what those acts refuse; nothing here is doubtful. One row of the ledger each, with its own moment.
    """
    invitations = [device_invitation(one.given.settlement, one.device, one.opened_by, one.opened_at) for one in many]
    for invitation, one in zip(invitations, many, strict=True):
        invitation.used_at = one.given.at
    RatingInvitation.objects.bulk_create(invitations, batch_size=1000)
    rows = [row_of(one.given, invitation) for one, invitation in zip(many, invitations, strict=True)]
    Rating.objects.bulk_create(rows, batch_size=1000)
    keep_comments([(row, one.given.answer.comment) for row, one in zip(rows, many, strict=True)])
    keep_slips([(row, one.given.answer.slip) for row, one in zip(rows, many, strict=True)])
    for place in range(0, len(rows), 1000):
        with ledger.together():
            for row, one in zip(rows[place : place + 1000], many[place : place + 1000], strict=True):
                body = body_of(row, Channel.DEVICE, one.given.answer)
                ledger.write(subject=f"rating:{row.dossier_id}", act=Act.RATED, by=PERSON, at=row.rated_at, body=body)
    return len(rows)
