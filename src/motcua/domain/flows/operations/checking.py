"""Hold the flows against plain SQL and keep what came of it, for whoever watches the system."""

from datetime import datetime

from motcua.domain.flows.models import Folding
from motcua.domain.flows.operations.folding import fold_news
from motcua.domain.flows.queries.checking import differences
from motcua.domain.flows.queries.differing import Difference
from motcua.kernel.working_time import local


def check(*, at: datetime) -> tuple[Difference, ...]:
    """Fold what is new, then compare every figure with plain SQL; keep when that was and how many differ."""
    fold_news(at=at)
    found = differences(today=local(at).date())
    Folding.objects.filter(only=True).update(checked_at=at, differing=len(found))
    return found
