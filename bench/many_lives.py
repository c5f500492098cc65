"""Let very many dossiers live, straight in the tables: for questions over days, months and years.

    DJANGO_SETTINGS_MODULE=… MOTCUA_CLOCK=… python bench/many_lives.py COUNT [--ledger] [--flows]

Only for a database made for measuring. Units, officers and procedures as in many_dossiers.py, and 2,000 procedures in 80
fields more; one dossier is really received, every other one is a copy of it with a life of its own, drawn from its number,
so the same on every machine: five years of arrivals, 1 to 15 days promised, a twelfth suspended once, two of a hundred late,
some refused, withdrawn, stopped; the last ones are open. Triggers are off while they are written and no chain is made:
nothing here can be verified, only counted. `--ledger`: with the acts of each in the ledger, to be folded. `--flows`: with the
flows added up directly, without the rule of folding, by a process beside this one (direct_flows.py). Prints JSON: how many, in how many
seconds; `flows_seconds`: how much longer the flows took than the dossiers.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import django
from many_dossiers import PROCEDURE, offices, set_up

YEARS, PROCEDURES, FIELDS = 5, 2_000, 80
BATCH = 100_000
ZONE = "Asia/Ho_Chi_Minh"
TABLES = ("dossiers_dossier", "dossiers_promise", "dossiers_clocksegment", "foundation_ledgerentry")

COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
CATALOGUE = """
    WITH one AS (SELECT * FROM procedures_procedure WHERE code = %(code)s), made AS (
        INSERT INTO procedures_procedure (code, {columns})
        SELECT '9.' || lpad(n::text, 6, '0'), {columns} FROM one CROSS JOIN generate_series(1, %(many)s) AS n
        RETURNING id, code
    ) INSERT INTO procedures_publishedversion (procedure_id, content, {version_columns})
    SELECT made.id, version.content || jsonb_build_object('field', 'Lĩnh vực ' || substr(made.code, 3)::int %% %(fields)s),
           {version_columns}
    FROM made CROSS JOIN procedures_publishedversion version
    WHERE version.procedure_id = (SELECT id FROM one) AND upper_inf(version.period)
"""
PROCEDURE_TABLE = """
    CREATE TABLE bench_procedure AS
    SELECT row_number() OVER (ORDER BY procedure.code) - 1 AS place, procedure.code, version.id AS version,
           version.content->>'field' AS field
    FROM procedures_procedure procedure JOIN procedures_publishedversion version ON version.procedure_id = procedure.id
    WHERE procedure.code LIKE %s AND upper_inf(version.period)
"""
UNIT_TABLE = """
    CREATE TABLE bench_unit AS
    SELECT row_number() OVER (ORDER BY one.level DESC, one.unit_id) - 1 AS place, unit.code AS unit, one.level,
           (SELECT two.code FROM organisation_unitversion desk JOIN organisation_unit two ON two.id = desk.unit_id
            WHERE desk.kind = 'one_stop' AND desk.level = one.level
            AND (one.level = 'province' OR desk.parent_id = one.unit_id)) AS desk
    FROM organisation_unitversion one JOIN organisation_unit unit ON unit.id = one.unit_id
    WHERE one.kind IN ('commune', 'department') AND upper_inf(one.period)
