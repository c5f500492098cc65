"""What was settled in a year is counted from an index: a page of figures reads no rows of dossiers."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.dossiers import api as dossiers

pytestmark = pytest.mark.django_db


def test_settlements_of_a_year_are_counted_without_reading_dossiers() -> None:
    with CaptureQueriesContext(connection) as asked:
        dossiers.settlements.settled_by_month(date(2026, 1, 1), date(2026, 12, 31), as_of=date(2026, 12, 31))
    [counting] = [one["sql"] for one in asked if 'FROM "dossiers_dossier"' in one["sql"]]

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {counting}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Index Only Scan using dossier_settled_by_unit" in plan
