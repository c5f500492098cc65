"""The second factor of an officer: enrolled by the officer, given at sign-in, reset by somebody else (mã xác nhận)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.domain.organisation.events import Act
from motcua.domain.organisation.models import EnrolmentCode, Officer, RecoveryCode, SecondFactor
from motcua.domain.organisation.operations.attempts import attempt_succeeded, begin_attempt
from motcua.domain.organisation.operations.sign_in import locked_officer, require_administration_of
from motcua.domain.organisation.rules import second_factor as rules
from motcua.domain.organisation.rules.attempts import code_limits
from motcua.foundation import ledger, secret_store
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import local


class WrongCode(Refusal):
    """A code that is wrong, too old, or was taken before: which of them is not said."""

    def __init__(self) -> None:
        super().__init__(say("Mã không đúng, đã hết hạn hoặc đã dùng rồi. Chờ ứng dụng hiện mã mới rồi nhập lại."))


class AlreadyEnrolled(Refusal):
    """The officer has a second factor; another one only after a reset."""

    def __init__(self) -> None:
        super().__init__(
            say("Tài khoản này đã có mã xác nhận. Muốn dùng điện thoại khác thì nhờ người quản trị khác đặt lại.")
        )


class NotEnrolled(Refusal):
    """There is no second factor to reset."""

    def __init__(self, login: str) -> None:
        super().__init__(say("Tài khoản {login} chưa đăng ký mã xác nhận, không có gì để đặt lại.", login=login))


class OwnSecondFactor(Refusal):
    """Nobody resets the own second factor."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Không ai tự đặt lại mã xác nhận của chính mình: nhờ một người quản trị khác, hoặc người vận hành máy chủ."
            )
        )


class WrongEnrolmentCode(Refusal):
    """An enrolment code that is wrong, too old, used, or was never issued: which of them is not said."""

    def __init__(self) -> None:
        super().__init__(
            say("Mã đăng ký không đúng hoặc đã hết hạn. Nhờ người quản trị của đơn vị cấp mã mới, giao tận tay.")
        )


@dataclass(frozen=True)
class Enrolled:
    """A second factor was enrolled: its `number`, as of `Given`, and the recovery codes as printed."""

    number: int
    recovery_codes: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """A second factor was given: its `number`, which a reset changes, and how many recovery codes are left."""

    number: int
    recovery_codes_left: int


@dataclass(frozen=True)
class Offer:
    """A secret offered for enrolment: in letters for typing, and as the address that an app reads from a QR code."""

    secret: str
    address: str


def new_offer(login: str) -> str:
    """Return a new secret, encrypted, to be kept until the officer has confirmed it by a code."""
    return secret_store.encrypt(rules.new_secret(), about=_about(login)).hex()


def read_offer(offered: str, login: str) -> Offer:
    """Return what to show of an offered secret. Raises SecretUnreadable."""
    secret = _secret_of(offered, login)
    return Offer(rules.in_groups(secret), rules.address_for_app(secret, login))


@transaction.atomic
def issue_enrolment_code(*, login: str, by: Actor, at: datetime) -> str:
    """Return a code by which the officer may enrol within the week, to be handed over by hand; an earlier one is void.

    Without it whoever knows the password could enrol in the officer's place. Another administrator issues it, of every
    unit where the officer works, or the command line. Raises UnknownOfficer, OwnSecondFactor, MissingRight, AlreadyEnrolled.
    """
    officer = locked_officer(login)
    if by.login == login:
        raise OwnSecondFactor
    require_administration_of(officer, by, at)
    if SecondFactor.objects.filter(officer=officer).exists():
        raise AlreadyEnrolled
    code, until = rules.new_enrolment_code(), at + rules.ENROLMENT_CODE_LASTS
    kept = {"digest": _enrolment_digest(login, code), "until": until}
    EnrolmentCode.objects.update_or_create(officer=officer, defaults=kept)
    body = {"until": local(until).isoformat(timespec="minutes")}
    ledger.write(subject=f"officer:{login}", act=Act.ENROLMENT_CODE_ISSUED, by=by, at=at, body=body)
    return code


def enrol_second_factor(
    *, login: str, offered: str, code: str, enrolment_code: str, by: Actor, at: datetime
) -> Enrolled:
    """Take the offered secret for the officer's own: an administrator's code says who it is, the app's that it has it.

    The recovery codes are nowhere else: they are to be shown once. Raises WrongEnrolmentCode, WrongCode, TooManyAttempts,
    AlreadyEnrolled, SecretUnreadable.
    """
    begin_attempt(code_limits(login), at=at)
    with transaction.atomic():
        done = _enrolled(login, offered, code, enrolment_code, by, at)
    attempt_succeeded(code_limits(login))
    return done