"""
CHANCE = "((hashint8extended(n, {}) & 16777215) / 16777216.0)"
DAY = "interval '1 day'"
LIVES = f"""
    CREATE TEMPORARY TABLE bench_life AS
    WITH drawn AS (
        SELECT n, {CHANCE.format(1)} AS a, {CHANCE.format(2)} AS b, {CHANCE.format(3)} AS c, {CHANCE.format(4)} AS d,
               {CHANCE.format(5)} AS e, {CHANCE.format(6)} AS f, {CHANCE.format(7)} AS g,
               %(begin)s::date + (n * %(days)s::bigint / (%(count)s::bigint + 1))::int AS came
        FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
    ), placed AS (
        SELECT drawn.*, (unit.place * %(procedures)s + procedure.place) * 3
                        + CASE WHEN d < 0.6 THEN 0 WHEN d < 0.9 THEN 1 ELSE 2 END AS group_place, unit.unit, unit.desk, unit.level, procedure.code AS procedure, procedure.version, procedure.field,
               CASE WHEN d < 0.6 THEN 'online' WHEN d < 0.9 THEN 'counter' ELSE 'post' END AS channel,
               1 + ((procedure.place * 7) %% 15)::int AS days,
               came - CASE extract(isodow FROM came) WHEN 6 THEN 1 WHEN 7 THEN 2 ELSE 0 END AS on_day
        FROM drawn
        JOIN bench_unit unit ON unit.place = floor(a * a * %(units)s)
        JOIN bench_procedure procedure ON procedure.place = floor(b * b * b * %(procedures)s)
    ), received AS MATERIALIZED (
        SELECT *, (on_day + interval '7 hours' + c * interval '9 hours') AT TIME ZONE '{ZONE}' AS received_at,
               (on_day + days + interval '17 hours') AT TIME ZONE '{ZONE}' AS promised_first FROM placed
    ), asked AS (
        SELECT *, CASE WHEN e < 0.08 THEN received_at + f * 0.8 * days * {DAY} END AS asked_at FROM received
    ), again AS MATERIALIZED (
        SELECT *, asked_at + (1 + 9 * g) * {DAY} AS resumed_at FROM asked
    ), promised AS (
        SELECT *, coalesce(resumed_at, received_at) AS runs_from,
               CASE WHEN asked_at IS NULL THEN promised_first ELSE date_trunc('minute', promised_first + (resumed_at - asked_at))
               END AS promised_last FROM again
    ), left_once AS MATERIALIZED (
        SELECT *, date_trunc('second', CASE WHEN f < 0.7 THEN runs_from + g * 0.95 * (promised_last - runs_from)
                       WHEN f < 0.98 THEN promised_last - g * interval '20 minutes'
                       ELSE promised_last + interval '1 minute' + g * g * 10 * {DAY} END) AS leaves_at FROM promised
    )
    SELECT n, group_place, unit, desk, level, procedure, version, field, channel, date_trunc('second', received_at) AS received_at,
           promised_first, CASE WHEN asked_at < %(now)s THEN date_trunc('second', asked_at) END AS asked_at,
           CASE WHEN resumed_at < %(now)s THEN date_trunc('second', resumed_at) END AS resumed_at, promised_last,
           CASE WHEN leaves_at < %(now)s THEN leaves_at END AS left_at,
           CASE WHEN leaves_at > promised_last THEN 'late'
                WHEN (leaves_at AT TIME ZONE '{ZONE}')::date < (promised_last AT TIME ZONE '{ZONE}')::date THEN 'early'
                ELSE 'on_time' END AS lateness,
           CASE WHEN e < 0.965 THEN 'granted' WHEN e < 0.985 THEN 'refused' WHEN e < 0.995 THEN 'withdrawn' ELSE 'stopped' END AS fate
    FROM left_once WHERE received_at < %(now)s
"""
CODE = "unit || to_char(copy.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh', '-YYMMDD-') || copy.n"
SETTLED = "left_at IS NOT NULL AND fate IN ('granted', 'refused')"
ROWS = {
    "dossiers_dossier": {
        "id": "copy.n + 1000", "code": f"copy.{CODE}", "procedure_code": "copy.procedure",
        "version_id": "copy.version", "channel": "copy.channel", "competent_id": "copy.unit", "desk_id": "copy.desk",
        "received_at": "copy.received_at", "clock_start": "copy.received_at", "promised_at": "copy.promised_last",
        "state": f"""CASE WHEN {SETTLED} THEN 'returned' WHEN left_at IS NOT NULL THEN fate
                          WHEN asked_at IS NOT NULL AND resumed_at IS NULL THEN 'supplement' ELSE 'processing' END""",
        "outcome": f"CASE WHEN {SETTLED} THEN fate END", "ready_at": f"CASE WHEN {SETTLED} THEN left_at END",
        "decided_at": f"CASE WHEN {SETTLED} THEN left_at END", "lateness": f"CASE WHEN {SETTLED} THEN copy.lateness END",
        "returned_at": f"CASE WHEN {SETTLED} THEN left_at END", "ended_at": "copy.left_at",
    },
}  # fmt: skip
PROMISES = """
    INSERT INTO dossiers_promise (number, at, because, since, counted_from, calendar_id, dossier_id)
    SELECT 0, promised_first, 'reception', received_at, received_at, %(calendar)s, n + 1000 FROM bench_life
    UNION ALL SELECT 1, promised_last, 'supplement_completed', resumed_at, resumed_at, %(calendar)s, n + 1000
    FROM bench_life WHERE resumed_at IS NOT NULL ORDER BY 7, 1
