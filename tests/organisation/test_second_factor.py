"""The second factor: who gives it, a code once, recovery codes, who resets it, and what the database holds of it."""

from datetime import timedelta

import pyotp
import pytest
from django.db import connection

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation.api import Role
from motcua.domain.organisation.models import Officer, RecoveryCode, SecondFactor
from motcua.domain.organisation.rules import second_factor as rules
from motcua.domain.organisation.testing import SET_UP_AT, TODAY, a_small_province, an_actor, an_officer
from motcua.foundation import ledger, secret_store
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
AT = SET_UP_AT
STEP = timedelta(seconds=30)


@pytest.fixture
def codes():
    return a_small_province(calendar=False)


@pytest.fixture
def leader(codes):
    return an_actor(codes.centre, Role.LEADER)


@pytest.fixture
def phone(leader):
    """Enrol the leader; return what the phone and the paper with the recovery codes know."""
    return enrol(leader)


class Phone:
    def __init__(self, secret, recovery_codes):
        self.app, self.recovery_codes = pyotp.TOTP(secret), recovery_codes

    def code(self, at=AT):
        return self.app.at(at)


def enrol(actor, at=AT - 10 * STEP):
    offered = organisation.new_offer(actor.login)
    secret = organisation.read_offer(offered, actor.login).secret.replace("-", "")
    code = pyotp.TOTP(secret).at(at)
    handed = organisation.issue_enrolment_code(login=actor.login, by=SYSTEM, at=at)
    done = organisation.enrol_second_factor(
        login=actor.login, offered=offered, code=code, enrolment_code=handed, by=actor, at=at
    )
    return Phone(secret, done.recovery_codes)


def give(actor, code, at=AT):
    return organisation.give_code(login=actor.login, code=code, at=at)


def refused(actor, code, at=AT):
    with pytest.raises(organisation.WrongCode) as caught:
        give(actor, code, at)
    return str(caught.value)


# Who


@pytest.mark.parametrize(
    ("role", "signature", "demanded"),
    [
        pytest.param(Role.ADMINISTRATOR, "", True, id="an administrator"),
        pytest.param(Role.LEADER, "", True, id="a leader"),
        pytest.param(Role.HANDLER, "TL. CHỦ TỊCH\nTRƯỞNG PHÒNG", True, id="a handler who signs by order"),
        pytest.param(Role.HANDLER, "", False, id="a handler"),
        pytest.param(Role.RECEPTION, "", False, id="reception"),
        pytest.param(Role.PUBLISHER, "", False, id="a publisher"),
        pytest.param(Role.SUPERVISOR, "", False, id="a supervisor"),
    ],
)
def test_administrators_leaders_and_signers_give_a_second_factor(codes, role, signature, demanded):
    assert an_actor(codes.centre, role, signature=signature).demands_second_factor is demanded


def test_who_leads_elsewhere_gives_it_whatever_position_is_acted_by(codes):
    login = an_officer(codes.centre, (Role.HANDLER,))
    organisation.create_position(unit_code=codes.commune, title="Lãnh đạo", roles=[Role.LEADER], by=SYSTEM, at=AT)
    words = {"login": login, "unit_code": codes.commune, "title": "Lãnh đạo", "by": SYSTEM, "at": AT}
    organisation.post_officer(from_on=TODAY, **words)

    assert organisation.actor_for(login, TODAY, codes.centre).demands_second_factor
    assert not organisation.actor_for(login, TODAY - timedelta(days=1), codes.centre).demands_second_factor


# The code of the app


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_phone_and_server_may_differ_by_half_a_minute(leader, phone, steps):
    assert give(leader, phone.code(AT + steps * STEP)).number == 1


@pytest.mark.parametrize("steps", [-2, 2, 100])
def test_other_codes_are_too_old_or_too_new(leader, phone, steps):
    refused(leader, phone.code(AT + steps * STEP))


def test_a_code_is_taken_once_and_after_it_none_that_is_older(leader, phone):
    give(leader, phone.code(AT))

    assert refused(leader, phone.code(AT)) == refused(leader, phone.code(AT - STEP))
    give(leader, phone.code(AT + STEP))


def test_the_code_that_confirmed_the_enrolment_does_not_sign_in(leader):
    phone = enrol(leader, AT)

    refused(leader, phone.code(AT))


def test_everything_wrong_gets_the_same_sentence(codes, leader, phone):
    stranger = an_actor(codes.centre, Role.LEADER)
    give(leader, phone.code(AT))
    with pytest.raises(organisation.WrongCode) as recovery:
        organisation.give_recovery_code(login=leader.login, code="AAAA-AAAA-AAAA", by=leader, at=AT)

    said = {
        refused(leader, "000000"),
        refused(leader, phone.code(AT)),
        refused(leader, "ă"),
        refused(stranger, "123456"),
    }
    assert said == {str(recovery.value)}


def test_a_code_may_be_typed_with_blanks(leader, phone):
    code = phone.code()

    give(leader, f" {code[:3]} {code[3:]} ")


