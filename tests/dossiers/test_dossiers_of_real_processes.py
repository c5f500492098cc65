"""Each accepted real process of 2013 carries a dossier of today from reception to return; TP10 is refused."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from stories import AT

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.procedures import testing as procedures_testing
from motcua.domain.workflow import api as workflow
from motcua.domain.workflow import testing as workflow_testing
from motcua.foundation.actor import SYSTEM

TAX, COMMUNE = "H12.04", "H12.61"
PLACES = {"BP_THUE": f"unit:{TAX}", "DIA_CHINH_CAP_XA": f"unit:{COMMUNE}"}
WHY = "Thời gian các bước lấy từ phần mềm cũ, chỉ là tỷ lệ."
LIMIT_WITHOUT_TOTAL = Decimal(20)


@pytest.fixture
def staff(db):
    return testing.a_staffed_province()


@pytest.fixture
def actors(staff):
    """Return one officer who has every role, for each unit a step may fall to."""
    units = {staff.places.commune_desk, staff.places.commune, TAX}
    roles = (Role.RECEPTION, Role.HANDLER, Role.LEADER)
    return {unit: organisation_testing.an_actor(unit, *roles) for unit in units}


def published_with(process, number, publisher):
    """Publish a procedure of our own that goes by the process; its limit is the process's total, if it has one."""
    code = f"9.{number:06d}"
    total = workflow.table_of(process.id).total_days or LIMIT_WITHOUT_TOTAL
    rows = procedures_testing.rows_on_all_channels(f"{total.normalize():f} ngày làm việc".replace(".", ","))
    version = workflow.bind_version(
        version_id=process.id,
        procedure_code=code,
        limit_days=total,
        places=PLACES,
        shares_reason=WHY,
        by=SYSTEM,
        at=procedures_testing.PUBLISHED_AT,
    )
    record = procedures_testing.a_record(code, channels=rows)
    procedures_testing.a_published_procedure(record, process_version_id=version.id, by=publisher)
    return code


def carried_to_return(staff, actors, procedure):
    """Let the officers do one step after another; return what the dossier is at the end."""
    code = dossiers.receive(testing.a_reception(staff, procedure), by=staff.reception, at=AT).code
    at = AT
    for _ in range(40):
        steps = testing.shown(code, at).open_steps
        if not steps:
            return testing.shown(code, at)
        at += timedelta(minutes=30)
        step, by = steps[0], actors[steps[0].unit]
        if step.ready and testing.shown(code, at).state is dossiers.State.PROCESSING:
            dossiers.make_result_ready(code, by=by, at=at)
        else:
            dossiers.complete_step(code, step.id, by=by, at=at)
    raise AssertionError("it does not come to its end")


def test_a_dossier_of_each_of_the_76_real_processes_comes_to_its_return(real_data, staff, actors):
    """processes 6.3, with real dossiers: received, through every step, settled, in the person's hands."""
    lines = (real_data / "processes.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    imported = workflow.import_processes(records, by=SYSTEM, at=workflow_testing.SET_UP_AT)
    publisher = procedures_testing.a_publisher()

    ended = {}
    for number, record in enumerate(records, start=1):
        if record["code"] != "TP10":
            procedure = published_with(workflow.latest(record["code"]), number, publisher)
            ended[record["code"]] = carried_to_return(staff, actors, procedure)

    assert (imported["read"], imported["created"]) == (77, 76)
    assert [found["code"] for found in imported["refused"]] == ["TP10"]
    assert len(ended) == 76
    assert {info.state for info in ended.values()} == {dossiers.State.RETURNED}
    assert {info.outcome for info in ended.values()} == {"granted"}
    undone = {code for code, info in ended.items() if any(step.state != "done" for step in info.steps)}
    assert undone == set()
    assert dossiers.breaches() == (76, ())
