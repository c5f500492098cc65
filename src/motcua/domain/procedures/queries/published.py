"""What is published: the version in force at a moment, and versions by their id."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import cast

from motcua.domain.procedures.models import PublishedVersion
from motcua.domain.procedures.rules.content import ProcedureContent
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean


class NotPublished(Refusal):
    """Nothing is published of a procedure at that moment, or a version is unknown."""


@dataclass(frozen=True)
class PublishedInfo:
    """One published version: its content never changes. When it ends is not part of it."""

    version_id: int
    number: int
    code: str
    content: ProcedureContent
    process_version_id: int
    national_number: int
    valid_from: datetime
    published_at: datetime
    published_by: str


def published(code: str, at: datetime) -> PublishedInfo:
    """Return what is published of a procedure at a moment. Raises NotPublished."""
    found = (
        PublishedVersion.objects.filter(procedure__code=clean(code), period__contains=at)
        .values_list("pk", "published_at")
        .first()
    )
    if found is None:
        raise NotPublished(f"Thủ tục {clean(code)} chưa được công bố để nhận hồ sơ.")
    return _version(*found)


def published_version(version_id: int) -> PublishedInfo:
    """Return one published version, kept in memory because it never changes. Raises NotPublished."""
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
