"""The role of web and worker: it owns nothing and may only add to the ledger."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError
from psycopg import errors, sql

from motcua.foundation.database.access import Access
from motcua.foundation.embedded.failures import DatabaseUnavailable

APPEND_ONLY = ("foundation_ledgerentry", "foundation_access")
"""Tables to which the role may add rows but never change or remove one."""
READ_ONLY = ("django_migrations",)
OWNERS_FUNCTIONS = ("foundation_forget_looks(timestamptz, integer)",)
"""What the role may have done by the owner: the function itself says how far."""


def ensure_application_role(cursor: Any) -> None:
    """Make the role of web and worker and give it its rights. To call after every migration, as the owner.

    May be called any number of times. Raises DatabaseUnavailable where the owner may not make roles, or
    where the role could get round its limits.
    """
    access: Access = cursor.db.settings_dict["ACCESS"]
    role = access.application_role
    if not _exists(cursor, role):
        _make(cursor, role, access)
    _require_harmless(cursor, role)
    _grant(cursor, sql.Identifier(role))
    if access.application is None and not access.is_embedded:
        _let_the_owner_take_it(cursor, role)


def _exists(cursor: Any, role: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    return cursor.fetchone() is not None


def _make(cursor: Any, role: str, access: Access) -> None:
    password = (access.application or {}).get("password")
    statement = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE").format(sql.Identifier(role))
    if password:  # hashed here, so that it never stands in the server's log
        hashed = cursor.connection.pgconn.encrypt_password(str(password).encode(), role.encode(), b"scram-sha-256")
        statement = statement + sql.SQL(" PASSWORD {}").format(sql.Literal(hashed.decode()))
    with _asking_the_administrator(f"không được tạo vai trò: hãy nhờ người quản trị tạo vai trò {role} rồi chạy lại"):
        cursor.execute(statement)


@contextmanager
def _asking_the_administrator(words: str) -> Iterator[None]:
    """Turn a missing right of the owner into a sentence."""
    try:
        yield
    except DatabaseError as error:
        if not isinstance(error.__cause__, errors.InsufficientPrivilege):
            raise
        raise DatabaseUnavailable(f"Người dùng của DATABASE_URL {words}.") from error


def _require_harmless(cursor: Any, role: str) -> None:
    cursor.execute(
        "SELECT rolsuper OR pg_has_role(rolname, current_user, 'MEMBER') FROM pg_roles WHERE rolname = %s", [role]
    )
    if cursor.fetchone()[0]:
        raise DatabaseUnavailable(
            f"Vai trò {role} là quản trị hoặc có quyền của chủ cơ sở dữ liệu: hãy dùng một vai trò không có quyền đó."
        )


def _grant(cursor: Any, role: sql.Identifier) -> None:
    for statement in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
    ):
        cursor.execute(sql.SQL(statement).format(role))
    for tables, rights in ((APPEND_ONLY, "UPDATE, DELETE, TRUNCATE"), (READ_ONLY, "INSERT, UPDATE, DELETE, TRUNCATE")):
        for table in tables:
            _revoke(cursor, rights, table, role)
    for function in OWNERS_FUNCTIONS:
        _let_call(cursor, function, role)


def _let_call(cursor: Any, function: str, role: sql.Identifier) -> None:
    cursor.execute("SELECT to_regprocedure(%s)", [function])
    if cursor.fetchone()[0] is not None:
        cursor.execute("REVOKE EXECUTE ON FUNCTION " + function + " FROM PUBLIC")  # a restored database has the default
        cursor.execute(sql.SQL("GRANT EXECUTE ON FUNCTION " + function + " TO {}").format(role))


def _revoke(cursor: Any, rights: str, table: str, role: sql.Identifier) -> None:
    cursor.execute("SELECT to_regclass(%s)", [table])
    if cursor.fetchone()[0] is not None:
        cursor.execute(sql.SQL("REVOKE " + rights + " ON {} FROM {}").format(sql.Identifier(table), role))


def _let_the_owner_take_it(cursor: Any, role: str) -> None:
    """Without DATABASE_APP_URL commands connect as the owner and take the role; only a member may.

    Since PostgreSQL 16 whoever made a role is a member that may not yet take it.
    """
    right = "SET" if cursor.connection.info.server_version >= 160000 else "MEMBER"
    cursor.execute("SELECT pg_has_role(current_user, %s, %s)", [role, right])
    if cursor.fetchone()[0]:
        return
    words = f"không được nhận vai trò {role}: hãy nhờ người quản trị cấp vai trò đó cho người dùng này, rồi chạy lại"
    with _asking_the_administrator(words):
        cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))
