"""A calendar is published by two at once, or by one that is killed in the middle: all of it holds, or nothing."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from stories import AT

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.operations import redating_rows
from motcua.domain.organisation import api as organisation
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import DayException, DayKind

pytestmark = pytest.mark.django_db(transaction=True)
LATER = AT + timedelta(hours=1)


class KilledError(BaseException):
    """Nothing catches it, as nothing catches a kill."""


@pytest.fixture
def codes():
    staff = testing.a_staffed_province()
    return [testing.a_dossier(staff) for _ in range(6)]


def without(*days: str):
    spec = organisation.calendar_for("H12").spec
    off = (DayException(date.fromisoformat(day), DayKind.LOCAL_OFF, "Nghỉ bão") for day in days)
    return replace(spec, exceptions=(*spec.exceptions, *off))


def publish(spec, reason: str = "Nghỉ bão") -> dossiers.CalendarEffect:
    return dossiers.publish_calendar(unit_code="H12", spec=spec, reason=reason, by=SYSTEM, at=LATER).effect


def standing(codes) -> list[tuple]:
    """Return all that a publication changes: promises, steps, calendar, rows of the ledger, versions."""
    shown = [testing.shown(code) for code in codes]
    return [
        (one.promises, one.internal_due_at, [step.due_at for step in one.steps], one.calendar_id, len(one.ledger))
        for one in shown
    ] + [(organisation.calendar_for("H12").version_id,)]


def at_once(*specs) -> list:
    together, answers = Barrier(len(specs)), []

    def do(spec):
        try:
            together.wait(20)
            answers.append(publish(spec))
        finally:
            connection.close()

    workers = [Thread(target=do, args=(spec,)) for spec in specs]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    return answers


def test_the_same_calendar_published_by_two_at_once_moves_each_dossier_once(codes):
    spec = without("2026-11-05")

    answers = at_once(spec, spec)

    assert sorted(one.moved for one in answers) == [0, 6]
    for code in codes:
        assert [one.because for one in testing.shown(code).promises] == ["reception", "calendar_changed"]
        assert [row.act for row in testing.shown(code).ledger].count("redated") == 1


def test_of_two_calendars_at_once_the_newer_one_holds_and_no_promise_is_lost(codes):
    answers = at_once(without("2026-11-05"), without("2026-11-05", "2026-11-06"))

    assert len(answers) == 2
    newest = organisation.calendar_for("H12").version_id
    assert dossiers.redate_for_calendar(newest, by=SYSTEM, at=LATER).moved == 0
    for code in codes:
        moments = [one.at for one in testing.shown(code).promises]
        assert moments == sorted(set(moments))
        assert [row.act for row in testing.shown(code).ledger].count("redated") == len(moments) - 1
    assert dossiers.breaches()[1] == ()
    assert ledger.verify().holds


@pytest.mark.parametrize("after", range(3))
def test_killed_between_two_of_its_statements_a_publication_leaves_nothing_and_runs_again(codes, monkeypatch, after):
    before, real, done = standing(codes), redating_rows._execute, []

    def dies(statement, values):
        if len(done) == after:
            raise KilledError
        done.append(statement)
        real(statement, values)

    monkeypatch.setattr(redating_rows, "_execute", dies)
    with pytest.raises(KilledError):
        publish(without("2026-11-05"))
    assert standing(codes) == before
    monkeypatch.setattr(redating_rows, "_execute", real)

    assert publish(without("2026-11-05")).moved == 6
    assert dossiers.breaches()[1] == ()


def test_a_database_connection_lost_after_everything_was_written_leaves_nothing(codes, monkeypatch):
    """What a kill of the process is to the database: the transaction was not ended."""
    before, real = standing(codes), ledger.write_many

    def loses_its_connection(*words, **more):
        real(*words, **more)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr(ledger, "write_many", loses_its_connection)
    with pytest.raises(Exception, match=r"terminat|closed|lost"):
        publish(without("2026-11-05"))
    connection.close()
    monkeypatch.setattr(ledger, "write_many", real)

    assert standing(codes) == before
    assert publish(without("2026-11-05")).moved == 6
    assert ledger.verify().holds
