"""Who connects to which database: the owner migrates, web and worker own nothing."""

import os
from collections.abc import Iterator
from urllib.parse import quote

import psycopg
import pytest
from django.contrib.postgres.signals import register_type_handlers
from django.db import DatabaseError, connection
from django.db.backends.signals import connection_created
from django.db.utils import ConnectionHandler
from server_users import a_data_folder, a_user, connect, environment

from motcua.foundation import database
from motcua.foundation.database import DatabaseUnavailable, access, sentence_for
from motcua.foundation.embedded.place import place_of

OWNER = "postgresql://chu:mat%20khau@db.example:5433/hoso?sslmode=require"
APPLICATION = "postgresql://web:khac@db.example:5433/hoso"


@pytest.fixture
def choice(django_db_blocker):
    """Let a test choose who connects, and open databases that the settings do not name."""
    before = database.who_connects()
    connection_created.disconnect(register_type_handlers)  # it knows only the databases of the settings
    with django_db_blocker.unblock():
        yield
    connection_created.connect(register_type_handlers)
    access._choice.who = before


def rows(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def refused(sql: str) -> str:
    from django.db import transaction

    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        rows(sql)
    return str(caught.value)


def test_without_an_address_the_embedded_server_is_meant_and_not_started(tmp_path):
    settings = database.database_settings({"MOTCUA_DATA": str(tmp_path / "var")})

    assert settings["ENGINE"] == "motcua.foundation.database"
    assert settings["NAME"] == "motcua"
    assert settings["ACCESS"].is_embedded
    assert not (tmp_path / "var").exists()


def test_an_address_is_read_with_all_that_stands_in_it():
    settings = database.database_settings({"DATABASE_URL": OWNER})

    assert settings["NAME"] == "hoso"
    assert settings["ACCESS"].parameters("owner") == {
        "user": "chu",
        "password": "mat khau",
        "host": "db.example",
        "port": "5433",
        "dbname": "hoso",
        "sslmode": "require",
    }


def test_web_and_worker_use_the_address_of_the_application():
    settings = database.database_settings({"DATABASE_URL": OWNER, "DATABASE_APP_URL": APPLICATION})

    assert settings["ACCESS"].application_role == "web"
    assert settings["ACCESS"].parameters("application")["user"] == "web"
    assert settings["ACCESS"].parameters("owner")["user"] == "chu"


def test_without_that_address_they_take_the_role_themselves():
    found = database.database_settings({"DATABASE_URL": OWNER, "MOTCUA_DEMO": "1"})["ACCESS"]

    assert found.parameters("application")["options"] == "-c role=motcua_app"


@pytest.mark.parametrize(
    ("environ", "serves"),
    [
        pytest.param({}, True, id="embedded"),
        pytest.param({"DATABASE_URL": OWNER}, False, id="owner_only"),
        pytest.param({"DATABASE_URL": OWNER, "MOTCUA_DEMO": "1"}, True, id="owner_only_in_the_demo"),
        pytest.param({"DATABASE_URL": OWNER, "DATABASE_APP_URL": APPLICATION}, True, id="both"),
    ],
)
def test_nobody_serves_as_the_owner_of_an_outside_database(environ, serves):
    if serves:
        database.require_application_access(environ)
    else:
        with pytest.raises(DatabaseUnavailable, match="thiếu DATABASE_APP_URL"):
            database.require_application_access(environ)


@pytest.mark.parametrize(
    "environ",
    [
        pytest.param({"DATABASE_URL": "postgresql://chu:bimat@máy:cổng/hoso"}, id="port_in_letters"),
        pytest.param({"DATABASE_URL": "chu:bimat@máy/hoso"}, id="no_scheme"),
        pytest.param({"DATABASE_URL": "postgresql://chu:bimat@db.example"}, id="no_database"),
        pytest.param({"DATABASE_APP_URL": "postgresql://web:bimat@db.example/hoso"}, id="application_only"),
        pytest.param(
            {"DATABASE_URL": "postgresql://a:bimat@h/x", "DATABASE_APP_URL": "postgresql://a:bimat@h/x"}, id="same_user"
        ),
    ],
)
def test_an_address_that_cannot_serve_is_refused_without_telling_its_password(environ):
    with pytest.raises(DatabaseUnavailable) as refusal:
        database.database_settings(environ)

    assert "DATABASE_" in str(refusal.value)
    assert "bimat" not in str(refusal.value)


def test_runs_of_the_tests_beside_each_other_have_databases_of_their_own():
    assert str(os.getpid()) in database.database_settings({})["TEST"]["NAME"]
    assert database.database_settings({"MOTCUA_TEST_DATABASE": "test_ci"})["TEST"]["NAME"] == "test_ci"


@pytest.mark.django_db
def test_the_tests_connect_as_the_owner_to_their_own_database():
    ((name, owner),) = rows("SELECT current_database(), pg_get_userbyid(datdba) = current_user FROM pg_database "
                            "WHERE datname = current_database()")  # fmt: skip

    assert name.startswith("test_")
    assert owner


@pytest.fixture
def as_application(db) -> Iterator[str]:
    with connection.cursor() as cursor:
        database.ensure_application_role(cursor)
        database.ensure_application_role(cursor)
        role = connection.settings_dict["ACCESS"].application_role
        cursor.execute(f'SET LOCAL ROLE "{role}"')
    return role


def test_the_application_owns_nothing_and_is_no_administrator(as_application):
    ((owned,),) = rows("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
    ((powers,),) = rows("SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls "
                        "FROM pg_roles WHERE rolname = current_user")  # fmt: skip

    assert owned == 0
    assert powers is False


def test_the_application_may_only_add_to_the_ledger(as_application):
    rights = rows(
        "SELECT r, has_table_privilege('foundation_ledgerentry', r) "
        "FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) r"
    )

    assert {right for right, given in rights if given} == {"SELECT", "INSERT"}


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (x int)",
        "UPDATE foundation_ledgerentry SET act = 'x'",
        "DELETE FROM foundation_ledgerentry",
        "TRUNCATE foundation_ledgerentry",
        "ALTER TABLE foundation_ledgerentry DISABLE TRIGGER USER",
        "DROP TABLE foundation_ledgerentry",
        "UPDATE foundation_access SET by_login = 'x'",
        "DELETE FROM foundation_access",
        "DELETE FROM django_migrations",
        "CREATE ROLE another",
    ],
)
def test_the_application_may_not(as_application, statement):
    assert "permission denied" in refused(statement) or "must be owner" in refused(statement)


