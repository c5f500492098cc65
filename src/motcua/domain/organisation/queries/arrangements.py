"""Which departments of the province have completed their arrangement (sắp xếp) on a day, by which decision."""

from dataclasses import dataclass
from datetime import date

from motcua.domain.organisation.models import UnitArrangement
from motcua.domain.organisation.queries.units import UnitInfo, province, units
from motcua.domain.organisation.rules.words import Kind, Level


@dataclass(frozen=True)
class ArrangedUnit:
    """One department on a day; without a decision its arrangement is not completed yet (empty number, no days)."""

    code: str
    name: str
    number: str
    decided_on: date | None
    completed_on: date | None
    title: str
    is_sample: bool

    @property
    def is_completed(self) -> bool:
        """Tell whether the arrangement was completed by that day."""
        return bool(self.number)


def arrangements_on(on: date) -> tuple[ArrangedUnit, ...]:
    """Return the specialised departments under the province's council on a day, in the order of their names.

    A department counts as completed by its first decision whose day of completion is not after that day.
    """
    top = province(on)
    if top is None:
        return ()
    rows = UnitArrangement.objects.filter(completed_on__lte=on, taken_back_at__isnull=True).select_related("unit")
    completed: dict[str, UnitArrangement] = {}
    for row in rows.order_by("completed_on", "pk"):
        completed.setdefault(row.unit.code, row)
    departments = (one for one in units(on, level=Level.PROVINCE, kind=Kind.DEPARTMENT) if one.parent_code == top.code)
    return tuple(_arranged(one, completed.get(one.code)) for one in departments)


def _arranged(unit: UnitInfo, row: UnitArrangement | None) -> ArrangedUnit:
    if row is None:
        return ArrangedUnit(unit.code, unit.name, "", None, None, "", is_sample=False)
    return ArrangedUnit(
        unit.code, unit.name, row.number, row.decided_on, row.completed_on, row.title, is_sample=row.is_sample
    )
