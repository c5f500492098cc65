"""Search of procedures: the index that each process keeps in memory, built anew when the catalogue changed.

A look whether it changed is one statement. A small catalogue is built at once, a large one behind: until that is done
questions are answered from the index that is there. Only the very first question waits.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock, Thread
from typing import Any, Final

from django.db import DatabaseError, connection
from django.db.models.fields.json import KT

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.models import Procedure, PublishedVersion, SearchWord, UnansweredSearch
from motcua.domain.procedures.queries.published import PublishedInfo, published_versions
from motcua.domain.procedures.rules import search as rules
from motcua.domain.procedures.rules.publication import Standing
from motcua.domain.procedures.rules.search import Answer, Engine, Entry, Found, WordKind
from motcua.kernel.working_time import local

MOST_AT_ONCE: Final = 500
"""A catalogue of so many procedures is built within the question that finds it changed: some ten milliseconds."""
_STAMP: Final = """
    SELECT pg_postmaster_start_time(), current_database(),
        (SELECT max(id) FROM procedures_nationalversion),
        (SELECT max(id) FROM procedures_provinceanswer),
        (SELECT max(id) FROM procedures_publishedversion),
        (SELECT count(*) FROM procedures_publishedversion WHERE NOT upper_inf(period)),
        (SELECT max(id) FROM procedures_searchword),
        (SELECT count(*) FROM procedures_searchword WHERE removed_at IS NOT NULL)
"""
_BOUNDS: Final = """
    SELECT max(moment) FILTER (WHERE moment <= %(at)s), min(moment) FILTER (WHERE moment > %(at)s) FROM (
        SELECT lower(period) AS moment FROM procedures_publishedversion
        UNION ALL SELECT upper(period) FROM procedures_publishedversion) AS bounds
"""
WARMING: Final = "giay to va ho so lan dau"
OWN_LEVEL: Final = 0.15
"""By how much a procedure of the desk's own level is likelier meant there than one of another level."""
Stamp = tuple[Any, ...]


@dataclass(frozen=True)
class Built:
    """The engines of one state of the catalogue: of everything, and of what is published. Good from a moment until another."""

    stamp: Stamp
    begins: datetime | None
    ends: datetime | None
    everything: Engine
    published: Engine
    versions: Mapping[str, int]

    def is_of(self, at: datetime) -> bool:
        """Tell whether nothing begins or ends to be published between what it was built for and the moment."""
        return (self.begins is None or self.begins <= at) and (self.ends is None or at < self.ends)


@dataclass(frozen=True)
class WordInfo:
    """A word that an administrator added; `name`: of the procedure, where it is a name of one."""

    id: int
    kind: WordKind
    said: str
    meant: str
    name: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True)
class UnansweredInfo:
    """A wording that found nothing, how often, and on which days first and last."""

    id: int
    words: str
    times: int
    first_on: date
    last_on: date


class _Kept:
    """The one that answers now, and whether a newer one is being built."""

    def __init__(self) -> None:
        self._built: Built | None = None
        self._lock, self._building = Lock(), Lock()

    def built(self, at: datetime, *, waits: bool = False) -> Built:
        """Return the engines; those before the last change only while a large catalogue is built behind."""
        stamp, built = _stamp(), self._built
        if built is not None and built.stamp == stamp and built.is_of(at):
            return built
        same_moment = built is not None and built.is_of(at) and built.stamp[:2] == stamp[:2]
        if built is None or waits or not same_moment or len(built.everything.catalogue.entries) <= MOST_AT_ONCE:
            with self._lock:
                return self._build(stamp, at)
        if self._building.acquire(blocking=False):
            Thread(target=self._behind, args=(stamp, at), daemon=True).start()
        return built

    def _build(self, stamp: Stamp, at: datetime) -> Built:
        built = self._built
        if built is None or built.stamp != stamp or not built.is_of(at):
            built = self._built = _build(stamp, at)
        return built

    def _behind(self, stamp: Stamp, at: datetime) -> None:
        try:
            with self._lock:
                self._build(stamp, at)
        finally:
            self._building.release()
            connection.close()


_KEPT: Final = _Kept()


def search(text: str, *, at: datetime, limit: int = 10) -> Answer:
    """Answer a question over the whole catalogue; procedures published at the moment come before equal ones."""
    return rules.answer(text, _KEPT.built(at).everything, limit)


def suggest(text: str, *, at: datetime, limit: int = 6) -> tuple[Found, ...]:
    """Return procedures for what was typed so far."""
    return rules.suggest(text, _KEPT.built(at).everything, limit)


def prepare_search(at: datetime) -> Callable[[str, int], Answer]:
    """Have the index of the newest catalogue ready and asked once; return what answers a question by it, with a limit.

    What was made is taken out of the garbage collector's rounds: it would walk through a million words again and again.
    """
    engine = _KEPT.built(at, waits=True).everything
    rules.answer(WARMING, engine)
    gc.freeze()
    return lambda text, limit: rules.answer(text, engine, limit)


