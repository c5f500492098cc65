"""What an act of an officer costs, beside PostgreSQL's own floor measured in the same run. Prints JSON.

    python bench/acts.py [--dossiers 60]

A scratch database is made on the server that DATABASE_URL names, else on the embedded one, and dropped at the end. The
floor is pgbench's TPC-B by one client: five short statements and a commit. Milliseconds; medians, since the machine may be
busy. Nothing is asserted: figures are for reading.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")


def floor() -> dict[str, float | str]:
    """Run pgbench in the scratch database and return what one transaction and one look-up cost."""
    from motcua.foundation.embedded.binaries import find_binaries

    tool = str(find_binaries().tool("pgbench"))
    found = server()
    environment = {**os.environ, **{name: str(value) for name, value in found.items() if value}}
    run = lambda *words: subprocess.run([tool, *words], env=environment, check=True, capture_output=True, text=True)  # noqa: E731
    run("-i", "-q", "-s", "1")
    transaction = run("-n", "-c", "1", "-t", "400").stdout
    look_up = run("-n", "-S", "-c", "1", "-t", "4000").stdout
    latency = re.compile(r"latency average = ([\d.]+) ms")
    return {
        "transaction_ms": float(latency.findall(transaction)[0]),
        "look_up_ms": float(latency.findall(look_up)[0]),
    }


def server() -> dict[str, Any]:
    """Return where the scratch database is, in libpq's own variables."""
    from django.db import connection

    with connection.cursor():
        info = connection.connection.info
        return {
            "PGHOST": info.host, "PGPORT": info.port, "PGUSER": info.user,
            "PGDATABASE": info.dbname, "PGPASSWORD": info.password,
        }  # fmt: skip


def median_ms(acts: list[Callable[[], object]]) -> float:
    """Do each act once and return the median of what they took."""
    taken = []
    for act in acts:
        started = time.perf_counter()
        act()
        taken.append((time.perf_counter() - started) * 1000)
    return round(statistics.median(taken), 2)


def acts(count: int) -> dict[str, float]:
    """Measure receptions, questions and acts on real rows."""
    from motcua.domain.dossiers import api as dossiers
    from motcua.domain.dossiers import testing
    from motcua.foundation import ledger

    staff = testing.a_staffed_province()
    received: list[str] = []
    testing.a_dossier(staff)  # the first one publishes the procedure
    at = testing.RECEIVED_AT + timedelta(hours=1)
    found = {
        "receive": median_ms([lambda: received.append(testing.a_dossier(staff)) for _ in range(count)]),
        "inbox": median_ms([lambda: dossiers.inbox(staff.handler, at) for _ in range(count)]),
        "show": median_ms([lambda code=code: dossiers.dossier(code, staff.handler, at) for code in received]),
        "take_over": median_ms([lambda code=code: take(dossiers, staff, code, at) for code in received]),
        "verify_the_ledger": median_ms([ledger.verify]),
    }
    return {f"{name}_ms": value for name, value in found.items()}


def take(dossiers: Any, staff: Any, code: str, at: Any) -> None:
    """Take the hand-over of a dossier, whoever of the unit it waits for."""
    from motcua.kernel.refusal import Refusal

    for officer in (staff.leader, staff.handler):
        try:
            dossiers.take_over(code, by=officer, at=at)
        except Refusal:
            continue
        return


def main() -> None:
    """Make a scratch database, measure, print, drop it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossiers", type=int, default=60)
    options = parser.parse_args()
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False)
    with tempfile.TemporaryDirectory() as folder:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data=Path(folder))  # files and seals, not the server
        try:
            found = {"floor": floor(), "acts": acts(options.dossiers)}
        finally:
            teardown_databases(made, verbosity=0)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
