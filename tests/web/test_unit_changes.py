"""An administrator establishes, renames, moves and dissolves units: the effect first, then the change."""

from datetime import timedelta

import pytest
from desk_pages import signed_in, text_of

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing as dossiers_testing
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing
from motcua.domain.organisation.api import Role
from motcua.foundation import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(db):
    return testing.a_small_province()


@pytest.fixture
def client(places):
    return signed_in(testing.an_actor(places.province, Role.ADMINISTRATOR))


def change(client, code, word, *, confirmed=True, **form):
    form.setdefault("tu", soon().isoformat())
    return client.post(f"/quan-tri/don-vi/{code}/sap-xep/{word}", {**form, **({"dong-y": "1"} if confirmed else {})})


def soon():
    return clock.now().date() + timedelta(days=3)


def test_the_effect_is_shown_before_anything_is_written(client, places):
    testing.an_officer(places.commune_desk, ["reception"])

    said = text_of(change(client, places.commune_desk, "giai-the", confirmed=False, noi=places.commune))

    assert "chưa ghi gì" in said
    assert "1 cán bộ" in said
    assert organisation.unit(places.commune_desk, soon()).code == places.commune_desk


def test_a_unit_is_established_renamed_moved_and_dissolved(client, places):
    new = {"ma": "H12.77", "ten": "Trung tâm mới", "cap": "province", "loai": "one_stop"}
    change(client, places.department, "lap", **new)
    change(
        client, "H12.77", "doi", ten="Trung tâm khác", tren=places.province, tu=(soon() + timedelta(days=1)).isoformat()
    )
    change(client, "H12.77", "giai-the", noi=places.centre, tu=(soon() + timedelta(days=2)).isoformat())

    assert organisation.unit("H12.77", soon()).parent_code == places.department
    moved = organisation.unit("H12.77", soon() + timedelta(days=1))
    assert (moved.name, moved.parent_code) == ("Trung tâm khác", places.province)
    assert organisation.successors_of("H12.77") == (places.centre,)
    with pytest.raises(organisation.UnknownUnit):
        organisation.unit("H12.77", soon() + timedelta(days=2))


@pytest.mark.parametrize(
    ("word", "form", "said"),
    [
        ("giai-the", {}, "đơn vị trực thuộc"),
        ("doi", {"ten": ""}, "Tên đơn vị"),
        ("doi", {"ten": "Xã", "tren": "H12.61.01"}, "chính mình hoặc đơn vị cấp dưới"),
        ("lap", {"ma": "H12.04", "ten": "X", "cap": "commune", "loai": "other"}, "không dùng lại"),
        ("lap", {"ma": "H12.78", "ten": "X"}, "Chọn cấp và loại"),
        ("doi", {"ten": "Xã", "tu": "mai"}, "Ghi ngày có hiệu lực"),
    ],
)
def test_what_is_refused_is_said_and_changes_nothing(client, places, word, form, said):
    before = organisation.versions_of(places.commune)
    page = change(client, places.commune, word, **form)

    assert page.status_code == 400
    assert said in text_of(page)
    assert organisation.versions_of(places.commune) == before


@pytest.mark.parametrize("successor", ["H12.61.01", "H12.78"], ids=["the unit itself", "a unit that is not there then"])
def test_a_unit_is_not_followed_by_itself_or_by_one_that_is_gone(client, places, successor):
    testing.a_unit("H12.78", parent=places.province, until_on=soon())

    page = change(client, places.commune_desk, "giai-the", noi=successor)

    assert page.status_code == 400
    assert "không tiếp nhận được" in text_of(page)
    assert organisation.unit(places.commune_desk, soon()).code == places.commune_desk


def test_a_successor_named_twice_follows_once(client, places):
    change(client, places.commune_desk, "giai-the", noi=f"{places.commune} {places.commune}")

    assert organisation.successors_of(places.commune_desk) == (places.commune,)


def test_a_unit_on_which_dossiers_hang_is_not_dissolved_whoever_follows_it():
    """Its officers have no right from that day, and those of the successor only see: the steps would be nobody's."""
    staff = dossiers_testing.a_staffed_province()
    code = dossiers_testing.a_dossier(staff)
    desk, at = staff.places.commune_desk, dossiers_testing.RECEIVED_AT
    client = signed_in(testing.an_actor("H12", Role.ADMINISTRATOR))
    assert not dossiers.count_open_steps(desk), "nothing is open at the desk, but the result will come back there"

    shown = text_of(change(client, desk, "giai-the", confirmed=False, noi=staff.places.commune))
    page = change(client, desk, "giai-the", noi=staff.places.commune)

    assert "Còn 1 hồ sơ chưa xong" in shown
    assert page.status_code == 400
    assert "Đơn vị còn 1 hồ sơ chưa xong" in text_of(page)
    assert organisation.unit(desk, soon()).code == desk

    dossiers_testing.carry_to_ready(staff, code, at=at)
    dossiers.return_result(code, by=staff.reception, at=at)
    assert change(client, desk, "giai-the", noi=staff.places.commune).status_code == 302


def test_a_unit_is_not_moved_below_one_that_the_administrator_does_not_keep(places):
    other = signed_in(testing.an_actor(places.commune, Role.ADMINISTRATOR))

    page = change(other, places.commune_desk, "doi", ten="Bộ phận một cửa", tren=places.department)

    assert page.status_code == 400
    assert "cần quyền" in text_of(page)


@pytest.mark.parametrize("role", ["reception", "handler", "leader", "publisher", "supervisor"])
def test_nobody_else_changes_units(places, role):
    other = signed_in(testing.an_actor(places.commune, role))

    assert change(other, places.commune, "giai-the").status_code == 403
