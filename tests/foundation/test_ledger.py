"""The ledger is only added to, chained, sealed outside the database; whatever a superuser alters is named (decision 6)."""

import json
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier, Event

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.foundation.database import ensure_application_role
from motcua.foundation.ledger import known_databases, seal_files, sealing
from motcua.foundation.models import DatabaseIdentity
from motcua.kernel.working_time import ZONE

AT = datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)
real_commits = pytest.mark.django_db(transaction=True)

# Our own expression, as the trigger has it: what a superuser would use to compute every hash anew.
RECOMPUTE = """
DO $$
DECLARE entry record; last_subject text := ''; last_hash bytea := '';
BEGIN
    FOR entry IN SELECT * FROM foundation_ledgerentry ORDER BY subject, seq LOOP
        IF entry.subject <> last_subject THEN last_hash := ''; last_subject := entry.subject; END IF;
        UPDATE foundation_ledgerentry SET prev = last_hash, hash = sha256(convert_to(
            jsonb_build_array(entry.subject, entry.seq, entry.act, entry.by_login, entry.by_right, entry.unit_code,
                              (extract(epoch FROM entry.at) * 1000000)::bigint, entry.body,
                              encode(last_hash, 'hex'))::text, 'UTF8'))
        WHERE id = entry.id RETURNING hash INTO last_hash;
    END LOOP;
END $$
"""


def write(subject="dossier:A", act="received", at=AT, **body):
    with transaction.atomic():
        ledger.write(subject=subject, act=act, by=SYSTEM, at=at, body=body)


def some_rows(subjects=("dossier:A", "dossier:B", "dossier:C"), rows=4):
    for number in range(1, rows + 1):
        for subject in subjects:
            write(subject, number=number)


