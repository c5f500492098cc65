"""Commands for the database: migrate, doctor, and Django's own words."""

import sys
from typing import Annotated

import typer

from motcua.entrypoints.cli.answering import answer, start

RELEASE = "2026.11.0"


def migrate() -> None:
    """Bring the database to the current release and give the application's role its rights."""
    start(as_owner=True)
    bring_up_to_date()


def bring_up_to_date() -> None:
    """Migrate, then grant; repeats harmlessly."""
    from django.core.management import call_command
    from django.db import connection

    from motcua.foundation import ledger
    from motcua.foundation.database import ensure_application_role

    is_new = not ledger.is_made()
    call_command("migrate", interactive=False, verbosity=0)
    if is_new:
        ledger.adopt()
    with connection.cursor() as cursor:
        ensure_application_role(cursor)


def empty() -> None:
    """Throw away every table of the database; the seals of the old one stay under its own name."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '20s'")
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def django(context: typer.Context) -> None:
    """Pass words on to Django's own command line (for developers)."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["motcua django", *context.args])
    sys.exit(0)


def doctor(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Say version, database, data folder and the state of each part."""
    start()
    from motcua.entrypoints.jobs.health import health

    found = {"version": RELEASE, **health()}
    if as_json:
        answer(found)
        return
    for name, value in found.items():
        print(f"{name}: {value}")
