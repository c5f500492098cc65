"""BPMN files become versions of processes by the same act as our own documents."""

import pytest
from bpmn_files import BAD, STRAIGHT, choice_file, file

from motcua.domain.organisation.testing import SET_UP_AT
from motcua.domain.workflow import api as workflow
from motcua.domain.workflow.testing import a_process, a_straight_document
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db


def take(*files):
    return workflow.import_processes(files, by=SYSTEM, at=SET_UP_AT)


def test_a_file_is_imported_with_every_assumption_told_and_the_same_again_changes_nothing():
    """processes 7.14: doubts name the step."""
    answer = take(file(STRAIGHT))

    assert (answer["created"], answer["refused"]) == (1, [])
    assert {doubt["field"] for doubt in answer["needs_officer"]} == {"receive", "appraise", "give"}
    assert workflow.process("QT-BPMN").latest.usable
    assert [row.act for row in ledger.rows_of("process:QT-BPMN")] == ["process_version_added"]
    assert take(file(STRAIGHT))["unchanged"] == 1


def test_an_exported_process_imported_again_is_unchanged_and_a_change_is_a_new_version():
    """processes 7.15: a province may draw its changes in any tool."""
    a_process(a_straight_document())
    exported = workflow.bpmn_of("QT-THU")

    assert take(exported)["unchanged"] == 1
    assert take(exported.replace("Bước appraise".encode(), "Thẩm định".encode()))["updated"] == 1
    assert workflow.latest("QT-THU").number == 2


@pytest.mark.parametrize(
    "name", ["Python in a condition", "billion laughs", "an AND-split closed by XOR", "an unknown place"]
)
def test_a_bad_file_is_refused_and_nothing_is_kept(name):
    """processes 7.16: a file beside it is taken."""
    answer = take(BAD[name].content, choice_file())

    assert (answer["read"], answer["created"]) == (2, 1)
    assert [(one["record"], one["field"]) for one in answer["refused"]] == [(1, BAD[name].element)]
    assert len(workflow.processes()) == 1


def test_a_role_that_nobody_can_have_is_refused_by_the_check_and_by_the_import():
    """processes 7.16: both say the same."""
    a_process(a_straight_document())
    strange = workflow.bpmn_of("QT-THU").replace(b'role="handler"', b'role="wizard"')

    checked = workflow.check_process(strange)

    assert checked["problems"] == [{"element": "appraise", "reason": "Không có vai trò «wizard»."}]
    assert not checked["accepted"]
    assert len(take(strange)["refused"]) == 1
