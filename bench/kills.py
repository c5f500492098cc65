"""Kill parts of a working site at random moments and count afterwards: nothing lost, nothing twice.

    python bench/kills.py [--kills 100] [--seed 1] [--json]

A demo province is served from a folder of its own with its worker, by the same `motcua run` as everywhere. Officers receive
and handle dossiers over HTTP; every form carries its key and is sent again until it is answered, as a browser's user does.
Meanwhile kill -9 falls on the web's processes, the worker, the database (whole, or one connection) and the parent. The
clock stands some days after the province's, so that the sweep has late ones to find under the kills.

Exit status 1 where anything does not hold. The worker's heartbeat limit is 2 s here, so that many kills fit into minutes;
a deployed site has 30 s (docs/operating.md).
"""

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from site_client import UNREACHABLE, Officer, Page, ReceptionForm
from whole_site import ROOT, Site, a_site, wait_until

PROCEDURE = "1.001612"
DESK, HANDLER, SIGNER = "linh.tanthanh", "viet.tanthanh", "phuoc.tanthanh"
TARGETS = ("web child", "web", "worker", "database", "connection", "parent")
WEIGHTS = (5, 2, 4, 3, 5, 1)
PAUSE = (0.2, 1.6)
ACTS_ON_ONE = 2
LEDGER_WORDS = {"nhan-ban-giao": "taken", "xong": "step_done"}
"""The handler's acts by their place in the address, as the ledger names them."""
UP_AGAIN = 180.0
"""Seconds: as long as one process waits for another that starts or stops the database; how long it took is told."""


