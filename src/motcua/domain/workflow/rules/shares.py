"""Whether the shares of the steps add up to the time limit.

Law: docs/law/processes.md, section 4. Change that page and its cases first, then this file.
"""

from decimal import Decimal

from motcua.domain.workflow.rules.graph import Graph
from motcua.domain.workflow.rules.remaining import NOTHING, remaining
from motcua.domain.workflow.rules.step_table import StepTable, in_vietnamese
from motcua.kernel.language import say


def total_of(graph: Graph) -> Decimal:
    """Add the shares along the longest way, in working days."""
    whole = remaining(graph, (graph.start,))
    return NOTHING if whole.even else whole.total


def shares_check(table: StepTable, graph: Graph, limit: Decimal | None) -> str | None:
    """Say in one sentence how the shares miss the limit in working days; None where they add up to it.

    A process without a total of its own, or a limit that is not in working days (`limit` None), has shares that are
    only ratios: there is nothing to add up.
    """
    total = total_of(graph)
    if table.total_days is None or limit is None or total == limit:
        return None
    facts = {"total": in_vietnamese(total), "limit": in_vietnamese(limit), "days": in_vietnamese(abs(total - limit))}
    if total < limit:
        return say(
            "Tổng thời gian các bước là {total} ngày làm việc, ít hơn thời hạn {limit} ngày làm việc là {days} ngày.",
            **facts,
        )
    return say(
        "Tổng thời gian các bước là {total} ngày làm việc, nhiều hơn thời hạn {limit} ngày làm việc là {days} ngày.",
        **facts,
    )