def prepare_search_behind(at: datetime) -> Thread:
    """Begin to make the index ready beside what the process does else, so that not even the first question waits."""
    thread = Thread(target=_prepared, args=(at,), daemon=True)
    thread.start()
    return thread


def _prepared(at: datetime) -> None:
    try:
        with suppress(DatabaseError):
            prepare_search(at)
    finally:
        connection.close()


def search_for_desk(text: str, *, at: datetime, level: str = "", limit: int = 20) -> tuple[PublishedInfo, ...]:
    """Return published procedures for what was typed so far, the best first; `level`: one of that level before its like."""
    built = _KEPT.built(at)
    found = rules.suggest(text, built.published, limit * 3)
    ordered = sorted(found, key=lambda one: -(one.score + OWN_LEVEL * (level in one.levels)))
    ids = [built.versions[one.code] for one in ordered[:limit]]
    versions = published_versions(ids)
    return tuple(versions[version_id] for version_id in ids if version_id in versions)


def published_entries(at: datetime) -> tuple[Entry, ...]:
    """Return what is published at the moment, in the order of codes, from memory."""
    return _KEPT.built(at).published.catalogue.entries


def search_words() -> tuple[WordInfo, ...]:
    """Return the words that administrators added and did not take back, the newest first."""
    rows = list(SearchWord.objects.filter(removed_at__isnull=True).order_by("-id"))
    names = dict(Procedure.objects.filter(code__in=[row.meant for row in rows]).values_list("code", "name"))
    return tuple(
        WordInfo(
            id=row.pk,
            kind=WordKind(row.kind),
            said=row.said,
            meant=row.meant,
            name=names.get(row.meant, "") if row.kind == WordKind.NAME else "",
            added_by=row.added_by,
            added_at=row.added_at,
        )
        for row in rows
    )


def unanswered_searches(most: int = 200) -> tuple[UnansweredInfo, ...]:
    """Return what was asked and not found, the most frequent first."""
    rows = UnansweredSearch.objects.order_by("-times", "-last_on", "words")[:most]
    return tuple(UnansweredInfo(row.pk, row.words, row.times, row.first_on, row.last_on) for row in rows)


def unanswered_kept_days() -> int:
    """Return for how many days a wording is kept that nobody asks any more."""
    return int(rules.shipped()["keeping"]["unanswered_kept_days"])


def _stamp() -> Stamp:
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        return tuple(cursor.fetchone())


def _build(stamp: Stamp, at: datetime) -> Built:
    with connection.cursor() as cursor:
        cursor.execute(_BOUNDS, {"at": at})
        begins, ends = cursor.fetchone()
    names = "name", "content__everyday_names", KT("content__issuer"), KT("content__field")
    rows = PublishedVersion.objects.filter(period__contains=at).values_list("procedure__code", "pk", "levels", *names)
    published = {code: (pk, tuple(levels), *rest) for code, pk, levels, *rest in rows}
    dictionary = rules.made_of(rules.shipped(), _added())
    entries = tuple(_entries(published, at))
    return Built(
        stamp=stamp,
        begins=begins,
        ends=ends,
        everything=rules.engine_of(entries, dictionary),
        published=rules.engine_of((one for one in entries if one.is_published), dictionary),
        versions={code: row[0] for code, row in published.items()},
    )


def _added() -> rules.Words:
    rows = SearchWord.objects.filter(removed_at__isnull=True).order_by("id").values_list("kind", "said", "meant")
    words = list(rows)
    return rules.Words(
        names=tuple((meant, said) for kind, said, meant in words if kind == WordKind.NAME),
        same=tuple((said, meant) for kind, said, meant in words if kind == WordKind.SAME),
    )


def _entries(published: Mapping[str, tuple[Any, ...]], at: datetime) -> Iterator[Entry]:
    keeping, place = rules.shipped()["keeping"], _place(at)
    rows = Procedure.objects.exclude(standing=Standing.NEVER).values_list("code", "name", "issuer", "field", "levels")
    for code, name, issuer, field, levels in rows:
        version = published.get(code)
        shown = (name, (), issuer, field) if version is None else version[2:]
        yield Entry(
            code=code,
            name=shown[0],
            everyday_names=tuple(shown[1] or ()),
            issuer=shown[2] or "",
            field=shown[3] or "",
            levels=tuple(levels) if version is None else version[1],
            is_published=version is not None,
            is_elsewhere=version is None and rules.is_elsewhere(issuer, place, keeping),
            is_between_offices=rules.is_between_offices(code, keeping),
        )


def _place(at: datetime) -> str:
    """Return what the province is called without its kind: "Cà Mau" of "Ủy ban nhân dân tỉnh Cà Mau"."""
    province = organisation.province(local(at).date())
    return rules.place_of(province.name, rules.shipped()["keeping"]) if province else ""
