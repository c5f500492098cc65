"""What acts of ratings share: who rates, refusals, the rules of the day, texts, attempts."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.organisation import api as organisation
from motcua.domain.surveys import queries
from motcua.domain.surveys.models import RatingInvitation
from motcua.domain.surveys.rules import answers, scoring
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say, to_say
from motcua.kernel.rating_rules import RatingRules
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import local

PERSON = Actor(login="nguoi-nop", right=to_say("Người nộp hồ sơ"), officer_id=None, unit_code="")
"""Who rates: nobody that the product knows."""
_TOKEN_BYTES = 18
LONGEST_NAME, LONGEST_REASON = 80, 500


def new_token() -> str:
    """Return a token that nobody guesses; it never begins with a dash, which a command would take for an option."""
    return next(token for token in iter(lambda: secrets.token_urlsafe(_TOKEN_BYTES), "") if not token.startswith("-"))


class NotSettled(Refusal):
    """A dossier without a result cannot be rated, or is not known."""


class UnknownLink(Refusal):
    """No link and no device goes by the token."""


class TooManyFromHere(Refusal):
    """Too much was tried or answered from one place; `until` is when the next one is taken."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(
            say(
                "Từ nơi này vừa có quá nhiều lần gửi, nên tạm dừng đến {hour}; liên kết vẫn còn dùng được, "
                "sau giờ đó mở lại và gửi. Chưa ghi đánh giá nào.",
                hour=f"{local(until):%H:%M}",
            )
        )


class FaultyText(Refusal):
    """A name or reason that is missing or too long."""


@dataclass(frozen=True)
class Sender:
    """From where an answer came: the network place, what the browser calls itself, whether an officer is signed in in it."""

    place: str
    browser: str = ""
    is_officers: bool = False


def rules_on(at: datetime) -> RatingRules:
    """Return the rules of ratings of the day."""
    return rule_pack_on(local(at).date()).ratings


def require_usable(answer: answers.Answer, at: datetime) -> None:
    """Raise UnusableAnswer or UnknownOutcome unless everything that was said is among what is offered on the day."""
    day = local(at).date()
    answers.require_answer(answer, rules_on(at), {one.code for one in queries.reasons_on(day)})
    scoring.require_slip(answer.slip, rule_pack_on(day).scoring)


def text_of(given: str, longest: int, what: str) -> str:
    """Return a text as it is kept. Raises FaultyText where there is none or it is too long."""
    text = clean(given)
    if not text:
        raise FaultyText(say("Ghi {what}. Không có gì thay đổi.", what=what))
    if len(text) > longest:
        raise FaultyText(
            say("Rút gọn {what} còn tối đa {longest} chữ. Không có gì thay đổi.", what=what, longest=longest)
        )
    return text


def count_attempt(limits: Iterable[organisation.Limit], *, at: datetime) -> None:
    """Count an attempt against every limit. Raises TooManyFromHere."""
    try:
        organisation.begin_attempt(limits, at=at)
    except organisation.TooManyAttempts as refusal:
        raise TooManyFromHere(refusal.until) from refusal


def require_open(invitation: RatingInvitation, at: datetime) -> None:
    """Raise NotOpen where an invitation takes no answer any more."""
    answers.require_open(
        used_at=invitation.used_at,
        ended=invitation.ended_why,
        expires_at=invitation.expires_at,
        at=at,
    )
