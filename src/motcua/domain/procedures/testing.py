"""Builders for tests of every module: invented records, and procedures published through the real acts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.procedures import operations, queries
from motcua.domain.procedures.operations import ImportSummary
from motcua.domain.procedures.queries import PublishedInfo
from motcua.domain.workflow import testing as workflow_testing
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.working_time import ZONE

IMPORTED_AT = datetime(2026, 11, 2, 8, 0, tzinfo=ZONE)
PUBLISHED_AT = datetime(2026, 11, 2, 9, 0, tzinfo=ZONE)


def a_row(
    channel: str = "Trực tiếp", limit: str = "5 ngày làm việc", fee: str = "Miễn phí", **more: Any
) -> dict[str, Any]:
    """Write one row of ways to file."""
    return {"channel": channel, "time_limit_text": limit, "fee_text": fee, "note": ""} | more


def rows_on_all_channels(limit: str = "5 ngày làm việc", fee: str = "Miễn phí", **more: Any) -> list[dict[str, Any]]:
    """Write a row for each way to file, all the same."""
    return [a_row(channel, limit, fee, **more) for channel in ("Trực tuyến", "Dịch vụ bưu chính", "Trực tiếp")]


def a_paper(name: str = "Tờ khai theo mẫu", originals: int = 1, copies: int = 0, **more: Any) -> dict[str, Any]:
    """Write one row of papers."""
    return {"name": name, "originals": originals, "copies": copies, "form": "", "group": ""} | more


def a_record(code: str = "1.001193", **changes: Any) -> dict[str, Any]:
    """Write a national record in which nothing is doubtful, and change what the test is about."""
    record = {
        "code": code,
        "name": "Thủ tục đăng ký khai sinh",
        "issuer": "Bộ Tư pháp",
        "field": "Hộ tịch",
        "level": ["Cấp xã"],
        "agency": "Ủy ban nhân dân cấp xã",
        "decision": "01/QĐ-BTP",
        "targets": "Công dân Việt Nam",
        "channels": rows_on_all_channels(),
        "components": [a_paper()],
        "steps_text": "Người dân nộp hồ sơ, cán bộ kiểm tra, lãnh đạo ký.",
        "result": "Giấy khai sinh",
        "conditions": "",
        "legal_basis": [{"number": "60/2014/QH13", "title": "Luật Hộ tịch"}],
    }
    return record | changes


def import_records(*records: Mapping[str, Any], at: datetime = IMPORTED_AT, dry_run: bool = False) -> ImportSummary:
    """Import records as the command line does."""
    return operations.import_national(records, source="bài thử", by=SYSTEM, at=at, dry_run=dry_run)


def a_publisher(unit_code: str = "H12") -> Actor:
    """Return someone who publishes for the province (or for the unit given); the unit must exist."""
    return organisation_testing.an_actor(unit_code, Role.PUBLISHER)


def a_published_procedure(
    record: Mapping[str, Any] | None = None,
    *,
    answers: Mapping[str, Any] | None = None,
    process_version_id: int | None = None,
    by: Actor | None = None,
    at: datetime = PUBLISHED_AT,
) -> PublishedInfo:
    """Import a record, answer for the province, bind a process (the plainest by default), publish; return the version.

    Needs the organisation's small province.
    """
    chosen = a_record() if record is None else record
    code, publisher = str(chosen["code"]), by or a_publisher()
    summary = import_records(chosen, at=at)
    if summary.refused:
        raise AssertionError(summary.refused)
    for field, value in (answers or {}).items():
        operations.answer_field(code=code, field=field, value=value, decision_number="01/QĐ-UBND", by=publisher, at=at)
    version_id = process_version_id or workflow_testing.a_bound_process(procedure_code=code).id
    operations.bind_process(code=code, process_version_id=version_id, by=publisher, at=at)
    return queries.published_version(operations.publish(code=code, by=publisher, at=at))


def is_published(code: str, at: datetime = PUBLISHED_AT) -> bool:
    """Tell whether something of the procedure is published."""
    try:
        queries.published(code, at)
    except queries.NotPublished:
        return False
    return True
