"""Receive, act, get and inbox through the web stack on many dossiers, beside the same SQL by pgbench in the same run.

    python bench/load.py [--scale 100000] [--requests 200] [--rounds 3] [--json FILE] [--keep FOLDER]

A province is set up and filled once (bench/many_dossiers.py), kept in `--keep` and copied for each run; it is served by
`motcua run` with two web processes and the worker. One client asks for eight offices in turn, eight clients for one each.
Clients are threads of this process on the same machine: their processor time is taken from the site. Each figure is the
median of the rounds; in every round the floor is measured right before the pages. What the rows mean: docs/bench.md. Quote
ratios, not rates: the machine may be busy. Nothing is asserted.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [os.fspath(ROOT / "bench"), os.fspath(ROOT / "src")]

import due_moments  # noqa: E402
from many_dossiers import offices  # noqa: E402
from whole_site import COMMAND, Site, children_of, wait_until  # noqa: E402
from wire import INBOX, Place, drive  # noqa: E402

NOW = "2026-11-25T10:30:00+07:00"
KINDS, CLIENTS = ("receive", "act", "get", "inbox"), (1, 8)
TICKS = os.sysconf("SC_CLK_TCK")
MADE_OF = ("bench/many_dossiers.py", "src/motcua/domain/*/migrations/*.py", "src/motcua/foundation/migrations/*.py")
Say = Callable[[str], None]


def said(site: Site, *words: str, asked: object = None) -> Any:
    """Run a script inside the site's environment; return the JSON of its last line. Its errors go on to ours."""
    environment = {**site.environment, "DJANGO_SETTINGS_MODULE": "motcua.config.settings"}
    done = subprocess.run(
        [sys.executable, *words],
        env=environment, input=json.dumps(asked), stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def filled(keep: Path, scale: int, say: Say) -> Path:
    """Return the folder of a filled province, made where this release's is not there yet."""
    made_of = "".join(path.read_text() for pattern in MADE_OF for path in sorted(ROOT.glob(pattern)))
    folder = keep / f"{scale}-{hashlib.sha256(made_of.encode()).hexdigest()[:12]}"
    if (folder / "loaded.json").exists():
        say(f"the province of {scale:,} dossiers is there: {folder.name}")
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    site = Site(folder / "data", 0, NOW)
    subprocess.run([sys.executable, "-c", COMMAND, "migrate"], env=site.environment, check=True, capture_output=True)
    loaded = said(site, "bench/many_dossiers.py", str(scale))
    site.command("seal")
    (folder / "loaded.json").write_text(json.dumps(loaded), encoding="utf-8")
    return folder


@contextmanager
def served(filled_province: Path, above: str | None = None) -> Iterator[Site]:
    """Serve a copy of a filled province; end and remove it afterwards."""
    place = Path(tempfile.mkdtemp(prefix="motcua-bench-", dir=above))
    place.chmod(0o755)
    subprocess.run(["cp", "-a", "--reflink=auto", os.fspath(filled_province / "data"), os.fspath(place)], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = Site(place / "data", port, NOW)
    try:
        site.start()
        wait_until(site.is_ready, 120)
        yield site
    finally:
        site.stop()
        site.command("doctor")  # the last command leaves: its end stops the embedded server
        shutil.rmtree(place, ignore_errors=True)


def cpu(site: Site) -> tuple[float, float]:
    """Return the processor seconds, user and system, that web and database have used so far."""
    found = []
    for part in ("web", "database"):
        pids = [pid for one in site.pids(part) for pid in (one, *children_of(one))]
        found.append(sum(_ticks(pid) for pid in pids) / TICKS)
    return found[0], found[1]


def _ticks(pid: int) -> int:
    try:
        parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(parts[11]) + int(parts[12])


class Run:
    """One run on one served copy: the offices at work, and the dossiers left for acts."""

    def __init__(self, site: Site, requests: int) -> None:
        self.site, self.requests = site, requests
        self.codes: dict[str, list[str]] = said(site, "bench/floor.py", asked={"do": "codes"})
        self.places = [Place.opened(site, office, self.codes[office.commune]) for office in offices(NOW[:10])]

    def one(self, kind: str, clients: int) -> dict[str, Any]:
        """Measure the floor, then the pages."""
        floor = self._floor(kind, clients)
        drive(self.places, kind, clients, 2 * len(self.places))  # every web process has seen it
        before = cpu(self.site)
        taken = drive(self.places, kind, clients, self.requests)
        after = cpu(self.site)
        if taken.wrong:
            log = (self.site.data.parent / "site.log").read_text(encoding="utf-8")[-3000:]
            raise RuntimeError(f"{kind}: {len(taken.wrong)} wrong answers, {taken.wrong[0][0]} the first: {log}")
        figures = taken.figures()
        return {
            **figures,
            "web_cpu_ms": round(1000 * (after[0] - before[0]) / figures["requests"], 1),
            "database_cpu_ms": round(1000 * (after[1] - before[1]) / figures["requests"], 1),
            "floor_rate": floor["rate"],
            "ratio": figures["rate"] / floor["rate"],
            "statements": floor["statements"],
        }

    def _floor(self, kind: str, clients: int) -> dict[str, Any]:
        each = self.requests // clients
        per_office = -(-self.requests // len(self.places)) + 1
        codes = {name: found[:per_office] for name, found in self.codes.items()}
        if kind == "act":  # what the replay acts on, no page can act on again
            self.codes.update({name: found[per_office:] for name, found in self.codes.items()})
            for place in self.places:
                place.open = self.codes[place.office.commune]
        with tempfile.TemporaryDirectory() as folder:
            asked = {"do": "floor", "kind": kind, "clients": clients, "each": each, "codes": codes}
            asked["file"] = os.fspath(Path(folder) / "floor.sql")
            return said(self.site, "bench/floor.py", asked=asked)

    def statements(self) -> dict[str, int]:
        """Count the statements of whole requests, the look whether the connection lives among them."""
        place, wanted = self.places[0], []
        for kind in KINDS:
            turns = [place.next(kind) for _ in range(2)]
            login = place.office.reception if kind == "receive" else place.office.handler
            wanted.append({"kind": kind, "login": login, "turns": [turn[1] for turn in turns]})
        counted = said(self.site, "bench/floor.py", asked={"do": "requests", "wanted": wanted})
        return {kind: count + 1 for kind, count in counted.items()}


def measure(scale: int, requests: int, rounds: int, keep: Path, say: Say) -> dict[str, Any]:
    """Fill, serve, measure; return all figures."""
    province = filled(keep, scale, say)
    found: dict[str, Any] = {
        "machine": {"processors": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()},
        "dossiers": scale,
        "loading": json.loads((province / "loaded.json").read_text(encoding="utf-8")),
        "rounds": rounds,
    }
    with served(province) as site:
        run = Run(site, requests)
        every: dict[str, list[dict[str, Any]]] = {}
        for turn in range(rounds):
            for kind in KINDS:
                for clients in CLIENTS:
                    one = run.one(kind, clients)
                    every.setdefault(f"{kind}, {clients}", []).append(one)
                    say(f"{turn + 1}/{rounds}  {kind}, {clients}: {one['rate']}/s, floor {one['floor_rate']}/s")
        found["pages"] = {name: _middle(ones) for name, ones in every.items()}
        found["request_statements"] = run.statements()
        found["receipt"] = said(site, "bench/floor.py", asked={"do": "receipt", "rounds": 20})
        found["inbox_page"] = INBOX
    found["due_moments"] = due_moments.measure(4, 1_000_000)
    return found


def _middle(ones: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the median of each figure over the rounds, and the range of the ratio."""
    ratios = [one["ratio"] for one in ones]
    return {
        **{name: round(statistics.median(one[name] for one in ones), 3) for name in ones[0]},
        "ratio_from": round(min(ratios), 3),
        "ratio_to": round(max(ratios), 3),
    }


HEADS = ("", "rate/s", "median", "p95 ms", "web CPU", "db CPU", "floor/s", "ratio", "SQL", "whole")
NAMES = ("rate", "median_ms", "p95_ms", "web_cpu_ms", "database_cpu_ms", "floor_rate")


def table(found: dict[str, Any]) -> str:
    """Return the figures as a table."""
    lines = [f"{found['dossiers']:,} dossiers, loaded in {found['loading']['seconds']} s; median of {found['rounds']}"]
    lines.append(" | ".join(f"{head:>10}" for head in HEADS))
    for name, one in found["pages"].items():
        kind = name.partition(",")[0]
        cells = [name, *(one[key] for key in NAMES), f"{one['ratio']:.0%}"]
        lines.append(
            " | ".join(f"{cell:>10}" for cell in (*cells, one["statements"], found["request_statements"][kind]))
        )
    due, receipt = found["due_moments"], found["receipt"]
    lines.append(
        f"receipt, warm: printed and kept in {receipt['print_ms']} ms, {receipt['print_cpu_ms']} ms of processor time"
    )
    one = due["ns"]["due_moment, five working days from the hour"]
    lines.append(
        f"due moments: one {one / 1000:.1f} µs, {' '.join(f'{k} {v} ms' for k, v in due['ms'].items() if 'due' in k)}"
    )
    return "\n".join(lines)


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=200, help="of each kind by each number of clients, a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, default=ROOT / "var" / "bench", help="where filled provinces are kept")
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench" / "figures.json")
    asked = parser.parse_args()
    found = measure(asked.scale, asked.requests, asked.rounds, asked.keep, lambda text: print(text, file=sys.stderr))
    print(table(found))
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(json.dumps(found, indent=2, ensure_ascii=False), encoding="utf-8")
    print(f"figures: {asked.json}", file=sys.stderr)


if __name__ == "__main__":
    main()
