"""The queue of procedures: what waits, its filters and counts, a code that opens its procedure, who may see it."""

import re

import pytest
from desk_pages import sign_in
from django.test import Client
from django.urls import reverse

from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.procedures.testing import a_published_procedure, a_record, import_records, rows_on_all_channels

pytestmark = pytest.mark.django_db
QUEUE = "/lam-viec/thu-tuc"


@pytest.fixture
def publisher(client: Client) -> Client:
    organisation_testing.a_small_province()
    return signed_in(client, organisation_testing.an_officer("H12", (Role.PUBLISHER,)))


def signed_in(client: Client, login: str) -> Client:
    sign_in(client, login)
    return client


def some_records() -> None:
    import_records(
        a_record("1.000001", name="Thủ tục đăng ký kết hôn", channels=rows_on_all_channels("5"), components=[]),
        a_record("1.000002", name="Thủ tục đăng ký khai tử"),
        a_record("1.000003", name="Thủ tục cấp giấy phép", channels=rows_on_all_channels("5"), level=["Cấp tỉnh"]),
        a_record("1.000004", name="Công bố Danh mục và Quy trình nội bộ"),
    )


def codes(response) -> list[str]:
    return re.findall(r'data-row="([^"]+)"', response.content.decode())


def counts(response) -> dict[str, str]:
    found = re.findall(
        r'<a href="\?[^"]*"[^>]*>([^<]+?) <span class="mc-count[^"]*">([\d.]+)', response.content.decode()
    )
    return dict(found)


def test_what_is_nearest_to_publication_stands_first(publisher):
    some_records()

    page = publisher.get(QUEUE)

    assert codes(page) == ["1.000002", "1.000003", "1.000001", "1.000004"]
    assert "Chưa gắn quy trình" in page.content.decode()


def test_every_count_is_a_link_to_what_it_counts(publisher):
    some_records()
    a_published_procedure()
    first = publisher.get(QUEUE)
    links = re.findall(
        r'<a href="(\?[^"]*)"[^>]*>([^<]+?) <span class="mc-count[^"]*">([\d.]+)', first.content.decode()
    )

    assert counts(first)["Đang công bố"] == "1"
    for href, _, count in links:
        assert len(codes(publisher.get(QUEUE + href.replace("&amp;", "&")))) == int(count)


def test_the_level_narrows_the_list(publisher):
    some_records()

    assert codes(publisher.get(QUEUE, {"cap": "tinh"})) == ["1.000003"]


def test_words_without_marks_find_a_procedure(publisher):
    some_records()

    assert codes(publisher.get(QUEUE, {"q": "khai tu"})) == ["1.000002"]


@pytest.mark.parametrize("code", ["1.000003", "1.001193"])
def test_a_whole_code_opens_its_procedure_waiting_or_published(publisher, code):
    some_records()
    a_published_procedure()

    assert publisher.get(QUEUE, {"q": code}).url == reverse("desk:procedures_page", args=[code])


def test_nothing_found_says_so_and_leads_on(publisher):
    page = publisher.get(QUEUE, {"q": "không có"}).content.decode()

    assert "Không có thủ tục nào khớp" in page
    assert 'href="?"' in page


def test_fifty_stand_on_a_page_and_a_wrong_page_number_does_no_harm(publisher):
    import_records(*(a_record(f"1.{number:06d}", name=f"Thủ tục {number}") for number in range(1, 54)))

    assert len(codes(publisher.get(QUEUE))) == 50
    assert len(codes(publisher.get(QUEUE, {"trang": "2"}))) == 3
    assert len(codes(publisher.get(QUEUE, {"trang": "x"}))) == 50
    assert len(codes(publisher.get(QUEUE, {"trang": "99"}))) == 3


def test_the_list_takes_the_same_few_statements_however_long_it_is(publisher, count_statements):
    some_records()
    publisher.get(QUEUE)  # what stands in memory afterwards is asked once a process
    few = count_statements(lambda: publisher.get(QUEUE))
    import_records(*(a_record(f"1.{number:06d}", name=f"Thủ tục {number}") for number in range(100, 150)))

    assert count_statements(lambda: publisher.get(QUEUE)) == few <= 8


def test_the_navigation_counts_what_the_list_shows(publisher):
    some_records()
    page = publisher.get(QUEUE).content.decode()

    assert re.search(r'aria-current="page">Thủ tục<span class="mc-count[^"]*">4<', page)


@pytest.mark.parametrize("roles", [(Role.RECEPTION,), (Role.LEADER,), (Role.ADMINISTRATOR,)])
@pytest.mark.parametrize("address", [QUEUE, f"{QUEUE}/1.001193"])
def test_without_the_right_to_publish_the_page_says_which_right_it_needs(client, roles, address):
    organisation_testing.a_small_province()
    officer = signed_in(client, organisation_testing.an_officer("H12", roles))

    page = officer.get(address)

    assert page.status_code == 403
    assert "công bố thủ tục" in page.content.decode().lower()


def test_somebody_who_is_not_signed_in_is_asked_to(client):
    assert client.get(QUEUE).url.startswith("/dang-nhap")
