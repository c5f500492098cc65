"""How each part is: what `doctor` prints and `/ready` answers."""

import os
import shutil
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from motcua.domain.flows import api as flows
from motcua.foundation import clock, ledger, outbox
from motcua.foundation.database import sentence_for

LEAST_FREE = 200 * 1024 * 1024
OLDEST_RUN = timedelta(minutes=10)

_LAST_RUNS = """
    SELECT job.task_name, extract(epoch FROM max(event.at)) FROM procrastinate_jobs job
    JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'succeeded'
    WHERE job.task_name IN ('seal', 'sweep') GROUP BY job.task_name
"""


def health() -> dict[str, Any]:
    """Return the state of each part in one sentence, and whether all that serving needs is well.

    Jobs that did not run for ten minutes, messages that do not leave and figures that differ are told but do not make the pages unready.
    """
    parts = {"database": _database(), "disk": _disk(), "jobs": _jobs(), "messages": _messages(), "figures": _figures()}
    return {
        "well": parts["database"] == "ok" and parts["disk"] == "ok",
        "parts": parts,
        "database": _address(),
        "data": str(settings.ENVIRONMENT.data),
        "demo": settings.ENVIRONMENT.demo,
        "province": _province() if parts["database"] == "ok" else None,
    }


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the database is told, not raised
        return sentence_for(error) or type(error).__name__
    return "ok"


def _disk() -> str:
    folder = settings.ENVIRONMENT.data
    if not folder.exists():
        return "ok" if os.access(_nearest(folder), os.W_OK) else f"Không ghi được vào thư mục dữ liệu {folder}."
    if not os.access(folder, os.W_OK):
        return f"Không ghi được vào thư mục dữ liệu {folder}."
    free = shutil.disk_usage(folder).free
    return "ok" if free > LEAST_FREE else f"Đĩa sắp đầy: còn {free // 1024 // 1024} MB."


def _nearest(folder: Any) -> Any:
    return next(parent for parent in folder.parents if parent.exists())


def _jobs() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute(_LAST_RUNS)
            last = dict(cursor.fetchall())
    except Exception as error:  # noqa: BLE001 - told as a state
        return sentence_for(error) or type(error).__name__
    now = clock.now().timestamp()
    old = [name for name in ("seal", "sweep") if now - float(last.get(name, 0)) > OLDEST_RUN.total_seconds()]
    return f"Quá 10 phút chưa chạy: {', '.join(old)}." if old and not settings.ENVIRONMENT.clock else "ok"


def _figures() -> str:
    """Say where the daily counts are behind, or differed from the dossiers when they were last compared."""
    try:
        folded, checked, aside = flows.folded_at(), flows.last_check(), flows.set_aside()
    except Exception as error:  # noqa: BLE001 - told as a state
        return sentence_for(error) or type(error).__name__
    if checked and checked.differing:
        return f"{checked.differing} số liệu không khớp với hồ sơ khi so lúc {checked.at:%H:%M %d/%m/%Y}: `motcua flows check`."
    if aside:
        return f"{len(aside)} hồ sơ trong sổ chưa gộp được vào số liệu từng ngày: `motcua verify`."
    if folded and not settings.ENVIRONMENT.clock and clock.now() - folded > OLDEST_RUN:
        return f"Số liệu từng ngày mới gộp đến {folded:%H:%M %d/%m/%Y}."
    return "ok"


def _messages() -> str:
    """Say what keeps people from being told; like late jobs it does not make the pages unready."""
    try:
        backlog, behind = outbox.backlog(), ledger.left_behind()
    except Exception as error:  # noqa: BLE001 - told as a state
        return sentence_for(error) or type(error).__name__
    found = []
    if behind:
        found.append(f"{behind} việc trong sổ chưa lập được tin nhắn")
    if backlog.dead:
        found.append(f"{backlog.dead} tin nhắn không gửi được")
    if settings.ENVIRONMENT.mail.is_off and backlog.waiting:
        found.append(f"{backlog.waiting} tin nhắn chờ vì chưa đặt máy chủ thư")
    elif backlog.oldest_seconds > OLDEST_RUN.total_seconds():
        found.append(f"tin nhắn cũ nhất đã chờ {backlog.oldest_seconds / 60:.0f} phút")
    return f"{'; '.join(found).capitalize()}." if found else "ok"


def _address() -> str:
    access = settings.DATABASES["default"]["ACCESS"]
    if access.is_embedded:
        return "embedded"
    return f"{access.owner.get('host', 'localhost')}:{access.owner.get('port', 5432)}/{access.owner.get('dbname', '')}"


def _province() -> str | None:
    from motcua.domain.organisation import api as organisation

    found = organisation.province(clock.now().date())
    return found.name if found else None
