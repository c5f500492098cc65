"""Fill a province for its public pages: very many dossiers, all titles of the national list published, codes, boards, ratings.

    DJANGO_SETTINGS_MODULE=… MOTCUA_CLOCK=… python bench/public_province.py COUNT < JSON

Asked: {"real": a folder with catalogue.csv.gz and procedures.jsonl.gz, or ""; "titles": how many are invented without it}.
Only for a database made for measuring. Titles come in by the product's import; they are published straight in the tables,
for an officer's answers to thousands of open questions cannot be had: who settles is said where the record does not, and a
title without a record gets papers, fees and steps of one that has them. Units, officers, twenty dossiers in hand are real
acts (many_dossiers.py), all others are lives of many_lives.py, spread over all titles, with codes of today's form; of the
settled ones every eighth was rated, the late ones were found. Prints JSON: what is there, seconds, what to ask for.
"""

import gzip
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import django
from many_dossiers import PUBLISHER, offices, set_up, templates
from many_lives import WithoutIndexes, live, name_places, receive_one

FIELD = "Hộ tịch"
VERBS = (
    "Cấp",
    "Cấp lại",
    "Gia hạn",
    "Thay đổi",
    "Thu hồi",
    "Xác nhận",
    "Công nhận",
    "Đăng ký",
    "Chấm dứt",
    "Trích lục",
)
OBJECTS = (
    "giấy phép xây dựng", "giấy khai sinh", "thẻ hướng dẫn viên", "giống cây trồng", "hộ kinh doanh", "trợ cấp xã hội",
    "bằng tốt nghiệp", "giấy phép môi trường", "quyền sử dụng đất", "phương tiện thủy", "mã vùng nuôi", "tên cơ sở",
)  # fmt: skip
RATED = """
    CREATE TEMPORARY TABLE bench_rated AS
    SELECT dossier.id, dossier.code, dossier.desk_id, dossier.competent_id, unit.level, dossier.procedure_code, procedure.field,
           dossier.ready_at, (ARRAY[5, 5, 5, 4, 4, 3, 2, 1])[1 + dossier.id / 8 %% 8] AS answer
    FROM dossiers_dossier dossier JOIN bench_unit unit ON unit.unit = dossier.competent_id
    JOIN bench_procedure procedure ON procedure.version = dossier.version_id
    WHERE dossier.id %% 8 = 0 AND dossier.ready_at IS NOT NULL AND dossier.ready_at < %(now)s - interval '3 hours'
"""
INVITED = """
    INSERT INTO surveys_ratinginvitation (id, dossier_id, settlement, channel, digest, opened_at, opened_by, expires_at, used_at, ended_why)
    SELECT id, code, 1, 'link', encode(sha256(code::bytea), 'hex'), ready_at, 'quay.1', ready_at + interval '30 days',
           ready_at + interval '2 hours', '' FROM bench_rated
"""
RATINGS = """
    INSERT INTO surveys_rating (dossier_id, settlement, invitation_id, desk, competent, unit_level, procedure_code, field, settled_at,
                                answer, reasons, rated_at, sender, doubts, ended_why)
    SELECT code, 1, id, desk_id, competent_id, level, procedure_code, field, ready_at, answer, '{}', ready_at + interval '2 hours',
           '', '{}', '' FROM bench_rated
"""
LATE = """
    INSERT INTO dossiers_latefinding (dossier_id, found_at, promised_at, found_by)
    SELECT id, ready_at, promised_at, 'settling' FROM dossiers_dossier WHERE lateness = 'late' AND ready_at > promised_at
"""


def titles(real: str, invented: int, at: datetime) -> None:
    """Import the real titles with their records, or invented ones."""
    from motcua.domain.procedures import api as procedures
    from motcua.foundation.actor import SYSTEM

    known: dict[str, Any] = {"by": SYSTEM, "at": at}
    if not real:
        procedures.import_national(_invented(invented), source="thủ tục đặt ra để đo", **known)
        return
    listed = gzip.decompress((Path(real) / "catalogue.csv.gz").read_bytes())
    procedures.import_list(listed, source="catalogue.csv.gz", **known)
    with gzip.open(Path(real) / "procedures.jsonl.gz") as records:
        procedures.import_national(records, source="procedures.jsonl.gz", **known)


def _invented(count: int) -> Iterator[dict[str, Any]]:
    """Yield records as the sample catalogue has them, under other codes and names."""
    from motcua.entrypoints.demo.procedures import documents

    for number, record in zip(range(count), cycle(list(documents("catalogue"))), strict=False):
        name = f"{VERBS[number % len(VERBS)]} {OBJECTS[number // len(VERBS) % len(OBJECTS)]} loại {number}"
        yield {**record, "code": f"9.{number + 1:06}", "name": name, "everyday_names": []}


