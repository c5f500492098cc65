"""What people are told of procedures: of one that is not published when they ask, of several at a glance, of those of a unit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KT

from motcua.domain.procedures.models import Procedure, PublishedVersion
from motcua.domain.procedures.queries.boards.leading import replaced_by
from motcua.domain.procedures.queries.overlays import settled_by
from motcua.domain.procedures.queries.page import UnknownProcedure
from motcua.domain.procedures.queries.published import (
    PublishedInfo,
    Stamp,
    published_version,
    published_versions,
    versions_stamp,
)
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
    """Return what is published and settled by any of these units at a moment, in Vietnamese order of fields and names.

    Contents never change, so they are read only where a version was added since the last time.
    """
    every = _ever_offered(versions_stamp())
    now = set(PublishedVersion.objects.filter(period__contains=at).values_list("pk", flat=True))
    settling = [settled_by(code, at) for code in unit_codes]
    rules = {rule for _, _, rule in every}
    settled = {rule for rule in rules if any(is_settled(dict(rule) or None) for is_settled in settling)}
    return tuple(one for pk, one, rule in every if rule in settled and pk in now)


@lru_cache(maxsize=1)
def _ever_offered(_stamp: Stamp) -> tuple[tuple[int, Offered, tuple[tuple[str, str], ...]], ...]:
    """Return every version that was ever published with the rule of who settles it, in Vietnamese order."""
    names = "pk", "procedure__code", "name", KT("content__field"), "content__competent"
    found = [
        (pk, Offered(code, name, field), tuple(sorted((competent or {}).items())))
        for pk, code, name, field, competent in PublishedVersion.objects.values_list(*names)
    ]
    return tuple(sorted(found, key=lambda row: (sort_key(row[1].field), sort_key(row[1].name))))
