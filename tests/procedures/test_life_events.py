"""Life events: the data is sound, and steps come after those they wait for, whatever order they are written in."""

import json
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.procedures.rules.life_events import (
    Step,
    UnsoundEventError,
    event_of,
    in_order,
    life_event,
    life_events,
)


def test_the_six_events_are_there_each_with_steps_and_procedures() -> None:
    assert [one.slug for one in life_events()] == [
        "sinh-con",
        "di-hoc",
        "lam-nha",
        "mo-ho-kinh-doanh",
        "nghi-huu",
        "nguoi-than-mat",
    ]
    for event in life_events():
        assert event.name
        assert event.about
        assert len(event.steps) >= 3
        assert all(re.fullmatch(r"\d\.\d{6}", code) for code in event.codes)
        assert all(step.codes and step.name for step in event.steps)


def test_a_time_that_the_law_sets_names_the_law() -> None:
    for step in (step for event in life_events() for step in event.steps):
        assert not re.search(r"\d", (step.when or {}).get("vi", "")) or step.law


def test_a_number_that_is_said_in_vietnamese_is_the_same_in_english() -> None:
    for event in life_events():
        said = [event.about, *(text for step in event.steps for text in (step.name, step.when, step.only_if) if text)]
        assert [text for text in said if re.findall(r"\d+", text["vi"]) != re.findall(r"\d+", text["en"])] == []


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda event: event["name"].pop("en"), id="the name of the event"),
        pytest.param(lambda event: event["about"].update(en=" "), id="blank words about it"),
        pytest.param(lambda event: event["together"]["words"].pop("en"), id="the note on filing at once"),
        pytest.param(lambda event: event["steps"][0]["when"].pop("en"), id="the time of a step"),
        pytest.param(lambda event: event["steps"][1]["only_if"].pop("vi"), id="Vietnamese itself"),
        pytest.param(lambda event: event["steps"][1].update(name="Đăng ký"), id="a step as one text"),
        pytest.param(lambda event: event["about"].update(fr="Naissance"), id="a language that no page speaks"),
    ],
)
def test_an_event_that_is_not_said_in_every_language_is_refused_when_it_is_read(spoil) -> None:
    [event, *_] = json.loads((files("motcua.data") / "life_events" / "events.json").read_text(encoding="utf-8"))
    assert event_of(event) == life_event("sinh-con")
    spoil(event)

    with pytest.raises(UnsoundEventError, match="not in each of en, vi"):
        event_of(event)


def test_birth_before_residence_and_death_before_what_rests_on_it() -> None:
    for slug, first in (("sinh-con", "khai-sinh"), ("nguoi-than-mat", "khai-tu")):
        event = life_event(slug)
        assert event is not None
        assert event.steps[0].key == first
    assert life_event("khong-co") is None


STEP = {"vi": "Bước", "en": "Step"}
PAIRS = [(low, high) for high in range(7) for low in range(high)]


@given(st.permutations(range(7)), st.integers(0, 2 ** len(PAIRS) - 1))
def test_every_step_comes_after_those_it_waits_for_and_none_is_lost(order, chosen) -> None:
    pairs = [pair for place, pair in enumerate(PAIRS) if chosen >> place & 1]
    after = {number: tuple(str(low) for low, high in pairs if high == number) for number in range(7)}
    steps = [Step(str(number), STEP, ("1.000001",), after[number]) for number in order]

    found = [step.key for step in in_order(steps)]

    assert sorted(found) == sorted(str(number) for number in range(7))
    for step in steps:
        assert all(found.index(before) < found.index(step.key) for before in step.after)


@pytest.mark.parametrize("after", [("a",), ("nowhere",)], ids=["a circle", "a step that is not there"])
def test_what_cannot_be_put_in_order_is_a_fault_of_the_data(after) -> None:
    with pytest.raises(UnsoundEventError):
        in_order([Step("a", STEP, ("1.000001",), after)])
