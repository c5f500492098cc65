"""Ask the flows and plain SQL the same questions in the same database, and measure both: a part of days.py.

    DJANGO_SETTINGS_MODULE=… MOTCUA_CLOCK=… python bench/days_questions.py < JSON

Asked: {"rounds", "plain_rounds", "rebuild"}. Answers with a JSON of milliseconds, each a list with one number a round. Where an
answer of the flows differs from plain SQL it raises: figures that are wrong are not worth measuring.
"""

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import django

TICKS = os.sysconf("SC_CLK_TCK")
TABLES = ("flows_dayflow", "flows_monthflow", "flows_yearflow", "flows_monthstock")


def backend_cpu() -> float:
    """Return the processor seconds, user and system, that the server's process of this connection has used."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / TICKS


def timed(act: Callable[[], Any], rounds: int) -> tuple[dict[str, Any], Any]:
    """Return the milliseconds of each round, the processor milliseconds of a round, ours and the server's, and the last answer."""
    found, answer = [], None
    before = time.process_time() + backend_cpu()
    for _ in range(rounds):
        begun = time.perf_counter()
        answer = act()
        found.append(round(1000 * (time.perf_counter() - begun), 2))
    taken = time.process_time() + backend_cpu() - before
    return {"milliseconds": found, "cpu_ms": round(1000 * taken / rounds, 1)}, answer


class Questions:
    """The questions about one database."""

    def __init__(self, now: datetime, rounds: int, plain_rounds: int) -> None:
        from motcua.domain.flows import api as flows

        self.now, self.rounds, self.plain_rounds = now, rounds, plain_rounds
        span = flows.span()
        if span is None:
            raise RuntimeError("no flows")
        month_ends = now.date().replace(day=1) - timedelta(days=1)
        year = now.year - 1
        yesterday = now.date() - timedelta(days=1)
        self.periods = {
            "month": (month_ends.replace(day=1), month_ends),
            "15th to 14th": (month_ends.replace(day=15) - timedelta(days=31), month_ends.replace(day=14)),
            "year": (date(year, 1, 1), date(year, 12, 31)),
            "all time": (span[0], yesterday),
        }
        self.as_of = yesterday

    def periods_by(self, period: str, by: str, *, plain: bool) -> dict[str, Any]:
        """Ask for a period by the flows, and by plain SQL where it is wanted; both must say the same."""
        from motcua.domain.dossiers import api as dossiers
        from motcua.domain.flows import api as flows

        first, last = self.periods[period]
        ours = lambda: flows.counts(first, last, as_of=self.as_of, by=flows.By(by))  # noqa: E731
        ours()
        taken, groups = timed(ours, self.rounds)
        found: dict[str, Any] = {**taken, "rows": len(groups)}
        if plain:
            theirs = lambda: dossiers.lives_counted(first, last, as_of=self.as_of, by=by)  # noqa: E731
            taken, counted = timed(theirs, self.plain_rounds)
            found |= {f"plain_{name}": value for name, value in taken.items()}
            folded = {group.key: group.counts._asdict() for group in groups}
            for key in {*folded, *counted}:
                for cell, number in counted.get(key, {}).items():
                    if cell.value in flows.Counts._fields and folded.get(key, {}).get(cell.value, 0) != number:
                        raise RuntimeError(f"{period} by {by}: {key}, {cell}: {folded.get(key)} is not {number}")
        return found

    def drill(self, cell: str, period: str, level: str) -> dict[str, Any]:
        """Ask for the first page of dossiers behind one figure; the figure and the count must be the same."""
        from motcua.domain.dossiers import api as dossiers
        from motcua.domain.flows import api as flows
        from motcua.foundation.actor import SYSTEM

        first, last = self.periods[period]
        within = dossiers.Within(level=level)

        def rows() -> Any:
            return dossiers.lives_in(
                [dossiers.Cell(cell)], first, last, as_of=self.as_of, reader=SYSTEM, at=self.now, within=within
            )

        taken, page = timed(rows, min(self.rounds, 5))
        figures = {
            one.key: one.counts._asdict() for one in flows.counts(first, last, as_of=self.as_of, by=flows.By.LEVEL)
        }
        if page.counted != figures[level][cell]:
            raise RuntimeError(f"{cell}: {page.counted} dossiers behind {figures[level][cell]}")
        return {**taken, "rows": page.counted}

    def today(self) -> dict[str, Any]:
        """Ask for the month so far by agency at this moment: what a page of today shows."""
        from motcua.domain.flows import api as flows

        day = self.now.date()
        ask = lambda: flows.counts(day.replace(day=1), day, as_of=day, by=flows.By.AGENCY, at=self.now)  # noqa: E731
        ask()
        taken, groups = timed(ask, self.rounds)
        return {**taken, "rows": len(groups)}

    def board(self) -> dict[str, Any]:
        """Ask for the board of the province."""
        from motcua.domain.dossiers import api as dossiers
        from motcua.domain.organisation import api as organisation
        from motcua.foundation.actor import Actor

        units = frozenset({organisation.Role.SUPERVISOR.value})
        leader = Actor(login="duong.congbo", right="", officer_id=None, unit_code="H12", roles=units)
        taken, board = timed(lambda: dossiers.board(leader, self.now), self.plain_rounds)
        return {**taken, "rows": len(board.by_unit)}

    def all(self) -> dict[str, dict[str, Any]]:
        """Ask everything."""
        found = {}
        for period in self.periods:
            for by in ("level", "agency", "field", "procedure"):
                plain = by == "level" or (by, period) == ("procedure", "month")
                found[f"{period} by {by}"] = self.periods_by(period, by, plain=plain)
                print(f"  {period} by {by}: {found[f'{period} by {by}']}", file=sys.stderr)
        for cell, period, level in (
            ("late", "month", "commune"),
            ("refused", "year", "province"),
            ("overdue", "month", "commune"),
        ):
            found[f"drill: {cell}, {period}"] = self.drill(cell, period, level)
            print(f"  drill {cell}: {found[f'drill: {cell}, {period}']}", file=sys.stderr)
        found["this month by agency, now"] = self.today()
        found["board"] = self.board()
        return found


