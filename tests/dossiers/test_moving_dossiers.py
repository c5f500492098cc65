"""Running dossiers keep their version; moving them is a bulk act with dry run, map of steps and undo.

Cases: docs/law/processes.md, section 8.
"""

from datetime import timedelta

import pytest
from stories import AT, REASON, STRAIGHT_ON, WAYS

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier, Moved
from motcua.domain.dossiers.operations import moving
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.workflow import api as workflow
from motcua.domain.workflow import testing as workflow_testing
from motcua.domain.workflow.testing import a_document, a_step
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=3)
BY_TWO = a_document(
    a_step("receive", "assess", "0.5", place="desk", role="reception"),
    a_step("assess", "second", "2"),
    a_step("second", "sign", "1"),
    code="QT-HAI-BUOC",
)


def name_of(version):
    return f"{version.process_code}/{version.number}"


@pytest.fixture
def source(code):
    return name_of(workflow.version(Dossier.objects.get(code=code).process_version_id))


@pytest.fixture
def target(code):
    return name_of(workflow_testing.a_bound_process(BY_TWO))


def move(source, target, steps, **more):
    return dossiers.move_dossiers(source, target, steps, **{"by": SYSTEM, "at": LATER} | more)


def standing(code):
    row = Dossier.objects.get(code=code)
    steps = row.steps.filter(state__in=["open", "suspended"]).order_by("number")
    return (
        row.process_version_id, row.state, row.waiting, row.share_at_start, row.work_done, row.at_risk_from, row.promised_at,
        list(steps.values_list("number", "step", "name", "role", "unit", "officer", "state", "due_at")),
    )  # fmt: skip


def require_whole():
    assert dossiers.breaches()[1] == ()
    assert ledger.verify().problems == ()


def test_a_moved_dossier_stands_at_the_mapped_step_and_keeps_its_promise(code, source, target, team):
    """processes 8.1"""
    before = testing.shown(code, LATER)

    report = move(source, target, {"appraise": "assess"})

    after = testing.shown(code, LATER)
    assert (report.dossiers, report.moved, report.problems) == (1, 1, ())
    assert [step.id for step in after.open_steps] == ["assess"]
    assert after.promised_at == before.promised_at
    assert len(after.promises) == 1
    assert after.open_steps[0].due_at != before.open_steps[0].due_at
    assert after.work_done == before.work_done
    assert [row.act for row in after.ledger][-1] == "process_moved"
    require_whole()


def test_it_runs_by_the_other_version_to_its_end(code, source, target, team):
    """processes 8.2"""
    move(source, target, {"appraise": "assess"})

    testing.carry_to_ready(team.staff, code, at=LATER)

    done = [step.id for step in testing.shown(code, LATER).steps if step.state == "done"]
    assert done == ["receive", "assess", "second", "sign"]
    require_whole()


def test_a_dry_run_writes_nothing_and_says_the_same(code, source, target):
    """processes 8.3"""
    before = standing(code)

    foreseen = move(source, target, {"appraise": "assess"}, dry_run=True)

    assert standing(code) == before
    assert not Moved.objects.exists()
    done = move(source, target, {"appraise": "assess"})
    assert (foreseen.dossiers, foreseen.moved, foreseen.problems) == (done.dossiers, done.moved, done.problems)


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        pytest.param({}, "thiếu «appraise»", id="processes 8.4: a step where a dossier stands is lacking"),
        pytest.param({"appraise": "nowhere"}, "không có bước «nowhere»", id="processes 8.5: a step the target has not"),
        pytest.param({"apraise": "assess"}, "không có bước «apraise»", id="processes 8.6: a step the source has not"),
        pytest.param({"visit>asked": "assess"}, "không cùng loại", id="processes 8.7: a waiting branch to a step"),
    ],
)
def test_a_map_that_does_not_fit_is_refused_by_name(code, source, target, steps, says):
    with pytest.raises(dossiers.UnusableMap, match=says):
        move(source, target, steps)

    assert not Moved.objects.exists()


@pytest.mark.parametrize(
    ("to", "says"),
    [
        pytest.param("receive", "ở đơn vị", id="processes 8.8: a step at another unit"),
        pytest.param("result", "ở đơn vị", id="processes 8.9: the result, undecided"),
    ],
)
def test_a_dossier_that_may_not_stand_there_stays_with_the_reason(code, source, target, to, says):
    before = standing(code)

    report = move(source, target, {"appraise": to})

    assert (report.moved, report.stayed) == (0, 1)
    assert report.problems[0][0] == code
    assert says in report.problems[0][1]
    assert standing(code) == before
    require_whole()


def test_parallel_branches_move_with_what_waits_at_their_join(code, source, team):
    """processes 8.10"""
    again = name_of(workflow_testing.a_bound_process({**WAYS, "code": "QT-MOI-NGA-2"}))
    dossiers.complete_step(code, "appraise", by=team.handler, at=AT, data={"needs_tax": False, "needs_opinion": True})
    dossiers.complete_step(code, "visit", by=team.handler, at=AT)

    with pytest.raises(dossiers.UnusableMap, match="visit>asked"):
        move(source, again, {"advice": "advice"})
    report = move(source, again, {"advice": "advice", "visit>asked": "visit>asked"})

    assert report.moved == 1
    dossiers.complete_step(code, "advice", by=team.tax, at=LATER)
    assert [step.id for step in testing.shown(code, LATER).open_steps] == ["check"]
    require_whole()


