"""Builders for tests of every module: process documents in few words, and processes kept through the real acts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from motcua.domain.organisation.testing import SET_UP_AT
from motcua.domain.workflow import operations, queries
from motcua.domain.workflow.queries import VersionInfo
from motcua.foundation.actor import SYSTEM

Element = dict[str, Any]


def a_step(name: str, to: str, share: str | None = None, **more: Any) -> Element:
    """Write a step at the competent unit, of the handler unless told otherwise."""
    facts: Element = {"id": name, "kind": "task", "name": f"Bước {name}", "place": "competent", "role": "handler"}
    return facts | {"share": share, "flows": [{"to": to}]} | more


def a_choice(name: str, *ways: tuple[str, str], otherwise: str) -> Element:
    """Write a choice from pairs of condition and target, and its default."""
    flows: list[Element] = [{"to": to, "when": when} for when, to in ways]
    return {"id": name, "kind": "choice", "flows": [*flows, {"to": otherwise, "default": True}]}


def a_split(name: str, *to: str) -> Element:
    """Write a split into parallel branches."""
    return {"id": name, "kind": "split", "flows": [{"to": target} for target in to]}


def a_join(name: str, to: str) -> Element:
    """Write the place where parallel branches meet."""
    return {"id": name, "kind": "join", "flows": [{"to": to}]}


def a_tail(decide_share: str | None = None, result_share: str | None = None) -> list[Element]:
    """Write how every process ends: `sign` by the leader, `result` at the desk, `finish`."""
    return [
        a_step("sign", "result", decide_share, role="leader", decides=True),
        a_step("result", "finish", result_share, place="desk", role="reception", ready=True, returns=True),
        {"id": "finish", "kind": "end"},
    ]


def a_document(
    *elements: Element, code: str = "QT-THU", total_days: str | None = None, start: str = ""
) -> dict[str, Any]:
    """Write a process document from elements and the usual tail."""
    whole = [*elements, *a_tail()] if not any(part["kind"] == "end" for part in elements) else list(elements)
    return {
        "format": "motcua.process/1",
        "code": code,
        "name": f"Quy trình {code}",
        "total_days": total_days,
        "start": start or whole[0]["id"],
        "elements": whole,
    }


def a_straight_document(
    shares: Sequence[str] = ("0.5", "3", "1", "0.5"), *, code: str = "QT-THU", total_days: str | None = "5"
) -> dict[str, Any]:
    """Write the plainest process: receive at the desk, appraise, decide, result."""
    receive, appraise, decide, result = shares
    return a_document(
        a_step("receive", "appraise", receive, place="desk", role="reception"),
        a_step("appraise", "sign", appraise),
        *a_tail(decide, result),
        code=code,
        total_days=total_days,
    )


def a_process(document: Mapping[str, object] | None = None) -> VersionInfo:
    """Import a process document, the plainest one unless told otherwise; return its version."""
    chosen = a_straight_document() if document is None else document
    answer = operations.import_processes([chosen], by=SYSTEM, at=SET_UP_AT)
    assert not answer["refused"], answer["refused"]
    return queries.latest(str(chosen["code"]))


def a_bound_process(
    document: Mapping[str, object] | None = None,
    *,
    procedure_code: str = "1.001193",
    limit_days: Decimal | None = None,
    **more: Any,
) -> VersionInfo:
    """Import a process document and bind it to a procedure; return the usable version."""
    version = a_process(document)
    return operations.bind_version(
        version_id=version.id,
        procedure_code=procedure_code,
        limit_days=limit_days,
        by=SYSTEM,
        at=SET_UP_AT,
        **{"shares_reason": "Thời hạn của bài thử"} | more,
    )
