"""Test databases: one a run, so that runs beside each other and beside a served site do not meet."""

import os
import re
from typing import Any

from django.db.backends.postgresql import creation

LEFT_OVER = re.compile(r"test_\w+?_(?P<pid>\d+)(_gw\d+)?")


class DatabaseCreation(creation.DatabaseCreation):
    """Makes the test database after removing those of runs that were killed."""

    def _create_test_db(self, verbosity: int, autoclobber: bool, keepdb: bool = False) -> Any:
        if self.connection.settings_dict["ACCESS"].is_embedded:
            self._drop_left_over()
        return super()._create_test_db(verbosity, autoclobber, keepdb)  # type: ignore[misc]  # not in the stubs

    def _drop_left_over(self) -> None:
        with self._nodb_cursor() as cursor:  # type: ignore[attr-defined]  # not in the stubs
            cursor.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%%' "
                "AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = pg_database.datname)"
            )
            for (name,) in cursor.fetchall():
                if _is_left_over(name):
                    cursor.execute(f"DROP DATABASE IF EXISTS {self.connection.ops.quote_name(name)}")


def _is_left_over(name: str) -> bool:
    found = LEFT_OVER.fullmatch(name)
    if found is None:
        return False
    try:
        os.kill(int(found["pid"]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
