"""What people are told of procedures: of one that is not published when they ask, of several at a glance, of those of a unit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KT

from motcua.domain.procedures.models import Procedure, PublishedVersion
from motcua.domain.procedures.queries.boards.leading import replaced_by
from motcua.domain.procedures.queries.overlays import settled_by
from motcua.domain.procedures.queries.page import UnknownProcedure
from motcua.domain.procedures.queries.published import PublishedInfo, published_version, published_versions
from motcua.foundation import period_fields
from motcua.kernel.vietnamese import clean, sort_key


@dataclass(frozen=True)
class Unpublished:
    """A procedure that is known and not published now. `ended_at`: since when it no longer is; None: it never was.

    `last`: the version that was published last before; `replaced_by`: code and name of what stands in its place.
    """

    code: str
    name: str
    issuer: str
    field: str
    ended_at: datetime | None
    last: PublishedInfo | None
    replaced_by: tuple[tuple[str, str], ...] = ()


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
    last = published_version(ended[0])
    return Unpublished(*found, ended_at=ended[1].upper, last=last, replaced_by=replaced_by(found[0]))


@dataclass(frozen=True)
class Glance:
    """A procedure at a glance: its name now, who issued it, and what is published of it at the moment, if anything."""

    code: str
    name: str
    issuer: str
    published: PublishedInfo | None


def glances(codes: Collection[str], at: datetime) -> dict[str, Glance]:
    """Return the procedures that are known, by code, in one statement and one for versions not in memory yet."""
    now = PublishedVersion.objects.filter(procedure=OuterRef("pk"), period__contains=at).values("pk")[:1]
    rows = Procedure.objects.filter(code__in=codes).values_list("code", "name", "issuer", Subquery(now))
    found = list(rows)
    versions = published_versions([version for *_, version in found if version is not None])
    return {code: Glance(code, name, issuer, versions.get(version)) for code, name, issuer, version in found}


@dataclass(frozen=True)
class Offered:
    """A procedure that is published at a moment: what a list for people needs of it."""

    code: str
    name: str
    field: str


def offered_at(unit_codes: Collection[str], at: datetime) -> tuple[Offered, ...]:
    """Return what is published and settled by any of these units at a moment, in Vietnamese order of fields and names."""
    rows = PublishedVersion.objects.filter(period__contains=at).values_list(
        "procedure__code", KT("content__name"), KT("content__field"), "content__competent"
    )
    settling = [settled_by(code, at) for code in unit_codes]
    found = [
        Offered(code, name, field)
        for code, name, field, competent in rows
        if any(is_settled(competent) for is_settled in settling)
    ]
    return tuple(sorted(found, key=lambda one: (sort_key(one.field), sort_key(one.name))))
