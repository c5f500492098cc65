"""The administrator's pages of official forms and of procedures with their layers; hand-overs counted for the watchers."""

from datetime import timedelta

import pytest
from desk_pages import set_clock, signed_in, text_of

from motcua.domain.documents import api as documents
from motcua.domain.documents.models import IssuedPaper
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.testing import a_record, import_records, rows_on_all_channels
from motcua.foundation.rule_packs import rule_packs

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
FORMS, PROCEDURES, HAND_OVERS = "/quan-tri/bieu-mau", "/quan-tri/thu-tuc", "/dieu-hanh/ban-giao"
OWN = {"limits": {"time_limit": {"amount": "3", "unit": "working_day"}}, "place": "Nhà văn hóa"}


@pytest.fixture(autouse=True)
def now(settings):
    set_clock(settings, AT)


@pytest.fixture
def staff():
    return testing.a_staffed_province()


@pytest.fixture
def client(staff):
    return signed_in(organisation_testing.an_actor("H12", Role.ADMINISTRATOR))


# Forms


def test_every_form_of_every_pack_is_listed_with_title_number_source_and_days(client):
    page = text_of(client.get(FORMS))

    for pack in rule_packs():
        assert pack.title in page
        assert f"từ {pack.valid_from:%d/%m/%Y}" in page
        for words in pack.forms.values():
            assert words.title.capitalize() in page
            assert words.law in page
    assert page.index("Đang dùng") < page.index("01/2018")


def test_on_a_day_only_the_pack_that_held_is_shown(client):
    page = text_of(client.get(f"{FORMS}?ngay=2022-10-15"))

    assert "Phiếu xin lỗi và hẹn lại" in page
    assert "đề nghị gia hạn" not in page
    assert client.get(f"{FORMS}?ngay=hom-nay").status_code == 400
    assert "Không có bộ quy tắc nào" in text_of(client.get(f"{FORMS}?ngay=1990-01-01"))


@pytest.mark.parametrize("pack", rule_packs(), ids=lambda pack: pack.name)
def test_every_form_with_a_sample_prints_one_that_says_so_and_issues_nothing(client, pack):
    for form in [key for key in pack.forms if key in set(documents.Form)]:
        response = client.get(f"{FORMS}/{pack.name}/{form}.pdf")
        assert response.status_code == 200, form
        assert response.content.startswith(b"%PDF")
    assert not IssuedPaper.objects.exists()


@pytest.mark.parametrize("address", ["today/khong-co.pdf", "2030/receipt.pdf"])
def test_a_form_that_is_not_there(client, address):
    assert client.get(f"{FORMS}/{address}").status_code == 404


# Procedures


@pytest.fixture
def two(staff):
    testing.publish_once()
    import_records(a_record("1.001194", name="Thủ tục chưa rõ", channels=rows_on_all_channels("5")))
    by = organisation_testing.an_actor("H12", Role.PUBLISHER)
    procedures.state_overlay(code="1.001193", unit="H12.61", value=OWN, by=by, at=AT)


def test_the_list_tells_how_much_each_layer_says_and_what_is_lacking(client, two):
    rows = text_of(client.get(PROCEDURES))

    assert "bản 1 0 chỗ 1 đơn vị Đang công bố" in rows
    assert "1 chỗ chưa rõ, chưa gắn quy trình" in rows


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["1.001193", "1.001194"]),
        ("?xem=da-cong-bo", ["1.001193"]),
        ("?xem=chua", ["1.001194"]),
        ("?xem=rieng", ["1.001193"]),
        ("?tim=chua+ro", ["1.001194"]),
        ("?tim=khong+co+dau", []),
    ],
)
def test_it_is_narrowed_by_words_and_by_how_they_stand(client, two, query, codes):
    page = text_of(client.get(f"{PROCEDURES}{query}"))

    assert [code for code in ("1.001193", "1.001194") if code in page] == codes


def test_one_procedure_shows_checklist_layers_and_who_speaks(client, two):
    page = text_of(client.get(f"{PROCEDURES}/1.001193"))

    assert "Trước khi công bố" in page
    assert "5 ngày làm việc quốc gia" in page
    assert "Ủy ban nhân dân xã Đất Mũi" in page
    assert "nơi tiếp nhận, thời hạn của đơn vị" in page
    assert client.get(f"{PROCEDURES}/1.009999").status_code == 404


def test_the_number_of_statements_does_not_grow_with_the_procedures(client, two, count_statements):
    client.get(PROCEDURES)
    few = count_statements(lambda: client.get(PROCEDURES))
    import_records(*(a_record(f"1.00{number}") for number in range(3000, 3030)))

    assert count_statements(lambda: client.get(PROCEDURES)) == few


# Hand-overs


@pytest.fixture
def watcher(staff):
    return signed_in(organisation_testing.an_actor("H12", Role.SUPERVISOR))


def test_nothing_handed_over_is_said_so(watcher):
    assert "Không có bàn giao nào" in text_of(watcher.get(HAND_OVERS))


def test_hand_overs_are_counted_against_who_should_have_taken_them(staff, watcher, settings):
    testing.publish_once()
    centre = organisation_testing.an_actor(staff.places.centre, Role.RECEPTION)
    wanted = {"desk": staff.places.centre, "competent": staff.places.commune}
    codes = [dossiers.receive(testing.a_reception(staff, **wanted), by=centre, at=AT).code for _ in range(3)]
    dossiers.take_over(codes[0], by=staff.handler, at=AT + timedelta(hours=1))
    dossiers.take_over(codes[1], by=staff.handler, at=AT + timedelta(days=1, hours=1))
    set_clock(settings, AT + timedelta(days=1, hours=2))

    response = watcher.get(HAND_OVERS)

    assert "Ủy ban nhân dân xã Đất Mũi H12.61 3 1 1 33,33" in text_of(response).replace(" %", "")
    body = response.content.decode()
    href = body[body.index("/dieu-hanh/ho-so?") :].split('"')[0].replace("&amp;", "&")
    listed = watcher.get(href).content.decode()
    assert listed.count("<tr data-row=") == 1
    assert codes[2] in listed
    assert "Không có bàn giao nào" in text_of(watcher.get(f"{HAND_OVERS}?tu=2026-11-04"))


def test_a_unit_sees_no_hand_over_of_others(staff, settings):
    testing.publish_once()
    centre = organisation_testing.an_actor(staff.places.centre, Role.RECEPTION)
    wanted = {"desk": staff.places.centre, "competent": staff.places.commune}
    dossiers.receive(testing.a_reception(staff, **wanted), by=centre, at=AT)
    other = signed_in(organisation_testing.an_actor(staff.places.department, Role.LEADER))

    assert "Không có bàn giao nào" in text_of(other.get(HAND_OVERS))
    assert signed_in(staff.handler).get(HAND_OVERS).status_code == 403
