"""The language is chosen by the person, spoken for one request, and leads back to the page where one was."""

import re

import pytest
from desk_pages import signed_in
from django.test import Client

from motcua.domain.organisation import testing as organisation_testing
from motcua.kernel.language import say

pytestmark = pytest.mark.django_db


def choose(client, code, **more):
    return client.post("/ngon-ngu", {"language": code, **more})


def test_english_is_spoken_after_it_was_chosen_and_vietnamese_again_after_that(client):
    answer = choose(client, "en", next="/dang-nhap?next=%2Flam-viec%2F")
    assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap?next=%2Flam-viec%2F")

    page = client.get("/dang-nhap")
    assert page["Content-Language"] == "en"
    assert "Cookie" in page["Vary"]
    assert '<html lang="en"' in page.content.decode()
    assert "Officers sign in" in page.content.decode()
    assert '<button name="language" value="vi" lang="vi">Tiếng Việt</button>' in page.content.decode()
    assert say("Đăng nhập cho cán bộ") == "Đăng nhập cho cán bộ"  # spoken for that request only

    choose(client, "vi", next="/dang-nhap")
    page = client.get("/dang-nhap").content.decode()
    assert '<html lang="vi"' in page
    assert "Đăng nhập cho cán bộ" in page


def test_what_the_browser_prefers_changes_nothing(client):
    page = client.get("/dang-nhap", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert page["Content-Language"] == "vi"
    assert "Đăng nhập cho cán bộ" in page.content.decode()


@pytest.mark.parametrize("code", ["fr", "", "en-US", "../en"])
def test_an_unknown_language_is_vietnamese(client, code):
    choose(client, code)
    assert client.get("/dang-nhap")["Content-Language"] == "vi"
    client.cookies["language"] = code
    assert client.get("/dang-nhap")["Content-Language"] == "vi"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://other.example/",
        "//other.example/",
        "///other.example",
        "/\\other.example",
        "javascript:alert(1)",
        "dang-nhap",
        "",
    ],
)
def test_the_choice_never_leads_to_another_site(client, elsewhere):
    assert choose(client, "en", next=elsewhere)["Location"] == "/"
    answer = client.post(
        "/ngon-ngu", {"language": "en", "next": elsewhere}, headers={"Referer": "https://other.example/dang-nhap"}
    )
    assert answer["Location"] == "/"


def test_from_an_answer_to_a_form_one_comes_back_to_the_page_of_the_form(client):
    answer = client.post("/dang-nhap", {"login": "ai", "password": "sai"})
    assert 'name="next" value=""' in answer.content.decode()
    back = client.post(
        "/ngon-ngu", {"language": "en", "next": ""}, headers={"Referer": "http://testserver/dang-nhap?next=%2F"}
    )
    assert back["Location"] == "/dang-nhap?next=%2F"


def test_a_link_or_an_image_cannot_choose(client):
    assert client.get("/ngon-ngu?language=en").status_code == 405


def test_choosing_needs_no_token_so_that_a_look_at_a_public_page_sets_no_cookie(client):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/ngon-ngu", {"language": "en"}).status_code == 302
    assert not client.get("/ket-qua").cookies


def test_every_page_of_an_officer_offers_the_other_language_and_comes_back(client):
    places = organisation_testing.a_small_province()
    by = organisation_testing.an_actor(places.commune_desk, "reception")
    page = signed_in(by).get("/lam-viec/viec?loc=tre").content.decode()
    form = re.search(r'<form class="mc-language".*?</form>', page, re.DOTALL)
    assert form
    assert 'name="next" value="/lam-viec/viec?loc=tre"' in form[0]
    assert 'value="en" lang="en">English</button>' in form[0]


def test_an_error_page_speaks_the_chosen_language(client):
    choose(client, "en")
    page = client.get("/khong-co-trang-nay")
    assert page.status_code == 404
    assert '<html lang="en"' in page.content.decode()
