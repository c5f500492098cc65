"""The bench of the daily counts measures what it says, on few dossiers: it must not rot between the long runs."""

import json
import sys

import psycopg
import pytest

from motcua.foundation.embedded.lease import Lease

pytestmark = [pytest.mark.embedded, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")]

DOSSIERS = 3_000
REALLY_RECEIVED_ON = "2026-11-25"
ROWS = "SELECT to_jsonb(flow) - 'id' FROM {} flow WHERE {} < %s ORDER BY 1"
TABLES = (
    ("flows_dayflow", "day"),
    ("flows_monthflow", "known"),
    ("flows_yearflow", "known"),
    ("flows_monthstock", "month"),
)


@pytest.fixture(scope="module")
def bench(benches):
    import days

    return days


@pytest.fixture(scope="module")
def province(bench, kept):
    """Return the data of a province whose flows were added up directly, beside the ledger from which they can be folded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bench, "words_for", lambda scale: ["--ledger", "--flows"])
        return bench.filled(kept, DOSSIERS, print) / "data"


@pytest.fixture(scope="module")
def database(province):
    """Return a connection; the server stays up for all that is started here."""
    lease = Lease(province)
    address = lease.enter()
    with psycopg.connect(
        host=address.host, port=address.port, user=address.owner, dbname=address.database, autocommit=True
    ) as connection:
        yield connection
    lease.leave()


def rows_of_closed_days(database):
    """Return every row that counts something, before the day of the one dossier of which only the ledger knows."""
    return {
        name: [
            row
            for (row,) in database.execute(ROWS.format(name, period), [REALLY_RECEIVED_ON])
            if any(number for number in row.values() if isinstance(number, int))
        ]
        for name, period in TABLES
    }


@pytest.fixture(scope="module")
def added_directly(bench, province, database):
    site = bench.Site(province, 0, bench.NOW)
    found = bench.said(site, "bench/days_questions.py", asked={"rounds": 1, "plain_rounds": 1, "rebuild": 0})
    return {**found, "flows": rows_of_closed_days(database)}


@pytest.fixture(scope="module")
def folded(bench, kept, database, added_directly):
    found = bench.measure(DOSSIERS, kept, print, rounds=2, plain_rounds=1, rebuilds=1)
    return {**found, "flows": rows_of_closed_days(database)}


def test_each_period_is_asked_by_each_group_and_beside_plain_sql(folded):
    periods = {name.rpartition(" by ")[0] for name in folded["questions"] if " by " in name}
    beside = [one for one in folded["questions"].values() if "plain_milliseconds" in one]

    assert {"month", "15th to 14th", "year", "all time"} <= periods
    assert len(beside) == 5
    assert all(min(one["milliseconds"]) > 0 for one in folded["questions"].values())


def test_the_flows_are_folded_from_the_ledger_of_all_dossiers(folded):
    assert folded["rebuild"][0]["dossiers"] == DOSSIERS + 1
    assert folded["rows"]["flows_dayflow"] > DOSSIERS


def test_added_up_directly_they_are_the_rows_that_are_folded_from_the_ledger(added_directly, folded):
    assert "rebuild" not in added_directly
    assert added_directly["flows"] == folded["flows"]
    assert all(folded["flows"].values())


def test_an_answer_that_plain_sql_does_not_give_ends_the_run(bench, province, database, folded):
    spoilt = """
        UPDATE flows_yearflow SET received = received + 1
        WHERE id = (SELECT min(id) FROM flows_yearflow WHERE grain = 'agency' AND year = '2025-01-01')
    """
    site = bench.Site(province, 0, bench.NOW)
    database.execute(spoilt)

    with pytest.raises(bench.subprocess.CalledProcessError):
        bench.said(site, "bench/days_questions.py", asked={"rounds": 1, "plain_rounds": 1, "rebuild": 0})


def test_the_table_names_what_was_measured(bench, folded):
    shown = bench.table(json.loads(json.dumps(folded)))

    assert all(word in shown for word in ("year by level", "drill: late, month", "board", "rebuild:", "plain SQL"))
