"""The catalogue of the scenario `article-2022`: the product's own sample procedures and generated ones, with dated decisions.

For the scenario's loader:

    loading = article_catalogue.set_up(publisher, at=moment, progress=told)

    article_catalogue.set_up_arrangements(at=moment)

with the units of 2022 set up, `publisher` the login of someone who publishes for the province then, `at` the moment from
which all are published (the first decision comes after 1 February 2022). Own ones keep their codes; generated ones have codes that begin with 9, which no
national code does, and "(mẫu)" in their name. `process_of` gives the version of a process by the code that a record names
(`processes()`); by default the newest of data/processes is bound to each procedure.
Competent are the department (`unit`), the district whose desk received (`district_of_desk`) or its commune (`commune_of_desk`).

What is cut, online and integrated comes from data/scenarios/article_2022/decided.csv alone, a row a decision and a
procedure; what the own records say of it is left out here. Nothing is counted and nothing is drawn by chance.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.resources import files
from typing import Any

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.workflow import api as workflow
from motcua.entrypoints.demo.procedures import WHY_SHARES, documents
from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import ZONE

FOLDER = files("motcua.data") / "scenarios" / "article_2022"
ENTERED = time(16, 0)
CHANNELS = ("Trực tuyến", "Dịch vụ bưu chính", "Trực tiếp")
BY_LEVEL = {"Cấp huyện": "district_of_desk", "Cấp xã": "commune_of_desk"}


@dataclass(frozen=True)
class SampleProcedure:
    """One procedure of the scenario: its record, what the province says before publication, and its process by code."""

    code: str
    record: Mapping[str, Any]
    answers: tuple[procedures.SettingRow, ...]
    process: str


def catalogue() -> tuple[SampleProcedure, ...]:
    """Return every procedure of the scenario, own ones first, the same on every machine."""
    plan = json.loads((FOLDER / "catalogue.json").read_text(encoding="utf-8"))
    own = [_own(record, plan) for record in documents("catalogue")]
    made = sorted(_generated(plan), key=lambda pair: pair[0])[: plan["total"] - len(own)]
    return (*own, *(one for _, one in made))


def _own(record: dict[str, Any], plan: Mapping[str, Any]) -> SampleProcedure:
    """Return one of the product's own, with the units of 2022 and without what only a dated decision may say."""
    code, said, number = record["code"], plan["own"], plan["decision"]
    kept = [
        procedures.SettingRow(one["field"], one["value"], one["decision"])
        for one in record.get("sample_answers", [])
        if one["field"] != "competent"
    ]
    competent = next(one["value"] for one in record["sample_answers"] if one["field"] == "competent")
    if code in said["by_district"]:
        competent = {"kind": "district_of_desk"}
        kept.append(procedures.SettingRow("level", ["district"], number))
    elif code in said["competent"]:
        competent = {"kind": "unit", "code": said["competent"][code]}
    kept.append(procedures.SettingRow("competent", competent, number))
    left = {**record, "online_level": None, "committed": []}
    return SampleProcedure(code, left, tuple(kept), record["process"])


def _generated(plan: Mapping[str, Any]) -> Iterator[tuple[tuple[int, int], SampleProcedure]]:
    """Yield generated procedures with their place: every paper by the first act, then every paper by the second."""
    number = 0
    for act_place, act in enumerate(plan["acts"]):
        for paper_place, (block, field, paper) in enumerate(_papers(plan)):
            number += 1
            yield (act_place, paper_place), _one(plan, number, act, block, field, paper)


def _papers(plan: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str, str]]:
    for block in plan["blocks"]:
        for field, papers in block["fields"].items():
            for paper in papers:
                yield block, field, paper


