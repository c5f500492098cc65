"""The jobs that run by the clock: they do their work, may run twice, and a killed worker's job runs again."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.entrypoints.jobs import tasks
from motcua.foundation import clock, ledger
from motcua.kernel.working_time import ZONE

LONG_AGO = datetime(2020, 1, 1, tzinfo=ZONE)


def work_off_jobs() -> None:
    """Run every job that waits, as the worker does."""
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


@pytest.fixture
def _no_jobs_left(transactional_db):
    """The test runner does not empty the tables of the job library."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_events; DELETE FROM procrastinate_jobs")


def states(*names: str) -> set[tuple[str, str]]:
    """Return task and state of the jobs of these names; the library's clock may have added others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, status::text FROM procrastinate_jobs WHERE task_name = ANY(%s)", [list(names)]
        )
        return set(cursor.fetchall())


def a_stalled(task) -> None:
    """Leave a job as a worker leaves it that was killed long ago."""
    task.defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id", [LONG_AGO])
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker])


@pytest.mark.usefixtures("_no_jobs_left")
def test_the_worker_sweeps_and_seals_the_ledger():
    staff = testing.a_staffed_province()
    code = testing.a_dossier(staff)
    tasks.sweep.defer(timestamp=0)
    work_off_jobs()  # the dossier is late by now: the sweep writes a row, so it runs before the seal

    tasks.seal.defer(timestamp=0)
    work_off_jobs()

    assert ("seal", "succeeded") in states("seal")
    assert ("sweep", "succeeded") in states("sweep")
    assert ledger.seal(at=clock.now()).rows == 0
    assert testing.shown(code, clock.now()).is_late


@pytest.mark.usefixtures("_no_jobs_left")
def test_a_job_enqueued_in_a_transaction_that_fails_is_never_run():
    from django.db import transaction

    class MishapError(Exception):
        pass

    @transaction.atomic
    def enqueue_and_fail():
        tasks.seal.defer(timestamp=0)
        raise MishapError

    with pytest.raises(MishapError):
        enqueue_and_fail()

    assert states("seal") == set()


@pytest.mark.usefixtures("_no_jobs_left")
def test_a_job_whose_worker_was_killed_is_run_again():
    a_stalled(tasks.sweep)
    tasks.retry_stalled.defer(timestamp=0)

    work_off_jobs()
    work_off_jobs()

    assert ("sweep", "succeeded") in states("sweep")
    assert ("sweep", "doing") not in states("sweep")


@pytest.mark.usefixtures("_no_jobs_left")
def test_a_killed_job_does_not_block_the_same_job_that_was_queued_after_it():
    a_stalled(tasks.seal)
    tasks.seal.defer(timestamp=60)
    tasks.retry_stalled.defer(timestamp=0)

    work_off_jobs()
    work_off_jobs()

    assert ("seal", "succeeded") in states("seal")
    assert ("seal", "doing") not in states("seal")


@pytest.mark.django_db
def test_the_sweep_twice_finds_a_late_dossier_once():
    staff = testing.a_staffed_province()
    code = testing.a_dossier(staff)
    late = testing.shown(code).promised_at + timedelta(minutes=1)

    first, second = dossiers.sweep(at=late), dossiers.sweep(at=late)

    assert (first.late, second.late) == (1, 0)
    assert testing.shown(code, late).owes == ("apology",)
