"""The door of the flows: what other modules may use."""

from motcua.domain.flows.operations import Folded, fold_news, rebuild
from motcua.domain.flows.queries import Group, counts, folded_at, span
from motcua.domain.flows.rules.measures import ZERO, By, Counts

__all__ = ["ZERO", "By", "Counts", "Folded", "Group", "counts", "fold_news", "folded_at", "rebuild", "span"]
