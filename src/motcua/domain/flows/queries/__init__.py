"""Questions to the flows."""

from motcua.domain.flows.queries.checking import differences, is_up_to_date
from motcua.domain.flows.queries.counting import (
    AgencyMonth,
    Aside,
    Checked,
    Group,
    agency_months,
    counts,
    folded_at,
    last_check,
    set_aside,
    span,
)
from motcua.domain.flows.queries.counting_below import counts_below
from motcua.domain.flows.queries.differing import Difference
from motcua.domain.flows.queries.months import FlowMonth, flow_months

__all__ = [
    "AgencyMonth",
    "Aside",
    "Checked",
    "Difference",
    "FlowMonth",
    "Group",
    "agency_months",
    "counts",
    "counts_below",
    "differences",
    "flow_months",
    "folded_at",
    "is_up_to_date",
    "last_check",
    "set_aside",
    "span",
]
