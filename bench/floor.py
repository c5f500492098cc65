"""What one operation says to the database: how many statements, and the same statements by pgbench as floor.

    DJANGO_SETTINGS_MODULE=… python bench/floor.py < wanted.json

Inside a site made for measuring. The operations are done for real, each on another dossier or person, and rolled back; what
they said, parameters and all, is written as a script for pgbench with a branch for each client, each operation a transaction
of its own. Ids that the database gave out are taken from its answer again (`\\gset`), so the replay inserts, locks and commits as the
operation did. The product's driver sends statements as text; so does the replay. Prints JSON.
"""

import json
import re
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterable
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import django
from many_dossiers import FAR_IDS, PROCEDURE, Office, offices

WRITING = frozenset({"receive", "act"})
TRANSACTION = re.compile(r"^\s*(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)", re.IGNORECASE)
FAR_ID = re.compile(r"(?<![\w.'])(\d{10})(?![\w.'])")


class Recorder:
    """Writes down every statement as it was said, and the ids that came back."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.given: dict[int, tuple[int, str]] = {}

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if TRANSACTION.match(sql):
            return execute(sql, params, many, context)
        cursor = context["cursor"].cursor
        self.said.append(cursor.mogrify(sql, params) if params is not None else sql)
        done = execute(sql, params, many, context)
        if cursor.description and cursor.rowcount == 1 and not sql.lstrip().upper().startswith("SELECT"):
            names = [column.name for column in cursor.description]
            row = cursor.fetchone()
            cursor.scroll(0, mode="absolute")
            for name, value in zip(names, row, strict=True):
                if isinstance(value, int) and value > FAR_IDS and names.count(name) == 1:
                    self.given[value] = (len(self.said) - 1, name)
        return done

    def script(self, number: int, *, whole: bool) -> str:
        """Return what was said as one transaction for pgbench (`whole`), or statement by statement."""
        prefix = f"v{number}_"
        used: set[int] = set()

        def named(found: re.Match[str]) -> str:
            place, name = self.given.get(int(found[1]), (None, ""))
            if place is None:
                return found[0]
            used.add(place)
            return f":{prefix}{place}_{name}"

        texts = [FAR_ID.sub(named, one.strip().rstrip(";")) for one in self.said]
        lines = [f"{text} \\gset {prefix}{place}_" if place in used else f"{text};" for place, text in enumerate(texts)]
        return "\n".join(["BEGIN;", *lines, "COMMIT;"] if whole else lines)


class Operations:
    """The four operations as the pages call them, each on its own."""

    def __init__(self, codes: dict[str, list[str]]) -> None:
        from motcua.domain.organisation import api as organisation
        from motcua.foundation import clock

        self.now: datetime = clock.now()
        self.codes = codes
        self.offices: list[Office] = offices(self.now.date().isoformat())
        self.actors = {
            login: organisation.actor_for(login, self.now.date())
            for office in self.offices
            for login in (office.reception, office.handler)
        }
        self.people = 0

    def do(self, kind: str, office: Office, turn: int) -> None:
        """Do one operation at an office."""
        from motcua.domain.dossiers import api as dossiers
        from motcua.entrypoints import acts
        from motcua.entrypoints.demo.stage import usual_answer

        key, handler = uuid.uuid4().hex[:20], self.actors[office.handler]
        codes = self.codes[office.commune]
        if kind == "receive":
            self.people += 1
            person = dossiers.Person("citizen", f"0990{50_000_000 + self.people}", "Người Đo Sàn", "", "Khóm 1", "")
            wanted = dossiers.Reception(procedure=PROCEDURE, person=person, desk=office.desk, competent=office.commune)
            dossiers.receive(wanted, by=self.actors[office.reception], at=self.now, key=key)
        elif kind == "act":
            code = codes[turn]
            row = dossiers.open_steps_of(code, handler, self.now)[0]
            with self.recorded():
                acts.perform(code, row.id, data=usual_answer(row), by=handler, at=self.now, key=key)
        elif kind == "get":
            dossiers.dossier_and_acts(codes[turn % len(codes)], handler, self.now)
        else:
            dossiers.inbox(handler, self.now)

    @contextmanager
    def recorded(self) -> Any:
        """Record only what is said inside, where the operation must be prepared first."""
        from django.db import connection

        with ExitStack() as stack:
            stack.enter_context(connection.execute_wrapper(self.recorder))
            yield

    def record(self, kind: str, office: Office, turn: int) -> Recorder:
        """Do one operation; return what it said."""
        from django.db import connection

        self.recorder = Recorder()
        if kind == "act":
            self.do(kind, office, turn)
        else:
            with connection.execute_wrapper(self.recorder):
                self.do(kind, office, turn)
        return self.recorder


def capture(operations: Operations, kind: str, clients: int, each: int, file: Path) -> int:
    """Write the script, a branch for each client; return the statements of one operation. Everything is rolled back."""
    from django.db import transaction

    counts, lines = [], []
    with transaction.atomic():
        for office in operations.offices:
            operations.record(kind, office, -1)  # warms what is kept in memory
        transaction.set_rollback(True)  # and gives the numbers back
    with transaction.atomic():
        for client in range(clients):
            mine = operations.offices[client::clients]
            told = [operations.record(kind, mine[turn % len(mine)], turn // len(mine)) for turn in range(each)]
            counts += [len(one.said) for one in told]
            texts = (one.script(number, whole=kind in WRITING) for number, one in enumerate(told))
            lines += [f"\\if :client_id = {client}", *texts, "\\endif"]
        transaction.set_rollback(True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return max(counts)


def replay(file: Path, clients: int, each: int) -> float:
    """Let pgbench say it all again, every client its own; return operations a second."""
    from django.db import connection

    from motcua.foundation.embedded.binaries import find_binaries

    with connection.cursor():
        info = connection.connection.info
        place = {
            "PGHOST": info.host, "PGPORT": str(info.port), "PGUSER": info.user,
            "PGDATABASE": info.dbname, "PGPASSWORD": info.password,
        }  # fmt: skip
    command = [str(find_binaries().tool("pgbench")), "-n", "-c", str(clients), "-j", "1", "-t", "1", "-M", "simple"]
    environment = {name: value for name, value in place.items() if value}
    done = subprocess.run([*command, "-f", str(file)], env=environment, capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([\d.]+) \(without", done.stdout)
    if found is None or "aborted" in done.stderr or f"processed: {clients}/{clients}" not in done.stdout:
        raise RuntimeError(f"{done.stderr[-1500:]} {done.stdout[-500:]}")
    return round(float(found[1]) * each, 1)


def requests(wanted: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Count the statements of whole requests: session, officer and rights, operation, log of looks, frame of the page."""
    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    counts = {}
    for one in wanted:
        client = Client(HTTP_HOST="127.0.0.1")
        client.post("/dang-nhap", {"demo_login": one["login"]})
        for path, fields in one["turns"]:  # the first one warms what is kept in memory
            with transaction.atomic(), CaptureQueriesContext(connection) as caught:
                answer = client.get(path) if fields is None else client.post(path, _form(fields))
                transaction.set_rollback(True)
            if answer.status_code not in {200, 302}:
                raise RuntimeError(f"{one['kind']}: {answer.status_code} {answer.content.decode()[-1500:]}")
        counts[one["kind"]] = sum(not TRANSACTION.match(query["sql"]) for query in caught.captured_queries)
    return counts


