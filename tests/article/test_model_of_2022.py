"""The model of 2022 without a database: who comes is input, who is late comes out."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from article.small_province import HANDLER, a_small_province
from motcua.entrypoints.demo.article.acts import Word
from motcua.entrypoints.demo.article.chance import Weighted, between, chance, key_of, spread
from motcua.entrypoints.demo.article.counting import counted
from motcua.entrypoints.demo.article.life import ENDED, READY
from motcua.entrypoints.demo.article.simulation import Simulation

BUSY = 3600


@pytest.fixture(scope="module")
def busy() -> Simulation:
    """A commune in which two handlers have hardly an hour to themselves."""
    return Simulation(a_small_province(visits=BUSY), seed=1).run()


def test_the_same_seed_gives_the_same_acts_and_another_seed_others() -> None:
    first, again, other = (Simulation(a_small_province(), seed=seed).run().acts for seed in (1, 1, 2))

    assert first == again
    assert first != other


def test_every_dossier_comes_to_its_end_and_acts_stand_in_their_order(busy: Simulation) -> None:
    assert {life.state for life in busy.lives} <= {READY, ENDED}
    assert [act.minute for act in busy.acts] == sorted(act.minute for act in busy.acts)
    assert {life.visit.fate for life in busy.lives} >= {"", "supplement", "refuse", "withdraw", "void"}


def test_every_late_dossier_has_its_letter_before_it_is_returned(busy: Simulation) -> None:
    late = [life for life in busy.lives if life.is_late and not life.void]

    assert late
    assert all(life.letter_at for life in late)
    assert all(life.letter_at <= life.returned_at for life in late if life.returned_at)
    signed = Counter(act.visit for act in busy.acts if act.word is Word.APOLOGISE)
    assert set(signed.values()) == {1}
    assert {life.number for life in late} <= set(signed)


def test_a_dossier_is_late_where_it_was_ready_after_its_promise_and_nowhere_else(busy: Simulation) -> None:
    assert all(life.is_late == (life.ready_at > life.promised) for life in busy.lives if life.ready_at)


def test_one_officer_who_takes_longer_makes_more_dossiers_late_although_the_same_people_come() -> None:
    usual, slow = (
        Simulation(a_small_province(visits=BUSY, slower={HANDLER: times}), seed=1).run() for times in (1.0, 3.0)
    )

    assert [one.key for one in usual.visits] == [one.key for one in slow.visits]
    before, after = (sum(life.is_late for life in run.lives) for run in (usual, slow))
    assert after > before


def test_what_is_counted_is_all_that_came() -> None:
    setting = a_small_province()
    run = Simulation(setting, seed=1).run()

    one = counted(run, setting)["commune"]

    assert one.received + one.carried == one.timely + one.late + one.in_process
    turned_away = sum(act.word is Word.TURN_AWAY for act in run.acts)
    voided = sum(life.void for life in run.lives)
    before = sum(life.void is False and bool(life.ready_at or life.ended_at) for life in run.lives)
    assert len(run.visits) == len(run.lives) + turned_away
    assert one.received + one.carried <= before <= len(run.lives) - voided


@given(seed=st.integers(0, 2**40), question=st.integers(0, 5000), low=st.integers(-50, 50), more=st.integers(0, 500))
@settings(max_examples=200, deadline=None)
def test_chance_is_a_part_of_one_and_always_the_same_for_a_thing_and_question(
    seed: int, question: int, low: int, more: int
) -> None:
    key = key_of(seed, "commune", question)

    assert 0 <= chance(key, question) < 1
    assert chance(key, question) == chance(key_of(seed, "commune", question), question)
    assert low <= between(key, question, low, low + more) <= low + more
    assert spread(key, question, 0.55) > 0
    assert Weighted([0.0, 1.0, 0.0]).pick(key, question) == 1
