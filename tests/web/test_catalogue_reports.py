"""Pages of cut times, of online services and of the province's decisions: figures of a day, down to decision and dates."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.models import ProvinceDecision
from motcua.domain.procedures.testing import PUBLISHED_AT, a_published_procedure, a_publisher
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
CODE = "1.001193"
CUTS, ONLINE = "/dieu-hanh/cat-giam-thoi-gian", "/dieu-hanh/dich-vu-truc-tuyen"
DECISIONS = "/lam-viec/quyet-dinh"
AT = PUBLISHED_AT + timedelta(days=8)
DAY, BEFORE = AT.date().isoformat(), (AT - timedelta(days=1)).date().isoformat()
TYPED = {
    "so": "01/QĐ-UBND", "ngay": DAY, "trich-yeu": "Rút ngắn thời gian", "can-cu": "Nghị quyết của tỉnh", "tu": "",
    "dat": "committed", "thu-tuc": f"{CODE} 3 ngày làm việc",
}  # fmt: skip


@pytest.fixture(autouse=True)
def province() -> None:
    organisation_testing.a_small_province()
    a_published_procedure()


@pytest.fixture
def supervisor(client: Client, django_user_model: Any) -> Client:
    return signed_in(client, django_user_model, "H12", Role.SUPERVISOR)


@pytest.fixture
def publisher(client: Client, django_user_model: Any) -> Client:
    return signed_in(client, django_user_model, "H12", Role.PUBLISHER)


def signed_in(client: Client, django_user_model: Any, unit: str, role: Role) -> Client:
    login = organisation_testing.an_officer(unit, (role,))
    client.force_login(
        django_user_model.objects.get(login=login), backend="motcua.entrypoints.web.sessions.OfficerBackend"
    )
    return client


def decide(field: str, value: Any, number: str, *, later: int = 0) -> None:
    facts = procedures.DecisionFacts(number, AT.date(), "Quyết định mẫu", "Căn cứ mẫu", is_sample=True)
    procedures.decide(
        facts, [procedures.Setting(CODE, field, value)], by=a_publisher(), at=AT + timedelta(minutes=later)
    )


def three_days() -> None:
    decide("committed", {"amount": "3", "unit": "working_day"}, "MẪU-01/QĐ-UBND")


def text(response: Any) -> str:
    return unescape(response.content.decode()).replace("\xa0", " ")


def test_the_ratio_of_a_day_and_of_the_day_before_are_told_apart(supervisor: Client) -> None:
    three_days()

    today, before = (text(supervisor.get(CUTS, {"ngay": day})) for day in (DAY, BEFORE))

    assert "1/1</b> thủ tục" in today
    assert "100,00 %" in today
    assert "40,00 %" in today
    assert "0/1</b> thủ tục" in before


def test_a_row_opens_to_both_limits_the_decision_and_its_dates(supervisor: Client) -> None:
    three_days()

    page = text(supervisor.get(CUTS, {"ngay": DAY, "theo": "linh-vuc", "nhom": "Hộ tịch"}))

    for words in (
        "5 ngày làm việc",
        "3 ngày làm việc",
        "MẪU-01/QĐ-UBND",
        "ngày 10/11/2026",
        "Căn cứ mẫu",
        "từ 10/11/2026",
    ):
        assert words in page


def test_a_procedure_opens_to_its_versions_over_time(supervisor: Client) -> None:
    three_days()

    page = text(supervisor.get(CUTS, {"ngay": DAY, "ma": CODE}))

    assert "từ 02/11/2026" in page
    assert "đến hết 10/11/2026" in page
    assert "đang áp dụng" in page


def test_a_day_without_anything_published_says_so(supervisor: Client) -> None:
    assert "chưa có thủ tục nào được công bố" in text(supervisor.get(CUTS, {"ngay": "2026-01-01"}))
    assert "chưa có dịch vụ công trực tuyến nào" in text(supervisor.get(ONLINE, {"ngay": "2026-01-01"}))


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        (CUTS, {"ngay": "hôm qua"}),
        (ONLINE, {"ngay": "1999-01-01"}),
        (ONLINE, {"tu": "2026-11-02", "den": "2026-11-01"}),
        (CUTS, {"ngay": "9999-12-31"}),
        (CUTS, {"ngay": "0001-01-01"}),
        (ONLINE, {"den": "9999-12-31"}),
        ("/dieu-hanh/sap-xep-co-quan", {"ngay": "9999-12-31"}),
    ],
)
def test_a_day_that_cannot_be_read_is_refused_in_one_sentence(supervisor: Client, page: str, asked: Any) -> None:
    response = supervisor.get(page, asked)

    assert response.status_code == 400
    assert "govuk-error-summary" in text(response)


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ({}, "key,name,procedures,cut,percent"),
        ({"theo": "linh-vuc", "nhom": "Hộ tịch"}, "code,name,field,agency,version,valid_from"),
        ({"ma": CODE}, "code,name,field,agency,version,valid_from"),
    ],
)
def test_each_table_comes_as_csv(supervisor: Client, asked: dict[str, str], heading: str) -> None:
    three_days()

    response = supervisor.get(CUTS, {"ngay": DAY, "tai": "csv", **asked})

    assert response["Content-Type"].startswith("text/csv")
    assert response.content.decode().removeprefix("\ufeff").startswith(heading)


def test_online_services_are_counted_by_level_and_open_to_their_decisions(supervisor: Client) -> None:
    decide("online_level", {"old": 4, "extent": "full"}, "MẪU-02/QĐ-UBND")
    decide("national_portal", {"integrated": True}, "MẪU-03/QĐ-UBND", later=5)

    counts = text(supervisor.get(ONLINE, {"ngay": DAY}))
    rows = text(supervisor.get(ONLINE, {"ngay": DAY, "theo": "linh-vuc", "nhom": "Hộ tịch"}))

    assert "mức độ 3: 0; mức độ 4: 1" in counts
    assert "cả 1 dịch vụ đã tích hợp" in counts
    assert "MẪU-02/QĐ-UBND" in rows
    assert "MẪU-03/QĐ-UBND" in rows
    csv = supervisor.get(ONLINE, {"ngay": DAY, "tai": "csv"}).content.decode()
    assert "levels_4" in csv.splitlines()[0]


def test_the_effect_of_a_decision_is_told_before_anything_is_kept(publisher: Client) -> None:
    page = text(publisher.post(DECISIONS, {**TYPED, "lam": "xem"}))

    assert "Ảnh hưởng, chưa ghi gì" in page
    assert "5 ngày làm việc" in page
    assert "<b>3 ngày làm việc</b>" in page
    assert 'value="01/QĐ-UBND"' in page
    assert not ProvinceDecision.objects.exists()


def test_a_decision_sent_twice_is_one(publisher: Client) -> None:
    for _ in range(2):
        response = publisher.post(DECISIONS, {**TYPED, "lam": "ghi", "key": "một-lần"})
        assert response.status_code == 302

    page = text(publisher.get(DECISIONS))
    assert "01/QĐ-UBND" in page
    assert "Thời hạn rút ngắn" in page
    assert ProvinceDecision.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"thu-tuc": f"{CODE} nhanh"}, f"Dòng 1, thủ tục {CODE}: Không đọc được “nhanh”."),
        ({"thu-tuc": f"{CODE} 9 ngày làm việc"}, "ngắn hơn hoặc bằng"),
        ({"thu-tuc": "1.999999 3 ngày làm việc"}, "Không có thủ tục nào mang mã này."),
        ({"thu-tuc": ""}, "chưa nêu thủ tục nào"),
        ({"ngay": ""}, "Ghi ngày của quyết định."),
        ({"so": ""}, "Ghi số và trích yếu"),
        ({"tu": "9999-12-31"}, "Ghi ngày theo dạng"),
        ({"thu-tuc": f"{CODE} 3 ngày làm việc\n" * 20_000}, "quá dài"),
    ],
)
def test_what_cannot_be_kept_is_said_and_the_words_stay(publisher: Client, change: Any, sentence: str) -> None:
    response = publisher.post(DECISIONS, {**TYPED, **change, "lam": "xem"})

    assert response.status_code == 400
    assert sentence in text(response)
    assert "Nghị quyết của tỉnh" in text(response)


def test_a_publisher_of_a_commune_enters_no_decision(client: Client, django_user_model: Any) -> None:
    commune = signed_in(client, django_user_model, "H12.61", Role.PUBLISHER)

    response = commune.post(DECISIONS, {**TYPED, "lam": "ghi"})

    assert response.status_code == 400
    assert not ProvinceDecision.objects.exists()


def test_departments_are_listed_with_the_decision_that_completed_their_arrangement(supervisor: Client) -> None:
    organisation.complete_arrangement(
        unit="H12.04", number="05/QĐ", decided_on=AT.date(), title="Sắp xếp Sở", by=SYSTEM, at=AT
    )

    today, before = (text(supervisor.get("/dieu-hanh/sap-xep-co-quan", {"ngay": day})) for day in (DAY, BEFORE))

    assert "1/1 cơ quan chuyên môn hoàn thành" in today
    assert "05/QĐ" in today
    assert "0/1 cơ quan chuyên môn hoàn thành" in before
    assert supervisor.get("/dieu-hanh/sap-xep-co-quan", {"ngay": "x"}).status_code == 400
    assert "05/QĐ" in supervisor.get("/dieu-hanh/sap-xep-co-quan", {"ngay": DAY, "tai": "csv"}).content.decode()
