"""The sample processes: sixteen that branch, each in its own manner, and a straight one for every other procedure."""

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


def test_sixteen_processes_branch_and_no_two_alike():
    branching = _branching()

    assert len(branching) == 16
    assert {code for code in PROCESSES if code.startswith("MAU-")} == set(branching)
    assert len({_shape(one) for one in branching.values()}) == 16


def _loops(document) -> bool:
    """Tell whether a way leads back to a step that it came from."""
    onward = {part["id"]: [flow["to"] for flow in part.get("flows", ())] for part in document["elements"]}

    def reaches(start: str) -> set[str]:
        seen, waiting = set(), list(onward[start])
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting += onward[at]
        return seen

    return any(one in reaches(one) for one in onward)


@pytest.mark.parametrize(
    ("has", "least"),
    [
        pytest.param(lambda one: any(part["kind"] == "split" for part in one["elements"]), 4, id="side by side"),
        pytest.param(_loops, 4, id="a loop back"),
        pytest.param(lambda one: any(part.get("stops_clock") for part in one["elements"]), 4, id="a clock that stops"),
        pytest.param(lambda one: any(part.get("refuses") for part in one["elements"]), 4, id="a refusal of its own"),
    ],
)
def test_every_kind_of_branching_is_there_several_times(has, least):
    assert sum(has(one) for one in _branching().values()) >= least


def test_a_process_belongs_to_exactly_one_procedure_and_every_process_to_one():
    assert sorted(record["process"] for record in procedures().values()) == sorted(PROCESSES)


def test_the_limit_of_a_process_is_that_of_its_procedure():
    for record in procedures().values():
        total = PROCESSES[record["process"]]["total_days"]
        limits = {row["time_limit_text"] for row in record["channels"]}
        assert total is None or limits == {f"{total} ngày làm việc"}, record["code"]


def _branching():
    return {code: one for code, one in PROCESSES.items() if any(part["kind"] == "choice" for part in one["elements"])}


def _shape(document) -> tuple:
    """Return the process without names, times and conditions: what kind leads to what."""
    place = {part["id"]: number for number, part in enumerate(document["elements"])}
    return tuple(
        (part["kind"], bool(part.get("stops_clock")), tuple(place[flow["to"]] for flow in part.get("flows", ())))
        for part in document["elements"]
    )