def test_the_application_may_read_and_write_every_other_table(as_application):
    held_back = {"foundation_ledgerentry", "foundation_access", "django_migrations"}
    tables = rows(
        "SELECT relname, has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT') "
        "AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE') "
        "FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    )

    assert {name for name, all_rights in tables if not all_rights} == held_back


@pytest.fixture(scope="module")
def server():
    """A server that we did not start, whose owner is no superuser."""
    with a_data_folder() as data:
        user = a_user(data)
        user.said()
        with connect(data) as server:
            server.execute("DROP ROLE motcua_app")
            server.execute("CREATE ROLE chu LOGIN CREATEROLE")
            server.execute("CREATE ROLE tro_ly LOGIN")
            server.execute("CREATE DATABASE hoso OWNER chu")
            server.execute("CREATE DATABASE hoso_2 OWNER tro_ly")
        yield quote(str(place_of(data).socket_folder), safe="")
        user.go()


def open_as(environ, who):
    access._choice.who = who
    return ConnectionHandler({"default": {}, "outside": database.database_settings(environ)})["outside"]


def ask(environ, who, sql):
    opened = open_as(environ, who)
    try:
        with opened.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]
    finally:
        opened.close()
        opened.close_pool()


def prepare(environ):
    opened = open_as(environ, "owner")
    try:
        with opened.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS foundation_ledgerentry (x int)")
            database.ensure_application_role(cursor)
    finally:
        opened.close()
        opened.close_pool()


@pytest.mark.embedded
def test_migrate_makes_the_role_that_the_application_address_names(server, choice):
    environ = {
        "DATABASE_URL": f"postgresql://chu@{server}/hoso",
        "DATABASE_APP_URL": f"postgresql://web_1:mật%20khẩu@{server}/hoso",
    }
    prepare(environ)
    prepare(environ)

    assert ask(environ, "owner", "SELECT current_user") == "chu"
    assert ask(environ, "application", "SELECT current_user") == "web_1"
    assert ask(environ, "application", "SELECT count(*) FROM foundation_ledgerentry") == 0


