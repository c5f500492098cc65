"""Accounts of officers: registered, given another password, closed. Rights come from postings, not from here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from motcua.domain.organisation import queries
from motcua.domain.organisation.events import Act
from motcua.domain.organisation.models import Officer, Posting
from motcua.domain.organisation.operations.guards import require_administered, require_administration, today
from motcua.domain.organisation.rules import passwords, rights, texts
from motcua.domain.organisation.rules.words import Role
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.period_fields import lasts_beyond
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


class LoginTaken(Refusal):
    """Another officer has that login."""

    def __init__(self, login: str) -> None:
        super().__init__(say("Tên đăng nhập {login} đã có người dùng.", login=login))


class WeakPassword(Refusal):
    """A password that the product's validators do not accept; the sentence says why."""


class WrongPassword(Refusal):
    """The present password that was given is not right."""

    def __init__(self) -> None:
        super().__init__(say("Mật khẩu hiện tại không đúng."))


@dataclass(frozen=True)
class NewOfficer:
    """Login and name of an officer to register."""

    login: str
    full_name: str


def register_officer(*, login: str, full_name: str, password: str | None, by: Actor, at: datetime) -> int:
    """Register an officer; return the id. Without a password nobody can sign in until one is set.

    Raises MissingRight unless the actor is an administrator, LoginTaken, UnusableLogin, UnusableText, WeakPassword.
    """
    return register_officers([NewOfficer(login, full_name)], password=password, by=by, at=at)[0]


@transaction.atomic
def register_officers(
    people: Iterable[NewOfficer], *, password: str | None, by: Actor, at: datetime
) -> tuple[int, ...]:
    """Register several officers who start with the same password; return their ids in the same order.

    The password is hashed once. Raises as `register_officer`; then none is registered.
    """
    if rights.SYSTEM_ROLE not in by.roles:
        rights.require_role(by, Role.ADMINISTRATOR)
    wanted = [
        NewOfficer(texts.login_text(one.login), texts.required_text(one.full_name, say("Họ tên"))) for one in people
    ]
    _require_free(one.login for one in wanted)
    officers = [Officer(login=one.login, full_name=one.full_name) for one in wanted]
    hashed = make_password(_accepted_for_all(password, officers))
    for officer in officers:
        officer.password = hashed
    saved = Officer.objects.bulk_create(officers)
    for one in wanted:
        ledger.write(subject=f"officer:{one.login}", act=Act.OFFICER_REGISTERED, by=by, at=at, body={})
    return tuple(officer.pk for officer in saved)


@transaction.atomic
def change_password(
    *, login: str, new_password: str, by: Actor, at: datetime, current_password: str | None = None
) -> None:
    """Give an officer another password; every session signed in with the old one ends.

    The officer gives the current one; an administrator of every unit where the officer works needs none.
    Raises UnknownOfficer, WrongPassword, MissingRight, WeakPassword.
    """
    officer = locked_officer(login)
    if by.login == login:
        if current_password is None or not officer.check_password(current_password):
            raise WrongPassword
    else:
        require_administration_of(officer, by, at)
    officer.set_password(_accepted(new_password, officer))
    officer.save(update_fields=["password"])
    ledger.write(subject=f"officer:{login}", act=Act.PASSWORD_CHANGED, by=by, at=at, body={"own": by.login == login})


@transaction.atomic
def deactivate_officer(*, login: str, by: Actor, at: datetime) -> None:
    """Close an account: sign-in and every right end at once; what was done under it stays.

    Raises UnknownOfficer, MissingRight, LastAdministrator.
    """
    officer = locked_officer(login)
    require_administration_of(officer, by, at)
    _require_others_administer(officer, by, at)
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    ledger.write(subject=f"officer:{login}", act=Act.OFFICER_DEACTIVATED, by=by, at=at, body={})


def _require_others_administer(officer: Officer, by: Actor, at: datetime) -> None:
    """Raise LastAdministrator where nobody else would administer a unit on a day on which the officer does or will."""
    held = Posting.objects.filter(
        lasts_beyond(today(at)), officer=officer, position__roles__contains=[Role.ADMINISTRATOR.value]
    ).select_related("position__unit")
    gone = [row.pk for row in held]
    for row in held.order_by("position__unit__code", "pk"):
        given_up = [(max(row.period.lower, today(at)), row.period.upper)]
        require_administered(row.position.unit.code, officer.login, given_up, by=by, without=gone)


def locked_officer(login: str) -> Officer:
    """Return the officer, locked until the transaction ends. Raises UnknownOfficer."""
    found = Officer.objects.select_for_update().filter(login=login).first()
    if found is None:
        raise queries.UnknownOfficer(login)
    return found


def require_administration_of(officer: Officer, by: Actor, at: datetime) -> None:
    """Raise MissingRight unless the actor administers every unit where the officer works or will work.

    Postings that have not begun count, too, and of who has left, those that ended: an account is nobody's.
    """
    held = Posting.objects.filter(officer=officer)
    lasting = held.filter(Q(period__contains=today(at)) | Q(period__startswith__gt=today(at)))
    places = set((lasting if lasting.exists() else held).values_list("position__unit__code", flat=True))
    for place in sorted(places):
        require_administration(by, place, at)
    if not places and rights.SYSTEM_ROLE not in by.roles:
        rights.require_role(by, Role.ADMINISTRATOR)


def _require_free(logins: Iterable[str]) -> None:
    wanted = list(logins)
    taken = set(Officer.objects.filter(login__in=wanted).values_list("login", flat=True))
    for place, login in enumerate(wanted):
        if login in taken or login in wanted[:place]:
            raise LoginTaken(login)


def _accepted_for_all(password: str | None, officers: Iterable[Officer]) -> str | None:
    if password is not None:
        for officer in officers:
            _accepted(password, officer)
    return password


def _accepted(password: str, officer: Officer) -> str:
    try:
        validate_password(password, officer)
    except ValidationError as problem:
        raise WeakPassword(passwords.sentence_of((one.code, one.params) for one in problem.error_list)) from None
    return password
