"""Early, on time, late (deadlines, rule 11): decided when it is settled, or found by the sweep before that."""

import logging

import pytest
from stories import AT, a_dossier_of_many_ways, acts, after, ask, on, to_the_desk, to_the_tax_office

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier, LateFinding

pytestmark = pytest.mark.django_db
PROMISED = on("10")


@pytest.mark.parametrize(
    ("ready_at", "lateness", "owes"),
    [
        pytest.param(on("09", "16:59"), "early", (), id="the day before"),
        pytest.param(on("10", "07:00"), "on_time", (), id="on the day"),
        pytest.param(PROMISED, "on_time", (), id="at the very moment"),
        pytest.param(on("10", "09:01"), "late", ("apology",), id="a minute after"),
        pytest.param(on("14", "10:00"), "late", ("apology",), id="on a Saturday after"),
    ],
)
def test_a_result_is_early_on_time_or_late_against_the_promised_moment(team, ready_at, lateness, owes):
    code = a_dossier_of_many_ways(team)
    to_the_desk(team, code, at=AT)

    dossiers.make_result_ready(code, by=team.reception, at=ready_at)

    info = testing.shown(code)
    assert (info.lateness, info.owes) == (lateness, owes)
    assert LateFinding.objects.filter(found_by="settling").count() == len(owes)


def test_the_sweep_finds_late_once_and_settling_finds_nothing_new(team):
    """dossier-life 5.1."""
    code = a_dossier_of_many_ways(team)

    runs = [dossiers.sweep(at=moment).late for moment in (PROMISED, after(PROMISED, minutes=1), on("11"))]
    to_the_desk(team, code, at=on("11"))
    dossiers.make_result_ready(code, by=team.reception, at=on("11"))

    assert runs == [0, 1, 0]
    assert acts(code).count("late_found") == 1
    assert LateFinding.objects.values_list("found_by", "promised_at").get() == ("sweep", PROMISED)
    assert testing.shown(code).owes == ("apology",)


def test_a_step_completed_after_the_promise_and_before_the_sweep_is_late_all_the_same(team):
    """dossier-life 5.2."""
    code = a_dossier_of_many_ways(team)
    to_the_desk(team, code, at=on("10", "09:02"))
    dossiers.make_result_ready(code, by=team.reception, at=on("10", "09:03"))

    assert dossiers.sweep(at=on("10", "09:04")).late == 0
    assert testing.shown(code).lateness == "late"


def test_what_waits_for_papers_or_the_tax_office_is_not_late_meanwhile(team):
    waiting, paused = a_dossier_of_many_ways(team), a_dossier_of_many_ways(team)
    ask(team, waiting, at=on("04"))
    to_the_tax_office(team, paused, at=on("04"))

    assert dossiers.sweep(at=on("12")).late == 0


def test_a_pause_moves_the_moment_from_which_it_is_late(team):
    """dossier-life 3.4."""
    code = a_dossier_of_many_ways(team)
    to_the_tax_office(team, code, at=on("04"))
    dossiers.complete_step(code, "tax", by=team.tax, at=on("06"))

    assert [dossiers.sweep(at=on(day, "09:01")).late for day in ("10", "12")] == [0, 1]


def test_one_poisoned_dossier_stops_neither_the_sweep_nor_its_neighbours(team, caplog):
    """dossier-life 5.3."""
    codes = [a_dossier_of_many_ways(team) for _ in range(5)]
    unanswered = a_dossier_of_many_ways(team)
    ask(team, unanswered, at=on("04"))
    Dossier.objects.filter(code=codes[2]).update(rule_pack="khong-co")

    with caplog.at_level(logging.WARNING):
        first = dossiers.sweep(at=on("27"))
    second = dossiers.sweep(at=on("27", "09:01"))

    assert (first.late, first.closed, first.failed) == (4, 1, (codes[2],))
    assert (second.late, second.closed, second.failed) == (0, 0, (codes[2],))
    assert codes[2] in caplog.text


def test_the_internal_due_moment_is_half_a_day_before_the_promise(team):
    """deadlines rule 10: 240 minutes of working time before Tuesday 09:00."""
    assert testing.shown(a_dossier_of_many_ways(team)).internal_due_at == on("09", "15:00")