def rebuild(now: datetime) -> dict[str, Any]:
    """Make the flows anew from the ledger; seconds by the clock, and of processor time of this process."""
    from motcua.domain.flows import api as flows

    begun, processor, server = time.perf_counter(), time.process_time(), backend_cpu()
    done = flows.rebuild(at=now)
    return {
        "dossiers": done.subjects,
        "seconds": round(time.perf_counter() - begun, 1),
        "python_cpu_seconds": round(time.process_time() - processor, 1),
        "database_cpu_seconds": round(backend_cpu() - server, 1),
    }


def rows_of() -> dict[str, int]:
    """Return how many rows the flows have, and their bytes."""
    from django.db import connection

    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*), pg_total_relation_size('{table}') FROM {table}")
            found[table], found[f"{table}_bytes"] = cursor.fetchone()
    return found


def main(asked: dict[str, Any]) -> None:
    """Measure, print the JSON."""
    from django.db import connection

    from motcua.foundation import clock

    now = clock.now()
    gc.collect()
    gc.freeze()  # as the web processes do
    found: dict[str, Any] = {"load_before": os.getloadavg()[0]}
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        if asked["rebuild"]:
            found["rebuild"] = [rebuild(now) for _ in range(asked["rebuild"])]
            cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")
    found["rows"] = rows_of()
    found["questions"] = Questions(now, asked["rounds"], asked["plain_rounds"]).all()
    found["load_after"] = os.getloadavg()[0]
    print(json.dumps(found))


if __name__ == "__main__":
    django.setup()
    main(json.load(sys.stdin))
