"""Parts of a working site are killed at random: nothing acknowledged is lost, nothing is there twice.

The short run; `make kills` does a hundred.
"""

import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.embedded, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kills by /proc")]

KILLS = 10


@pytest.fixture(scope="module")
def found():
    sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
    try:
        import kills

        return kills.run(KILLS, seed=118, say=print)
    finally:
        sys.path.pop(0)


def test_no_reception_that_was_acknowledged_is_lost_or_there_twice(found):
    assert sum(found["kills"].values()) == KILLS
    assert found["acknowledged"] > KILLS
    assert (found["lost"], found["twice"], found["never_acknowledged"]) == ([], [], [])


def test_no_number_is_skipped_or_given_twice(found):
    assert found["broken_books"] == []


def test_no_act_of_a_handler_is_lost_or_done_twice(found):
    assert found["acts_done"] > 0
    assert found["acts_lost_or_twice"] == []


def test_every_form_is_answered_and_no_answer_blames_the_officer(found):
    assert found["client_errors"] == []
    assert found["refused"] == {}
    assert found["all_answered"]


def test_the_sweep_catches_up_and_the_ledger_holds(found):
    assert found["late_found"] > 0
    assert found["not_found_late"] == []
    assert found["verify_problems"] == []


def test_a_leader_s_letters_are_each_signed_once_under_a_number_of_their_own(found):
    assert found["letters_signed"] > 0
    assert (found["letters_missing_or_twice"], found["broken_letter_books"]) == ([], [])


def test_every_act_is_told_once_and_every_letter_was_written_once(found):
    assert found["messages"] > 0
    assert (found["untold"], found["told_for_nothing_or_twice"], found["undelivered"]) == ([], [], 0)
    assert found["letters_lost_or_unknown"] == []
