"""What every test may use."""

import os
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

_LEDGER = "foundation_ledgerentry"
_NEW_IDENTITY = """
    INSERT INTO foundation_databaseidentity (name, salt, "only")
    VALUES (gen_random_uuid()::text, decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), true)
    ON CONFLICT DO NOTHING
"""


def pytest_report_header() -> str:
    if os.environ.get("MOTCUA_REAL_DATA"):
        return "real data: tests over the national records run"
    return "real data: MOTCUA_REAL_DATA is not set, the tests over the national records are not run"


@pytest.fixture(scope="session")
def real_data() -> Path:
    folder = os.environ.get("MOTCUA_REAL_DATA")
    if not folder:
        pytest.skip("MOTCUA_REAL_DATA is not set: the national records are not there")
    return Path(folder)


@pytest.fixture(autouse=True, scope="session")
def _the_ledger_may_be_emptied_between_tests():
    """Let the test runner empty the tables: the database itself refuses TRUNCATE of the ledger."""
    flush = DatabaseOperations.execute_sql_flush

    def flush_with_ledger(self, sql_list):
        switched = [f"ALTER TABLE {_LEDGER} {word} TRIGGER USER" for word in ("DISABLE", "ENABLE")]
        flush(self, [switched[0], *sql_list, switched[1], _NEW_IDENTITY])

    DatabaseOperations.execute_sql_flush = flush_with_ledger
    yield
    DatabaseOperations.execute_sql_flush = flush


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path_factory, settings):
    """Give every test its own folder for files, keys and seals; the database server keeps its own."""
    from dataclasses import replace

    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data=tmp_path_factory.mktemp("data"))


@pytest.fixture(autouse=True)
def _no_kept_answers():
    """Let no test see what the pages of results kept from another one."""
    from motcua.entrypoints.web.citizen.keeping import RESULTS

    RESULTS.forget()


@pytest.fixture
def count_statements(db):
    """Return a function that counts the SQL statements of a call."""
    from django.test.utils import CaptureQueriesContext

    def count(act) -> int:
        with CaptureQueriesContext(connection) as caught:
            act()
        return len(caught)

    return count
