"""The database that is backed up or restored: its address for the programs, a connection of our own."""

from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from motcua.foundation.database import Access, disconnect

Connection = psycopg.Connection[Any]
GIVEN_UP = frozenset({"axes"})
"""Packages with tables that earlier releases used."""


def access() -> Access:
    """Return the ways into the database."""
    found = settings.DATABASES["default"]["ACCESS"]
    assert isinstance(found, Access)
    return found


def parameters() -> dict[str, Any]:
    """Return the owner's libpq parameters, the database named."""
    return {**access().parameters("owner"), "dbname": connection.settings_dict["NAME"]}


def open_connection(*, knock: bool = True) -> Connection:
    """Return a connection of the owner, outside Django's pool."""
    if knock:
        connection.ensure_connection()  # says in a sentence what is wrong with the address
    return psycopg.connect(**parameters())


def close_others() -> None:
    """Close what this process itself holds open."""
    disconnect()


def server_major(opened: Connection) -> int:
    """Return the server's major version."""
    return opened.info.server_version // 10000


def known_migrations() -> set[str]:
    """Return the migrations that this release brings, as `app.name`."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}


def is_given_up(migration: str) -> bool:
    """Tell whether a migration is of a package that an earlier release used; ours took its tables away."""
    return migration.split(".", 1)[0] in GIVEN_UP


def applied_migrations(opened: Connection) -> list[str]:
    """Return the migrations that a database has had, oldest first; none where it is empty."""
    if opened.execute("SELECT to_regclass('public.django_migrations')").fetchone() == (None,):
        return []
    rows = opened.execute("SELECT app || '.' || name FROM public.django_migrations ORDER BY id").fetchall()
    return [name for (name,) in rows]