"""
SEGMENTS = """
    INSERT INTO dossiers_clocksegment (kind, since, until, reason, dossier_id)
    SELECT 'running', received_at, coalesce(asked_at, left_at), '', n + 1000 FROM bench_life
    UNION ALL SELECT 'supplement', asked_at, resumed_at, 'Thiếu bản sao', n + 1000 FROM bench_life WHERE asked_at IS NOT NULL
    UNION ALL SELECT 'running', resumed_at, left_at, '', n + 1000 FROM bench_life WHERE resumed_at IS NOT NULL ORDER BY 5, 2
"""
LEDGER = f"""
    INSERT INTO foundation_ledgerentry (subject, seq, act, by_login, by_right, unit_code, at, body, transaction, prev, hash)
    SELECT 'dossier:' || copy.{CODE}, row_number() OVER (PARTITION BY n ORDER BY place), act, 'quay.1', 'Cán bộ một cửa',
           desk, at, body, pg_current_xact_id()::text::bigint, '\\x00', sha256((n || act)::bytea)
    FROM bench_life copy CROSS JOIN LATERAL (VALUES
        (1, 'received', received_at, jsonb_build_object('competent', unit, 'desk', desk, 'version', version, 'procedure',
            procedure, 'channel', channel, 'promised_at', promised_first, 'applicant', n)),
        (2, 'step_completed', received_at, '{{"step": "tiep-nhan", "next": ["xu-ly"]}}'),
        (3, 'supplement_asked', asked_at, '{{"items": 1}}'),
        (4, 'supplement_completed', resumed_at, jsonb_build_object('promised_at', promised_last)),
        (5, 'step_completed', left_at, '{{"step": "xu-ly", "next": ["duyet"]}}'),
        (6, 'step_completed', left_at, '{{"step": "duyet", "next": ["tra"]}}'),
        (7, CASE WHEN fate IN ('withdrawn', 'stopped') THEN fate ELSE 'result_ready' END, left_at,
            jsonb_build_object('lateness', lateness, 'outcome', fate)),
        (8, 'returned', CASE WHEN {SETTLED} THEN left_at END, '{{}}')
    ) AS told (place, act, at, body) WHERE at IS NOT NULL ORDER BY n, place
"""


def catalogue(cursor: Any) -> None:
    """Copy a published procedure into very many, each in a field; name units and procedures by their place."""

    def columns(table: str, *but: str) -> str:
        cursor.execute(COLUMNS, [table])
        return ", ".join(name for (name,) in cursor.fetchall() if name not in {"id", *but})

    statement = CATALOGUE.replace("{columns}", columns("procedures_procedure", "code", "national_id")).replace(
        "{version_columns}", columns("procedures_publishedversion", "procedure_id", "content")
    )
    cursor.execute(statement, {"code": PROCEDURE, "many": PROCEDURES, "fields": FIELDS})
    name_places(cursor, codes="9.%")


def name_places(cursor: Any, *, codes: str) -> None:
    """Name units, which are there since long ago, and the published procedures of some codes by their place."""
    cursor.execute("UPDATE organisation_unitversion SET period = daterange('2020-01-01', NULL) WHERE upper_inf(period)")
    cursor.execute(PROCEDURE_TABLE, [codes])
    cursor.execute(UNIT_TABLE)


def receive_one(now: datetime) -> None:
    """Receive the dossier that all others copy."""
    from motcua.domain.dossiers import api as dossiers
    from motcua.domain.organisation import api as organisation

    office = offices(now.date().isoformat())[0]
    person = dossiers.Person("citizen", "099000000001", "Người Đo Tải", "0290000001", "Khóm 1", "")
    reception = dossiers.Reception(procedure=PROCEDURE, person=person, desk=office.desk, competent=office.commune)
    dossiers.receive(reception, by=organisation.actor_for(office.reception, now.date()), at=now - timedelta(hours=1))


def batches(cursor: Any, count: int, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield for each batch of lives what the statements ask for."""
    cursor.execute("SELECT (SELECT count(*) FROM bench_unit), (SELECT count(*) FROM bench_procedure)")
    units, procedures = cursor.fetchone()
    cursor.execute("SELECT max(calendar_id) FROM dossiers_dossier")
    [calendar] = cursor.fetchone()
    days = YEARS * 365
    for first in range(1, count + 1, BATCH):
        yield {
            "first": first, "last": min(first + BATCH - 1, count), "count": count, "days": days, "now": now,
            "begin": now.date() - timedelta(days=days), "units": units, "procedures": procedures, "calendar": calendar,
        }  # fmt: skip


