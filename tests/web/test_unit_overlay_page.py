"""The page on which a unit says what is its own of a procedure: effect first, layers beside every field, undo."""

from html import unescape

import pytest
from django.test import Client

from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Kind, Level, Role
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.testing import a_published_procedure
from motcua.foundation import clock

pytestmark = pytest.mark.django_db
CODE = "1.001193"
UNITS = f"/lam-viec/thu-tuc/{CODE}/don-vi"
PAGE = f"{UNITS}/H12.61"
THREE = {"cho-1": "time_limit", "so-1": "3", "don-vi-1": "working_day", "noi": "Nhà văn hóa ấp Mũi"}


@pytest.fixture
def publisher(client: Client, django_user_model) -> Client:
    organisation_testing.a_small_province()
    a_published_procedure()
    return signed_in(client, django_user_model, "H12.61")


def signed_in(client: Client, django_user_model, unit: str) -> Client:
    login = organisation_testing.an_officer(unit, (Role.PUBLISHER,))
    client.force_login(
        django_user_model.objects.get(login=login), backend="motcua.entrypoints.web.sessions.OfficerBackend"
    )
    return client


def text(response) -> str:
    return unescape(response.content.decode())


def said() -> procedures.Overlay | None:
    return procedures.for_unit(procedures.published(CODE, clock.now()), "H12.61").overlay


def test_a_unit_with_one_to_speak_for_comes_to_its_page_at_once(publisher):
    response = publisher.get(UNITS)

    assert response.status_code == 302
    assert response["Location"] == PAGE


def test_the_effect_is_told_before_anything_is_kept(publisher):
    page = text(publisher.post(PAGE, {**THREE, "lam": "xem"}))

    assert "Ảnh hưởng, chưa ghi gì" in page
    assert "5 ngày làm việc" in page
    assert "<b>3 ngày làm việc</b>" in page
    assert "Hồ sơ đã nhận trước đó giữ giờ đã hẹn" in page
    assert 'value="Nhà văn hóa ấp Mũi"' in page
    assert said() is None


def test_what_is_kept_stands_on_the_page_with_the_layer_of_every_field(publisher):
    assert publisher.post(PAGE, {**THREE, "lam": "ghi"}).status_code == 302

    page = text(publisher.get(PAGE))

    assert said().place == "Nhà văn hóa ấp Mũi"
    assert page.count('<span class="mc-layer mc-layer--own">đơn vị</span>') == 2
    assert '<span class="mc-layer">quốc gia</span>' in page
    assert "Đang áp dụng" in page


def test_sent_twice_it_is_kept_once(publisher):
    form = {**THREE, "lam": "ghi", "key": "mot-lan"}
    publisher.post(PAGE, form)
    publisher.post(PAGE, form)

    assert len(procedures.overlays_of(CODE)) == 1


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"so-1": "9", "don-vi-1": "working_day"}, "không dài hơn"),
        ({"so-1": "ba", "don-vi-1": "working_day"}, "không phải là số"),
        ({}, "Chưa ghi gì riêng"),
        ({"noi": "Xã", "tu": "hom-nay"}, "Ghi ngày theo dạng"),
        ({"noi": "Xã", "tu": "2020-01-01"}, "Không ghi lùi ngày"),
        ({"cach-nop": "online"}, "không tự mở cách nộp trực tuyến"),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(publisher, form, says):
    response = publisher.post(PAGE, {**form, "lam": "ghi"})

    assert response.status_code == 400
    assert says in text(response)
    assert all(f'value="{value}"' in text(response) for name, value in form.items() if name in ("noi", "so-1"))


def test_undo_and_end_lie_on_the_page(publisher):
    publisher.post(PAGE, {**THREE, "lam": "ghi"})
    publisher.post(PAGE, {"noi": "Trụ sở xã", "lam": "ghi"})

    publisher.post(PAGE, {"lam": "hoan"})
    assert said().place == "Nhà văn hóa ấp Mũi"
    assert "hoàn lại lần 2" in text(publisher.get(PAGE))

    publisher.post(PAGE, {"lam": "ket-thuc"})
    assert said() is None


def test_a_unit_of_somebody_else_and_one_that_is_not_there_look_the_same(client, django_user_model):
    organisation_testing.a_small_province()
    organisation_testing.a_unit("H12.62", level=Level.COMMUNE, kind=Kind.COMMUNE, parent="H12")
    a_published_procedure()
    publisher = signed_in(client, django_user_model, "H12.62")

    answers = [publisher.get(f"{UNITS}/{code}") for code in ("H12.61", "H12.99", "H12.04")]

    assert [one.status_code for one in answers] == [404] * 3
    assert all("không ghi thay đơn vị này được" in text(one) for one in answers)


def test_the_province_sees_every_commune_and_the_page_of_publication_names_those_that_speak(client, django_user_model):
    organisation_testing.a_small_province()
    organisation_testing.a_unit("H12.62", level=Level.COMMUNE, kind=Kind.COMMUNE, parent="H12")
    a_published_procedure()
    publisher = signed_in(client, django_user_model, "H12")
    assert "Chưa đơn vị nào ghi phần riêng" in text(publisher.get(f"/lam-viec/thu-tuc/{CODE}"))

    publisher.post(PAGE, {**THREE, "lam": "ghi"})

    assert "1 đơn vị đang có phần riêng: Ủy ban nhân dân xã Đất Mũi" in text(publisher.get(f"/lam-viec/thu-tuc/{CODE}"))
    assert "đang áp dụng" in text(publisher.get(UNITS))
