"""Public pages on a phone: installed, kept without a network, and nothing of a dossier among what is kept."""

import json
import re

import pytest
from django.test import Client

from motcua.entrypoints.web.citizen.installing import KEEPS, PASSES, STANDS_IN
from motcua.entrypoints.web.citizen.procedures import SHARED

pytestmark = pytest.mark.django_db


def told() -> dict:
    script = Client().get("/sw.js").content.decode()
    return json.loads(re.match(r"Object\.assign\(self, (\{.*?\})\);", script)[1])


def test_a_phone_finds_name_pictures_start_and_where_shared_words_go() -> None:
    answer = Client().get("/manifest.webmanifest")
    found = json.loads(answer.content)

    assert answer["Content-Type"] == "application/manifest+json"
    assert (found["short_name"], found["start_url"], found["share_target"]["params"]["text"]) == (
        "Một Cửa",
        "/thu-tuc",
        "q",
    )
    for icon in found["icons"]:
        assert Client().get(icon["src"]).status_code == 200


def test_what_the_worker_fetches_beforehand_is_there() -> None:
    for address in (*told()["SHELL"], told()["OFFLINE"]):
        assert Client().get(address).status_code == 200, address


@pytest.mark.parametrize(
    "address",
    ["/theo-doi", "/theo-doi/H12.14-261123-0007", "/danh-gia/abc", "/may-danh-gia/abc", "/lam-viec/viec", "/quan-tri/", "/dieu-hanh/", "/dang-nhap", "/ket-qua/xin-loi.csv", "/"],
)  # fmt: skip
def test_nothing_of_a_dossier_or_of_an_officer_is_kept(address) -> None:
    assert not any(re.search(pattern, address) for pattern in KEEPS)
    assert address == "/" or not any(re.search(pattern, address) for pattern in STANDS_IN)


def test_a_page_with_a_question_in_its_address_is_not_kept() -> None:
    assert not {*SHARED, "linh-vuc", "tim", "noi"} & {*PASSES}
    assert told()["PASSES"] == [*PASSES]


def test_a_procedure_is_kept_province_wide_and_at_a_desk() -> None:
    for address in ("/thu-tuc", "/thu-tuc/1.001193", "/thu-tuc/1.001193/H12.128.01"):
        assert any(re.search(pattern, address) for pattern in KEEPS)