@pytest.mark.embedded
def test_in_the_demo_the_owner_takes_the_role(server, choice):
    environ = {"DATABASE_URL": f"postgresql://chu@{server}/hoso", "MOTCUA_DEMO": "1"}
    prepare(environ)

    assert ask(environ, "application", "SELECT current_user") == "motcua_app"
    assert ask(environ, "owner", "SELECT current_user") == "chu"


@pytest.mark.embedded
def test_an_owner_who_may_not_make_roles_hears_what_to_do(server, choice):
    environ = {
        "DATABASE_URL": f"postgresql://tro_ly@{server}/hoso_2",
        "DATABASE_APP_URL": f"postgresql://web_2@{server}/hoso_2",
    }
    with pytest.raises(DatabaseUnavailable, match="không được tạo vai trò"):
        prepare(environ)


@pytest.mark.embedded
def test_a_role_that_has_the_owners_power_is_refused(server, choice):
    environ = {
        "DATABASE_URL": f"postgresql://chu@{server}/hoso",
        "DATABASE_APP_URL": f"postgresql://motcua@{server}/hoso",
    }
    with pytest.raises(DatabaseUnavailable, match="là quản trị"):
        prepare(environ)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        pytest.param("postgresql://chu@{server}/khong_co", "không có cơ sở dữ liệu", id="no_such_database"),
        pytest.param("postgresql://la@{server}/hoso", "không có người dùng", id="no_such_user"),
        pytest.param("postgresql://chu@127.0.0.1:9/hoso", "Không kết nối được", id="nobody_listens"),
    ],
)
@pytest.mark.embedded
def test_a_connection_that_fails_is_told_in_one_sentence(server, choice, address, sentence, monkeypatch):
    monkeypatch.setitem(access.POOL, "timeout", 0.5)
    with pytest.raises(DatabaseUnavailable, match=sentence) as refusal:
        ask({"DATABASE_URL": address.format(server=server)}, "owner", "SELECT 1")

    assert sentence_for(refusal.value) == str(refusal.value)


@pytest.mark.embedded
def test_a_process_whose_server_is_killed_starts_it_again_itself():
    script = """
import os, pathlib, signal, time
from django.conf import settings
from motcua.foundation import database
from motcua.foundation.embedded import postmaster
from motcua.foundation.embedded.place import data_folder, place_of
settings.configure(DATABASES={"default": database.database_settings(os.environ)})
from django.db import connection
def ask(what):
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + what)
        return cursor.fetchone()[0]
def lives(pid):
    stat = pathlib.Path(f"/proc/{pid}/stat")
    return stat.exists() and ") Z " not in stat.read_text()
old = ask("pg_backend_pid()"); connection.close()
os.kill(postmaster._find(place_of(data_folder(os.environ))), signal.SIGKILL)
while lives(old):  # a statement that reaches the old backend in its last moment fails, as it must
    time.sleep(0.01)
print(ask("'có trả lời'"), flush=True)
"""
    with a_data_folder() as data:
        user = a_user(data, then=script)
        user.said()
        assert user.said() == "có trả lời"
        user.go()


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        pytest.param(psycopg.errors.DiskFull("x"), "đã đầy", id="full_disk"),
        pytest.param(psycopg.errors.AdminShutdown("x"), "Mất kết nối", id="server_stopped"),
        pytest.param(psycopg.OperationalError("server closed the connection unexpectedly"), "Mất kết nối", id="lost"),
        pytest.param(psycopg.errors.UndefinedTable("x"), "motcua migrate", id="never_migrated"),
        pytest.param(psycopg.errors.InsufficientPrivilege("x"), "không có quyền", id="right_missing"),
        pytest.param(psycopg.errors.UniqueViolation("x"), None, id="our_own_fault"),
        pytest.param(psycopg.errors.SyntaxError("x"), None, id="wrong_sql"),
        pytest.param(ValueError("x"), None, id="another_error"),
    ],
)
def test_errors_that_the_databases_state_caused_have_a_sentence(cause, sentence):
    said = sentence_for(cause)

    assert said is None if sentence is None else sentence in said


def test_the_environment_of_a_test_server_holds_no_outside_address(tmp_path):
    assert not {"DATABASE_URL", "DATABASE_APP_URL"} & set(environment(tmp_path))
