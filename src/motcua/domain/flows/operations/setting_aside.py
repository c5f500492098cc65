"""Set aside what cannot be folded, so that all else can be."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from motcua.domain.flows.models import SetAside
from motcua.domain.flows.rules.folding import Act, Change, UnfoldableError, fold


def folded(acts: Sequence[Act]) -> tuple[Mapping[Change, int], str]:
    """Return what acts add; or nothing, and the act at which folding ended."""
    try:
        return fold(acts), ""
    except UnfoldableError as ended:
        return {}, str(ended)


def set_aside(unfoldable: Mapping[str, str], *, at: datetime) -> None:
    """Let these be all subjects that are set aside, each with the act at which folding ended; what stood there already keeps its date."""
    SetAside.objects.exclude(subject__in=list(unfoldable)).delete()
    SetAside.objects.bulk_create(
        (SetAside(subject=subject, act=act, since=at) for subject, act in unfoldable.items()),
        update_conflicts=True, unique_fields=["subject"], update_fields=["act"],
    )  # fmt: skip