def _form(fields: list[list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name, []).append(value)
    return found


def main() -> None:
    """Do what standard input wants: `{"do": "codes" | "requests" | "floor" | "receipt", …}`."""
    asked = json.load(sys.stdin)
    if asked["do"] == "floor":
        file, clients, each = Path(asked["file"]), asked["clients"], asked["each"]
        count = capture(Operations(asked["codes"]), asked["kind"], clients, each, file)
        told: Any = {"statements": count, "rate": replay(file, clients, each)}
    elif asked["do"] == "requests":
        told = requests(asked["wanted"])
    elif asked["do"] == "receipt":
        told = receipt(asked["rounds"])
    else:
        told = codes()
    print(json.dumps(told))


def codes() -> dict[str, list[str]]:
    """Return the codes that are open at the handler of each office, by its commune."""
    from motcua.domain.dossiers.models import Step
    from motcua.foundation import clock

    found = {}
    for office in offices(clock.now().date().isoformat()):
        rows = Step.objects.filter(state="open", unit_id=office.commune, role="handler").order_by("pk")
        found[office.commune] = list(rows.values_list("dossier__code", flat=True))
    return found


def receipt(rounds: int) -> dict[str, float]:
    """Print one receipt again and again; return the medians in milliseconds, of the clock and of processor time.

    Processor time is what other work on the machine does not change.
    """
    import statistics
    import time

    from django.db import transaction

    from motcua.domain.documents import api as documents
    from motcua.domain.documents.models import IssuedPaper
    from motcua.foundation import clock
    from motcua.foundation.actor import SYSTEM

    paper = IssuedPaper.objects.filter(form="receipt").order_by("pk")[0].pk
    taken = []
    for _ in range(rounds + 1):  # the first one warms what is kept in memory
        with transaction.atomic():
            begun = time.perf_counter(), time.process_time()
            documents.print_paper(paper, by=SYSTEM, at=clock.now())
            taken.append((time.perf_counter() - begun[0], time.process_time() - begun[1]))
            transaction.set_rollback(True)
    wall, processor = (round(statistics.median(column) * 1000, 1) for column in zip(*taken[1:], strict=True))
    return {"print_ms": wall, "print_cpu_ms": processor}


if __name__ == "__main__":
    django.setup()
    main()
