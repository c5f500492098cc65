"""The jobs that run by the clock. Each may run twice without harm: a killed worker's job runs again."""

from django.conf import settings
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.reports import api as reports
from motcua.domain.surveys import api as surveys
from motcua.entrypoints.jobs import rating_reactions, sending
from motcua.foundation import accesses, clock, ledger
from motcua.foundation.actor import SYSTEM

DAYS_KEPT = 7


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal", lock="seal", name="seal")
def seal(timestamp: int) -> int:
    """Seal the ledger every minute (decision 6); return how many rows were new."""
    _ = timestamp
    return ledger.seal(at=clock.now()).rows


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="sweep", lock="sweep", name="sweep")
def sweep(timestamp: int) -> dict[str, int]:
    """Find what became late and close what was never answered, every minute."""
    _ = timestamp
    done = dossiers.sweep(at=clock.now())
    return {"late": done.late, "closed": done.closed, "late_opinions": done.late_opinions, "failed": len(done.failed)}


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="redate_missed", lock="redate_missed", name="redate_missed")
def redate_missed(timestamp: int) -> int:
    """Re-date what was received with the old calendar while a new one was being published; return how many moved."""
    _ = timestamp
    return dossiers.redate_missed(at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="fold", lock="fold", name="fold")
def fold(timestamp: int) -> int:
    """Fold what the ledger tells since the last time into the daily counts, every minute; return of how many dossiers."""
    _ = timestamp
    return flows.fold_news(at=clock.now()).subjects


@app.periodic(cron="47 2 * * *")
@app.task(queueing_lock="check_flows", lock="fold", name="check_flows")
def check_flows(timestamp: int) -> int:
    """Hold the daily counts against plain SQL every night; return how many figures differ."""
    _ = timestamp
    return len(flows.check(at=clock.now()))


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="open_data", lock="open_data", name="open_data")
def open_data(timestamp: int) -> str:
    """Write the open data of the last day that is over, where it does not lie there yet; return that day, or nothing."""
    _ = timestamp
    now, store = clock.now(), settings.ENVIRONMENT.data / reports.FOLDER
    day = reports.last_whole_day(now)
    if day in reports.editions(store):
        return ""
    try:
        return str(reports.publish_edition(store, day, at=now)["as_of"])
    except reports.NoEdition:  # what the day brought is not wholly folded yet: the next run
        return ""


@app.periodic(cron="* * * * * */10")
@app.task(queueing_lock="messages", lock="messages", name="messages")
def messages(timestamp: int) -> dict[str, int]:
    """Turn acts of the ledger into messages and bring away what is owed, every ten seconds."""
    _ = timestamp
    return sending.run()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="ratings", lock="ratings", name="ratings")
def ratings(timestamp: int) -> int:
    """End links and ratings of dossiers that were reopened or void, every minute; return how many acts were followed."""
    _ = timestamp
    return rating_reactions.follow(at=clock.now()).treated


@app.periodic(cron="47 2 * * *")
@app.task(queueing_lock="forget_senders", lock="forget_senders", name="forget_senders")
def forget_senders(timestamp: int) -> int:
    """Erase every night from where ratings came once the rule pack keeps it no longer; return of how many."""
    _ = timestamp
    return surveys.forget_senders(at=clock.now())


@app.periodic(cron="47 2 * * *")
@app.task(queueing_lock="forget_unanswered", lock="forget_unanswered", name="forget_unanswered")
def forget_unanswered(timestamp: int) -> int:
    """Erase every night wordings of searches in vain that nobody asked any more; return how many."""
    _ = timestamp
    return procedures.forget_unanswered(at=clock.now())


@app.periodic(cron="* * * * * */10")
@app.task(queueing_lock="retry_stalled", name="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> int:
    """Run again what a killed worker left unfinished; return how many.

    Its worker is taken for dead after MOTCUA_HEARTBEAT_LIMIT seconds without a sign.
    """
    _ = timestamp
    limit = settings.ENVIRONMENT.heartbeat_limit
    stalled = list(await context.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=limit))
    for job in stalled:
        await _run_again(context.app.job_manager, job)
    return len(stalled)


async def _run_again(manager: JobManager, job: Job) -> None:
    """Retry a stalled job, or end it where the same job is queued anew already.

    A periodic job is queued once a minute under its queueing lock, so after a kill the next one often waits
    before the stalled one is found; retrying both is refused by the library, and the stalled one would hold
    the lock that the waiting one needs for ever.
    """
    try:
        await manager.retry_job(job)
    except UniqueViolation:
        await manager.finish_job(job, status=Status.FAILED, delete_job=False)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="short_addresses", lock="short_addresses", name="short_addresses")
def short_addresses(timestamp: int) -> dict[str, int]:
    """Fold the scans of codes into the counts of their days, give new procedures their short address, every ten minutes."""
    _ = timestamp
    return {"scans": procedures.fold_scans(), "given": procedures.give_short_addresses(at=clock.now())}


@app.periodic(cron="37 2 * * *")
@app.task(queueing_lock="erase_old_looks", lock="erase_old_looks", name="erase_old_looks")
def erase_old_looks(timestamp: int) -> int:
    """Erase every night who looked at personal data longer ago than the rule pack keeps; return how many rows."""
    _ = timestamp
    return accesses.erase_old(by=SYSTEM, at=clock.now()).rows


@app.periodic(cron="27 2 * * *")
@app.task(queueing_lock="forget_attempts", name="forget_attempts")
def forget_attempts(timestamp: int) -> int:
    """Erase how often somebody tried to sign in, a day after; return how many counts."""
    _ = timestamp
    return organisation.forget_attempts(at=clock.now())


@app.periodic(cron="17 2 * * *")
@app.task(queueing_lock="forget_old_jobs", name="forget_old_jobs", pass_context=True)
async def forget_old_jobs(context: JobContext, timestamp: int) -> None:
    """Erase finished jobs after a week."""
    _ = timestamp
    await context.app.job_manager.delete_old_jobs(nb_hours=DAYS_KEPT * 24, include_failed=True)
