"""Load a demo province, tell which one is loaded, replace it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.demo import procedures, province
from motcua.entrypoints.demo.fates import FATES
from motcua.entrypoints.demo.stage import Stage
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.kernel.refusal import Refusal

SUBJECT = "demo:province"
SET_UP_BEFORE = timedelta(days=120)


class AnotherProvince(Refusal):
    """A province is loaded already."""


def is_empty(at: datetime) -> bool:
    """Tell whether no unit was ever set up."""
    return not organisation.units(at.date())


def load_today(*, at: datetime, progress: Callable[[str, int, int], None]) -> None:
    """Load the province `today` into an empty database, whole or not at all.

    `progress` is told what is being done, how many parts are done and how many there are.
    Raises AnotherProvince where something is loaded.
    """
    if not is_empty(at):
        raise AnotherProvince("Đã có một tỉnh trong cơ sở dữ liệu. Muốn nạp lại từ đầu, thêm --replace.")
    total = 2 + len(FATES)
    with transaction.atomic():
        _defer_nothing()
        begun = at - SET_UP_BEFORE
        progress("Đơn vị, cán bộ, lịch làm việc", 0, total)
        province.set_up(at=begun)
        progress("Thủ tục và quy trình", 1, total)
        procedures.set_up("duong.congbo", at=begun + timedelta(hours=1))
        stage = Stage.at(at)
        for place, fate in enumerate(FATES, start=2):
            progress("Hồ sơ", place, total)
            fate(stage)
        dossiers.sweep(at=at)
        _remember(at)
        progress("Xong", total, total)


def _defer_nothing() -> None:
    """One long transaction of many acts: nobody else can be locked out by it, the database is empty."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")


def _remember(at: datetime) -> None:
    body = {"scenario": "today", "from": (at - SET_UP_BEFORE).date().isoformat(), "to": at.date().isoformat()}
    ledger.write(subject=SUBJECT, act="demo_loaded", by=SYSTEM, at=at, body={**body, "scale": "1", "seed": 0})


def loaded() -> dict[str, Any] | None:
    """Return which demo province is loaded, from when to when; None where none is."""
    rows = ledger.rows_of(SUBJECT)
    return {**rows[-1].body, "scale": float(rows[-1].body["scale"])} if rows else None