def publish_all(at: datetime) -> int:
    """Publish every title that is not published, as it stands; return how many are published now."""
    from motcua.domain.organisation import api as organisation
    from motcua.domain.procedures.models import Procedure, PublishedVersion
    from motcua.domain.procedures.queries import layers
    from motcua.domain.workflow.models import ProcessVersion
    from motcua.foundation import period_fields
    from motcua.kernel.vietnamese import fold

    process = ProcessVersion.objects.filter(pk__in=PublishedVersion.objects.values("process_version")).first()
    departments = [one.code for one in organisation.units(at.date(), kind=organisation.Kind.DEPARTMENT)]
    rows = Procedure.objects.select_related("national").exclude(standing="never").filter(published_versions=None)
    contents = [(row, layers.composition_of(row, ()).content) for row in rows.order_by("code").iterator(chunk_size=500)]
    bodies = cycle([one for _, one in contents if all(case.offers and case.components for case in one.cases)])
    versions = []
    for place, (row, bare) in enumerate(contents):
        content = _whole(bare, bodies, departments[place % len(departments)], is_communes=bool(place % 2))
        versions.append(PublishedVersion(
            procedure=row, number=1, period=period_fields.moments(at), content=content.to_json(), national_version=row.national,
            process_version=process, published_by=PUBLISHER, published_at=at, name_fold=fold(content.name),
            search_fold=layers.search_fold_of(content), levels=list(content.levels),
        ))  # fmt: skip
    PublishedVersion.objects.bulk_create(versions, batch_size=500)
    return PublishedVersion.objects.filter(period__contains=at).count()


def _whole(content: Any, bodies: Iterator[Any], department: str, *, is_communes: bool) -> Any:
    """Return a content with what a published one always has: a way to file, and who settles."""
    from motcua.domain.procedures.rules.content import Competent

    if not all(case.offers for case in content.cases):
        body = next(bodies)
        content = replace(content, cases=body.cases, steps_text=body.steps_text, result=body.result)
    if content.competent is None:
        of_communes = "commune" in content.levels if content.levels else is_communes
        rule = Competent("commune_of_desk") if of_communes else Competent("unit", department)
        content = replace(content, competent=rule)
    return content


def boards(now: datetime) -> list[str]:
    """Make at a desk the board of a usual field, and that of the field with most procedures; return their numbers."""
    from motcua.domain.organisation import api as organisation
    from motcua.domain.procedures import api as procedures

    office = offices(now.date().isoformat())[0]
    by = organisation.actor_for(office.reception, now.date())
    sizes: dict[str, int] = {}
    for one in procedures.offered_at([office.commune], now):
        sizes[one.field] = sizes.get(one.field, 0) + 1
    wanted = dict.fromkeys((FIELD, max(sizes, key=lambda field: (sizes[field], field))))
    return [procedures.make_board(desk=office.desk, field=one, by=by, at=now).board for one in wanted]


def in_hand(now: datetime) -> dict[str, Any]:
    """Receive and return some dossiers by the real operations; return what opens their pages."""
    from motcua.domain.documents.models import IssuedPaper
    from motcua.domain.documents.queries import key_of
    from motcua.domain.surveys import api as surveys
    from motcua.foundation.actor import SYSTEM

    made = list(templates(now))
    is_open = [code for code, open_still in made if open_still]
    returned = [code for code, open_still in made if not open_still]
    receipts = IssuedPaper.objects.filter(subject__in=[f"dossier:{code}" for code, _ in made], form="receipt")
    return {
        "keys": {row.subject.partition(":")[2]: key_of(row) for row in receipts.order_by("pk")},
        "open": is_open,
        "returned": returned,
        "links": [surveys.invite_from_afar(code, by=SYSTEM, at=now).token for code in returned],
    }


def rate(cursor: Any, now: datetime) -> int:
    """Let every eighth who got a result have rated, and what was late have been found; return how many rated."""
    cursor.execute("SET session_replication_role = replica")
    cursor.execute(RATED, {"now": now})
    for statement in (INVITED, RATINGS, LATE):
        cursor.execute(statement)
    cursor.execute("SELECT setval(pg_get_serial_sequence('surveys_ratinginvitation', 'id'), 1000000000)")
    cursor.execute("SET session_replication_role = origin")
    cursor.execute("SELECT count(*) FROM bench_rated")
    [rated] = cursor.fetchone()
    return int(rated)


def main(count: int, asked: dict[str, Any]) -> None:
    """Set up and load; what is done stands on standard error."""
    import direct_flows
    from django.db import connection

    from motcua.domain.procedures import api as procedures
    from motcua.foundation import clock

    begun = time.monotonic()
    say = lambda text: print(f"{time.monotonic() - begun:7.1f} s  {text}", file=sys.stderr, flush=True)  # noqa: E731
    now = clock.now()
    before = now - timedelta(days=100)
    say("units, officers, procedures")
    set_up(now - timedelta(days=120))
    titles(asked["real"], asked["titles"], before)
    say("titles imported")
    found: dict[str, Any] = {
        "published": publish_all(before),
        "short_addresses": procedures.give_short_addresses(at=before),
    }
    say(f"{found['published']:,} published")
    receive_one(now)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET work_mem = '256MB'")
        name_places(cursor, codes="%")
        with WithoutIndexes(cursor):
            for done in live(count, now, ledger=False):
                say(f"{done:,} of {count:,} dossiers")
        found["rated"] = rate(cursor, now)
    found |= {**in_hand(now), "boards": boards(now)}
    say("adding up the flows")
    direct_flows.main(count)
    direct_flows.say_folded(now)
    with connection.cursor() as cursor:
        say("gathering statistics")
        cursor.execute("VACUUM ANALYZE")
    print(json.dumps({**found, "dossiers": count, "seconds": round(time.monotonic() - begun, 1)}))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), json.load(sys.stdin))
