"""`processes move`: dry run, move and undo of running dossiers from the command line."""

import json

import pytest

from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier
from motcua.domain.workflow import api as workflow
from motcua.domain.workflow import testing as workflow_testing


@pytest.fixture
def versions(db):
    """Return where a running dossier is and where it may go, as the command names versions."""
    code = testing.a_dossier(testing.a_staffed_province())
    source = workflow.version(Dossier.objects.get(code=code).process_version_id)
    target = workflow_testing.a_bound_process({**workflow_testing.a_straight_document(), "code": "QT-MOI"})
    return code, f"{source.process_code}/{source.number}", f"{target.process_code}/{target.number}"


def a_map(tmp_path, **steps):
    file = tmp_path / "map.json"
    file.write_text(json.dumps(steps), encoding="utf-8")
    return file


def test_a_dry_run_then_the_move_then_its_undo(motcua, versions, tmp_path):
    code, source, target = versions
    file = a_map(tmp_path, appraise="appraise")
    before = Dossier.objects.get(code=code).process_version_id

    foreseen = motcua("processes", "move", source, target, "--map", file, "--dry-run", "--json").document
    assert (foreseen["batch"], foreseen["moved"], foreseen["stayed"]) == (None, 1, 0)
    assert Dossier.objects.get(code=code).process_version_id == before

    done = motcua("processes", "move", source, target, "--map", file, "--json").document
    assert done["moved"] == 1
    assert Dossier.objects.get(code=code).process_version_id != before
    assert motcua("processes", "move", "--resume", done["batch"], "--json").document == done

    undone = motcua("processes", "move", "--undo", done["batch"], "--json").document
    assert (undone["moved"], undone["undone"]) == (0, 1)
    assert Dossier.objects.get(code=code).process_version_id == before


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        pytest.param(["--undo", "77"], 1, "Không có đợt chuyển số 77", id="no such batch"),
        pytest.param([], 2, "--map", id="nothing said"),
        pytest.param(["QT-KHONG/1", "QT-MOI/1"], 2, "--map", id="no map"),
    ],
)
def test_what_cannot_be_moved_is_refused(motcua, words, status, says):
    answer = motcua("processes", "move", *words)

    assert (answer.status, answer.out) == (status, "")
    assert says in answer.err


def test_a_map_that_lacks_the_step_is_refused_by_name(motcua, versions, tmp_path):
    _, source, target = versions

    answer = motcua("processes", "move", source, target, "--map", a_map(tmp_path), "--json")

    assert (answer.status, answer.out) == (1, "")
    assert "«appraise»" in answer.err
