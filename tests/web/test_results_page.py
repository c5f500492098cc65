"""The public page of results: live figures that anyone can recount from its own rows."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from desk_pages import set_clock, text_of
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier
from motcua.domain.flows import api as flows
from motcua.domain.organisation.api import Level
from motcua.domain.reports import api as reports
from motcua.entrypoints.web.citizen import presenting_results as presenting
from motcua.entrypoints.web.keeping import RESULTS

AT = testing.RECEIVED_AT
LATER = AT + timedelta(days=30)
PAGE = "/ket-qua"


@pytest.fixture
def province(settings):
    """Two settled in time, one late without a letter, one under way."""
    staff = testing.a_staffed_province()
    for after in (timedelta(hours=2), timedelta(hours=3), timedelta(days=20)):
        code = testing.a_dossier(staff, at=AT, person=testing.KNOWN_PERSON)
        testing.carry_to_ready(staff, code, at=AT + after)
    testing.a_dossier(staff, at=AT)
    flows.fold_news(at=LATER)
    set_clock(settings, LATER)
    return staff


def all_codes() -> list[str]:
    """Return the codes of all dossiers there are."""
    found = list(Dossier.objects.values_list("code", flat=True))
    assert found
    return found


def rows_of_file() -> list[dict[str, str]]:
    text = Client().get(f"{PAGE}/theo-thang.csv").content.decode()
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.django_db(transaction=True)
def test_the_page_needs_no_sign_in_and_says_figures_rule_and_date(province):
    page = text_of(Client().get(PAGE))

    for words in (
        "66,67 %",
        "3 hồ sơ đã giải quyết",
        "1 hồ sơ quá hạn",
        "Cấp xã 3 2 1 66,67 %",
    ):
        assert words in page
    assert "Từ 01/01/2026 đến hết 03/12/2026" in page
    assert 'href="/du-lieu-mo#giai-quyet-theo-thang"' in Client().get(PAGE).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_open_rows_add_up_to_the_figures_of_the_report(province):
    found = rows_of_file()
    settled = sum(int(row[name]) for row in found for name in ("early", "on_time", "late", "ended"))
    late = sum(int(row["late"]) for row in found)
    asked = reports.Asked(AT.date().replace(month=1, day=1), LATER.date(), LATER.date(), flows.By.LEVEL)
    total = reports.settlement_report(asked, at=LATER)["total"]["settled"]

    assert (settled, late) == (total["total"], total["late"]) == (3, 1)
    assert {row["level"] for row in found} == {"commune"}
    assert [row["month"] for row in found] == ["2026-11"]


@pytest.mark.django_db(transaction=True)
def test_a_late_one_without_its_letter_is_said(province):
    from motcua.domain.dossiers import api as dossiers

    dossiers.sweep(at=LATER)

    assert "0/2 hồ sơ trễ hẹn trong kỳ đã có phiếu xin lỗi ký 2 hồ sơ còn nợ phiếu" in text_of(Client().get(PAGE))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("year", ["1999", "2027", "x", "", "2026-11"])
def test_a_year_without_figures_gets_one_sentence_and_the_years_there_are(province, year):
    answer = Client().get(PAGE, {"nam": year})

    assert answer.status_code == 400
    assert "Không có số liệu của năm này. Chọn một năm trong danh sách." in text_of(answer)
    assert "?nam=2026" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_before_the_first_dossier_the_page_says_so(settings):
    set_clock(settings, AT)

    assert "Chưa có hồ sơ nào" in text_of(Client().get(PAGE))
    assert rows_of_file() == []


@pytest.mark.django_db(transaction=True)
def test_the_page_names_no_dossier_and_no_person(province):
    page = Client().get(PAGE).content.decode()

    assert testing.told_of_known_person(page) == []
    assert not [code for code in all_codes() if code in page]


@pytest.mark.django_db(transaction=True)
def test_the_page_costs_the_same_however_many_dossiers_there_are(province, count_statements):
    Client().get(PAGE)
    RESULTS.forget()
    few = count_statements(lambda: Client().get(PAGE))
    for _ in range(5):
        testing.a_dossier(province, at=AT)
    flows.fold_news(at=LATER)
    RESULTS.forget()

    assert count_statements(lambda: Client().get(PAGE)) <= few <= 27


sizes = st.lists(st.integers(min_value=1, max_value=50_000), min_size=1, max_size=120)


@given(sizes)
def test_no_two_circles_meet_and_none_leaves_the_picture(numbers):
    rows = [
        presenting.SettledRow(f"H12.{place}", "x", number, number, number, 0) for place, number in enumerate(numbers)
    ]
    levels = {row.key: ((AT.date(), None, list(Level)[place % 3]),) for place, row in enumerate(rows)}

    bands = presenting.bubbles(rows, levels, AT.date())

    assert sum(len(band.bubbles) for band in bands) == len(rows)
    for band in bands:
        for place, one in enumerate(band.bubbles):
            assert one.r <= one.x <= band.width - one.r
            assert one.r <= one.y <= band.height - one.r
            for other in band.bubbles[:place]:
                assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (one.r + other.r) ** 2
