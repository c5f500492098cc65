"""What people are told of a procedure that is not published at the moment they ask."""

from dataclasses import dataclass
from datetime import datetime

from motcua.domain.procedures.models import Procedure, PublishedVersion
from motcua.domain.procedures.queries.page import UnknownProcedure
from motcua.domain.procedures.queries.published import PublishedInfo, published_version
from motcua.foundation import period_fields
from motcua.kernel.vietnamese import clean


@dataclass(frozen=True)
class Unpublished:
    """A procedure that is known and not published now. `ended_at`: since when it no longer is; None: it never was.

    `last`: the version that was published last before.
    """

    code: str
    name: str
    issuer: str
    field: str
    ended_at: datetime | None
    last: PublishedInfo | None


def unpublished(code: str, at: datetime) -> Unpublished:
    """Return what is known of a procedure that is not published at a moment. Raises UnknownProcedure."""
    found = Procedure.objects.filter(code=clean(code)).values_list("code", "name", "issuer", "field").first()
    if found is None:
        raise UnknownProcedure(clean(code))
    before = PublishedVersion.objects.filter(
        procedure__code=found[0], period__fully_lt=period_fields.moments(at, None)
    ).order_by("-number")
    ended = before.values_list("pk", "period").first()
    if ended is None:
        return Unpublished(*found, ended_at=None, last=None)
    return Unpublished(*found, ended_at=ended[1].upper, last=published_version(ended[0]))
