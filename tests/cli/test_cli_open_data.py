"""`motcua opendata`: a day's edition in a folder, or where the pages give it from."""

import hashlib
from datetime import timedelta

import pytest

from motcua.domain.dossiers import testing
from motcua.domain.reports import api as reports

pytestmark = pytest.mark.django_db(transaction=True)  # what an open transaction wrote is not folded yet
YESTERDAY = testing.RECEIVED_AT.date() - timedelta(days=1)


@pytest.fixture
def staff(db):
    staff = testing.a_staffed_province()
    one = testing.a_dossier(staff, at=testing.RECEIVED_AT - timedelta(days=1))
    testing.carry_to_ready(staff, one, at=testing.RECEIVED_AT - timedelta(hours=22))
    return staff


def test_a_days_edition_is_written_with_its_digests_and_the_same_again(motcua, staff, tmp_path):
    found = motcua("opendata", "write", tmp_path / "a", "--json")
    again = motcua("opendata", "write", tmp_path / "b", "--as-of", YESTERDAY, "--json")

    assert (found.status, found.document["as_of"]) == (0, str(YESTERDAY))
    assert again.document == found.document
    assert {one["path"] for one in found.document["files"]} == {
        f"{one.name}.{form}" for one in reports.data_sets() for form in reports.FORMATS
    }
    for one in found.document["files"]:
        content = (tmp_path / "a" / one["path"]).read_bytes()
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert one["bytes"] == len(content)
        assert content == (tmp_path / "b" / one["path"]).read_bytes()
    assert next(one for one in found.document["files"] if one["path"] == "giai-quyet-theo-thang.csv")["rows"] == 1
    assert "Đã lập dữ liệu mở" in motcua("opendata", "write", tmp_path / "c").err


@pytest.mark.parametrize("day", [testing.RECEIVED_AT.date(), testing.RECEIVED_AT.date() + timedelta(days=3)])
def test_a_day_that_is_not_over_is_refused(motcua, staff, tmp_path, day):
    found = motcua("opendata", "write", tmp_path / "a", "--as-of", day)

    assert (found.status, found.out) == (1, "")
    assert "ngày đó chưa qua hẳn" in found.err
    assert not (tmp_path / "a").exists()


def test_it_is_published_for_the_pages(motcua, staff, settings):
    found = motcua("opendata", "publish", "--json")

    store = settings.ENVIRONMENT.data / reports.FOLDER
    assert reports.newest_edition(store).manifest["as_of"] == found.document["as_of"] == str(YESTERDAY)
    assert motcua("opendata", "publish", "--json").document == found.document
    assert [path.name for path in store.iterdir()] == [str(YESTERDAY)]


def test_a_day_before_any_rules_is_refused(motcua, staff, tmp_path):
    found = motcua("opendata", "write", tmp_path / "a", "--as-of", "1999-12-31")

    assert found.status == 1
    assert "Chưa có bộ quy tắc" in found.err