def test_a_branch_that_could_never_be_joined_stays(code, source, team):
    """processes 8.11"""
    again = name_of(workflow_testing.a_bound_process({**WAYS, "code": "QT-MOI-NGA-2"}))
    dossiers.complete_step(code, "appraise", by=team.handler, at=AT, data={"needs_tax": False, "needs_opinion": True})

    report = move(source, again, {"advice": "advice", "visit": "appraise"})

    assert report.stayed == 1
    assert "không thể đứng" in report.problems[0][1]


def test_what_is_decided_is_not_decided_again(code, source, target, team):
    """processes 8.12"""
    dossiers.complete_step(code, "appraise", by=team.handler, at=AT, data=STRAIGHT_ON)
    dossiers.complete_step(code, "check", by=team.leader, at=AT, data={"choice": "sign"})
    dossiers.complete_step(code, "sign", by=team.leader, at=AT)
    assert [step.id for step in testing.shown(code, LATER).open_steps] == ["result"]

    assert move(source, target, {"result": "result"}).moved == 1
    testing.carry_to_ready(team.staff, code, at=LATER)
    require_whole()


def test_a_stopped_clock_moves_only_to_a_step_that_stops_it(code, source, target, team):
    """processes 8.13"""
    dossiers.complete_step(code, "appraise", by=team.handler, at=AT, data={"needs_tax": True})

    report = move(source, target, {"tax": "assess"})

    assert "Đồng hồ dừng" in report.problems[0][1] or "ở đơn vị" in report.problems[0][1]
    assert report.stayed == 1


def test_a_dossier_waiting_for_papers_goes_on_at_the_mapped_step(code, source, target, team):
    """processes 8.14"""
    dossiers.ask_supplement(code, reason=REASON, items=["Bản sao"], by=team.handler, at=AT)

    assert move(source, target, {"appraise": "assess"}).moved == 1
    dossiers.complete_supplement(code, by=team.reception, at=LATER)

    assert [step.id for step in testing.shown(code, LATER).open_steps] == ["assess"]
    require_whole()


def test_a_batch_is_undone_where_nobody_acted_since_and_the_others_are_listed(code, source, target, team):
    """processes 8.15"""
    other = testing.a_dossier(team.staff, at=AT)
    before = standing(code)
    batch = move(source, target, {"appraise": "assess"}).batch
    dossiers.complete_step(other, "assess", by=team.handler, at=LATER)

    report = dossiers.undo_move(batch, by=SYSTEM, at=LATER)

    assert (report.undone, report.kept) == (1, 1)
    assert report.problems[0][0] == other
    assert standing(code) == before
    assert [step.id for step in testing.shown(other, LATER).open_steps] == ["second"]
    assert dossiers.undo_move(batch, by=SYSTEM, at=LATER) == report
    require_whole()


def test_a_batch_that_was_cut_short_goes_on_and_nothing_is_done_twice(code, source, target, team, monkeypatch):
    """processes 8.16"""
    codes = [code, *(testing.a_dossier(team.staff, at=AT) for _ in range(2))]
    whole, seen = moving._move, []

    def killed_after_one(plan, key, **more):
        if seen:
            raise KeyboardInterrupt
        seen.append(whole(plan, key, **more))

    monkeypatch.setattr(moving, "_move", killed_after_one)
    with pytest.raises(KeyboardInterrupt):
        move(source, target, {"appraise": "assess"})
    monkeypatch.setattr(moving, "_move", whole)
    batch = Moved.objects.first().batch_id
    assert dossiers.move(batch, SYSTEM, LATER).report.waiting == 2

    report = dossiers.resume_move(batch, by=SYSTEM, at=LATER)

    assert (report.moved, report.waiting) == (3, 0)
    for one in codes:
        assert [row.act for row in testing.shown(one, LATER).ledger].count("process_moved") == 1
    assert dossiers.resume_move(batch, by=SYSTEM, at=LATER) == report
    require_whole()


def test_only_administrators_move_dossiers_and_only_those_of_their_units(code, source, target, team):
    """processes 8.17"""
    steps = {"appraise": "assess"}
    with pytest.raises(organisation.MissingRight):
        move(source, target, steps, by=team.leader)

    elsewhere = organisation_testing.an_actor(team.staff.places.department, "administrator")
    assert move(source, target, steps, by=elsewhere).dossiers == 0
    assert move(source, target, steps, by=organisation_testing.an_actor("H12", "administrator")).moved == 1


def test_a_bulk_move_of_other_units_is_not_there(code, source, target, team):
    """Its number typed by hand shows nothing, resumes nothing, takes nothing back."""
    batch = move(source, target, {"appraise": "assess"}).batch
    elsewhere = organisation_testing.an_actor(team.staff.places.department, "administrator")
    own = organisation_testing.an_actor(team.staff.places.commune, "administrator")

    for look in (dossiers.undo_move, dossiers.resume_move):
        with pytest.raises(dossiers.UnknownBatch):
            look(batch, by=elsewhere, at=LATER)
    with pytest.raises(dossiers.UnknownBatch):
        dossiers.move(batch, elsewhere, LATER)
    assert dossiers.all_moves(elsewhere, LATER) == ()
    assert [one.report.moved for one in dossiers.all_moves(own, LATER)] == [1]
    assert dossiers.undo_move(batch, by=own, at=LATER).undone == 1


def test_the_ledger_of_the_process_tells_each_bulk_move(code, source, target):
    batch = move(source, target, {"appraise": "assess"}).batch
    dossiers.undo_move(batch, by=SYSTEM, at=LATER)

    acts = [row.act for row in ledger.rows_of("process:QT-MOI-NGA")]
    assert acts[-2:] == ["dossiers_move_begun", "dossiers_move_undone"]
