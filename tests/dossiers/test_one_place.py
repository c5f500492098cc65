"""Every open dossier is in exactly one place, always: after any sequence of acts, whoever tries them."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories import AT, a_dossier_of_many_ways, a_team

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import ClockSegment, Dossier, Promise, Step
from motcua.foundation import ledger
from motcua.kernel.refusal import Refusal

WALKS = 12
FACTS = st.fixed_dictionaries(
    {
        "needs_tax": st.booleans(),
        "needs_opinion": st.booleans(),
        "choice": st.sampled_from(["sign", "redo", "refusal"]),
    }
)


def complete(code, by, at, facts):
    steps = [step for step in testing.shown(code).open_steps if step.unit == by.unit_code and step.role in by.roles]
    if steps:
        dossiers.complete_step(code, steps[0].id, by=by, at=at, data=facts)


ACTS = {
    "complete": complete,
    "take": lambda code, by, at, _: dossiers.take_over(code, by=by, at=at),
    "claim": lambda code, by, at, _: dossiers.claim(code, by=by, at=at),
    "assign": lambda code, by, at, _: dossiers.assign(code, by.login, by=by, at=at),
    "supplement": lambda code, by, at, _: dossiers.ask_supplement(
        code, reason="Thiếu", items=[], by=by, at=at, late_reason="Muộn", ordered=True
    ),
    "completed": lambda code, by, at, _: dossiers.complete_supplement(code, by=by, at=at),
    "pause": lambda code, by, at, _: dossiers.pause(code, reason="Chờ", by=by, at=at),
    "resume": lambda code, by, at, _: dossiers.resume(code, by=by, at=at),
    "refuse": lambda code, by, at, _: dossiers.refuse(code, reason="Không", by=by, at=at),
    "withdraw": lambda code, by, at, _: dossiers.withdraw(code, reason="Thôi", by=by, at=at),
    "stop": lambda code, by, at, _: dossiers.stop(code, reason="Xin dừng", by=by, at=at),
    "void": lambda code, by, at, _: dossiers.void(code, reason="Nhập nhầm", by=by, at=at),
    "ready": lambda code, by, at, _: dossiers.make_result_ready(code, by=by, at=at),
    "return": lambda code, by, at, _: dossiers.return_result(code, by=by, at=at),
    "sweep": lambda code, by, at, _: dossiers.sweep(at=at),
}
MOVES = st.tuples(
    # steps are completed often, so that walks come far; withdrawing and refusing end them and are rare
    st.sampled_from(["complete"] * 8 + ["supplement", "completed", "completed", "ready", "return"] * 2 + sorted(ACTS)),
    st.sampled_from(["handler", "leader", "reception", "tax"]),
    FACTS,
    st.integers(1, 900),
)


def holds_together(code):
    """Check the invariants that `verify` asks for, and those that one dossier can be asked for."""
    assert dossiers.breaches()[1] == ()
    dossier = Dossier.objects.get(code=code)
    info = testing.shown(code)
    open_rows = Step.objects.filter(dossier=dossier, state="open")
    assert ClockSegment.objects.filter(dossier=dossier, until=None).count() == (
        1 if info.state in {"processing", "paused", "supplement"} else 0
    )
    assert open_rows.values("step").distinct().count() == open_rows.count()
    kept = list(Promise.objects.filter(dossier=dossier).order_by("number").values_list("number", "at"))
    assert [number for number, _ in kept] == list(range(1, len(kept) + 1))
    assert kept[-1][1] == dossier.promised_at
    assert [row.row for row in info.ledger] == list(range(1, len(info.ledger) + 1))


@pytest.mark.django_db
@settings(
    max_examples=WALKS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(walk=st.lists(MOVES, min_size=6, max_size=16))
def test_whatever_is_done_a_dossier_is_in_exactly_one_place(walk):
    from django.db import transaction

    with transaction.atomic():
        team = a_team()
        code = a_dossier_of_many_ways(team)
        at = AT
        for act, who, facts, minutes in walk:
            at += timedelta(minutes=minutes)
            before = len(ledger.rows_of(f"dossier:{code}"))
            try:
                ACTS[act](code, getattr(team, who), at, facts)
            except Refusal:
                assert len(ledger.rows_of(f"dossier:{code}")) == before, "a refused act leaves nothing behind"
            holds_together(code)
        transaction.set_rollback(True)
