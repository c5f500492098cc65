"""Moving dossiers between random processes: whatever is moved stays whole and comes to its end by the other one."""

import random
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from process_blocks import random_facts, random_processes

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier
from motcua.domain.workflow import api as workflow
from motcua.domain.workflow import testing as workflow_testing
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
LATER = AT + timedelta(hours=3)
NUMBERS = count(1)


@pytest.fixture
def team():
    return testing.a_staffed_province()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(old=random_processes(), new=random_processes(), seed=st.integers(0, 2**32))
def test_whatever_is_moved_between_random_processes_stays_whole_and_comes_to_its_end(team, old, new, seed):
    chance, number = random.Random(seed), next(NUMBERS)
    procedure = f"1.9{number:05d}"
    version = workflow_testing.a_bound_process({**old.document, "code": f"CU-{number}"}, procedure_code=procedure)
    target = workflow_testing.a_bound_process({**new.document, "code": f"MOI-{number}"})
    code = testing.a_dossier(team, procedure, at=AT, process_version_id=version.id)
    walk(team, code, old, chance, most=chance.randint(0, 6))
    if testing.shown(code, AT).state != "processing":
        return
    before = standing(code)
    report = move(name_of(version), name_of(target), a_map(code, target.id, chance))

    assert dossiers.breaches()[1] == ()
    if report.moved:
        goes_back = chance.random() < 0.3
        if goes_back:
            assert dossiers.undo_move(report.batch, by=SYSTEM, at=LATER).undone == 1
            assert standing(code) == before
        walk(team, code, old if goes_back else new, chance, most=400)
        assert testing.shown(code, LATER).state == "ready"
        assert dossiers.breaches()[1] == ()
    else:
        assert standing(code) == before


def name_of(version):
    return f"{version.process_code}/{version.number}"


def move(source, target, steps):
    return dossiers.move_dossiers(source, target, steps, by=SYSTEM, at=LATER)


def standing(code):
    row = Dossier.objects.get(code=code)
    steps = row.steps.filter(state="open").order_by("number").values_list("number", "step", "name", "officer", "due_at")
    return row.process_version_id, row.waiting, row.share_at_start, row.work_done, row.at_risk_from, list(steps)


def walk(team, code, process, chance, *, most):
    """Complete open steps at random; after many of them leave every loop."""
    who = {"reception": team.reception, "handler": team.handler, "leader": team.leader}
    for number in range(most):
        steps = testing.shown(code, LATER).open_steps
        step = chance.choice(steps)
        if step.ready:
            if testing.shown(code, LATER).state == "processing" and most > 6:
                dossiers.make_result_ready(code, by=team.reception, at=LATER)
            return
        facts = random_facts(process, chance, leave_loops=number > 20)
        dossiers.complete_step(code, step.id, by=who[step.role], at=LATER, data=facts)


def a_map(code, target_id, chance):
    """Map where the dossier stands to a state of the other process with as many steps, or to any steps at random."""
    row, graph = Dossier.objects.get(code=code), workflow.graph_of(target_id)
    steps = list(row.steps.filter(state="open").values_list("step", flat=True))
    fitting = [
        one for one in workflow.reachable(graph) if (len(one.open), len(one.waiting)) == (len(steps), len(row.waiting))
    ]
    if fitting and chance.random() < 0.8:
        one = chance.choice(sorted(fitting, key=str))
        return dict(zip(steps, sorted(one.open), strict=True)) | dict(
            zip(row.waiting, sorted(one.waiting), strict=True)
        )
    names = [step.id for step in graph.steps]
    tokens = [
        f"{source}>{name}"
        for name, node in graph.nodes.items()
        if node.kind == "join"
        for source in graph.sources[name]
    ]
    assume(tokens or not row.waiting)
    return {name: chance.choice(names) for name in steps} | {
        token: chance.choice(sorted(tokens)) for token in row.waiting
    }
