"""Rows read and written by plain SQL are what a query set reads and writes."""

import pytest
from django.contrib.auth import get_user_model

from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier, Step
from motcua.foundation import plain_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    """A dossier of which no column is at its default: facts, waiting tokens, parts, moments that are there and are not."""
    code = testing.a_dossier(testing.a_staffed_province())
    Dossier.objects.filter(code=code).update(facts={"floors": 2, "is_new": True}, waiting=["a>b", "c>d"])
    return Dossier.objects.get(code=code)


def values_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def read(model):
    text = f"SELECT {plain_rows.columns(model, 'one')} FROM {model._meta.db_table} one ORDER BY one.id DESC LIMIT 1"
    return plain_rows.first(model, text, {})


@pytest.mark.parametrize("model", [Dossier, Step, get_user_model()])
def test_a_row_is_read_like_by_a_query_set(row, model):
    plain, usual = read(model), model.objects.latest("id")
    assert values_of(plain) == values_of(usual)
    assert [type(value) for value in values_of(plain).values()] == [type(value) for value in values_of(usual).values()]
    assert (plain._state.adding, plain._state.db) == (usual._state.adding, usual._state.db)


def test_a_row_is_written_with_all_its_columns(row):
    row.facts, row.waiting, row.end_reason = {"a": [1, None]}, [], "Thiếu giấy tờ"
    row.share_at_start, row.internal_due_at, row.outcome = row.share_at_start + 1, row.received_at, "granted"
    plain_rows.update(row)

    assert values_of(Dossier.objects.get(pk=row.pk)) == values_of(row)


def test_a_row_that_is_gone_is_not_written(row):
    row.pk += 1000

    with pytest.raises(LookupError):
        plain_rows.update(row)


def test_a_row_is_found_by_its_key(row):
    found = plain_rows.by_key(Dossier, row.pk)

    assert found is not None
    assert values_of(found) == values_of(row)


def test_no_row_is_none():
    assert plain_rows.by_key(Dossier, 0) is None
    assert (
        plain_rows.first(Dossier, f"SELECT {plain_rows.columns(Dossier, 'one')} FROM dossiers_dossier one", {}) is None
    )
