"""Rows that are changed at once hold afterwards what a query set would have written."""

import pytest

from motcua.domain.organisation import testing
from motcua.domain.procedures.models import Procedure
from motcua.domain.procedures.testing import a_record, import_records
from motcua.foundation import changed_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    testing.a_unit()
    import_records(a_record("1.000001"), a_record("1.000002"))
    return list(Procedure.objects.order_by("code"))


def test_the_fields_that_are_named_are_written_and_no_others(rows, count_statements):
    first, second = rows
    first.name, first.levels, first.open_questions = "Tên 'mới' 100%", ["province", "commune"], 3
    second.name, second.national_id, second.issuer = "Tên khác", first.national_id, "không ghi"

    assert count_statements(lambda: changed_rows.change(rows, ["name", "levels", "open_questions", "national"])) == 1
    for row in rows:
        kept = Procedure.objects.get(pk=row.pk)
        named = (kept.name, kept.levels, kept.open_questions, kept.national_id)
        assert named == (row.name, row.levels, row.open_questions, row.national_id)
        assert kept.issuer != "không ghi"


def test_a_row_that_is_gone_is_said(rows):
    rows[0].pk += 1000

    with pytest.raises(LookupError):
        changed_rows.change(rows, ["name"])


def test_nothing_is_written_for_nothing(count_statements):
    assert count_statements(lambda: changed_rows.change([], ["name"])) == 0
