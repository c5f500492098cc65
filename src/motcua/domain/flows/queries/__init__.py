"""Questions to the flows."""

from motcua.domain.flows.queries.counting import Group, counts, folded_at, span

__all__ = ["Group", "counts", "folded_at", "span"]
