"""Why what was counted of dossiers became different: the reasons given when they were reopened or corrected."""

from collections.abc import Collection
from datetime import datetime

from motcua.domain.dossiers.models import Correction, Reopening


def reasons_since(codes: Collection[str], since: datetime) -> dict[tuple[str, str, datetime], str]:
    """Return reasons by code, act and moment, of what was reopened or corrected at or after a moment."""
    found: dict[tuple[str, str, datetime], str] = {}
    for act, model in (("reopened", Reopening), ("corrected", Correction)):
        rows = model.objects.filter(dossier__code__in=codes, at__gte=since)
        found |= {(code, act, at): reason for code, at, reason in rows.values_list("dossier__code", "at", "reason")}
    return found
