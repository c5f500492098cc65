"""The bench measures what it says, on a small province: it must not rot between the long runs of `make bench`."""

import json
import sys

import pytest

pytestmark = [pytest.mark.embedded, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")]

DOSSIERS, REQUESTS = 600, 16
MOST = {"receive": 9, "act": 9, "get": 4, "inbox": 3}


@pytest.fixture(scope="module")
def bench(benches):
    import load

    return load


@pytest.fixture(scope="module")
def found(bench, kept):
    return bench.measure(DOSSIERS, REQUESTS, 1, kept, print)


def test_every_kind_is_measured_with_one_client_and_with_eight_beside_its_floor(found):
    assert set(found["pages"]) == {f"{kind}, {clients}" for kind in MOST for clients in (1, 8)}
    for one in found["pages"].values():
        assert one["requests"] == REQUESTS
        assert min(one["rate"], one["floor_rate"], one["ratio"], one["web_cpu_ms"]) > 0


def test_no_operation_says_more_to_the_database_than_it_may(found):
    counts = {name.partition(",")[0]: one["statements"] for name, one in found["pages"].items()}

    assert {kind: count for kind, count in counts.items() if count > MOST[kind]} == {}
    assert all(found["request_statements"][kind] > count for kind, count in counts.items())


def test_receipts_and_due_moments_are_measured(found):
    assert min(found["receipt"].values()) > 0
    assert found["due_moments"]["ns"]


def test_the_loaded_province_holds_against_its_own_ledger(bench, kept, found):
    [province] = kept.iterdir()
    answer = bench.Site(province / "data", 0, bench.NOW).command("verify", "--json")

    told = json.loads(answer.stdout)
    assert (told["holds"], told["problems"]) == (True, [])
    assert told["checked"] > DOSSIERS


def test_the_table_names_what_was_measured(bench, found):
    shown = bench.table(found)

    assert all(word in shown for word in ("receive, 8", "floor/s", "receipt, warm", "due moments"))
