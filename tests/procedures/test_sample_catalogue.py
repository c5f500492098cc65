"""The sample catalogue that the product ships comes in without a refusal, and can be published."""

import json
from pathlib import Path

import pytest

import motcua
from motcua.domain.organisation.testing import a_small_province
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.testing import PUBLISHED_AT, a_publisher, import_records
from motcua.domain.workflow.testing import a_bound_process

CATALOGUE = Path(motcua.__file__).parent / "data" / "catalogue"
FILES = sorted(path for path in CATALOGUE.glob("*.json") if path.stem[0].isdigit())


@pytest.mark.django_db
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sample_procedure_can_be_published_by_answering_what_its_page_asks(path: Path) -> None:
    a_small_province()
    record = json.loads(path.read_text(encoding="utf-8"))
    assert import_records(record).refused == []
    code, publisher = record["code"], a_publisher()
    procedures.take_stated_commitments(code=code, by=publisher, at=PUBLISHED_AT)
    version = a_bound_process(procedure_code=code)
    procedures.bind_process(code=code, process_version_id=version.id, by=publisher, at=PUBLISHED_AT)

    for question in procedures.publication_page(code, PUBLISHED_AT).questions:
        value = {"kind": "unit", "code": "H12.04"} if question.topic == "competent" else question.choices[-1].value
        procedures.answer_field(
            code=code, field=question.field, value=value, decision_number="MẪU", by=publisher, at=PUBLISHED_AT
        )

    content = procedures.published_version(procedures.publish(code=code, by=publisher, at=PUBLISHED_AT)).content
    assert [case.name for case in content.cases] == (record.get("cases") or [""])
    assert len(content.everyday_names) == len(record.get("everyday_names", []))
