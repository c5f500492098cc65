"""Whether the shares of the steps add up to the time limit.

Law: docs/law/processes.md, section 4. Change that page and its cases first, then this file.
"""

from decimal import Decimal

from motcua.domain.workflow.rules.graph import Graph
from motcua.domain.workflow.rules.remaining import NOTHING, remaining
from motcua.domain.workflow.rules.step_table import StepTable, in_vietnamese


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
    word = "ít hơn" if total < limit else "nhiều hơn"
    return (
        f"Tổng thời gian các bước là {in_vietnamese(total)} ngày làm việc, {word} thời hạn "
        f"{in_vietnamese(limit)} ngày làm việc là {in_vietnamese(abs(total - limit))} ngày."
    )
