"""Accounts: argon2, passwords."""

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.test import RequestFactory

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation.api import Role
from motcua.domain.organisation.models import Officer
from motcua.domain.organisation.testing import PASSWORD, SET_UP_AT, a_small_province, an_actor, an_officer
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
ANOTHER = "ca-kho-to-u-minh-77"


@pytest.fixture
def codes():
    return a_small_province(calendar=False)


def _sign_in(login, password, address="10.0.0.7"):
    request = RequestFactory().post("/dang-nhap", {"login": login, "password": password}, REMOTE_ADDR=address)
    return authenticate(request, username=login, password=password)


def _register(login="lan.nt", *, full_name="Nguyễn Thị Lan", password=PASSWORD, by=SYSTEM):
    return organisation.register_officer(login=login, full_name=full_name, password=password, by=by, at=SET_UP_AT)


def test_the_account_of_the_product_is_the_officer():
    assert get_user_model() is Officer


def test_a_registered_officer_signs_in_with_an_argon2_password():
    officer_id = _register()

    officer = _sign_in("lan.nt", PASSWORD)

    assert officer.pk == officer_id
    assert Officer.objects.get().password.startswith("argon2$")
    assert _sign_in("lan.nt", "sai-mat-khau-roi") is None


def test_without_a_password_nobody_signs_in():
    _register(password=None)

    assert _sign_in("lan.nt", "") is None
    assert not Officer.objects.get().has_usable_password()


def test_an_inactive_officer_does_not_sign_in(codes):
    login = an_officer(codes.centre, password=PASSWORD)

    organisation.deactivate_officer(login=login, by=SYSTEM, at=SET_UP_AT)

    assert _sign_in(login, PASSWORD) is None


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("dat-mui-9", "Mật khẩu cần có ít nhất 10 ký tự."),
        ("1234567890", "Mật khẩu không được là mật khẩu nhiều người dùng."),
        ("lan.nt-2026", "Mật khẩu không được gần giống tên đăng nhập hoặc họ tên."),
        ("password12", "Mật khẩu không được là mật khẩu nhiều người dùng."),
    ],
)
def test_a_weak_password_is_refused_in_a_vietnamese_sentence(password, reason):
    with pytest.raises(organisation.WeakPassword, match=f"^{reason}$"):
        _register(password=password)

    assert not Officer.objects.exists()


@pytest.mark.parametrize("login", ["", "a", "Lan", "lan nt", "lăn", "-lan", "x" * 61, SYSTEM.login])
def test_a_login_with_other_letters_is_refused(login):
    with pytest.raises(Refusal, match="Tên đăng nhập"):
        _register(login, password=None)


def test_a_login_belongs_to_one_officer():
    _register(password=None)

    with pytest.raises(organisation.LoginTaken):
        _register(password=None)


def test_officers_registered_together_start_with_one_password_and_fail_together():
    people = [organisation.NewOfficer("an.nv", "Nguyễn Văn An"), organisation.NewOfficer("be.tt", "Trần Thị Bé")]
    ids = organisation.register_officers(people, password=PASSWORD, by=SYSTEM, at=SET_UP_AT)

    assert [_sign_in(one.login, PASSWORD).pk for one in people] == list(ids)
    with pytest.raises(organisation.LoginTaken):
        organisation.register_officers(
            [organisation.NewOfficer("cu.lv", "Lê Văn Cư"), people[0]], password=None, by=SYSTEM, at=SET_UP_AT
        )
    assert Officer.objects.count() == 2


def test_only_an_administrator_registers_officers(codes):
    with pytest.raises(organisation.MissingRight):
        _register(by=an_actor(codes.province, Role.LEADER))


def test_an_officer_changes_the_own_password_by_giving_the_current_one(codes):
    login = an_officer(codes.centre, password=PASSWORD)
    officer = organisation.actor_for(login, SET_UP_AT.date())
    wanted = {"login": login, "new_password": ANOTHER, "by": officer, "at": SET_UP_AT}
    before = Officer.objects.get(login=login).get_session_auth_hash()

    for wrong in (None, "sai-mat-khau-roi"):
        with pytest.raises(organisation.WrongPassword):
            organisation.change_password(current_password=wrong, **wanted)
    organisation.change_password(current_password=PASSWORD, **wanted)

    assert _sign_in(login, ANOTHER) is not None
    assert Officer.objects.get(login=login).get_session_auth_hash() != before
    row = ledger.rows_of(f"officer:{login}")[-1]
    assert (row.act, row.body) == ("password_changed", {"own": True})


def test_a_password_is_reset_by_an_administrator_of_the_officers_unit_only(codes):
    login = an_officer(codes.centre)
    wanted = {"login": login, "new_password": ANOTHER, "at": SET_UP_AT}

    for stranger in (an_actor(codes.centre, Role.LEADER), an_actor(codes.commune, Role.ADMINISTRATOR)):
        with pytest.raises(organisation.MissingRight):
            organisation.change_password(by=stranger, **wanted)
    organisation.change_password(by=an_actor(codes.centre, Role.ADMINISTRATOR), **wanted)

    assert _sign_in(login, ANOTHER) is not None


def test_the_ledger_holds_no_name_of_an_officer():
    _register(full_name="Nguyễn Thị Lan")

    row = ledger.rows_of("officer:lan.nt")[0]

    assert (row.act, row.body) == ("officer_registered", {})


def test_the_password_of_an_officer_without_a_posting_is_reset_by_an_administrator(codes):
    _register(password=None)
    wanted = {"login": "lan.nt", "new_password": ANOTHER, "at": SET_UP_AT}

    with pytest.raises(organisation.MissingRight):
        organisation.change_password(by=an_actor(codes.centre, Role.LEADER), **wanted)
    organisation.change_password(by=an_actor(codes.province, Role.ADMINISTRATOR), **wanted)
    with pytest.raises(organisation.UnknownOfficer):
        organisation.deactivate_officer(login="khong-co", by=SYSTEM, at=SET_UP_AT)

    assert _sign_in("lan.nt", ANOTHER) is not None


def test_django_makes_and_names_accounts_as_it_does_elsewhere():
    officer = Officer.objects.create_user("be.tt", PASSWORD, full_name="Trần Thị Bé")

    assert Officer.objects.get_by_natural_key("be.tt") == officer
    assert (officer.get_full_name(), officer.get_username(), officer.is_authenticated) == ("Trần Thị Bé", "be.tt", True)
    assert _sign_in("be.tt", PASSWORD) == officer