def test_after_five_wrong_codes_the_right_one_is_not_taken_for_a_quarter_of_an_hour(leader, phone):
    for _ in range(5):
        refused(leader, "000000")

    for at in (AT, AT + timedelta(minutes=14)):
        with pytest.raises(organisation.TooManyAttempts, match="tạm khóa đến 08:15"):
            give(leader, phone.code(at), at)
    give(leader, phone.code(AT + timedelta(minutes=15)), AT + timedelta(minutes=15))


def test_a_right_code_takes_back_the_wrong_ones(leader, phone):
    for turn in range(4):
        for _ in range(4):
            refused(leader, "000000")
        give(leader, phone.code(AT + turn * STEP), AT + turn * STEP)


# Enrolling


def try_to_enrol(actor, handed, *, code=None, at=AT):
    offered = organisation.new_offer(actor.login)
    secret = organisation.read_offer(offered, actor.login).secret.replace("-", "")
    words = {"login": actor.login, "offered": offered, "enrolment_code": handed, "by": actor, "at": at}
    return organisation.enrol_second_factor(code=code or pyotp.TOTP(secret).at(at), **words)


def issue(actor, at=AT, by=SYSTEM):
    return organisation.issue_enrolment_code(login=actor.login, by=by, at=at)


def test_a_wrong_code_enrols_nothing_and_the_administrators_code_stays_good(leader):
    handed = issue(leader)

    with pytest.raises(organisation.WrongCode):
        try_to_enrol(leader, handed, code="000000")

    assert not organisation.has_second_factor(leader.login)
    assert try_to_enrol(leader, handed.lower().replace("-", " ")).number == 1


def test_whoever_only_knows_the_password_does_not_enrol(codes, leader):
    other = an_actor(codes.centre, Role.LEADER)
    old, of_another, newest = issue(leader), issue(other), issue(leader)

    for handed in ("", "AAAA-AAAA", old, of_another):
        with pytest.raises(organisation.WrongEnrolmentCode):
            try_to_enrol(leader, handed)

    assert not organisation.has_second_factor(leader.login)
    assert try_to_enrol(leader, newest).number == 1


def test_an_enrolment_code_is_good_for_a_week(leader):
    handed = issue(leader)

    with pytest.raises(organisation.WrongEnrolmentCode):
        try_to_enrol(leader, handed, at=AT + timedelta(days=7))
    try_to_enrol(leader, handed, at=AT + timedelta(days=7, minutes=-1))


def test_enrolment_codes_are_not_guessed(leader):
    handed = issue(leader)
    for guess in ("AAAA-AAAA", "BBBB-BBBB", "CCCC-CCCC", "DDDD-DDDD", "EEEE-EEEE"):
        with pytest.raises(organisation.WrongEnrolmentCode):
            try_to_enrol(leader, guess)

    with pytest.raises(organisation.TooManyAttempts):
        try_to_enrol(leader, handed)
    try_to_enrol(leader, handed, at=AT + timedelta(minutes=15))


def test_another_administrator_of_the_unit_issues_the_code_and_nobody_the_own(codes, leader):
    own, away = an_actor(codes.centre, Role.ADMINISTRATOR), an_actor(codes.commune, Role.ADMINISTRATOR)

    for actor, by, refusal in (
        (own, own, organisation.OwnSecondFactor),
        (leader, away, organisation.MissingRight),
        (leader, an_actor(codes.centre, Role.HANDLER), organisation.MissingRight),
    ):
        with pytest.raises(refusal):
            issue(actor, by=by)
    assert len(issue(leader, by=own)) == len("ABCD-EFGH")
    assert ledger.rows_of(f"officer:{leader.login}")[-1].act == "enrolment_code_issued"


def test_who_is_enrolled_gets_no_code_before_a_reset(leader, phone):
    with pytest.raises(organisation.AlreadyEnrolled):
        issue(leader)


def test_the_database_does_not_hold_the_enrolment_code(leader):
    handed = issue(leader)

    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM organisation_enrolmentcode")
        assert handed.replace("-", "") not in cursor.fetchone()[0]


def test_nobody_enrols_twice(leader, phone):
    with pytest.raises(organisation.AlreadyEnrolled):
        try_to_enrol(leader, "AAAA-AAAA")


def test_a_secret_offered_to_one_officer_is_no_good_to_another(codes, leader):
    other = an_actor(codes.centre, Role.LEADER)

    with pytest.raises(secret_store.SecretUnreadable):
        organisation.read_offer(organisation.new_offer(other.login), leader.login)


def test_an_app_reads_the_address_of_the_picture(leader):
    offer = organisation.read_offer(organisation.new_offer(leader.login), leader.login)
    read = pyotp.parse_uri(offer.address)

    assert (read.name, read.issuer, read.interval, read.digits) == (leader.login, "Mot Cua", 30, 6)
    assert rules.in_groups(read.secret) == offer.secret


