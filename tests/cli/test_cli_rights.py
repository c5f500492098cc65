"""`motcua officers rights`: what a login may see and do on a day, at the terminal."""

import pytest

from motcua.domain.organisation import testing
from motcua.domain.organisation.api import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(db):
    return testing.a_small_province()


def test_the_command_says_why_and_what_opens(motcua, places):
    login = testing.an_officer(places.commune, (Role.HANDLER,), title="Chuyên viên địa chính")

    found = motcua("officers", "rights", login, "--on", "2026-11-12", "--json").document
    assert found["units"][0]["roles"] == ["handler"]
    assert found["units"][0]["sees"] == [places.commune]
    assert found["units"][0]["opens"]["/lam-viec/viec"] == ["handler"]
    assert "/quan-tri/don-vi" not in found["units"][0]["opens"]
    assert "Chuyên viên địa chính" in motcua("officers", "rights", login).out


def test_a_login_of_units_one_does_not_administer_is_told_like_an_unknown_one(motcua, places):
    stranger = testing.an_officer(places.department, (Role.HANDLER,))
    administrator = testing.an_officer(places.commune, (Role.ADMINISTRATOR,))

    refused = motcua("officers", "rights", stranger, "--as", administrator)
    unknown = motcua("officers", "rights", "khong-co", "--as", administrator)
    assert (refused.status, unknown.status) == (1, 1)
    assert refused.err.replace(stranger, "…") == unknown.err.replace("khong-co", "…")
