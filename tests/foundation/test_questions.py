"""Questions of several modules asked together get what each would get alone, by one statement."""

from datetime import UTC, datetime

import pytest

from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.models import IdempotencyKey, LedgerEntry
from motcua.foundation.questions import Question, ask

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 1, 2, 3, 456789, tzinfo=UTC)
BY = Actor("lan", "Cán bộ một cửa", None, "H12.14", frozenset())


@pytest.fixture
def written():
    for place in range(12):
        ledger.write(subject="dossier:A", act="noted", by=BY, at=AT, body={"place": place, "said": "“Đủ” 100%"})
    IdempotencyKey.objects.create(scope="s", key="k", request_digest="d", answer=None, at=AT)


def keys() -> Question[list[IdempotencyKey]]:
    return Question(IdempotencyKey.objects.filter(scope="s", key="k"), list)


def test_answers_are_those_of_each_question_alone_and_cost_one_statement(written, count_statements):
    asked = (ledger.rows_asked("dossier:A"), keys(), ledger.rows_asked("dossier:B"))
    together: list[object] = []

    assert count_statements(lambda: together.extend(ask(*asked))) == 1
    assert together == [one.answer() for one in asked]
    assert [row.row for row in together[0]] == list(range(1, 13))


def test_moments_keep_their_parts_of_a_second_and_nothing_stays_nothing(written):
    [[key]] = ask(keys())

    assert (key.at, key.answer, key.pk) == (AT, None, IdempotencyKey.objects.get().pk)


def test_what_was_not_asked_for_is_read_when_it_is_needed(written, count_statements):
    [rows] = ask(Question(LedgerEntry.objects.filter(subject="dossier:A", seq=1).defer("body", "prev", "hash"), list))

    assert count_statements(lambda: rows[0].body) == 1


def test_a_question_for_no_rows_asks_nothing(written, count_statements):
    nobody = Question(IdempotencyKey.objects.filter(pk__in=[]), list)

    assert count_statements(lambda: ask(nobody)) == 0
    assert ask(nobody, keys())[0] == []
