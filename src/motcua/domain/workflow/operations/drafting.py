"""Write a process as a draft: begin, change, publish as the next version, drop. A published version never changes."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import queries
from motcua.domain.workflow.events import Act
from motcua.domain.workflow.models import ProcessDraft
from motcua.domain.workflow.operations.importing import import_processes
from motcua.domain.workflow.operations.versions import require_right
from motcua.domain.workflow.queries import VersionInfo
from motcua.domain.workflow.rules.step_table import UnreadableProcess, from_json
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import local


class DraftTaken(Refusal):
    """There is a draft of that process already."""


@transaction.atomic
def begin_draft(document: Mapping[str, Any], *, by: Actor, at: datetime) -> int:
    """Keep a process document as a draft; return its id. Raises MissingRight, UnreadableProcess, DraftTaken."""
    _require_may_draft(by, at)
    code = from_json(document).code
    draft, is_new = ProcessDraft.objects.get_or_create(
        code=code,
        defaults={"document": dict(document), "changed_at": at, "changed_by": by.login},
    )
    if not is_new:
        raise DraftTaken(
            say(
                "Quy trình {code} đã có bản nháp của {changed_by}; sửa tiếp bản đó hoặc bỏ nó trước.",
                code=code,
                changed_by=draft.changed_by,
            )
        )
    _write(draft, Act.PROCESS_DRAFT_CHANGED, by=by, at=at)
    return int(draft.pk)


@transaction.atomic
def change_draft(
    draft_id: int,
    change: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Change a draft by a function of its document. Raises MissingRight, UnknownDraft, UnreadableProcess."""
    _require_may_draft(by, at)
    draft = queries.locked_draft(draft_id)
    draft.document = dict(change(draft.document))
    draft.changed_at, draft.changed_by = at, by.login
    draft.save()
    _write(draft, Act.PROCESS_DRAFT_CHANGED, by=by, at=at)


@transaction.atomic
def publish_draft(draft_id: int, *, by: Actor, at: datetime) -> VersionInfo:
    """Publish a draft as the next version of its process; the draft is gone by it.

    Raises MissingRight, UnknownDraft, and UnreadableProcess with the first problem where it is not sound.
    """
    _require_may_draft(by, at)
    draft = queries.locked_draft(draft_id)
    refused: Any = import_processes([draft.document], by=by, at=at)["refused"]
    if refused:
        raise UnreadableProcess(say("Chưa công bố được. {reason}", reason=refused[0]["reason"]))
    draft.delete()
    return queries.latest(draft.code)


@transaction.atomic
def drop_draft(draft_id: int, *, by: Actor, at: datetime) -> None:
    """Drop a draft; versions that were published stay. Raises MissingRight, UnknownDraft."""
    _require_may_draft(by, at)
    draft = queries.locked_draft(draft_id)
    _write(draft, Act.PROCESS_DRAFT_DROPPED, by=by, at=at)
    draft.delete()


def _require_may_draft(by: Actor, at: datetime) -> None:
    """Raise MissingRight unless the actor publishes, or administers the province: a process is every unit's."""
    require_right(by)
    if not by.roles & {*SYSTEM.roles, organisation.Role.PUBLISHER}:
        top = organisation.province(local(at).date())
        organisation.require_role(by, organisation.Role.ADMINISTRATOR, top.code if top else None)


def _write(draft: ProcessDraft, act: Act, *, by: Actor, at: datetime) -> None:
    written = json.dumps(draft.document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    body = {"digest": hashlib.sha256(written.encode()).hexdigest(), "elements": len(draft.document["elements"])}
    ledger.write(subject=f"process:{draft.code}", act=act, by=by, at=at, body=body)
