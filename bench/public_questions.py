"""Ask every public route of one province in this process, and measure: a part of public_pages.py.

    DJANGO_SETTINGS_MODULE=… python bench/public_questions.py < JSON

Asked: {"rounds", "guesses", "now", "real", "loaded"}. Answers with a JSON: of each row milliseconds, one number a request, those of
the floor right before, processor milliseconds of a request here and in the database, statements, bytes. A page that answers with another
status than it should, and a public route that no row asks, end the run.
"""

import gc
import json
import os
import random
import resource
import sys
import time
from collections.abc import Iterable
from datetime import datetime
from itertools import cycle, islice
from typing import Any

from public_addresses import Row, known, opened, rows
from public_client import FLOOR, Answer, Ask, DatabaseTime, Phone, Statements, add_floor

FLOORS, WARM_UP, LOOKED_AT = 21, 12, 12
ONE_PLACE = "203.0.113.7"
COUNTED = "organisation_attempt", "procedures_scan", "procedures_unansweredsearch"


def started(now: datetime) -> tuple[Phone, float]:
    """Return the application as a web process has it once its search is ready, and the seconds the index took."""
    from motcua.foundation import clock

    clock.now = lambda: now  # the settings of production know no other clock than the machine's
    from motcua.config.wsgi import application
    from motcua.domain.procedures import api as procedures

    add_floor()
    begun = time.perf_counter()
    procedures.prepare_search(now)
    taken = time.perf_counter() - begun
    gc.collect()
    gc.freeze()  # as the web processes do
    return Phone(application), taken


class Questions:
    """The questions of one run."""

    def __init__(self, phone: Phone, rounds: int) -> None:
        self.phone, self.rounds, self.database = phone, rounds, DatabaseTime()

    def row(self, row: Row) -> dict[str, Any]:
        """Ask what a row says; return what it took."""
        first = None if row.once else self._asked(row, row.asks[0])
        if not row.once:
            self._all(row, islice(cycle(row.asks), 0 if row.fresh else WARM_UP))
        floor = [self.phone.ask(Ask(FLOOR)).milliseconds for _ in range(FLOORS)]
        asks = row.asks if row.once else tuple(islice(cycle(row.asks), min(self.rounds, row.most)))
        ours, theirs = time.process_time(), self.database.seconds()
        answers = self._all(row, asks)
        ours, theirs = time.process_time() - ours, self.database.seconds() - theirs
        counts = [] if row.once else [self._statements(row, ask) for ask in dict.fromkeys(asks[:LOOKED_AT])]
        return {
            "routes": row.routes, "milliseconds": [round(one.milliseconds, 2) for one in answers],
            "first_ms": round((first or answers[0]).milliseconds, 1), "floor_ms": [round(one, 2) for one in floor],
            "cpu_ms": round(1000 * ours / len(answers), 2), "database_cpu_ms": round(1000 * theirs / len(answers), 2),
            "statements": sorted({min(counts), max(counts)}) if counts else [],
            "bytes": max(len(one.body) for one in answers),
        }  # fmt: skip

    def _statements(self, row: Row, ask: Ask) -> int:
        from django.db import connection

        with connection.execute_wrapper(counted := Statements()):
            self._asked(row, ask)
        return counted.count

    def _all(self, row: Row, asks: Iterable[Ask]) -> list[Answer]:
        return [self._asked(row, ask) for ask in asks]

    def _asked(self, row: Row, ask: Ask) -> Answer:
        from motcua.entrypoints.web.keeping import RESULTS

        if row.fresh:
            RESULTS.forget()
        found = self.phone.ask(ask)
        if found.status != row.status:
            raise RuntimeError(f"{row.name}: {ask.path[:200]} answers {found.status}: {found.body[-2000:]!r}")
        return found


def require_all_routes(asked: Iterable[Row]) -> None:
    """Raise RuntimeError naming every public route that no row asks."""
    from django.urls import get_resolver

    from motcua.entrypoints.web.policy import policy_of, routes

    every = {
        route for route, view in routes(get_resolver().url_patterns) if (found := policy_of(view)) and found.is_public
    }
    left = every - {FLOOR[1:]} - {route for row in asked for route in row.routes}
    if left:
        raise RuntimeError(f"no row asks: {sorted(left)}")


def guesses(phone: Phone, many: int) -> dict[str, Any]:
    """Guess short addresses from one place, and as many from as many places; return what it cost and what it left behind."""
    from motcua.domain.procedures.rules.boards.letters import new_letters

    chance, found = random.Random(2026), {}
    database = DatabaseTime()
    for name, place in (("from one place", ONE_PLACE), ("each from another place", "")):
        before, memory = _rows(), _memory()
        ours, theirs, begun = time.process_time(), database.seconds(), time.perf_counter()
        statuses: dict[int, int] = {}
        for _ in range(many):
            answer = phone.ask(Ask(f"/q/{new_letters(chance.choice)}", place=place))
            statuses[answer.status] = statuses.get(answer.status, 0) + 1
        seconds = time.perf_counter() - begun
        after = _rows()
        found[name] = {
            "guesses": many, "seconds": round(seconds, 1), "ms": round(1000 * seconds / many, 2), "statuses": statuses,
            "cpu_ms": round(1000 * (time.process_time() - ours) / many, 2),
            "database_cpu_ms": round(1000 * (database.seconds() - theirs) / many, 2),
            "rows": {table: after[table] - before[table] for table in after}, "memory_kb": _memory() - memory,
        }  # fmt: skip
    return found


def _rows() -> dict[str, int]:
    from django.db import connection

    with connection.cursor() as cursor:
        found = {}
        for table in COUNTED:
            cursor.execute(f"SELECT count(*) FROM {table}")
            [found[table]] = cursor.fetchone()
    return found


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(asked: dict[str, Any]) -> None:
    """Measure, print the JSON."""
    now = datetime.fromisoformat(asked["now"])
    phone, index_seconds = started(now)
    there = known({**asked["loaded"], "token": os.environ["MOTCUA_METRICS_TOKEN"]}, asked["real"], now)
    questions, every = Questions(phone, asked["rounds"]), rows(there)
    require_all_routes(every)
    found: dict[str, Any] = {"load_before": os.getloadavg()[0], "index_seconds": round(index_seconds, 1), "rows": {}}
    for row in (*every, opened(there, phone)):
        one = found["rows"][row.name] = questions.row(row)
        print(
            f"  {row.name}: {sorted(one['milliseconds'])[len(one['milliseconds']) // 2]} ms",
            file=sys.stderr,
            flush=True,
        )
    found["guesses"] = guesses(phone, asked["guesses"])
    found["load_after"] = os.getloadavg()[0]
    print(json.dumps(found))


if __name__ == "__main__":
    main(json.load(sys.stdin))
