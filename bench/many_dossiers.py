"""Set up a whole province and load many dossiers into it, fast: copies of really received and really returned ones.

    DJANGO_SETTINGS_MODULE=… MOTCUA_CLOCK=… python bench/many_dossiers.py COUNT

Only for a database made for measuring. Every unit of the province is there, every commune with its desk; eight communes have
officers. Some dossiers are received, and some returned, by the real operations; every other one is a copy of one of these, row
by row through the same tables, constraints and triggers: with its person, steps, promise, papers and whole ledger. Every
fourth is open at its handler, the others were returned in time. Prints JSON: how many, in how many seconds.
"""

import csv
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

import django

PROCEDURE, OFFICES, PUBLISHER, PASSWORD = "1.001612", 8, "duong.congbo", "chi-de-do-tai-2026"
TEMPLATES = {"open": 10, "returned": 10}
OPEN_OF = 4
A_COMMUNE = 1_500
"""Dossiers of a commune, so that a small province has open ones enough in each, too."""
BATCH = 2_000
FAR_IDS = 2_000_000_000
"""Ids that are given out after loading begin there: so high that nothing else in a statement looks like one."""


@dataclass(frozen=True)
class Office:
    """A commune with officers of its own: its codes and their logins."""

    commune: str
    desk: str
    reception: str
    handler: str
    leader: str


def communes(on: str) -> list[tuple[str, str]]:
    """Return every commune of a day with its desk."""
    rows = list(_rows(on))
    desks = {row["parent"]: row["agency_code"] for row in rows if row["kind"] == "one_stop"}
    return sorted((row["agency_code"], desks[row["agency_code"]]) for row in rows if row["kind"] == "commune")


def offices(on: str) -> list[Office]:
    """Return the communes that have officers."""
    return [
        Office(commune, desk, f"quay.{place}", f"xuly.{place}", f"lanhdao.{place}")
        for place, (commune, desk) in enumerate(communes(on)[:OFFICES], start=1)
    ]


