"""Load a demo province, tell which one is loaded, replace it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.demo import boards, procedures, province
from motcua.entrypoints.demo.article import loading as article
from motcua.entrypoints.demo.article import scene
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
    """Tell whether no demo province is loaded and no unit is set up."""
    return loaded() is None and not organisation.units(at.date())


def load_today(*, at: datetime, progress: Callable[[str, int, int], None]) -> None:
    """Load the province `today` into an empty database, whole or not at all.

    `progress` is told what is being done, how many parts are done and how many there are.
    Raises AnotherProvince where something is loaded.
    """
    _require_empty(at)
    total = 2 + len(FATES)
    with transaction.atomic():
        _defer_nothing()
        begun = at - SET_UP_BEFORE
        progress("Đơn vị, cán bộ, lịch làm việc", 0, total)
        province.set_up(at=begun)
        progress("Thủ tục và quy trình", 1, total)
        procedures.set_up("duong.congbo", at=begun + timedelta(hours=1))
        boards.set_up(at=begun + timedelta(hours=2))
        stage = Stage.at(at)
        for place, fate in enumerate(FATES, start=2):
            progress("Hồ sơ", place, total)
            fate(stage)
        dossiers.sweep(at=at)
        told = _told("today", (at - SET_UP_BEFORE).date(), at.date())
        ledger.write(subject=SUBJECT, act="demo_loaded", by=SYSTEM, at=at, body=told)
        progress("Xong", total, total)


def load_article(*, at: datetime, scale: float, seed: int, progress: Callable[[str, int, int], None]) -> None:
    """Load the province of the article's period into an empty database, some hundred acts in a transaction.

    `scale`: which part of its visits; `seed`: of the model's chances. What was ended half-way is known as such, is no loaded
    province, and can be replaced. Raises AnotherProvince where something is loaded or begun.
    """
    _require_empty(at)
    body = _told(article.NAME, *scene.PERIOD, scale=scale, seed=seed)
    with transaction.atomic():
        _defer_nothing()
        article.set_up(progress)
        ledger.write(subject=SUBJECT, act="demo_begun", by=SYSTEM, at=at, body=body)
    article.play(scale=scale, seed=seed, progress=progress)
    with transaction.atomic():
        ledger.write(subject=SUBJECT, act="demo_loaded", by=SYSTEM, at=at, body=body)


def _require_empty(at: datetime) -> None:
    if not is_empty(at):
        raise AnotherProvince("Đã có một tỉnh trong cơ sở dữ liệu. Muốn nạp lại từ đầu, thêm --replace.")


def _defer_nothing() -> None:
    """One long transaction of many acts: nobody else can be locked out by it, the database is empty."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")


def _told(scenario: str, first: date, last: date, *, scale: float = 1, seed: int = 0) -> dict[str, Any]:
    return {
        "scenario": scenario,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "scale": f"{scale:g}",
        "seed": seed,
    }


def loaded() -> dict[str, Any] | None:
    """Return which demo province is loaded whole, from when to when; None where none is."""
    rows = [row for row in ledger.rows_of(SUBJECT) if row.act == "demo_loaded"]
    return {**rows[-1].body, "scale": float(rows[-1].body["scale"])} if rows else None


def is_begun() -> bool:
    """Tell whether a demo province is loaded, whole or ended half-way: it may be replaced."""
    return bool(ledger.rows_of(SUBJECT))
