"""The table of states: whole, every state reached from reception, the printed diagram in step, no move beside it."""

import importlib.util
from pathlib import Path

import pytest
from stories import AT, a_dossier_of_many_ways, a_team, after, ask, on, state, to_the_desk

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers.rules.transitions import MOVES, may_move, require_move
from motcua.domain.dossiers.rules.words import OPEN_STATES, STATE_NAMES, State

ROOT = Path(__file__).resolve().parents[2]
SOON = after(AT, minutes=30)


def test_the_table_names_every_state_and_every_state_has_words():
    assert set(MOVES) == set(STATE_NAMES) == set(State)


def test_every_state_is_reached_from_reception():
    reached, waiting = set(), {State.PROCESSING}
    while waiting:
        reached |= waiting
        waiting = {target for found in waiting for target in MOVES[found]} - reached

    assert reached == set(State)


def test_what_has_ended_moves_nowhere_and_what_is_open_moves_on():
    assert {found for found in State if MOVES[found]} == {State(word) for word in OPEN_STATES}


@pytest.mark.parametrize("current", State)
def test_a_move_that_is_not_in_the_table_is_refused_with_the_state_it_is_in(current):
    for wanted in State:
        if may_move(current=current, wanted=wanted):
            require_move(current=current, wanted=wanted, act="thử")
        else:
            with pytest.raises(dossiers.ForbiddenMove, match=STATE_NAMES[current]):
                require_move(current=current, wanted=wanted, act="thử")


def test_the_printed_diagram_is_in_step_with_the_table():
    spec = importlib.util.spec_from_file_location("state_diagram", ROOT / "tools" / "state_diagram.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)

    assert (ROOT / "docs" / "states.md").read_text(encoding="utf-8") == tool.document()


def paused(team, code):
    dossiers.pause(code, reason="Chờ", by=team.handler, at=SOON)


def ready(team, code):
    to_the_desk(team, code, at=SOON)
    dossiers.make_result_ready(code, by=team.reception, at=SOON)


def returned(team, code):
    ready(team, code)
    dossiers.return_result(code, by=team.reception, at=SOON)


def closed(team, code):
    ask(team, code, at=SOON)
    dossiers.sweep(at=on("30"))


WAYS_TO = {
    State.PROCESSING: lambda *_: None,
    State.SUPPLEMENT: lambda team, code: ask(team, code, at=SOON),
    State.PAUSED: paused,
    State.READY: ready,
    State.RETURNED: returned,
    State.WITHDRAWN: lambda team, code: dossiers.withdraw(code, reason="Thôi", by=team.reception, at=SOON),
    State.CLOSED: closed,
    State.STOPPED: lambda team, code: dossiers.stop(code, reason="Xin dừng", by=team.reception, at=SOON),
    State.VOID: lambda team, code: dossiers.void(code, reason="Nhập hai lần", by=team.reception, at=SOON),
}
LATER = on("30", "10:00")
ACTS_TO = {
    State.SUPPLEMENT: lambda team, code: ask(team, code, at=LATER, late_reason="Muộn"),
    State.PAUSED: lambda team, code: dossiers.pause(code, reason="Chờ", by=team.handler, at=LATER),
    State.RETURNED: lambda team, code: dossiers.return_result(code, by=team.reception, at=LATER),
    State.WITHDRAWN: lambda team, code: dossiers.withdraw(code, reason="Thôi", by=team.reception, at=LATER),
    State.STOPPED: lambda team, code: dossiers.stop(code, reason="Xin dừng", by=team.reception, at=LATER),
}


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", State)
def test_every_state_is_reached_by_real_acts_and_left_only_as_the_table_says(wanted):
    team = a_team()
    code = a_dossier_of_many_ways(team)
    WAYS_TO[wanted](team, code)
    assert state(code) is wanted

    for target, act in ACTS_TO.items():
        if target not in MOVES[wanted]:
            with pytest.raises(dossiers.ForbiddenMove):
                act(team, code)
    assert state(code) is wanted
    assert dossiers.breaches() == (1, ())