def draw(cursor: Any, batch: dict[str, Any]) -> None:
    """Draw the lives of a batch; they lie in `bench_life`."""
    cursor.execute(LIVES, batch)


def live(count: int, now: datetime, *, ledger: bool) -> Iterator[int]:
    """Write the lives batch by batch; yield how many there are."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        statements = [_copied(cursor, "dossiers_dossier"), PROMISES, SEGMENTS, *([LEDGER] if ledger else [])]
        for batch in batches(cursor, count, now):
            with transaction.atomic():
                cursor.execute("SET LOCAL session_replication_role = replica")
                draw(cursor, batch)
                for statement in statements:
                    cursor.execute(statement, batch if "%(" in statement else None)
                cursor.execute("DROP TABLE bench_life")
            yield batch["last"]


def _copied(cursor: Any, table: str) -> str:
    changed = ROWS[table]
    cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
    names = [name for (name,) in cursor.fetchall()]
    values = ", ".join(changed.get(name, f"old.{name}") for name in names)
    return (
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM bench_life copy"
        f" CROSS JOIN (SELECT * FROM {table} ORDER BY id LIMIT 1) old ORDER BY copy.n"
    )


class WithoutIndexes:
    """Indexes that hold no constraint, away while the rows are written."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid::regclass::text = ANY(%s) AND NOT EXISTS"
            " (SELECT FROM pg_constraint WHERE conindid = indexrelid) AND NOT indisprimary",
            [list(TABLES)],
        )
        self.indexes = cursor.fetchall()

    def __enter__(self) -> None:
        for name, _ in self.indexes:
            self.cursor.execute(f"DROP INDEX {name}")

    def __exit__(self, *raised: object) -> None:
        self.cursor.execute("SET maintenance_work_mem = '1GB'")
        for _, text in self.indexes:
            self.cursor.execute(text)


def main(count: int, *, ledger: bool, flows: bool) -> None:
    """Set up and load, with a bar of progress on standard error."""
    import direct_flows
    from django.db import connection

    from motcua.foundation import clock

    begun = time.monotonic()
    say = lambda text: print(f"\r{text:<70}", end="", file=sys.stderr, flush=True)  # noqa: E731
    now = clock.now()
    say("units, officers, procedures")
    set_up(now - timedelta(days=120))
    receive_one(now)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET work_mem = '256MB'")
        catalogue(cursor)
        beside = [subprocess.Popen([sys.executable, direct_flows.__file__, str(count)])] if flows else []
        with WithoutIndexes(cursor):
            for done in live(count, now, ledger=ledger):
                say(f"dossiers  [{'#' * (40 * done // count):<40}] {done:>10,} of {count:,}")
        say("gathering statistics")
        cursor.execute("VACUUM ANALYZE")
    seconds = round(time.monotonic() - begun, 1)
    adding = time.monotonic()
    for one in beside:
        say("adding up the flows")
        if one.wait():
            raise SystemExit("the flows could not be added up")
        direct_flows.say_folded(now)
    print(file=sys.stderr)
    print(json.dumps({"dossiers": count, "seconds": seconds, "flows_seconds": round(time.monotonic() - adding, 1)}))


if __name__ == "__main__":
    django.setup()
    asked = argparse.ArgumentParser()
    asked.add_argument("count", type=int)
    asked.add_argument("--ledger", action="store_true")
    asked.add_argument("--flows", action="store_true")
    given = asked.parse_args()
    main(given.count, ledger=given.ledger, flows=given.flows)
