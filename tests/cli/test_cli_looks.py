"""`motcua looks`: an officer's looks, and the erasing of old ones with its trial run."""

from datetime import timedelta

import pytest

from motcua.domain.organisation import testing
from motcua.foundation import accesses, clock, ledger
from motcua.foundation.models import Access

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(db):
    testing.a_small_province()
    return testing.an_actor("H12.61", "handler")


def test_an_officer_s_looks_of_some_days_are_listed(motcua, by):
    accesses.looked(["dossier:A"], page="dossier", by=by, at=clock.now())
    accesses.looked(["dossier:B"], page="dossier", by=by, at=clock.now() - timedelta(days=30))

    assert [one["subjects"] for one in motcua("looks", "list", by.login, "--json").document["looks"]] == [["dossier:A"]]
    first = (clock.now() - timedelta(days=40)).strftime("%Y-%m-%d")
    assert len(motcua("looks", "list", by.login, "--from", first, "--json").document["looks"]) == 2


def test_a_trial_run_counts_and_the_run_erases_and_is_in_the_ledger(motcua, by):
    now = clock.now()
    accesses.looked(["dossier:OLD"], page="dossier", by=by, at=now.replace(year=now.year - 4, day=1))

    trial = motcua("looks", "erase", "--dry-run", "--json").document
    assert (trial["rows"], trial["dry_run"], Access.objects.count()) == (1, True, 1)
    done = motcua("looks", "erase")
    assert "Đã xóa 1 lượt xem" in done.err
    assert "Thông tư 12/2022/TT-BTTTT" in done.err
    assert (Access.objects.count(), len(ledger.rows_of(accesses.SUBJECT))) == (0, 1)