def as_superuser(*statements, recompute=True):
    """Do what only somebody can do who owns the server: switch the triggers off; then compute every hash anew."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        if recompute:
            cursor.execute(RECOMPUTE)


def places():
    return [(problem.kind, problem.subject, problem.row) for problem in ledger.verify().problems]


# -- added to, never changed


@real_commits
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE foundation_ledgerentry SET act = 'returned'",
        "DELETE FROM foundation_ledgerentry",
        "TRUNCATE foundation_ledgerentry",
    ],
    ids=["update", "delete", "truncate"],
)
@pytest.mark.parametrize("who", ["owner and superuser", "application"])
def test_the_database_refuses_whatever_is_not_an_addition(statement, who):
    write()
    with connection.cursor() as cursor:
        ensure_application_role(cursor)
        if who == "application":
            cursor.execute("SET ROLE motcua_app")
        try:
            with pytest.raises(DatabaseError, match="only added to" if who != "application" else "permission denied"):
                cursor.execute(statement)
        finally:
            cursor.execute("RESET ROLE")

    assert len(ledger.rows_of("dossier:A")) == 1


@real_commits
def test_the_application_adds_and_reads_and_cannot_switch_the_triggers_off():
    with connection.cursor() as cursor:
        ensure_application_role(cursor)
        cursor.execute("SET ROLE motcua_app")
        try:
            write()
            for forbidden in (
                "SET session_replication_role = replica",
                "ALTER TABLE foundation_ledgerentry DISABLE TRIGGER ALL",
                "DROP TRIGGER ledger_no_change ON foundation_ledgerentry",
            ):
                with pytest.raises(DatabaseError):
                    cursor.execute(forbidden)
        finally:
            cursor.execute("RESET ROLE")

    assert [row.act for row in ledger.rows_of("dossier:A")] == ["received"]


@pytest.mark.django_db
def test_a_row_says_who_by_which_right_when_and_what():
    write(procedure="1.001193", number=7)

    row = ledger.rows_of("dossier:A")[0]
    assert (row.row, row.act, row.by_login, row.by_right, row.at) == (1, "received", "he-thong", "Hệ thống", AT)
    assert row.body == {"procedure": "1.001193", "number": 7}


@real_commits
def test_outside_a_transaction_nothing_is_written():
    with pytest.raises(RuntimeError):
        ledger.write(subject="dossier:A", act="received", by=SYSTEM, at=AT, body={})


@pytest.mark.django_db
@pytest.mark.parametrize("body", [{"share": 0.5}, {"deep": [{"share": 1.0}]}], ids=["float", "float deep inside"])
def test_no_float_enters_the_ledger(body):
    with pytest.raises(TypeError):
        write(**body)


@pytest.mark.django_db
def test_a_naive_moment_does_not_enter_the_ledger():
    with pytest.raises(ValueError, match="time zone"):
        write(at=datetime(2026, 11, 25, 9, 0))


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(
    body=st.dictionaries(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8),
        st.none()
        | st.booleans()
        | st.integers(-(10**12), 10**12)
        | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
        max_size=4,
    ),
    seconds=st.integers(0, 10**9),
)
def test_whatever_a_row_holds_the_chain_holds(body, seconds):
    write(at=AT + timedelta(microseconds=seconds), body=body)

    assert ledger.verify().holds


@real_commits
def test_eight_writers_of_one_subject_make_one_chain():
    together = Barrier(8)

    def add(number):
        together.wait(20)
        for _ in range(5):
            write(number=number)
        connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))

    assert [row.row for row in ledger.rows_of("dossier:A")] == list(range(1, 41))
    assert ledger.verify() == ledger.Verification(checked=40, problems=())


# -- sealed


def seal(rows):
    """Seal so many rows; return the last seal. While the server writes its statistics, what is new waits for the next one."""
    sealed = 0
    for _attempt in range(200):
        last = ledger.seal(at=AT)
        sealed += last.rows
        if sealed >= rows:
            assert sealed == rows
            return last
        time.sleep(0.05)
    raise AssertionError(f"{sealed} of {rows} rows could be sealed")


@real_commits
def test_a_seal_holds_only_what_is_new():
    some_rows()
    first, nothing = seal(rows=12), ledger.seal(at=AT)
    write("dossier:B")
    second = seal(rows=1)

    assert (first.number, first.rows, nothing.rows, second.number, second.rows) == (1, 12, 0, 2, 1)
    assert ledger.verify().holds


@real_commits
def test_two_sealers_at_once_seal_every_row_once():
    some_rows()
    together = Barrier(2)

    def seal_at_once(_):
        together.wait(20)
        try:
            return ledger.seal(at=AT).rows
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(seal_at_once, range(2)))

    seal(rows=12 - sum(rows))
    assert ledger.verify().holds


@real_commits
def test_a_transaction_that_still_runs_is_sealed_later_and_never_skipped():
    """A long act began before the seal and ends after it: its row belongs to the next seal."""
    written, go_on = Event(), Event()

    def slowly():
        with transaction.atomic():
            ledger.write(subject="dossier:SLOW", act="received", by=SYSTEM, at=AT, body={})
            written.set()
            go_on.wait(20)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(slowly)
        written.wait(20)
        write("dossier:QUICK")
        first = ledger.seal(at=AT)
        go_on.set()
        running.result(20)
    seal(rows=2 - first.rows)

    as_superuser("DELETE FROM foundation_ledgerentry WHERE subject = 'dossier:SLOW'")
    assert places() == [("ledger", "dossier:SLOW", 1)]


@real_commits
def test_what_runs_in_another_database_of_the_server_does_not_keep_from_sealing():
    parameters = connection.get_connection_params()
    known = {name: parameters[name] for name in ("host", "port", "user", "password") if parameters.get(name)}

    with psycopg.connect(**known, dbname="postgres") as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        write()
        assert seal(rows=1).rows == 1

    assert ledger.verify().holds


@real_commits
def test_rows_of_the_transaction_that_seals_wait_until_it_is_over():
    with transaction.atomic():
        ledger.write(subject="dossier:A", act="received", by=SYSTEM, at=AT, body={})
        assert ledger.seal(at=AT).rows == 0

    assert seal(rows=1).rows == 1


def change(body='{"number": 999}', subject="dossier:B", seq=2):
    return f"UPDATE foundation_ledgerentry SET body = '{body}' WHERE subject = '{subject}' AND seq = {seq}"


SWAP = """
    UPDATE foundation_ledgerentry SET seq = CASE seq WHEN 2 THEN 103 WHEN 3 THEN 102 END
    WHERE subject = 'dossier:B' AND seq IN (2, 3);
    UPDATE foundation_ledgerentry SET seq = seq - 100 WHERE subject = 'dossier:B' AND seq > 100
