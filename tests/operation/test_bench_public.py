"""The bench of the public pages asks every public route, on few dossiers and titles: it must not rot between the long runs."""

import json
import sys

import pytest

pytestmark = [pytest.mark.embedded, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")]

DOSSIERS, TITLES, ROUNDS, GUESSES = 400, 60, 1, 70
WRONG_MOST = 60


@pytest.fixture(scope="module")
def bench(benches):
    import public_pages

    return public_pages


@pytest.fixture(scope="module")
def found(bench, kept):
    return bench.measure(DOSSIERS, kept, print, real="", rounds=ROUNDS, guesses=GUESSES, titles=TITLES)


def test_every_public_route_is_asked_and_measured_beside_the_floor(bench, found):
    """A route that no row asks, or that answers with another status, ends the run."""
    assert len(found["rows"]) > 50
    assert all(min(one["milliseconds"] + one["floor_ms"]) > 0 for one in found["rows"].values())
    assert found["loading"]["published"] > TITLES
    shown = bench.table(json.loads(json.dumps(found)))
    assert all(word in shown for word in (bench.NOT_REAL, "results, counted anew", "follow, opened by the key", "guesses"))


def test_guesses_from_one_place_are_refused_and_count_no_scans(found):
    one, many = found["guesses"]["from one place"], found["guesses"]["each from another place"]

    assert one["statuses"] == {"404": WRONG_MOST, "429": GUESSES - WRONG_MOST}
    assert one["rows"]["organisation_attempt"] == 1
    assert many["statuses"] == {"404": GUESSES}
    assert {found["rows"]["procedures_scan"] for found in (one, many)} == {0}
