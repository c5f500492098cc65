"""The page with the camera loosens the content policy for its reader alone, and only here."""

import pytest
from desk_pages import signed_in

from motcua.domain.dossiers import testing

pytestmark = pytest.mark.django_db


def test_only_the_page_with_the_camera_lets_its_reader_run_and_asks_for_the_camera() -> None:
    client = signed_in(testing.a_staffed_province().reception)

    scan, search = client.get("/lam-viec/quet-ma"), client.get("/lam-viec/tra-cuu")

    assert "script-src 'self' 'wasm-unsafe-eval'" in scan["Content-Security-Policy"]
    assert "'unsafe-eval'" not in scan["Content-Security-Policy"]
    assert scan["Permissions-Policy"] == "camera=(self)"
    assert "wasm" not in search["Content-Security-Policy"]
    assert "Permissions-Policy" not in search
