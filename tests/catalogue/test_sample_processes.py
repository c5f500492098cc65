"""The sample processes: five that branch and a straight one for every other procedure."""

import pytest
from sample import procedures, processes, table

from motcua.domain.workflow.rules.shares import shares_check
from motcua.domain.workflow.rules.soundness import faults, sound_graph
from motcua.domain.workflow.rules.step_table import from_json

PROCESSES = processes()
EVERY = pytest.mark.parametrize("document", PROCESSES.values(), ids=PROCESSES)


@EVERY
def test_a_process_is_read_as_its_format_says(document):
    assert from_json(document).code == document["code"]


@EVERY
def test_a_process_names_only_units_that_stand_today(document):
    units = {row["agency_code"] for row in table("ca_mau.csv") if not row["valid_to"]}
    places = {one.place for one in from_json(document).tasks}

    assert {place.removeprefix("unit:") for place in places if place.startswith("unit:")} <= units
    assert not [place for place in places if place.startswith("raw:")]


@EVERY
def test_a_process_is_sound(document):
    assert faults(from_json(document)) == ()


@EVERY
def test_a_step_that_stops_the_clock_has_no_share(document):
    assert all(one.share is None for one in from_json(document).tasks if one.stops_clock)


@EVERY
def test_the_shares_add_up_to_the_limit_where_there_is_one(document):
    process = from_json(document)

    assert shares_check(process, sound_graph(process), process.total_days) is None


def test_five_processes_branch_each_in_its_own_manner():
    branching = [one for one in PROCESSES.values() if any(part["kind"] == "choice" for part in one["elements"])]

    assert len(branching) == 5
    assert any(part["kind"] == "split" for one in branching for part in one["elements"])
    assert any(part.get("stops_clock") for one in branching for part in one["elements"])


def test_the_limit_of_a_process_is_that_of_its_procedure():
    for record in procedures().values():
        total = PROCESSES[record["process"]]["total_days"]
        limits = {row["time_limit_text"] for row in record["channels"]}
        assert total is None or limits == {f"{total} ngày làm việc"}, record["code"]
