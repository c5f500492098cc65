"""The page on which officers enter that they are away, and who does the work."""

import re
from datetime import timedelta

import pytest
from desk_pages import signed_in, text_of

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing
from motcua.foundation import clock

pytestmark = pytest.mark.django_db
PAGE = "/lam-viec/nghi"


@pytest.fixture
def commune(db):
    places = testing.a_small_province()
    testing.an_officer(places.commune, ["handler"], login="lan", full_name="Trần Thị Lan")
    testing.an_officer(places.commune, ["handler"], login="hai", full_name="Lê Văn Hải")
    return places.commune


def client_of(login):
    return signed_in(organisation.actor_for(login, clock.now().date()))


def words(**changes):
    day = clock.now().date()
    return {"tu": day.isoformat(), "den": (day + timedelta(days=2)).isoformat(), "lam-thay": "hai", **changes}


def test_an_officer_enters_the_own_leave_and_takes_it_back(commune):
    client = client_of("lan")
    page = client.post(PAGE, words(), follow=True)

    assert "Trần Thị Lan" in text_of(page)
    assert "Kết thúc hôm nay" in text_of(page)
    number = re.search(r"/nghi/(\d+)/ket-thuc", page.content.decode()).group(1)
    client.post(f"{PAGE}/{number}/ket-thuc")
    assert organisation.leaves_of(commune, clock.now().date()) == ()


def test_an_officer_enters_nobody_elses_leave_whatever_the_form_says(commune):
    client_of("lan").post(PAGE, words(**{"nguoi-nghi": "hai", "lam-thay": "hai"}))
    client_of("lan").post(PAGE, words(**{"nguoi-nghi": "hai"}))

    assert [one.login for one in organisation.leaves_of(commune, clock.now().date())] == ["lan"]


def test_a_leader_enters_it_for_an_officer_of_the_unit(commune):
    leader = testing.an_actor(commune, "leader", on=clock.now().date())

    page = signed_in(leader).post(PAGE, words(**{"nguoi-nghi": "lan"}), follow=True)

    assert "Đã ghi đợt nghỉ" in text_of(page)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lam-thay": "lan"}, "không tự làm thay mình"),
        ({"tu": ""}, "Ghi ngày bắt đầu"),
        ({"den": "mai"}, "Ghi ngày nghỉ"),
    ],
)
def test_what_is_refused_is_said_and_what_was_chosen_stays(commune, changes, said):
    page = client_of("lan").post(PAGE, words(**changes))

    assert page.status_code == 400
    assert said in text_of(page)


def test_another_units_leave_is_not_there_for_who_types_its_address(commune):
    client_of("lan").post(PAGE, words())
    number = organisation.leaves_of(commune, clock.now().date())[0].leave_id
    other = signed_in(testing.an_actor("H12.04", "leader", on=clock.now().date()))

    page = other.post(f"{PAGE}/{number}/ket-thuc")
    unknown = other.post(f"{PAGE}/999999/ket-thuc")

    assert page.status_code == unknown.status_code == 400
    assert "Không có đợt nghỉ này" in text_of(page)
    assert organisation.leaves_of(commune, clock.now().date()) != ()


@pytest.mark.parametrize("role", ["publisher", "supervisor"])
def test_who_works_on_no_steps_does_not_open_it(commune, role):
    assert signed_in(testing.an_actor(commune, role)).get(PAGE).status_code == 403
