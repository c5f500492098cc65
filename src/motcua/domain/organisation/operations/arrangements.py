"""Say by which decision the arrangement of a unit was completed, and take it back where it was entered by mistake."""

from datetime import date, datetime

from django.db import transaction

from motcua.domain.organisation import queries
from motcua.domain.organisation.events import Act
from motcua.domain.organisation.models import UnitArrangement
from motcua.domain.organisation.operations.guards import locked_unit, require_administration, today
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean


class UnusableArrangement(Refusal):
    """A decision that cannot be kept; the sentence says why."""


@transaction.atomic
def complete_arrangement(
    *, unit: str, number: str, decided_on: date, title: str, by: Actor, at: datetime,
    completed_on: date | None = None, is_sample: bool = False,
) -> int:  # fmt: skip
    """Say that a decision completed the arrangement of a unit, on its own day or on `completed_on`; return the row's id.

    Raises MissingRight, UnknownUnit where the unit does not exist on that day, or UnusableArrangement.
    """
    require_administration(by, unit, at)
    locked_unit(unit)
    on = completed_on or decided_on
    queries.unit(unit, on)
    number, title = clean(number), clean(title)
    if not number or not title:
        raise UnusableArrangement(say("Ghi số và trích yếu của quyết định."))
    if decided_on > today(at) or on < decided_on:
        raise UnusableArrangement(
            say("Ngày quyết định không được sau hôm nay, ngày hoàn thành không được trước ngày quyết định.")
        )
    if UnitArrangement.objects.filter(
        unit__code=unit, number=number, decided_on=decided_on, taken_back_at__isnull=True
    ).exists():
        raise UnusableArrangement(
            say("Quyết định {number} ngày {day} đã được nhập.", number=number, day=say_day(decided_on))
        )
    kept = UnitArrangement.objects.create(
        unit=locked_unit(unit), number=number, decided_on=decided_on, completed_on=on, title=title,
        is_sample=is_sample, entered_by=by.login, entered_at=at,
    )  # fmt: skip
    body = {"number": number, "decided_on": decided_on.isoformat(), "completed_on": on.isoformat()}
    ledger.write(subject=f"unit:{unit}", act=Act.ARRANGEMENT_COMPLETED, by=by, at=at, body=body)
    return kept.pk


@transaction.atomic
def take_back_arrangement(*, unit: str, number: str, decided_on: date, by: Actor, at: datetime) -> None:
    """Take back what was entered by mistake. Raises MissingRight or UnusableArrangement where there is nothing such."""
    require_administration(by, unit, at)
    locked_unit(unit)
    found = UnitArrangement.objects.filter(
        unit__code=unit, number=clean(number), decided_on=decided_on, taken_back_at__isnull=True
    ).first()
    if found is None:
        raise UnusableArrangement(say("Đơn vị {unit} không có quyết định này.", unit=unit))
    found.taken_back_by, found.taken_back_at = by.login, at
    found.save(update_fields=["taken_back_by", "taken_back_at"])
    body = {"number": found.number, "decided_on": decided_on.isoformat()}
    ledger.write(subject=f"unit:{unit}", act=Act.ARRANGEMENT_TAKEN_BACK, by=by, at=at, body=body)