@dataclass
class Told:
    """What the clients were told: the codes they got, by the key they sent, acts and letters for each dossier."""

    received: dict[str, str] = field(default_factory=dict)
    acts: Counter[tuple[str, str]] = field(default_factory=Counter)
    letters: Counter[str] = field(default_factory=Counter)
    sent_again: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Load:
    """Officers at work, each in a thread, until they are told to stop; none stops with a form unanswered."""

    site: Site
    known: Told = field(default_factory=Told)
    over: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def begin(self) -> None:
        for work in (partial(self._receive, 0), partial(self._receive, 1), self._handle, self._apologise):
            thread = threading.Thread(target=self._safely, args=(work,), daemon=True)
            thread.start()
            self.threads.append(thread)

    def end(self, patience: float) -> bool:
        """Ask the officers to stop; True where each has its answer."""
        self.over.set()
        give_up = time.monotonic() + patience
        for thread in self.threads:
            thread.join(max(0.1, give_up - time.monotonic()))
        return not any(thread.is_alive() for thread in self.threads)

    def _safely(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:
            self.errors.append(repr(error))
            raise

    def _answered(self, ask: Callable[[], Page]) -> Page:
        """Ask until somebody answers: an unreachable or failing site is asked again, with the same form."""
        while True:
            try:
                page = ask()
            except UNREACHABLE:
                page = None
            if page is not None and page.status < 500:
                return page
            with self.known.lock:
                self.known.sent_again += 1
            time.sleep(0.1)

    def _signed_in(self, login: str) -> Officer:
        officer = Officer(self.site.base, login)
        while True:
            try:
                officer.sign_in()
            except (*UNREACHABLE, AssertionError):
                time.sleep(0.2)
            else:
                return officer

    def _receive(self, number: int) -> None:
        officer = self._signed_in(DESK)
        form = ReceptionForm.drawn(officer, PROCEDURE)
        turn = number * 100_000
        while not self.over.is_set():
            turn += 1
            key = uuid.uuid4().hex[:20]
            fields = form.for_person(turn, key)
            page = self._answered(lambda fields=fields: officer.post("/lam-viec/tiep-nhan", fields))
            if page.status != 302 or "/da-nhan/" not in page.address:
                self._refused(page)
                continue
            with self.known.lock:
                self.known.received[key] = page.address.rpartition("/")[2]

    def _handle(self) -> None:
        officer = self._signed_in(HANDLER)
        done: set[str] = set()
        while not self.over.is_set():
            with self.known.lock:
                waiting = [code for code in self.known.received.values() if code not in done]
            if not waiting:
                time.sleep(0.1)
                continue
            done.add(waiting[0])
            for _ in range(ACTS_ON_ONE):
                self._one_act(officer, waiting[0])

    def _apologise(self) -> None:
        officer = self._signed_in(SIGNER)
        while not self.over.is_set():
            page = self._answered(lambda: officer.get("/lam-viec/xin-loi"))
            owed = re.findall(r'/ho-so/([^"?]+)\?viec=xin-loi" aria-label="Soạn', page.text)
            for code in owed:
                fields = [("key", uuid.uuid4().hex[:20]), ("reason", "Quá tải."), ("new_moment", self.site.appointment)]
                answer = self._answered(
                    lambda code=code, fields=fields: officer.post(f"/lam-viec/ho-so/{code}/xin-loi", fields)
                )
                if answer.status != 302:
                    self._refused(answer)
                    continue
                with self.known.lock:
                    self.known.letters[code] += 1
            time.sleep(1)

    def _one_act(self, officer: Officer, code: str) -> None:
        page = self._answered(lambda: officer.get(f"/lam-viec/ho-so/{code}"))
        offered = [tag for tag in page.tags() if f"/ho-so/{code}/" in tag.get("formaction", "")]
        if page.status != 200 or not offered:
            self._refused(page)
            return
        fields = [("key", uuid.uuid4().hex[:20]), ("y", offered[0].get("value", ""))]
        answer = self._answered(lambda: officer.post(offered[0]["formaction"], fields))
        if answer.status != 302:
            self._refused(answer)
            return
        with self.known.lock:
            self.known.acts[code, LEDGER_WORDS[offered[0]["formaction"].rpartition("/")[2]]] += 1

    def _refused(self, page: Page) -> None:
        with self.known.lock:
            self.known.refused[f"{page.status} {page.sentence()}"] += 1


def kill_at_random(
    site: Site, kills: int, chance: random.Random, say: Callable[[str], None]
) -> tuple[Counter[str], float]:
    """Kill so many processes, one after a random pause after the other.

    Return how often each kind was hit, and the longest time in seconds until the site was ready again after its parent
    or its database was killed.
    """
    hit: Counter[str] = Counter()
    longest = 0.0
    while hit.total() < kills:
        time.sleep(chance.uniform(*PAUSE))
        site.keep_up()
        target = chance.choices(TARGETS, WEIGHTS)[0]
        found = site.pids(target)
        if not found:
            continue
        try:
            os.kill(chance.choice(found), signal.SIGKILL)
        except ProcessLookupError:
            continue
        hit[target] += 1
        if hit.total() % 10 == 0:
            say(f"{hit.total()} of {kills} kills")
        if target in {"parent", "database"}:
            longest = max(longest, wait_until(lambda: site.keep_up() or site.is_ready(), UP_AGAIN))
    return hit, longest


COUNT = """
import json, sys
from collections import Counter
import django
django.setup()
from motcua.domain.documents.models import IssuedPaper
from motcua.domain.dossiers.models import Apology, Dossier, LateFinding
from motcua.domain.notifications.models import KeptMessage
from motcua.entrypoints.jobs.reactions import REACTIONS
from motcua.foundation import clock
from motcua.foundation.models import Delivery, LedgerEntry
codes = list(Dossier.objects.values_list("code", flat=True))
books = {}
for code in codes:
    book, _, number = code.rpartition("-")
    books.setdefault(book, []).append(int(number))
rows = LedgerEntry.objects.filter(by_login=sys.argv[1], act__in=sys.argv[2:]).values_list("subject", "act")
acts = Counter((subject.removeprefix("dossier:"), act) for subject, act in rows)
owed = LedgerEntry.objects.filter(act__in=REACTIONS, subject__startswith="dossier:").values_list("subject", "act", "seq")
owed = {f"{subject} {act}:{row}" for subject, act, row in owed}
signed = list(Apology.objects.filter(signed_at__isnull=False).values_list("dossier__code", flat=True))
owed |= {f"dossier:{code} apology:1" for code in signed}
papers = {}
for unit, running in IssuedPaper.objects.filter(form="apology").values_list("unit_code", "running"):
    papers.setdefault(unit, []).append(running)
told = [f"{subject} {key}" for subject, key in KeptMessage.objects.values_list("subject", "key")]
sent = Delivery.objects.filter(state="done")
now = clock.now()
owing = Dossier.objects.filter(state="processing", promised_at__lt=now, late=None, ready_at=None).values_list("code", flat=True)
print(json.dumps({
    "codes": codes,
    "broken_books": [b for b, n in books.items() if sorted(n) != list(range(1, len(n) + 1))],
    "acts": [[code, act, times] for (code, act), times in acts.items()],
    "not_found_late": list(owing),
    "untold": sorted(owed - set(told)),
    "told_for_nothing_or_twice": sorted(set(told) - owed) + [one for one, times in Counter(told).items() if times > 1],
    "undelivered": Delivery.objects.exclude(state="done").count(),
    "letters": [one.stable_id for one in sent],
    "late": LateFinding.objects.count(),
    "apologised": signed,
    "broken_letter_books": [u for u, n in papers.items() if sorted(n) != list(range(1, len(n) + 1))],
}))
"""


def counted(site: Site) -> dict[str, object]:
    """Read from the tables what is there."""
    environment = {**site.environment, "DJANGO_SETTINGS_MODULE": "motcua.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", COUNT, HANDLER, *LEDGER_WORDS.values()],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def everybody_is_told(there: dict[str, object]) -> bool:
    """Tell whether no act waits to be told of and no message to be sent."""
    return not (there["untold"] or there["undelivered"])


def problems(site: Site) -> list[dict[str, object]]:
    """Return what `verify` names."""
    answer = site.command("verify", "--json").stdout
    return json.loads(answer)["problems"] if answer else [{"kind": "verify", "reason": "no answer"}]


def verdict(site: Site, load: Load, before: set[str], standing: list[dict[str, object]]) -> dict[str, object]:
    """Hold what the clients were told against what is there."""
    there = counted(site)
    codes = set(there["codes"])  # type: ignore[call-overload]
    told = list(load.known.received.values())
    acts = Counter({(code, act): times for code, act, times in there["acts"] if code not in before})  # type: ignore[attr-defined]
    written = {file.stem for file in (site.data / "messages").glob("*.eml")}
    found = [one for one in problems(site) if one not in standing]
    return {
        "acknowledged": len(told),
        "lost": sorted(set(told) - codes),
        "twice": sorted(code for code, times in Counter(told).items() if times > 1),
        "never_acknowledged": sorted(codes - before - set(told)),
        "broken_books": there["broken_books"],
        "acts_done": load.known.acts.total(),
        "acts_lost_or_twice": sorted(
            f"{code} {act}" for (code, act), times in ((load.known.acts - acts) + (acts - load.known.acts)).items() if times
        ),
        "messages": len(there["letters"]),  # type: ignore[arg-type]
        "untold": there["untold"],
        "told_for_nothing_or_twice": there["told_for_nothing_or_twice"],
        "undelivered": there["undelivered"],
        "letters_lost_or_unknown": sorted(written ^ set(there["letters"])),  # type: ignore[call-overload]
        "late_found": there["late"],
        "not_found_late": there["not_found_late"],
        "letters_signed": sum(load.known.letters.values()),
        "letters_missing_or_twice": sorted(
            code for code, times in load.known.letters.items() if times > 1 or code not in there["apologised"]  # type: ignore[operator]
        ),
        "broken_letter_books": there["broken_letter_books"],
        "verify_problems": found[:5],
    }  # fmt: skip


MUST_BE_EMPTY = (
    "lost", "twice", "never_acknowledged", "broken_books", "acts_lost_or_twice", "not_found_late", "verify_problems",
    "letters_missing_or_twice", "broken_letter_books", "untold", "told_for_nothing_or_twice", "undelivered", "letters_lost_or_unknown",
)  # fmt: skip


def run(kills: int, seed: int, say: Callable[[str], None]) -> dict[str, object]:
    """Do the whole: set up, load, kill, catch up, count."""
    with a_site() as site:
        before = set(counted(site)["codes"])  # type: ignore[call-overload]
        standing = problems(site)  # letters that the demo's people owe by now
        site.start()
        wait_until(site.is_ready, 120)
        load = Load(site)
        load.begin()
        wait_until(lambda: load.known.received, 60)
        begun = time.monotonic()
        hit, longest = kill_at_random(site, kills, random.Random(seed), say)
        under_kills = time.monotonic() - begun
        up_after = wait_until(lambda: site.keep_up() or site.is_ready(), UP_AGAIN)
        all_answered = load.end(UP_AGAIN)
        swept_after = wait_until(lambda: not counted(site)["not_found_late"], 150)
        told_after = wait_until(lambda: everybody_is_told(counted(site)), 150)
        found = verdict(site, load, before, standing)
    holds = all_answered and not load.errors and not any(found[name] for name in MUST_BE_EMPTY)
    return {
        "holds": bool(holds), "kills": dict(hit), "seconds": round(under_kills, 1), "sent_again": load.known.sent_again,
        "up_after_s": round(up_after, 1), "longest_down_s": round(longest, 1), "swept_after_s": round(swept_after, 1), "told_after_s": round(told_after, 1),
        "all_answered": all_answered,
        "client_errors": load.errors, "refused": dict(load.known.refused), **found,
    }  # fmt: skip


def main() -> int:
    """Run and print; 1 where anything does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = run(options.kills, options.seed, lambda line: print(line, file=sys.stderr, flush=True))
    print(json.dumps(found, indent=2, ensure_ascii=False))
    return 0 if found["holds"] else 1


if __name__ == "__main__":
    sys.path.insert(0, os.fspath(ROOT / "src"))
    sys.exit(main())
