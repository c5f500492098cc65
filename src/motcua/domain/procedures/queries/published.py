"""What is published: the version in force at a moment, versions by their id, and what a unit lays over one."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from django.db import connection
from django.db.models.fields.json import KT

from motcua.domain.procedures.models import PublishedVersion, UnitOverlay
from motcua.domain.procedures.rules.content import ProcedureContent
from motcua.domain.procedures.rules.unit_overlay import Overlay, overlay_from_json, with_overlay
from motcua.foundation.kept_answers import kept
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

_WITH_STAMPS = """
    SELECT version.id, version.published_at, (
        SELECT json_agg(json_build_array(overlay.unit_id, overlay.id, overlay.stated_at))::text
        FROM procedures_unitoverlay AS overlay
        WHERE overlay.procedure_id = version.procedure_id AND overlay.period @> %(at)s::timestamptz
            AND overlay.taken_back_at IS NULL)
    FROM procedures_publishedversion AS version
    JOIN procedures_procedure AS procedure ON procedure.id = version.procedure_id
    WHERE {condition}
"""

# To read a part of some thousand contents, each is unpacked whole; how their rows stand is told without any of them.
_STAMP = """
    SELECT pg_postmaster_start_time(), current_database(), count(*), max(id), sum(hashtextextended(xmin::text || ctid::text, 1))
    FROM procedures_publishedversion
"""
Stamp = tuple[Any, ...]


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
    found = _asked("procedure.code = %(key)s AND version.period @> %(at)s::timestamptz", clean(code), at)
    if found is None:
        raise NotPublished(say("Thủ tục {code} chưa được công bố để nhận hồ sơ.", code=clean(code)))
    return found


def _asked(condition: str, key: str | int, at: datetime) -> PublishedInfo | None:
    """Return the version that fits, with the stamps of that moment, by one statement of our own: receptions ask it."""
    with connection.cursor() as cursor:
        cursor.execute(_WITH_STAMPS.format(condition=condition), {"key": key, "at": at})
        row = cursor.fetchone()
    if row is None:
        return None
    version = _version(row[0], row[1])
    return replace(version, stamps=tuple(OverlayStamp(*stamp) for stamp in json.loads(row[2]))) if row[2] else version


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


@kept(8192)
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
        found = _asked("version.id = %(key)s", version_id, overlaid_at)
    else:
        found = published_versions([version_id]).get(version_id)
    if found is None:
        raise NotPublished(say("Không có bản công bố này."))
    return found


def published_versions(version_ids: Iterable[int]) -> dict[int, PublishedInfo]:
    """Return several versions by their id, with one statement for those that are in memory; unknown ones are left out."""
    stamps = PublishedVersion.objects.filter(pk__in=set(version_ids)).values_list("pk", "published_at")
    return {pk: _version(pk, published_at) for pk, published_at in stamps}


@kept(8192)
def _version(version_id: int, published_at: datetime) -> PublishedInfo:
    """Keep a version in memory; none changes but for its end, which is no part of it."""
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


def published_since() -> dict[int, datetime]:
    """Return when every published version was published, by its id, in one statement."""
    return dict(PublishedVersion.objects.values_list("pk", "published_at"))


def versions_stamp() -> Stamp:
    """Return what differs whenever a version was added, one's end changed, or the database is another, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        return tuple(cursor.fetchone())


def fields_of_versions() -> dict[int, str]:
    """Return the field (lĩnh vực) of every published version by its id, from memory while no version was added."""
    return dict(_fields(versions_stamp()))


@lru_cache(maxsize=1)
def _fields(_stamp: Stamp) -> dict[int, str]:
    return dict(PublishedVersion.objects.values_list("pk", KT("content__field")))
