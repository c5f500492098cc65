"""Questions to the flows."""

from motcua.domain.flows.queries.checking import Difference, differences, is_up_to_date
from motcua.domain.flows.queries.counting import (
    AgencyMonth,
    Checked,
    Group,
    agency_months,
    counts,
    folded_at,
    last_check,
    span,
)

__all__ = [
    "AgencyMonth",
    "Checked",
    "Difference",
    "Group",
    "agency_months",
    "counts",
    "differences",
    "folded_at",
    "is_up_to_date",
    "last_check",
    "span",
]
