"""Who signs for a unit on a day: by a position held then, whose lines say in whose name."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from motcua.domain.organisation.models import Position, Posting
from motcua.domain.organisation.rules.signing import SigningForm, signing_form
from motcua.foundation.period_fields import holds_on
from motcua.foundation.questions import Question
from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal


class NoSignature(Refusal):
    """The officer does not sign for that unit on that day."""


@dataclass(frozen=True)
class Signature:
    """In whose name an officer signs for a unit: the lines as printed, and the officer's name."""

    lines: str
    form: SigningForm
    full_name: str
    position: str


def find_signature(login: str, unit_code: str, on: date) -> Signature | None:
    """Return how an officer signs for a unit on a day, the head's own before any other; None where not at all.

    Read from the postings of that day: one that ended gives nothing, whoever is signed in.
    """
    held = _signing(login, unit_code, on)
    found = [
        Signature(
            row.position.signature, signing_form(row.position.signature), row.officer.full_name, row.position.title
        )
        for row in held.select_related("position", "officer").order_by("pk")
    ]
    return min(found, key=lambda one: list(SigningForm).index(one.form), default=None)


def signs_asked(login: str, unit_code: str, on: date) -> Question[bool]:
    """Ask whether an officer signs for a unit on a day."""
    positions = Position.objects.filter(pk__in=_signing(login, unit_code, on).values("position")).only("pk")
    return Question(positions, bool)


def _signing(login: str, unit_code: str, on: date) -> QuerySet[Posting]:
    return Posting.objects.filter(
        holds_on(on),
        holds_on(on, "position__unit__versions__period"),
        officer__login=login,
        officer__is_active=True,
        position__unit__code=unit_code,
    ).exclude(position__signature="")


def signature_of(login: str, unit_code: str, on: date) -> Signature:
    """Return how an officer signs for a unit on a day. Raises NoSignature."""
    found = find_signature(login, unit_code, on)
    if found is None:
        raise NoSignature(
            say(
                "Tài khoản {login} không có vị trí nào được ký thay mặt đơn vị {unit_code} vào ngày "
                "{on}; thư do người đứng đầu, hoặc người ký thay (KT., TL., TUQ.) của đơn vị ký. Chưa ký "
                "gì.",
                login=login,
                unit_code=unit_code,
                on=say_day(on),
            )
        )
    return found
