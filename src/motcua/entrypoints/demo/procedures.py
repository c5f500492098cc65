"""The twenty published procedures of the demo, from the product's own sample catalogue and processes."""

import json
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from typing import Any

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.workflow import api as workflow
from motcua.foundation.actor import SYSTEM

PUBLISHED = (
    "1.001193", "2.000815", "1.001612", "1.013225", "1.013978", "1.002099", "1.013237", "1.003650",
    "1.000656", "1.004837", "1.004859", "2.001035", "1.005277", "1.012818", "1.013229", "1.013274", "1.011607", "1.004194",
    "1.014027", "1.002010",
)  # fmt: skip
WHY_SHARES = "Phần thời gian của các bước là tỷ lệ; thời hạn khác nhau theo trường hợp và cách nộp."


def documents(folder: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON documents of one folder of the product's data, in the order of their names."""
    for path in sorted((files("motcua.data") / folder).iterdir(), key=lambda one: one.name):
        if path.name.endswith(".json"):
            yield json.loads(path.read_text(encoding="utf-8"))


def set_up(publisher: str, *, at: datetime) -> None:
    """Import the sample catalogue and the processes, answer what is open, publish twenty procedures."""
    by = organisation.actor_for(publisher, at.date())
    catalogue = list(documents("catalogue"))
    procedures.import_national(catalogue, source="danh mục mẫu", by=SYSTEM, at=at)
    workflow.import_processes(documents("processes"), by=SYSTEM, at=at)
    for record in catalogue:
        if record["code"] in PUBLISHED:
            _publish(record, by=by, at=at)


def _publish(record: dict[str, Any], *, by: Any, at: datetime) -> None:
    code = record["code"]
    for one in record.get("sample_answers", []):
        procedures.answer_field(
            code=code, field=one["field"], value=one["value"], decision_number=one["decision"], by=by, at=at
        )
    version = workflow.bind_version(
        version_id=workflow.latest(record["process"]).id,
        procedure_code=code,
        limit_days=None,
        shares_reason=WHY_SHARES,
        by=by,
        at=at,
    )
    procedures.bind_process(code=code, process_version_id=version.id, by=by, at=at)
    procedures.publish(code=code, by=by, at=at)
