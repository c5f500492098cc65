"""What every test may use."""

import os
import shutil
import sys
import tempfile
from itertools import count
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
LONG_FIRST = (
    "rights/test_rights_matrix.py",
    "operation/test_kills.py",
    "cli/test_cli_article_2022.py",
    "operation/test_backup.py",
    "article/test_lines_of_the_article.py",
    "operation/test_bench_days.py",
    "operation/test_bench.py",
    "procedures/test_real_import.py",
    "flows/test_folding_runs.py",
    "foundation/test_embedded_serving.py",
    "foundation/test_embedded_places.py",
    "rights/test_attacks.py",
    "flows/test_flows_equal_plain_sql.py",
    "dossiers/test_dossiers_of_real_processes.py",
)
"""The files that take longest, the longest first: begun last, one of them would run alone while the other workers idle."""


def pytest_configure(config: pytest.Config) -> None:
    """Keep the order of files; let the processes that tests start share what was compiled, where nothing may be written beside the sources.

    Without it each of some hundred commands compiles the whole product again, which takes longer than what it does.
    """
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = (
            False  # by the number of tests, as xdist sorts, says nothing of how long they take
        )
    if sys.dont_write_bytecode and not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="motcua-compiled-")
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest; within them and behind them the order stays as it is."""
    require_test_database(items)
    above = Path(__file__).parent
    place = {above / name: number for number, name in enumerate(LONG_FIRST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


def require_test_database(items: list[pytest.Item]) -> None:
    """Refuse tests whose own fixtures unblock the database without asking for it: theirs would be the real one.

    Tests marked `embedded` start database servers of their own.
    """
    for item in items:
        info = getattr(item, "_fixtureinfo", None)
        has_own = item.get_closest_marker("embedded")
        if (
            info is None
            or has_own
            or item.get_closest_marker("django_db")
            or set(info.names_closure) & {"db", "transactional_db"}
        ):
            continue
        own = (one for found in info.name2fixturedefs.values() for one in found if one.baseid)
        if any("django_db_blocker" in one.argnames for one in own):
            raise pytest.UsageError(
                f"{item.nodeid} uses the database without the fixture or mark that makes one for tests"
            )


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
        name = self.connection.settings_dict["NAME"]
        assert name.startswith("test_"), f"{name} is no database of tests and is not emptied"
        switched = [f"ALTER TABLE {_LEDGER} {word} TRIGGER USER" for word in ("DISABLE", "ENABLE")]
        flush(self, [switched[0], *sql_list, switched[1], _NEW_IDENTITY])

    DatabaseOperations.execute_sql_flush = flush_with_ledger
    yield
    DatabaseOperations.execute_sql_flush = flush


@pytest.fixture(scope="session")
def _data_folders(tmp_path_factory):
    """Folders one after another; pytest would look through all of some thousand for each next number."""
    above = tmp_path_factory.mktemp("data")
    return (above / str(number) for number in count(1))


@pytest.fixture(autouse=True)
def _own_data_folder(_data_folders, settings):
    """Give every test its own folder for files, keys and seals; the database server keeps its own."""
    from dataclasses import replace

    folder = next(_data_folders)
    folder.mkdir(mode=0o700)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data=folder)


@pytest.fixture(autouse=True)
def _no_kept_answers():
    """Let no test see what the pages of results kept from another one."""
    from motcua.entrypoints.web.keeping import RESULTS

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
