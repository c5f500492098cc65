"""What Prometheus asks: figures of this installation in its text format. No figure is about a person."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from motcua.domain.flows import api as flows
from motcua.domain.reports import api as reports
from motcua.foundation import clock, ledger, outbox
from motcua.kernel.working_time import ZONE

_JOBS = """
    SELECT count(*) FILTER (WHERE job.status = 'todo' AND job.due <= %(now)s),
           count(*) FILTER (WHERE job.status = 'doing'), count(*) FILTER (WHERE job.status = 'failed'),
           coalesce(%(now)s - min(job.due) FILTER (WHERE job.status = 'todo' AND job.due <= %(now)s), 0)
    FROM (SELECT status, extract(epoch FROM coalesce(scheduled_at,
             (SELECT min(event.at) FROM procrastinate_events event WHERE event.job_id = found.id)))::float AS due
          FROM procrastinate_jobs found WHERE status IN ('todo', 'doing', 'failed')) AS job
"""
_LAST_RUNS = """
    SELECT job.task_name, extract(epoch FROM max(event.at))::float FROM procrastinate_jobs job
    JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'succeeded'
    WHERE job.task_name IN ('seal', 'sweep') GROUP BY job.task_name
"""
Figure = tuple[str, str, float]


def exposition() -> str:
    """Return all figures as Prometheus text; those of a lost database are left out and `motcua_database_up` is 0."""
    lines = []
    for name, meaning, value in [*_disk(), *_open_data(), *_of_the_database()]:
        kind = "counter" if name.endswith("_total") else "gauge"
        lines += [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}", f"{name} {value:.15g}"]
    return "\n".join(lines) + "\n"


def _disk() -> Iterator[Figure]:
    folder = settings.ENVIRONMENT.data
    if folder.exists():
        usage = shutil.disk_usage(folder)
        yield "motcua_disk_free_bytes", "Free space of the disk with the data folder.", usage.free
        yield "motcua_disk_size_bytes", "Size of the disk with the data folder.", usage.total


def _of_the_database() -> list[Figure]:
    up = ("motcua_database_up", "1 where the database answers.")
    try:
        return [(*up, 1), *_jobs(), *_seals(), *_messages(), *_figures()]
    except DatabaseError:
        return [(*up, 0)]


def _jobs() -> Iterator[Figure]:
    now = clock.now().timestamp()
    (jobs,) = _rows(_JOBS, {"now": now})
    yield "motcua_jobs_waiting", "Jobs that are due and not begun.", jobs[0]
    yield "motcua_jobs_running", "Jobs that are being done.", jobs[1]
    yield "motcua_jobs_failed", "Jobs of the last week that failed.", jobs[2]
    yield "motcua_oldest_waiting_job_seconds", "Age of the oldest job that is due and not begun.", jobs[3]
    last = dict(_rows(_LAST_RUNS, {}))
    for name in ("sweep", "seal"):
        meaning = f"When the last {name} ended well, in seconds since 1970; 0 where none did."
        yield f"motcua_last_{name}_timestamp_seconds", meaning, last.get(name, 0)


def _seals() -> Iterator[Figure]:
    known = ledger.known()
    yield "motcua_seals", "Number of the newest seal of the ledger.", known.seals if known else 0


def _messages() -> Iterator[Figure]:
    backlog = outbox.backlog()
    yield "motcua_undelivered", "Deliveries that wait for their turn or their next attempt.", backlog.waiting
    yield "motcua_oldest_undelivered_seconds", "Age of the oldest delivery that waits.", backlog.oldest_seconds
    yield "motcua_dead_letters", "Deliveries that were given up.", backlog.dead
    yield "motcua_acts_without_message", "Acts of which nobody could be told yet.", ledger.left_behind()


def _figures() -> Iterator[Figure]:
    folded, checked = flows.folded_at(), flows.last_check()
    meaning = "When the ledger was last folded into the daily counts, in seconds since 1970; 0 where it never was."
    yield "motcua_flows_folded_timestamp_seconds", meaning, folded.timestamp() if folded else 0
    meaning = "When the daily counts were last held against the dossiers, in seconds since 1970; 0 where never."
    yield "motcua_flows_checked_timestamp_seconds", meaning, checked.at.timestamp() if checked else 0
    yield (
        "motcua_flows_differing",
        "Figures that differed when they were last compared.",
        checked.differing if checked else 0,
    )
    yield "motcua_flows_set_aside", "Subjects of the ledger whose acts cannot be folded.", len(flows.set_aside())


def _open_data() -> Iterator[Figure]:
    days = reports.editions(settings.ENVIRONMENT.data / reports.FOLDER)
    meaning = "When the day of the newest edition of open data began, in seconds since 1970; 0 where there is none."
    yield "motcua_open_data_day_timestamp_seconds", meaning, _began(days[0]) if days else 0


def _began(day: date) -> float:
    return datetime.combine(day, time(), tzinfo=ZONE).timestamp()


def _rows(statement: str, values: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
