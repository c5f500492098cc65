"""Answers that are kept for ever are those of one database: another one, or the same loaded anew, is asked itself."""

import pytest
from django.db import connection
from psycopg.errors import SyntaxError  # noqa: A004

from motcua.foundation import kept_answers
from motcua.foundation.kept_answers import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> list[int]:
    return []


@pytest.fixture
def question(asked: list[int]):
    @kept(2)
    def answer(number: int) -> str:
        if number < 0:
            raise LookupError(number)
        asked.append(number)
        return f"số {number}"

    return answer


def open_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the connection count as one that has just been opened; a test cannot give up its own."""
    monkeypatch.setattr(kept_answers, "_marks", {})


def test_an_answer_is_kept_also_through_another_connection_to_the_same_database(question, asked, monkeypatch) -> None:
    open_anew(monkeypatch)
    assert [question(1), question(1)] == ["số 1", "số 1"]
    open_anew(monkeypatch)
    assert question(1) == "số 1"

    assert asked == [1]


def test_a_database_that_was_loaded_anew_is_asked_itself(question, asked, monkeypatch) -> None:
    question(1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_databaseidentity SET name = name")  # written anew, as by a restore
    open_anew(monkeypatch)
    question(1)

    assert asked == [1, 1]


def test_refusals_and_what_was_not_asked_for_long_are_not_kept(question, asked) -> None:
    for _ in range(2):
        with pytest.raises(LookupError):
            question(-1)
    for number in (1, 2, 3, 1):
        question(number)

    assert asked == [1, 2, 3, 1]


def test_which_database_it_is_is_looked_at_once_for_each_connection(question, monkeypatch, count_statements) -> None:
    open_anew(monkeypatch)
    assert count_statements(lambda: question(1)) == 0, "it counts for no request"
    monkeypatch.setattr(kept_answers, "_MARK", "no statement")
    question(2)
    open_anew(monkeypatch)
    with pytest.raises(SyntaxError):
        question(1)