# Recovery codes


def test_each_of_ten_recovery_codes_is_good_once(leader, phone):
    assert len(set(phone.recovery_codes)) == 10
    for place, code in enumerate(phone.recovery_codes):
        given = organisation.give_recovery_code(login=leader.login, code=code.lower(), by=leader, at=AT)
        assert given.recovery_codes_left == 9 - place
        with pytest.raises(organisation.WrongCode):
            organisation.give_recovery_code(login=leader.login, code=code, by=leader, at=AT)


def test_recovery_codes_are_counted_with_the_app_s_codes(leader, phone):
    for _ in range(5):
        refused(leader, "000000")

    with pytest.raises(organisation.TooManyAttempts):
        organisation.give_recovery_code(login=leader.login, code=phone.recovery_codes[0], by=leader, at=AT)


# Resetting


def test_another_administrator_of_the_unit_resets_it_and_nobody_the_own(codes, leader, phone):
    above, own = an_actor(codes.province, Role.ADMINISTRATOR), an_actor(codes.centre, Role.ADMINISTRATOR)
    enrol(own)

    for by, refusal in (
        (leader, organisation.OwnSecondFactor),
        (an_actor(codes.centre, Role.LEADER), organisation.MissingRight),
        (an_actor(codes.commune, Role.ADMINISTRATOR), organisation.MissingRight),
    ):
        with pytest.raises(refusal):
            organisation.reset_second_factor(login=leader.login, by=by, at=AT)
    with pytest.raises(organisation.OwnSecondFactor):
        organisation.reset_second_factor(login=own.login, by=own, at=AT)
    organisation.reset_second_factor(login=leader.login, by=own, at=AT)
    organisation.reset_second_factor(login=own.login, by=above, at=AT)

    assert not SecondFactor.objects.exists()
    refused(leader, phone.code())
    assert Officer.objects.get(login=leader.login).second_factor_number == 2


def test_what_is_not_there_is_not_reset(leader):
    with pytest.raises(organisation.NotEnrolled):
        organisation.reset_second_factor(login=leader.login, by=SYSTEM, at=AT)
    with pytest.raises(organisation.UnknownOfficer):
        organisation.reset_second_factor(login="khong-co", by=SYSTEM, at=AT)


# What is kept


def test_the_ledger_names_acts_and_no_code(leader, phone):
    organisation.give_recovery_code(login=leader.login, code=phone.recovery_codes[0], by=leader, at=AT)
    organisation.reset_second_factor(login=leader.login, by=SYSTEM, at=AT)

    rows = [(row.act, row.body) for row in ledger.rows_of(f"officer:{leader.login}")][-3:]
    assert rows == [("second_factor_enrolled", {}), ("recovery_code_used", {"left": 9}), ("second_factor_reset", {})]


def test_the_database_alone_gives_away_neither_secret_nor_recovery_code(leader, phone, settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(f)::text FROM organisation_secondfactor f")
        held = cursor.fetchone()[0]
    stored = bytes(SecondFactor.objects.get().secret)
    key = settings.ENVIRONMENT.data / "keys" / "secrets.key"

    assert phone.app.secret not in held
    assert phone.app.secret.encode() not in stored
    assert {len(one.digest) for one in RecoveryCode.objects.all()} == {64}
    assert key.stat().st_mode & 0o077 == 0
    key.write_bytes(b"x" * 32)
    with pytest.raises(secret_store.SecretUnreadable):
        give(leader, phone.code())
    with pytest.raises(organisation.WrongCode):
        organisation.give_recovery_code(login=leader.login, code=phone.recovery_codes[0], by=leader, at=AT)


def test_the_secret_of_one_officer_moved_to_another_row_is_no_secret(codes, leader, phone):
    other = an_actor(codes.centre, Role.LEADER)
    SecondFactor.objects.update(officer=other.officer_id)

    with pytest.raises(secret_store.SecretUnreadable):
        give(other, phone.code())


def test_a_code_issued_before_another_posting_is_void_with_it(leader):
    """Whoever could issue it for the earlier place may not be who answers for the new one."""
    issued = organisation.issue_enrolment_code(login=leader.login, by=SYSTEM, at=SET_UP_AT)
    organisation.create_position(unit_code="H12", title="Phó chủ tịch", roles=[Role.LEADER], by=SYSTEM, at=SET_UP_AT)
    organisation.post_officer(
        login=leader.login, unit_code="H12", title="Phó chủ tịch", from_on=TODAY, by=SYSTEM, at=SET_UP_AT
    )
    offered = organisation.new_offer(leader.login)
    secret = organisation.read_offer(offered, leader.login).secret.replace("-", "")

    with pytest.raises(organisation.WrongEnrolmentCode):
        organisation.enrol_second_factor(
            login=leader.login,
            offered=offered,
            code=pyotp.TOTP(secret).at(SET_UP_AT),
            enrolment_code=issued,
            by=leader,
            at=SET_UP_AT,
        )
