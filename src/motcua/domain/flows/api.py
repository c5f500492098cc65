"""The door of the flows: what other modules may use."""

from motcua.domain.flows.operations import Folded, check, fold_news, rebuild
from motcua.domain.flows.queries import (
    AgencyMonth,
    Aside,
    Checked,
    Difference,
    FlowMonth,
    Group,
    agency_months,
    counts,
    counts_below,
    differences,
    flow_months,
    folded_at,
    is_up_to_date,
    last_check,
    set_aside,
    span,
)
from motcua.domain.flows.rules.folding import COUNTED_ACTS
from motcua.domain.flows.rules.measures import ZERO, By, Counts

__all__ = [
    "COUNTED_ACTS",
    "ZERO",
    "AgencyMonth",
    "Aside",
    "By",
    "Checked",
    "Counts",
    "Difference",
    "FlowMonth",
    "Folded",
    "Group",
    "agency_months",
    "check",
    "counts",
    "counts_below",
    "differences",
    "flow_months",
    "fold_news",
    "folded_at",
    "is_up_to_date",
    "last_check",
    "rebuild",
    "set_aside",
    "span",
]