def _one(
    plan: Mapping[str, Any], number: int, act: Mapping[str, Any], block: Mapping[str, Any], field: str, paper: str
) -> SampleProcedure:
    code = f"9.{number:06d}"
    days = plan["base_days"][number % len(plan["base_days"])] * act["factor"]
    unit = "ngày" if number % 9 == 0 else "ngày làm việc"
    fee = plan["fees"][number % len(plan["fees"])]
    cases = [("", days)] if number % 7 else [("Hồ sơ thông thường", days), ("Hồ sơ phải xác minh", days + 5)]
    record = {
        "code": code,
        "name": f"{act['name']} {paper} {plan['mark']}",
        "issuer": plan["issuer"],
        "field": field,
        "level": [block["level"]],
        "agency": block["agency"],
        "decision": plan["decision"],
        "targets": "Công dân, tổ chức",
        "cases": [name for name, _ in cases if name],
        "channels": [
            {"channel": channel, "time_limit_text": f"{limit} {unit}", "fee_text": fee, "note": "", "case": name}
            for name, limit in cases
            for channel in CHANNELS
        ],
        "components": [
            {"name": act["component"], "originals": 1, "copies": 0, "form": "Mẫu", "group": "", "kind": "file"},
            {"name": "Giấy tờ kèm theo (mẫu)", "originals": 0, "copies": 1, "form": "", "group": "", "kind": "file"},
        ],
        "steps_text": "Nộp hồ sơ, thẩm định, ký, trả kết quả (mẫu).",
        "result": paper.capitalize(),
        "conditions": "",
        "legal_basis": [{"number": "MẪU", "title": "Văn bản mẫu"}],
    }
    competent = {"kind": "unit", "code": block["unit"]} if block["unit"] else {"kind": BY_LEVEL[block["level"]]}
    answers = (procedures.SettingRow("competent", competent, plan["decision"]),)
    return SampleProcedure(code, record, answers, block["process"])


def decisions() -> tuple[procedures.CatalogueDecision, ...]:
    """Return the dated decisions of the scenario, in the order of their days, each with the rows it sets."""
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in _table("decided.csv"):
        rows.setdefault((row["decision"], row["decided_on"]), []).append(row)
    found = []
    for paper in _table("decisions.csv"):
        of_it = rows.pop((paper["decision"], paper["decided_on"]))
        found.append(_decision(paper, of_it))
    if rows:
        raise LookupError(f"rows of decisions without a paper: {sorted(rows)[:3]}")
    return tuple(sorted(found, key=lambda one: (one.entered_at, one.facts.number)))


def _table(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _decision(paper: Mapping[str, str], rows: list[dict[str, str]]) -> procedures.CatalogueDecision:
    day = date.fromisoformat(paper["decided_on"])
    return procedures.CatalogueDecision(
        facts=procedures.DecisionFacts(paper["decision"], day, paper["title"], paper["citation"], is_sample=True),
        settings=tuple(
            procedures.Setting(row["procedure"], row["sets"], procedures.decided_value(row["sets"], row["value"]))
            for row in rows
        ),
        entered_at=datetime.combine(day, ENTERED, tzinfo=ZONE),
        holds_from=date.fromisoformat(paper["holds_from"]),
    )


def processes() -> dict[str, str]:
    """Return for each procedure the code of its process in data/processes."""
    return {one.code: one.process for one in catalogue()}


def set_up(
    publisher: str,
    *,
    at: datetime,
    process_of: Mapping[str, int] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> procedures.Loading:
    """Load catalogue and decisions into an empty one; `process_of`: by procedure, versions that are there already.

    Without it the processes of the product are imported, and one version of each is bound to what is settled by it.
    """
    by = organisation.actor_for(publisher, at.date())
    found = catalogue()
    return procedures.load_catalogue(
        [one.record for one in found],
        answers={one.code: one.answers for one in found},
        process_of=process_of if process_of is not None else _bound(found, by, at),
        decisions=decisions(),
        source="danh mục mẫu article-2022",
        imported_by=SYSTEM,
        by=by,
        at=at,
        progress=progress,
    )


def _bound(found: tuple[SampleProcedure, ...], by: Any, at: datetime) -> dict[str, int]:
    """Return the process version of each: the newest that is usable as it is, else one made for the procedure."""
    workflow.import_processes(documents("processes"), by=SYSTEM, at=at)
    newest = {process: workflow.latest(process) for process in {one.process for one in found}}
    return {
        one.code: newest[one.process].id
        if newest[one.process].usable
        else workflow.bind_version(
            version_id=newest[one.process].id,
            procedure_code=one.code,
            limit_days=None,
            shares_reason=WHY_SHARES,
            by=by,
            at=at,
        ).id
        for one in found
    }


def set_up_arrangements(*, at: datetime) -> int:
    """Enter the decisions by which departments completed their arrangement, each on its day; return how many rows.

    The departments of 2022 must be there; `at` is only the moment before which none is entered.
    """
    rows = list(_table("arranged_units.csv"))
    for row in rows:
        day = date.fromisoformat(row["decided_on"])
        organisation.complete_arrangement(
            unit=row["unit"],
            number=row["decision"],
            decided_on=day,
            completed_on=date.fromisoformat(row["completed_on"]),
            title=row["title"],
            is_sample=True,
            by=SYSTEM,
            at=max(at, datetime.combine(day, ENTERED, tzinfo=ZONE)),
        )
    return len(rows)