"""
CLOSE_GAP = "UPDATE foundation_ledgerentry SET seq = seq - 1 WHERE subject = 'dossier:B' AND seq > 2"
INSERT_BEFORE = """
    UPDATE foundation_ledgerentry SET seq = seq + 100 WHERE subject = 'dossier:B' AND seq > 1;
    INSERT INTO foundation_ledgerentry (subject, seq, act, by_login, by_right, unit_code, at, body, transaction, prev, hash)
    SELECT subject, 2, 'returned', by_login, by_right, unit_code, at, body, transaction, prev, hash
    FROM foundation_ledgerentry WHERE subject = 'dossier:B' AND seq = 1;
    UPDATE foundation_ledgerentry SET seq = seq - 99 WHERE subject = 'dossier:B' AND seq > 100
"""
TAMPERED = [
    pytest.param([change()], 2, id="a row changed"),
    pytest.param(["UPDATE foundation_ledgerentry SET at = at + interval '1 second' WHERE subject = 'dossier:B' AND seq = 3"], 3, id="a moment changed"),
    pytest.param(["UPDATE foundation_ledgerentry SET by_login = 'khac' WHERE subject = 'dossier:B' AND seq = 1"], 1, id="another officer"),
    pytest.param(["DELETE FROM foundation_ledgerentry WHERE subject = 'dossier:B' AND seq = 2"], 2, id="a row deleted"),
    pytest.param(["DELETE FROM foundation_ledgerentry WHERE subject = 'dossier:B' AND seq = 2", CLOSE_GAP], 2, id="a row deleted, the gap closed"),
    pytest.param([SWAP], 2, id="two rows reordered"),
    pytest.param(["DELETE FROM foundation_ledgerentry WHERE subject = 'dossier:B' AND seq > 2"], 3, id="the tail cut"),
    pytest.param(["DELETE FROM foundation_ledgerentry WHERE subject = 'dossier:B'"], 1, id="all rows of a dossier"),
    pytest.param([INSERT_BEFORE], 2, id="a row put in between"),
    pytest.param(["UPDATE foundation_ledgerentry SET subject = 'dossier:Z' WHERE subject = 'dossier:B'"], 1, id="under another name"),
]  # fmt: skip


@real_commits
@pytest.mark.parametrize(("statements", "row"), TAMPERED)
def test_what_a_superuser_alters_after_a_seal_is_found_at_its_first_row_though_every_hash_was_computed_anew(
    statements, row
):
    some_rows()
    seal(rows=12)
    assert ledger.verify().holds

    as_superuser(*statements)

    assert places() == [("ledger", "dossier:B", row)]


@real_commits
@pytest.mark.parametrize(("statements", "row"), TAMPERED[:4])
def test_without_computing_the_hashes_anew_it_is_found_even_before_a_seal(statements, row):
    some_rows()

    as_superuser(*statements, recompute=False)

    assert places() == [("ledger", "dossier:B", row)]


@real_commits
def test_rows_added_after_an_alteration_do_not_heal_it():
    some_rows()
    seal(rows=12)
    as_superuser(change())
    write("dossier:B")
    seal(rows=1)

    assert ("ledger", "dossier:B", 2) in places()


@real_commits
def test_another_identity_of_the_database_does_not_lead_away_from_its_seals():
    some_rows()
    seal(rows=12)
    name = DatabaseIdentity.objects.get().name
    as_superuser(change(), "UPDATE foundation_databaseidentity SET name = 'khac'")

    assert places() == [("database", "database:khac", None), ("ledger", "dossier:B", 2)]
    with pytest.raises(ledger.SealRefused):
        ledger.seal(at=AT)
    assert known_databases.known().name == name


@real_commits
def test_a_database_made_anew_begins_its_own_seals_and_the_old_ones_stay():
    some_rows()
    seal(rows=12)
    old = DatabaseIdentity.objects.get().name
    as_superuser("DELETE FROM foundation_ledgerentry", "UPDATE foundation_databaseidentity SET name = 'moi'")

    ledger.adopt()
    write()

    assert seal(rows=1).number == 1
    assert ledger.verify().holds
    assert seal_files.last_number(old) == 1


@real_commits
def test_after_a_restore_whose_transactions_are_numbered_lower_only_what_is_new_is_sealed():
    """Another server begins to count its transactions anew; what earlier seals hold is not sealed again."""
    some_rows()
    first = seal(rows=12)
    name = DatabaseIdentity.objects.get().name
    later = {"database": name, "number": 2, "at": AT.isoformat(), "previous": first.digest, "until": 10**15, "rows": {}}
    seal_files.write_seal(name, 2, later)
    write("dossier:B")

    assert seal(rows=1).rows == 1
    assert ledger.verify().holds


@real_commits
def test_on_a_seal_that_does_not_hold_no_other_is_set():
    path = three_seals()[2]
    path.write_bytes(path.read_bytes().replace(b"dossier:B", b"dossier:X"))
    write()

    with pytest.raises(ledger.SealRefused, match="motcua verify"):
        ledger.seal(at=AT)


# -- the seals themselves


def seal_paths():
    return sorted(seal_files.folder_of(DatabaseIdentity.objects.get().name).glob("*/*.json"))


def three_seals():
    for _ in range(3):
        some_rows(rows=1)
        seal(rows=3)
    return seal_paths()


@real_commits
@pytest.mark.parametrize("which", [0, 1, 2], ids=["first", "middle", "newest"])
def test_a_seal_that_is_gone_is_missed(which):
    three_seals()[which].unlink()

    assert places()[0] == ("seal", f"seal:{which + 1}", None)
    if which == 2:
        with pytest.raises(ledger.SealRefused):
            ledger.seal(at=AT)


@real_commits
@pytest.mark.parametrize("which", [0, 1, 2], ids=["first", "middle", "newest"])
def test_a_seal_that_was_altered_is_named(which):
    path = three_seals()[which]
    path.write_bytes(path.read_bytes().replace(b"dossier:B", b"dossier:X"))

    assert places()[0] == ("seal", f"seal:{which + 1}", None)


@real_commits
def test_a_seal_signed_with_another_key_is_named():
    """Who has the database but not the key cannot write a seal that fits the altered rows."""
    path = three_seals()[2]
    content = json.loads(path.read_bytes().partition(b"\n")[0])
    keys = path.parents[3] / "keys"
    shutil.move(keys, keys.with_name("keys-kept"))
    path.unlink()
    seal_files.write_seal(content["database"], 3, content)
    shutil.rmtree(keys)
    shutil.move(keys.with_name("keys-kept"), keys)

    assert places() == [("seal", "seal:3", None)]


@real_commits
def test_a_seal_is_never_rewritten():
    three_seals()

    with pytest.raises(FileExistsError):
        seal_files.write_seal(DatabaseIdentity.objects.get().name, 2, {"rows": {}})


@real_commits
def test_a_foreign_seal_in_place_of_ours_does_not_join_the_chain():
    paths = three_seals()
    shutil.copy(paths[0], paths[1])

    assert ("seal", "seal:2", None) in places()


@real_commits
def test_the_key_is_readable_by_its_owner_only():
    three_seals()
    key = seal_paths()[0].parents[3] / "keys" / "seal.key"

    assert key.stat().st_mode & 0o077 == 0


@pytest.mark.django_db(transaction=True)
def test_one_that_began_before_ours_is_running_also_where_nothing_ended_since():
    def number() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            return int(cursor.fetchone()[0])

    def asked_within_a_transaction() -> int:
        try:
            with transaction.atomic():
                number()
                return sealing.oldest_running()
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        ours = number()
        found = pool.submit(asked_within_a_transaction).result()
        assert found <= ours, "rows of ours would be passed over; a lower number, of another database, only waits"
