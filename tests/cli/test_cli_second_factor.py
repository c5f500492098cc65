"""`motcua officers reset-second-factor`: a lost phone, also the last administrator's."""

import re

import pyotp
import pytest

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing
from motcua.domain.organisation.api import Role
from motcua.foundation import clock
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db):
    """Return the only administrator, enrolled."""
    places = testing.a_small_province()
    testing.an_officer(places.province, [Role.ADMINISTRATOR], login="quantri")
    at, by = clock.now(), organisation.actor_for("quantri", clock.now().date())
    offered = organisation.new_offer("quantri")
    app = pyotp.TOTP(organisation.read_offer(offered, "quantri").secret.replace("-", ""))
    handed = organisation.issue_enrolment_code(login="quantri", by=SYSTEM, at=at)
    organisation.enrol_second_factor(
        login="quantri", offered=offered, code=app.at(at), enrolment_code=handed, by=by, at=at
    )
    return "quantri"


def test_on_the_server_the_last_administrator_is_reset_and_enrols_anew(motcua, administrator):
    done = motcua("officers", "reset-second-factor", administrator)

    assert done.status == 0, done.err
    assert "phải đăng ký lại" in done.out + done.err
    assert re.search(r"quantri: [A-Z2-9]{4}-[A-Z2-9]{4} ", done.out)
    assert not organisation.has_second_factor(administrator)


def test_a_code_to_enrol_is_issued_on_the_server(motcua, administrator):
    enrolled = motcua("officers", "enrolment-code", administrator)
    testing.an_officer("H12.14", [Role.LEADER], login="giamdoc")
    done = motcua("officers", "enrolment-code", "giamdoc")

    assert (enrolled.status, done.status) == (1, 0)
    assert "đã có mã xác nhận" in enrolled.err
    assert re.search(r"giamdoc: [A-Z2-9]{4}-[A-Z2-9]{4} ", done.out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("quantri", "--as", "quantri"), "Không ai tự đặt lại", id="the own one"),
        pytest.param(("khong-co",), "khong-co", id="nobody of that login"),
    ],
)
def test_what_is_refused_is_said_in_one_sentence(motcua, administrator, words, said):
    done = motcua("officers", "reset-second-factor", *words)

    assert done.status == 1
    assert said in done.err
    assert organisation.has_second_factor(administrator)
