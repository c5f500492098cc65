"""kill -9 in the middle of a delivery: it is made once more when the lease is over, under its old name, and marked."""

import os
import signal
import subprocess
import sys
from datetime import datetime

import pytest
from django.db import connection, transaction

from motcua.foundation import outbox
from motcua.kernel.working_time import ZONE

AT = datetime(2026, 11, 25, 9, tzinfo=ZONE)
WORKER = """
import sys, time
from datetime import datetime
import django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from motcua.foundation import outbox

def hangs(delivery):
    print(delivery.stable_id, flush=True)
    time.sleep(60)

outbox.deliver_due({"test": hangs}, at=datetime.fromisoformat(sys.argv[2]), most=1, lease_seconds=2)
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_sends_leaves_the_delivery_to_the_next_one():
    with transaction.atomic():
        key = outbox.enqueue(route="test", subject="dossier:A", reference=1, at=AT)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "motcua.config.settings"}
    words = [sys.executable, "-c", WORKER, connection.settings_dict["NAME"], AT.isoformat()]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as worker:
        assert worker.stdout is not None
        named = worker.stdout.readline().strip()
        worker.send_signal(signal.SIGKILL)

    got: list[str] = []

    def takes(delivery):
        got.append(delivery.stable_id)
        return {"server": "here"}

    early = outbox.deliver_due({"test": takes}, at=AT, most=1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(2.1)")
    late = outbox.deliver_due({"test": takes}, at=AT, most=1)

    assert (early.attempts, late.arrived) == (0, 1)
    assert got == [named]
    found = outbox.dispatches([key])[key]
    assert (found.state, found.attempts, found.proof) == ("done", 2, {"server": "here"})
    assert outbox.deliver_due({"test": takes}, at=AT, most=1).attempts == 0
