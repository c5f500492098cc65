"""A unit says what is its own of a procedure (phần riêng của đơn vị), takes it back, or ends it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.events import Act, subject_of
from motcua.domain.procedures.models import Procedure, UnitOverlay
from motcua.domain.procedures.operations.guards import locked, require_overlayer
from motcua.domain.procedures.operations.publishing import NotInForce, UnfitProcess
from motcua.domain.procedures.queries import layers
from motcua.domain.procedures.queries.overlays import checked_overlay
from motcua.domain.procedures.rules.unit_overlay import Overlay
from motcua.domain.workflow import api as workflow
from motcua.foundation import ledger, period_fields
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.working_time import local


@transaction.atomic
def state_overlay(
    *,
    code: str,
    unit: str,
    value: Mapping[str, Any],
    by: Actor,
    at: datetime,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
) -> int:
    """Say what is the unit's own over the published procedure, for a period; return the id of what was kept.

    `value` as `rules.unit_overlay.Overlay.to_json` writes it. What holds at the start of the period ends there; dossiers
    received before keep their terms. Raises UnknownProcedure, MissingRight, NotPublished, NotHandledHere, NotTheUnits,
    NothingOfItsOwn, UnusableAnswer, UnknownPlace, UnfitProcess, or NotInForce for a period that lies before now or
    meets one that was stated already.
    """
    procedure = locked(code)
    require_overlayer(by, unit, at)
    start = valid_from or at
    _require_ahead(start, valid_until, at)
    overlay = checked_overlay(code, unit, value, at=at, holds_at=start)
    _require_fitting_process(overlay, code)
    _end_before(procedure, unit, start)
    return _keep(procedure, unit, overlay, start=start, until=valid_until, by=by, at=at, act=Act.OVERLAY_STATED)


@transaction.atomic
def undo_overlay(*, code: str, unit: str, by: Actor, at: datetime) -> int | None:
    """Undo the newest word of a unit by a following version: what stood before it stands again, or nothing.

    Returns the id of that following version, none where nothing stood before. Raises UnknownProcedure, MissingRight,
    or NotInForce where there is nothing to undo.
    """
    procedure = locked(code)
    require_overlayer(by, unit, at)
    newest = _newest(procedure, unit, at)
    start = max(newest.period.lower, at)
    before = _rows(procedure, unit).filter(period__endswith=newest.period.lower).first()
    _end(newest, by=by, at=at)
    body = {"unit": unit, "number": newest.number}
    ledger.write(subject=subject_of(code), act=Act.OVERLAY_UNDONE, by=by, at=at, body=body)
    if before is None or (before.stated_until is not None and before.stated_until <= start):
        return None
    kept = _new(procedure, unit, before.content, start=start, until=before.stated_until, by=by, at=at, undoes=newest)
    _write(kept, code, unit, by=by, at=at, act=Act.OVERLAY_STATED)
    return kept.pk


@transaction.atomic
def end_overlay(*, code: str, unit: str, by: Actor, at: datetime) -> None:
    """End what a unit says of its own; from now on the published procedure holds as it is.

    Raises UnknownProcedure, MissingRight, or NotInForce where nothing is in force or planned.
    """
    procedure = locked(code)
    require_overlayer(by, unit, at)
    newest = _newest(procedure, unit, at)
    for row in _rows(procedure, unit).filter(period_fields.lasts_beyond(at)):
        _end(row, by=by, at=at)
    body = {"unit": unit, "number": newest.number}
    ledger.write(subject=subject_of(code), act=Act.OVERLAY_ENDED, by=by, at=at, body=body)


def _require_ahead(start: datetime, until: datetime | None, at: datetime) -> None:
    if start < at:
        raise NotInForce(say("Không ghi lùi ngày: hồ sơ đã nhận giữ giờ đã hẹn. Chọn từ bây giờ hoặc một ngày sau."))
    if until is not None and until <= start:
        raise NotInForce(say("Ngày hết hiệu lực phải sau ngày bắt đầu."))


def _require_fitting_process(overlay: Overlay, code: str) -> None:
    if overlay.process_version_id is None:
        return
    version = workflow.version(overlay.process_version_id)
    if not version.usable or version.procedure_code not in ("", code):
        raise UnfitProcess(say("Quy trình này chưa đủ đơn vị và vai trò, hoặc đã gắn với thủ tục khác."))


def _rows(procedure: Procedure, unit: str) -> Any:
    return UnitOverlay.objects.filter(procedure=procedure, unit_id=unit, taken_back_at__isnull=True).order_by("number")


def _newest(procedure: Procedure, unit: str, at: datetime) -> UnitOverlay:
    """Return the last word of a unit that holds or will hold. Raises NotInForce."""
    newest: UnitOverlay | None = _rows(procedure, unit).last()
    if newest is None or (newest.period.upper is not None and newest.period.upper <= at):
        raise NotInForce(
            say(
                "Đơn vị {unit} không có phần riêng nào đang dùng hoặc sắp dùng cho thủ tục {code}.",
                unit=unit,
                code=procedure.code,
            )
        )
    return newest


def _end_before(procedure: Procedure, unit: str, start: datetime) -> None:
    """End what holds at the new start. Raises NotInForce where something begins there or later."""
    if _rows(procedure, unit).filter(period__startswith__gte=start).exists():
        raise NotInForce(say("Đã có phần riêng bắt đầu từ thời điểm này hoặc muộn hơn; hoàn lại phần đó trước."))
    current = _rows(procedure, unit).filter(period__contains=start).first()
    if current is not None:
        current.period = period_fields.moments(current.period.lower, start)
        current.save(update_fields=["period"])


def _end(row: UnitOverlay, *, by: Actor, at: datetime) -> None:
    """End what holds now; take back what has not begun."""
    if row.period.lower < at:
        row.period = period_fields.moments(row.period.lower, at)
        row.save(update_fields=["period"])
        return
    row.taken_back_at, row.taken_back_by = at, by.login
    row.save(update_fields=["taken_back_at", "taken_back_by"])


def _keep(
    procedure: Procedure, unit: str, overlay: Overlay, *, start: datetime, until: datetime | None, by: Actor,
    at: datetime, act: Act,
) -> int:  # fmt: skip
    kept = _new(procedure, unit, overlay.to_json(), start=start, until=until, by=by, at=at)
    _write(kept, procedure.code, unit, by=by, at=at, act=act)
    return kept.pk


def _new(
    procedure: Procedure, unit: str, content: dict[str, Any], *, start: datetime, until: datetime | None, by: Actor,
    at: datetime, undoes: UnitOverlay | None = None,
) -> UnitOverlay:  # fmt: skip
    every = UnitOverlay.objects.filter(procedure=procedure, unit_id=unit)
    return UnitOverlay.objects.create(
        procedure=procedure,
        unit_id=organisation.unit(unit, local(start).date()).code,
        number=(every.aggregate(last=Max("number"))["last"] or 0) + 1,
        period=period_fields.moments(start, until),
        stated_until=until,
        content=content,
        process_version_id=content.get("process_version_id"),
        undoes=undoes,
        stated_by=by.login,
        stated_at=at,
    )


def _write(kept: UnitOverlay, code: str, unit: str, *, by: Actor, at: datetime, act: Act) -> None:
    body = {
        "unit": unit, "number": kept.number, "fields": sorted(kept.content), "from": kept.period.lower.isoformat(),
        "until": kept.stated_until.isoformat() if kept.stated_until else "",
        "process_version": kept.process_version_id or 0, "undoes": kept.undoes.number if kept.undoes else 0,
        "content": layers.digest_of(repr(sorted(kept.content.items()))),
    }  # fmt: skip
    ledger.write(subject=subject_of(code), act=act, by=by, at=at, body=body)
