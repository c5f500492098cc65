"""The page with the camera loosens the content policy for its reader alone, and only here."""

import pytest
from desk_pages import signed_in

from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing

pytestmark = pytest.mark.django_db


def test_only_the_page_with_the_camera_lets_its_reader_run_and_asks_for_the_camera() -> None:
    client = signed_in(testing.a_staffed_province().reception)

    scan, search = client.get("/lam-viec/quet-ma"), client.get("/lam-viec/tra-cuu")

    assert "script-src 'self' 'wasm-unsafe-eval'" in scan["Content-Security-Policy"]
    assert "'unsafe-eval'" not in scan["Content-Security-Policy"]
    assert scan["Permissions-Policy"] == "camera=(self), geolocation=(), microphone=()"
    assert "wasm" not in search["Content-Security-Policy"]
    assert search["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"


def test_the_address_of_a_receipt_s_code_opens_the_dossier_of_who_may_see_it_and_nobody_else_s() -> None:
    staff = testing.a_staffed_province()
    code = testing.a_dossier(staff)
    scanned = {"q": f"https://motcua.vn/theo-doi/{code}"}

    assert signed_in(staff.reception).get("/lam-viec/tra-cuu", scanned)["Location"] == f"/lam-viec/ho-so/{code}"
    stranger = organisation_testing.an_actor("H12.14", "reception")
    assert signed_in(stranger).get("/lam-viec/tra-cuu", scanned).status_code == 200
