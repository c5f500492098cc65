"""What is published: the version in force at a moment, versions by their id, and what a unit lays over one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from motcua.domain.procedures.models import PublishedVersion, UnitOverlay
from motcua.domain.procedures.rules.content import ProcedureContent
from motcua.domain.procedures.rules.unit_overlay import Overlay, overlay_from_json, with_overlay
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean


class NotPublished(Refusal):
    """Nothing is published of a procedure at that moment, or a version is unknown."""


@dataclass(frozen=True)
class OverlayStamp:
    """That a unit says something of its own over a version; `stated_at` tells it from one of a database loaded anew."""

    unit_code: str
    overlay_id: int
    stated_at: str


@dataclass(frozen=True)
class PublishedInfo:
    """One published version: its content never changes. When it ends is not part of it.

    `stamps`: which units lay something of their own over it at the moment that was asked. With a unit's overlay laid
    over it (`for_unit`), content and process are what holds at that unit.
    """

    version_id: int
    number: int
    code: str
    content: ProcedureContent
    process_version_id: int
    national_number: int
    valid_from: datetime
    published_at: datetime
    published_by: str
    stamps: tuple[OverlayStamp, ...] = ()
    overlay_id: int | None = None
    overlay: Overlay | None = None


def published(code: str, at: datetime) -> PublishedInfo:
    """Return what is published of a procedure at a moment, with what units lay over it then. Raises NotPublished."""
    found = (
        PublishedVersion.objects.filter(procedure__code=clean(code), period__contains=at)
        .values_list("pk", "published_at", _stamps_at(at))
        .first()
    )
    if found is None:
        raise NotPublished(f"Thủ tục {clean(code)} chưa được công bố để nhận hồ sơ.")
    return _stamped(*found)


def _stamps_at(at: datetime) -> ArraySubquery:
    now = UnitOverlay.objects.filter(procedure=OuterRef("procedure"), period__contains=at, taken_back_at__isnull=True)
    return ArraySubquery(now.values(stamp=JSONObject(unit="unit_id", pk="pk", at="stated_at")))


def _stamped(version_id: int, published_at: datetime, stamps: Iterable[dict[str, Any]]) -> PublishedInfo:
    version = _version(version_id, published_at)
    if not stamps:
        return version
    return replace(version, stamps=tuple(OverlayStamp(one["unit"], one["pk"], one["at"]) for one in stamps))


def for_unit(version: PublishedInfo, unit_code: str) -> PublishedInfo:
    """Return a version as it holds at a unit: with what the unit lays over it, or as it is."""
    stamp = next((one for one in version.stamps if one.unit_code == unit_code), None)
    if stamp is None:
        return version
    return replace(_overlaid(version.version_id, version.published_at, stamp), stamps=version.stamps)


def version_as_received(version_id: int, overlay_id: int | None) -> PublishedInfo:
    """Return a version with the overlay that a dossier was received by. Raises NotPublished."""
    version = published_version(version_id)
    if overlay_id is None:
        return version
    row = UnitOverlay.objects.get(pk=overlay_id)
    stamp = OverlayStamp(str(row.unit_id), overlay_id, row.stated_at.isoformat())
    return _overlaid(version_id, version.published_at, stamp)


@lru_cache(maxsize=8192)
def _overlaid(version_id: int, published_at: datetime, stamp: OverlayStamp) -> PublishedInfo:
    """Keep in memory what a unit lays over a version; neither changes."""
    version = _version(version_id, published_at)
    row = UnitOverlay.objects.get(pk=stamp.overlay_id)
    overlay = overlay_from_json(row.content)
    return replace(
        version,
        content=with_overlay(version.content, overlay),
        process_version_id=row.process_version_id or version.process_version_id,
        overlay_id=row.pk,
        overlay=overlay,
    )


def published_version(version_id: int, *, overlaid_at: datetime | None = None) -> PublishedInfo:
    """Return one published version, kept in memory because it never changes. Raises NotPublished.

    `overlaid_at`: with what units lay over it at that moment.
    """
    if overlaid_at is not None:
        asked = PublishedVersion.objects.filter(pk=version_id)
        row = asked.values_list("pk", "published_at", _stamps_at(overlaid_at)).first()
        found = {version_id: _stamped(*row)} if row else {}
    else:
        found = published_versions([version_id])
    if version_id not in found:
        raise NotPublished("Không có bản công bố này.")
    return found[version_id]


def published_versions(version_ids: Iterable[int]) -> dict[int, PublishedInfo]:
    """Return several versions by their id, with one statement for those that are in memory; unknown ones are left out."""
    stamps = PublishedVersion.objects.filter(pk__in=set(version_ids)).values_list("pk", "published_at")
    return {pk: _version(pk, published_at) for pk, published_at in stamps}


@lru_cache(maxsize=8192)
def _version(version_id: int, published_at: datetime) -> PublishedInfo:
    """`published_at` is part of the key so that a database loaded anew is not answered from the old one."""
    row = PublishedVersion.objects.select_related("procedure", "national_version").get(pk=version_id)
    return PublishedInfo(
        version_id=row.pk,
        number=row.number,
        code=row.procedure.code,
        content=ProcedureContent.from_json(row.content),
        process_version_id=cast(int, row.process_version_id),
        national_number=row.national_version.number,
        valid_from=row.period.lower,
        published_at=published_at,
        published_by=row.published_by,
    )