def _rows(on: str) -> Iterator[dict[str, str]]:
    with (files("motcua.data") / "units" / "ca_mau.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["valid_from"] <= on and (not row["valid_to"] or on < row["valid_to"]):
                yield {**row, "predecessors": ""}


def set_up(at: datetime) -> None:
    """Set up units, calendar, officers and the demo's procedures."""
    from motcua.domain.organisation import api as organisation
    from motcua.entrypoints.demo import procedures
    from motcua.foundation.actor import SYSTEM

    by = {"by": SYSTEM, "at": at}
    on, role = at.date().isoformat(), organisation.Role
    organisation.load_units(list(_rows(on)), **by)
    organisation.publish_calendar(unit_code="H12", spec=organisation.seed_spec(), reason="Lịch ban đầu", **by)
    posts = [(PUBLISHER, "H12", role.PUBLISHER)]
    for one in offices(on):
        posts += [(one.reception, one.desk, role.RECEPTION), (one.handler, one.commune, role.HANDLER)]
        posts.append((one.leader, one.commune, role.LEADER))
    names = [organisation.NewOfficer(login, f"Cán bộ {login}") for login, _, _ in posts]
    organisation.register_officers(names, password=PASSWORD, **by)
    for login, unit, given in posts:
        signature = "Chủ tịch" if given == role.LEADER else ""
        organisation.create_position(unit_code=unit, title=login, roles=(given,), signature=signature, **by)
        organisation.post_officer(login=login, unit_code=unit, title=login, from_on=at.date(), **by)
    procedures.set_up(PUBLISHER, at=at + timedelta(hours=1))


def templates(now: datetime) -> Iterator[tuple[str, bool]]:
    """Receive, and partly return, the dossiers that are copied; yield each code and whether it is open."""
    from motcua.domain.dossiers import api as dossiers
    from motcua.domain.organisation import api as organisation

    office = offices(now.date().isoformat())[0]
    for place in range(sum(TEMPLATES.values())):
        is_open = place < TEMPLATES["open"]
        at = now - (timedelta(minutes=15 * place + 30) if is_open else timedelta(days=7 * (place - 8)))
        actors = {
            role: organisation.actor_for(login, at.date())
            for role, login in (("reception", office.reception), ("handler", office.handler), ("leader", office.leader))
        }
        person = dossiers.Person("citizen", f"0990{place:08d}", "Người Đo Tải", "0290000001", "Khóm 1", "")
        reception = dossiers.Reception(procedure=PROCEDURE, person=person, desk=office.desk, competent=office.commune)
        code = dossiers.receive(reception, by=actors["reception"], at=at).code
        if not is_open:
            _carry(code, actors, at)
        yield code, is_open


def _carry(code: str, actors: dict[str, Any], at: datetime) -> None:
    """Bring a dossier to its return, step by step."""
    from motcua.domain.dossiers import api as dossiers
    from motcua.entrypoints.demo.stage import usual_answer
    from motcua.foundation.actor import SYSTEM

    for minutes in range(10, 300, 10):
        row, then = dossiers.open_steps_of(code, SYSTEM, at)[0], at + timedelta(minutes=minutes)
        if row.ready:
            dossiers.make_result_ready(code, by=actors["reception"], at=then)
            dossiers.return_result(code, by=actors["reception"], at=then + timedelta(minutes=5))
            return
        dossiers.complete_step(code, row.id, by=actors[row.role], at=then, data=usual_answer(row))
    raise RuntimeError(f"{code} does not come to its result")


UNITS = """
    CREATE TEMPORARY TABLE bench_unit (place int, competent text, desk text)
"""
TEMPLATE = """
    CREATE TEMPORARY TABLE bench_template AS
    SELECT row_number() OVER (PARTITION BY ended_at IS NULL ORDER BY id) - 1 AS place, id, code, desk_id, competent_id,
           applicant_id, received_at, ended_at IS NULL AS open, count(*) OVER (PARTITION BY ended_at IS NULL) AS many
    FROM dossiers_dossier
"""
COPIES = """
    CREATE TEMPORARY TABLE bench_copy ON COMMIT DROP AS
    SELECT n, old.id AS old, old.code AS old_code, old.desk_id AS old_desk, old.competent_id AS old_competent,
           old.applicant_id AS old_person, unit.competent, unit.desk,
           unit.competent || to_char(old.received_at, '-YYMMDD-') || n AS code,
           nextval(pg_get_serial_sequence('dossiers_dossier', 'id')) AS dossier,
           nextval(pg_get_serial_sequence('parties_party', 'id')) AS party,
           nextval(pg_get_serial_sequence('parties_partysnapshot', 'id')) AS person
    FROM generate_series(%(first)s::int, %(last)s::int) AS n
    JOIN bench_template old ON old.open = (n %% %(open_of)s = 0) AND old.place = (n / %(open_of)s) %% old.many
    JOIN bench_unit unit ON unit.place = (n / %(open_of)s) %% %(units)s
"""
STEPS = """
    CREATE TEMPORARY TABLE bench_step ON COMMIT DROP AS
    SELECT copy.*, step.id AS old_step, nextval(pg_get_serial_sequence('dossiers_step', 'id')) AS step
    FROM bench_copy copy JOIN dossiers_step step ON step.dossier_id = copy.old
"""


def copy_all(count: int) -> Iterator[int]:
    """Copy the templates into so many dossiers; yield how many there are so far."""
    from django.db import connection, transaction

    from motcua.foundation import clock

    places = communes(clock.now().date().isoformat())[: max(OFFICES, count // A_COMMUNE)]
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(UNITS)
        cursor.executemany("INSERT INTO bench_unit VALUES (%s, %s, %s)", [(n, *two) for n, two in enumerate(places)])
        cursor.execute(TEMPLATE)
        statements = _statements(cursor)
        for first in range(1, count + 1, BATCH):
            last = min(first + BATCH - 1, count)
            known = {"first": first, "last": last, "open_of": OPEN_OF, "units": len(places)}
            with transaction.atomic():
                for statement in (COPIES, STEPS, *statements):
                    cursor.execute(statement, known)
            yield last


def _statements(cursor: Any) -> list[str]:
    """Return what copies the rows of one batch, a table each."""

    def copied(table: str, where: str, source: str = "bench_copy", **changed: str) -> str:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
        filled = {"transaction", "prev", "hash"} if "ledger" in table else set()
        columns = [name for (name,) in cursor.fetchall() if name not in filled and (name != "id" or "id" in changed)]
        values = ", ".join(changed.get(name, f"old.{name}") for name in columns)
        return (
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {source} copy JOIN {table} old ON {where}"
            " ORDER BY copy.n, old.id"
        )

    subject = {"subject": "'dossier:' || copy.code"}
    of_subject, of_dossier = "old.subject = 'dossier:' || copy.old_code", "old.dossier_id = copy.old"
    people = "'99' || lpad(copy.n::text, 10, '0')"
    of_person = "old.id = copy.old_person"
    party = "old.id = (SELECT party_id FROM parties_partysnapshot WHERE id = copy.old_person)"
    units = {"desk_id": "copy.desk", "competent_id": "copy.competent"}
    step = {"dossier_id": "copy.dossier", "id": "copy.step", "unit_id": _unit("unit_id")}
    handed = {"step_id": "copy.step", "sender_id": _unit("sender_id"), "receiver_id": _unit("receiver_id")}
    paper = {**subject, "unit_code": _unit("unit_code"), "running": "copy.n * 1000 + old.running %% 1000"}
    return [
        copied("parties_party", party, id="copy.party", identifier=people),
        copied("parties_partysnapshot", of_person, id="copy.person", party_id="copy.party", identifier=people),
        copied(
            "dossiers_dossier", "old.id = copy.old",
            id="copy.dossier", code="copy.code", applicant_id="copy.person", **units,
        ),
        copied("dossiers_promise", of_dossier, dossier_id="copy.dossier"),
        copied("dossiers_clocksegment", of_dossier, dossier_id="copy.dossier"),
        copied("dossiers_step", "old.id = copy.old_step", "bench_step", **step),
        copied("dossiers_handover", "old.step_id = copy.old_step", "bench_step", **handed),
        copied("documents_receivedcomponent", of_subject, **subject),
        copied("documents_issuedpaper", of_subject, **paper, data=_text("data")),
        copied("foundation_ledgerentry", of_subject, **subject, unit_code=_unit("unit_code"), body=_text("body")),
    ]  # fmt: skip


def _unit(column: str) -> str:
    """Return the copy's own unit where the template has its."""
    return (
        f"CASE old.{column} WHEN copy.old_desk THEN copy.desk"
        f" WHEN copy.old_competent THEN copy.competent ELSE old.{column} END"
    )


def _text(column: str) -> str:
    """Return a JSON column that names the copy and its units."""
    named = f"old.{column}::text"
    for old, new in (("old_code", "code"), ("old_desk", "desk"), ("old_competent", "competent")):
        named = f"replace({named}, '\"' || copy.{old} || '\"', '\"' || copy.{new} || '\"')"
    return f"{named}::jsonb"


def settle(say: Any) -> None:
    """Let the worker see all this as past, give later rows ids that look like nothing else, and gather statistics."""
    from django.apps import apps
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO foundation_follower (name, until, floor)"
            " SELECT 'messages', pg_current_xact_id()::text::bigint, max(id) FROM foundation_ledgerentry"
            " ON CONFLICT (name) DO UPDATE SET until = excluded.until, floor = excluded.floor"
        )
        tables = [model._meta.db_table for model in apps.get_models() if model._meta.auto_field is not None]
        for place, table in enumerate(sorted(tables), start=1):
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            [sequence] = cursor.fetchone()
            cursor.execute("SELECT data_type FROM pg_sequences WHERE %s LIKE '%%' || sequencename", [sequence or ""])
            kind = cursor.fetchone()
            if kind and kind[0] == "bigint":
                cursor.execute("SELECT setval(%s, %s)", [sequence, FAR_IDS + place * 10_000_000])
        say("gathering statistics")
        cursor.execute("VACUUM ANALYZE")


def main(count: int) -> None:
    """Set up and load, with a bar of progress on standard error."""
    from motcua.foundation import clock

    begun = time.monotonic()
    say = lambda text: print(f"\r{text:<70}", end="", file=sys.stderr, flush=True)  # noqa: E731
    now = clock.now()
    say("units, officers, procedures")
    set_up(now - timedelta(days=120))
    for code, is_open in templates(now):
        say(f"received {code}{'' if is_open else ' and returned it'}")
    for done in copy_all(count):
        say(f"dossiers  [{'#' * (40 * done // count):<40}] {done:>9,} of {count:,}")
    settle(say)
    print(file=sys.stderr)
    print(json.dumps({"dossiers": count, "seconds": round(time.monotonic() - begun, 1)}))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
