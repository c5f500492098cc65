"""Where people reach a unit: stated by who administers it, the newest holds, the ledger says that it was stated."""

from datetime import datetime

import pytest

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation.api import Role
from motcua.domain.organisation.testing import a_small_province, an_actor
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)
UNIT = "H12.14"


@pytest.fixture(autouse=True)
def province() -> None:
    a_small_province()


def state(address: str = "Số 1 đường Chợ", phone: str = "0290 111", note: str = "", by: Actor = SYSTEM) -> None:
    organisation.state_contact(unit=UNIT, address=address, phone=phone, note=note, by=by, at=AT)


def test_what_was_stated_last_holds_and_the_ledger_names_what_was_said() -> None:
    state()
    state(phone="", note="Cửa trái")

    assert organisation.contacts_of([UNIT, "H12"]) == {UNIT: organisation.ContactInfo("Số 1 đường Chợ", "", "Cửa trái")}
    assert ledger.rows_of(f"unit:{UNIT}")[-1].body == {"said": ["address", "note"]}


def test_the_same_again_or_nothing_at_all_is_refused() -> None:
    with pytest.raises(organisation.NothingChanged):
        state(address="", phone="")
    state()
    with pytest.raises(organisation.NothingChanged):
        state()


def test_who_does_not_administer_the_unit_states_nothing() -> None:
    with pytest.raises(organisation.MissingRight):
        state(by=an_actor(UNIT, Role.RECEPTION))
    assert organisation.contacts_of([UNIT]) == {}


def test_a_text_too_long_is_refused_with_one_sentence() -> None:
    with pytest.raises(Refusal, match="Địa chỉ dài 256 ký tự, tối đa là 255"):
        state(address="x" * 256)
