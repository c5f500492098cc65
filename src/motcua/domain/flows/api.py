"""The door of the flows: what other modules may use."""

from motcua.domain.flows.operations import Folded, check, fold_news, rebuild
from motcua.domain.flows.queries import (
    AgencyMonth,
    Checked,
    Difference,
    Group,
    agency_months,
    counts,
    differences,
    folded_at,
    is_up_to_date,
    last_check,
    span,
)
from motcua.domain.flows.rules.folding import COUNTED_ACTS
from motcua.domain.flows.rules.measures import ZERO, By, Counts

__all__ = [
    "COUNTED_ACTS",
    "ZERO",
    "AgencyMonth",
    "By",
    "Checked",
    "Counts",
    "Difference",
    "Folded",
    "Group",
    "agency_months",
    "check",
    "counts",
    "differences",
    "fold_news",
    "folded_at",
    "is_up_to_date",
    "last_check",
    "rebuild",
    "span",
]
