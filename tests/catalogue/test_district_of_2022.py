"""A procedure of a district as it was in 2022: published then, received at the district's desk, settled by the district."""

import csv
from datetime import datetime, timedelta
from importlib.resources import files

import pytest
from sample import procedures, processes

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as catalogue
from motcua.domain.workflow import api as workflow
from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import ZONE

BEGUN = datetime(2022, 3, 1, 8, 0, tzinfo=ZONE)
RECEIVED = datetime(2022, 6, 1, 9, 15, tzinfo=ZONE)
DISTRICT, DESK = "H12.21", "H12.21.90"
DISTRICT_PROCEDURES = sorted(code for code, one in procedures().items() if one["level"] == ["Cấp huyện"])
POSTS = (
    ("mot.cua", DESK, "Cán bộ một cửa", organisation.Role.RECEPTION),
    ("tu.phap", DISTRICT, "Chuyên viên Phòng Tư pháp", organisation.Role.HANDLER),
    ("lanh.dao", DISTRICT, "Phó Chủ tịch", organisation.Role.LEADER),
    ("cong.bo", "H12", "Chuyên viên công bố", organisation.Role.PUBLISHER),
)


@pytest.mark.django_db
@pytest.mark.parametrize("code", DISTRICT_PROCEDURES)
def test_a_procedure_of_a_district_is_whole_in_the_world_of_2022(code):
    _three_levels()
    _published(code)
    person = dossiers.Person(
        kind="citizen", identifier="099000000901", name="Lâm Thị Mộng Tuyền", phone="0290100901", address="Khóm 1"
    )
    case = 1 if procedures()[code]["cases"] else None

    got = dossiers.receive(
        dossiers.Reception(procedure=code, person=person, desk=DESK, **({"case": case} if case else {})),
        by=_actor("mot.cua", DESK),
        at=RECEIVED,
    )

    assert got.code == "000.90.21.H12-220601-0001"
    at = RECEIVED
    for login, unit in (("lanh.dao", DISTRICT), ("tu.phap", DISTRICT), ("lanh.dao", DISTRICT)):
        at += timedelta(minutes=20)
        step = dossiers.dossier(got.code, SYSTEM, at).open_steps[0]
        assert step.unit == DISTRICT
        dossiers.complete_step(got.code, step.id, by=_actor(login, unit), at=at, data={})
    dossiers.make_result_ready(got.code, by=_actor("mot.cua", DESK), at=at + timedelta(minutes=5))
    info = dossiers.dossier(got.code, SYSTEM, at + timedelta(minutes=5))
    assert info.lateness in ("early", "on_time")


def test_no_district_settles_anything_today():
    with (files("motcua.data") / "units" / "ca_mau.csv").open(encoding="utf-8") as file:
        assert [row for row in csv.DictReader(file) if row["level"] == "district" and not row["valid_to"]] == []


def _three_levels() -> None:
    with (files("motcua.data") / "units" / "ca_mau.csv").open(encoding="utf-8") as file:
        rows = [
            {**row, "predecessors": ""}
            for row in csv.DictReader(file)
            if row["agency_code"] in ("H12", "H12.01", DISTRICT, DESK) and row["valid_from"] == "2022-01-01"
        ]
    organisation.load_units(rows, by=SYSTEM, at=BEGUN)
    organisation.publish_calendar(
        unit_code="H12", spec=organisation.seed_spec(), reason="Lịch làm việc ban đầu", by=SYSTEM, at=BEGUN
    )
    people = [organisation.NewOfficer(login, f"Cán bộ {login}") for login, *_ in POSTS]
    organisation.register_officers(people, password="mot-cua-thu-2022", by=SYSTEM, at=BEGUN)
    for login, unit, title, role in POSTS:
        organisation.create_position(unit_code=unit, title=title, roles=(role,), by=SYSTEM, at=BEGUN)
        organisation.post_officer(login=login, unit_code=unit, title=title, from_on=BEGUN.date(), by=SYSTEM, at=BEGUN)


def _published(code: str) -> None:
    record, by, at = procedures()[code], _actor("cong.bo", "H12", BEGUN), BEGUN + timedelta(hours=1)
    catalogue.import_national([record], source="danh mục mẫu", by=SYSTEM, at=at)
    workflow.import_processes([processes()[record["process"]]], by=SYSTEM, at=at)
    for one in record["sample_answers"]:
        catalogue.answer_field(
            code=code, field=one["field"], value=one["value"], decision_number=one["decision"], by=by, at=at
        )
    version = workflow.bind_version(
        version_id=workflow.latest(record["process"]).id,
        procedure_code=code,
        limit_days=None,
        shares_reason="Tỷ lệ",
        by=by,
        at=at,
    )
    catalogue.bind_process(code=code, process_version_id=version.id, by=by, at=at)
    catalogue.publish(code=code, by=by, at=at)


def _actor(login: str, unit: str, at: datetime = RECEIVED):
    return organisation.actor_for(login, at.date(), unit)