def _enrolled(login: str, offered: str, code: str, enrolment_code: str, by: Actor, at: datetime) -> Enrolled:
    officer = locked_officer(login)
    if SecondFactor.objects.filter(officer=officer).exists():
        raise AlreadyEnrolled
    issued = EnrolmentCode.objects.filter(
        officer=officer, digest=_enrolment_digest(login, enrolment_code), until__gt=at
    )
    if not issued.exists():
        raise WrongEnrolmentCode
    secret = _secret_of(offered, login)
    step = rules.step_of(code, secret, at)
    if step is None:
        raise WrongCode
    issued.delete()
    sealed = secret_store.encrypt(secret, about=_about(login))
    made = SecondFactor.objects.create(officer=officer, secret=sealed, enrolled_at=at, last_step=step)
    codes = rules.new_recovery_codes()
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(second_factor=made, digest=_recovery_digest(login, one)) for one in codes]
    )
    _renumber(officer)
    ledger.write(subject=f"officer:{login}", act=Act.SECOND_FACTOR_ENROLLED, by=by, at=at, body={})
    return Enrolled(officer.second_factor_number, codes)


def give_code(*, login: str, code: str, at: datetime) -> Given:
    """Take a code of the app, each once, however many ask at the same time. Raises WrongCode, TooManyAttempts."""
    begin_attempt(code_limits(login), at=at)
    found = _of(login)
    if found is None:
        raise WrongCode
    step = rules.step_of(code, secret_store.decrypt(bytes(found.secret), about=_about(login)), at)
    if step is None or not _is_first(found, step):
        raise WrongCode
    attempt_succeeded(code_limits(login))
    return _given(found)


def give_recovery_code(*, login: str, code: str, by: Actor, at: datetime) -> Given:
    """Take a recovery code in place of the app's, each once. Raises WrongCode, TooManyAttempts."""
    begin_attempt(code_limits(login), at=at)
    with transaction.atomic():
        found = _of(login)
        unused = RecoveryCode.objects.filter(
            second_factor=found, digest=_recovery_digest(login, code), used_at__isnull=True
        )
        if found is None or not unused.update(used_at=at):
            raise WrongCode
        given = _given(found)
        body = {"left": given.recovery_codes_left}
        ledger.write(subject=f"officer:{login}", act=Act.RECOVERY_CODE_USED, by=by, at=at, body=body)
    attempt_succeeded(code_limits(login))
    return given


@transaction.atomic
def reset_second_factor(*, login: str, by: Actor, at: datetime) -> None:
    """Take the second factor away; the officer enrols another one at the next sign-in, and open sessions want it, too.

    Another administrator does it, of every unit where the officer works, or the command line. Raises UnknownOfficer,
    OwnSecondFactor, MissingRight, NotEnrolled.
    """
    officer = locked_officer(login)
    if by.login == login:
        raise OwnSecondFactor
    require_administration_of(officer, by, at)
    RecoveryCode.objects.filter(second_factor__officer=officer).delete()
    if not SecondFactor.objects.filter(officer=officer).delete()[0]:
        raise NotEnrolled(login)
    _renumber(officer)
    ledger.write(subject=f"officer:{login}", act=Act.SECOND_FACTOR_RESET, by=by, at=at, body={})


def _of(login: str) -> SecondFactor | None:
    return SecondFactor.objects.select_related("officer").filter(officer__login=login).first()


def _is_first(found: SecondFactor, step: int) -> bool:
    """Tell whether nobody gave the code of this step or a later one before: the database lets one through."""
    return SecondFactor.objects.filter(pk=found.pk, last_step__lt=step).update(last_step=step) == 1


def _given(found: SecondFactor) -> Given:
    return Given(found.officer.second_factor_number, found.recovery_codes.filter(used_at__isnull=True).count())


def _renumber(officer: Officer) -> None:
    officer.second_factor_number += 1
    officer.save(update_fields=["second_factor_number"])


def _secret_of(offered: str, login: str) -> str:
    try:
        sealed = bytes.fromhex(offered)
    except ValueError:
        raise secret_store.SecretUnreadable from None
    return secret_store.decrypt(sealed, about=_about(login))


def _recovery_digest(login: str, code: str) -> str:
    return secret_store.digest(rules.typed(code), about=f"recovery:{login}")


def _enrolment_digest(login: str, code: str) -> str:
    return secret_store.digest(rules.typed(code), about=f"enrolment:{login}")


def _about(login: str) -> str:
    return f"second-factor:{login}"
