"""Where people reach a unit: stated by who administers it, the newest holds, the ledger says that it was stated."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation.api import Role
from motcua.domain.organisation.models import UnitContact
from motcua.domain.organisation.rules.coordinates import UnusableCoordinates, read_coordinates
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


def state(
    address: str = "Số 1 đường Chợ", phone: str = "0290 111", note: str = "", coordinates: str = "", by: Actor = SYSTEM
) -> None:
    organisation.state_contact(
        unit=UNIT, address=address, phone=phone, note=note, coordinates=coordinates, by=by, at=AT
    )


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


def test_coordinates_are_stated_with_the_contact_named_in_the_ledger_and_taken_back_by_leaving_them_empty() -> None:
    state(coordinates="9.176941,105.1524")

    stated = organisation.contacts_of([UNIT])[UNIT]
    assert stated.coordinates == organisation.Coordinates(Decimal("9.17694"), Decimal("105.1524"))
    assert ledger.rows_of(f"unit:{UNIT}")[-1].body == {"said": ["address", "phone", "coordinates"]}
    with pytest.raises(organisation.NothingChanged):
        state(coordinates=stated.coordinates_text)

    state()
    assert organisation.contacts_of([UNIT])[UNIT].coordinates is None


READ = {
    "": None,
    " \n ": None,
    "9.1769, 105.1524": "9.1769, 105.1524",
    "9,1769; 105,1524": "9.1769, 105.1524",
    "9,1769, 105,1524": "9.1769, 105.1524",
    "9.1769 105.1524": "9.1769, 105.1524",
    "9, 105": "9, 105",
    "\N{MINUS SIGN}33.86; 151.20930": "-33.86, 151.2093",
    "8.123456789, 104.7": "8.12346, 104.7",
    "-90, -180": "-90, -180",
}
"""What people copy from maps, and how it is written again."""


@pytest.mark.parametrize(("text", "written"), READ.items())
def test_coordinates_are_read_as_maps_give_them(text: str, written: str | None) -> None:
    read = read_coordinates(text)

    assert (read.text if read else None) == written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("105.1524, 9.1769", "Xem lại có ghi ngược hai số không"),
        ("90.00001, 105", "Vĩ độ từ -90 đến 90"),
        ("9, 180.1", "kinh độ từ -180 đến 180"),
        ("9.1769", "ghi vĩ độ rồi kinh độ"),
        ("9°10'N 105°9'E", "ghi vĩ độ rồi kinh độ"),
        ("1, 2, 3", "ghi vĩ độ rồi kinh độ"),
        ("nan, inf", "ghi vĩ độ rồi kinh độ"),
        ("1e1, 1e2", "ghi vĩ độ rồi kinh độ"),
        ("9" * 10_000, "ghi vĩ độ rồi kinh độ"),
    ],
)
def test_what_is_no_place_on_earth_is_refused_with_one_sentence(text: str, said: str) -> None:
    with pytest.raises(UnusableCoordinates, match=said):
        read_coordinates(text)


@pytest.mark.parametrize("degrees", [{"latitude": 9}, {"longitude": 105}, {"latitude": 91, "longitude": 105}])
def test_the_database_itself_keeps_no_half_place_and_none_beyond_the_earth(degrees: dict[str, int]) -> None:
    state(coordinates="9, 105")

    with pytest.raises(IntegrityError), transaction.atomic():
        UnitContact.objects.update(**{"latitude": None, "longitude": None, **degrees})


def test_who_does_not_administer_the_unit_states_nothing() -> None:
    with pytest.raises(organisation.MissingRight):
        state(by=an_actor(UNIT, Role.RECEPTION))
    assert organisation.contacts_of([UNIT]) == {}


def test_a_text_too_long_is_refused_with_one_sentence() -> None:
    with pytest.raises(Refusal, match="Địa chỉ dài 256 ký tự, tối đa là 255"):
        state(address="x" * 256)
