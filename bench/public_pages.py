"""Every public page with a million dossiers and the national list of titles: server time, processor time, statements.

    python bench/public_pages.py [--dossiers 1000000] [--rounds 101] [--guesses 10000] [--json FILE] [--keep FOLDER]

A province is filled once (bench/public_province.py) and kept in `--keep`: with the titles and records of the folder that
MOTCUA_REAL_DATA names, or, where it names none, with invented titles, and then says so. bench/public_questions.py asks each
public route in one process, through the WSGI application as it is deployed, under the settings of production, beside an empty view that
asks the database one thing. What the rows mean: docs/bench.md. Nothing is asserted about time.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [os.fspath(ROOT / "bench"), os.fspath(ROOT / "src")]

from days import LIVES_MADE_OF  # noqa: E402
from load import NOW, Say, said  # noqa: E402
from whole_site import COMMAND, Site  # noqa: E402

TITLES = 5_600
PUBLIC_MADE_OF = (*LIVES_MADE_OF, "bench/public_province.py")
SECRET = "chi-de-do-tai-cac-trang-cong-khai-khong-dung-cho-noi-nao-khac"
PRODUCTION = {
    "MOTCUA_PRODUCTION": "1", "MOTCUA_ALLOWED_HOSTS": "mot-cua.example", "MOTCUA_PUBLIC_ADDRESS": "https://mot-cua.example",
    "MOTCUA_TRUSTED_PROXIES": "1", "MOTCUA_MAIL_HOST": "off",
    "MOTCUA_METRICS_TOKEN": "chi-de-do-tai-cac-trang-cong-khai",
}  # fmt: skip
NOT_REAL = "INVENTED TITLES: MOTCUA_REAL_DATA names no folder, so these are not the titles of the national list."


class Filled(Site):
    """A province while it is filled: with the secret under which its keys are read later."""

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, "MOTCUA_SECRET_KEY": SECRET}


class Deployed(Site):
    """The same province as it is served to people: by the settings of production, which know no other clock."""

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in super().environment.items() if name not in ("MOTCUA_DEMO", "MOTCUA_CLOCK")
        }
        return {**kept, **PRODUCTION, "MOTCUA_SECRET_KEY": SECRET}


def filled(keep: Path, scale: int, say: Say, *, real: str, titles: int = TITLES) -> Path:
    """Return the folder of a province with published titles, made where this release's is not there yet."""
    made_of = "".join(path.read_text() for pattern in PUBLIC_MADE_OF for path in sorted(ROOT.glob(pattern)))
    digest = hashlib.sha256(f"{made_of}{bool(real)}{titles}".encode()).hexdigest()[:12]
    folder = keep / f"public-{scale}-{digest}"
    if (folder / "loaded.json").exists():
        say(f"the province of {scale:,} dossiers is there: {folder.name}")
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    site = Filled(folder / "data", 0, NOW)
    subprocess.run([sys.executable, "-c", COMMAND, "migrate"], env=site.environment, check=True, capture_output=True)
    loaded = said(site, "bench/public_province.py", str(scale), asked={"real": real, "titles": titles})
    site.command("opendata", "publish")
    (folder / "loaded.json").write_text(json.dumps({**loaded, "real": bool(real)}), encoding="utf-8")
    return folder


def measure(
    scale: int, keep: Path, say: Say, *, real: str, rounds: int, guesses: int, titles: int = TITLES
) -> dict[str, Any]:
    """Fill, ask; return all figures."""
    province = filled(keep, scale, say, real=real, titles=titles)
    loaded = json.loads((province / "loaded.json").read_text(encoding="utf-8"))
    asked = {"rounds": rounds, "guesses": guesses, "now": NOW, "real": real, "loaded": loaded}
    found = said(Deployed(province / "data", 0, NOW), "bench/public_questions.py", asked=asked)
    kept = {name: loaded[name] for name in ("dossiers", "published", "rated", "real", "seconds")}
    return {"loading": kept, **found}


HEADS = ("first", "least", "median", "p95", "CPU", "db CPU", "floor", "SQL", "kB")


def table(found: dict[str, Any]) -> str:
    """Return the figures as a table, the slowest first."""
    loading = found["loading"]
    lines = [] if loading["real"] else [NOT_REAL]
    lines.append(
        f"{loading['dossiers']:,} dossiers, {loading['published']:,} titles published, {loading['rated']:,} ratings;"
        f" load {found['load_before']:.1f} to {found['load_after']:.1f}; index of the search {found['index_seconds']} s"
    )
    lines.append(" | ".join([f"{'ms':<40}", *(f"{head:>8}" for head in HEADS)]))
    for name, one in sorted(found["rows"].items(), key=lambda row: -statistics.median(row[1]["milliseconds"])):
        taken = sorted(one["milliseconds"])
        cells = [
            one["first_ms"],
            taken[0],
            statistics.median(taken),
            taken[int(0.95 * (len(taken) - 1))],
            one["cpu_ms"],
            one["database_cpu_ms"],
        ]
        cells.append(statistics.median(one["floor_ms"]))
        shown = [
            *(f"{cell:.1f}" for cell in cells),
            " to ".join(map(str, one["statements"])),
            f"{one['bytes'] / 1000:.0f}",
        ]
        lines.append(" | ".join([f"{name:<40}", *(f"{cell:>8}" for cell in shown)]))
    for name, one in found["guesses"].items():
        lines.append(
            f"{one['guesses']:,} guesses at /q/ {name}: {one['ms']} ms each, CPU {one['cpu_ms']}, db CPU {one['database_cpu_ms']},"
            f" answers {one['statuses']}, new rows {one['rows']}, memory {one['memory_kb']:+,} kB"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dossiers", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=101, help="requests of each row")
    parser.add_argument(
        "--guesses", type=int, default=10_000, help="at short addresses, from one place and from as many"
    )
    parser.add_argument("--keep", type=Path, default=ROOT / "var" / "bench", help="where filled provinces are kept")
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench" / "public.json")
    asked = parser.parse_args()
    say = lambda text: print(text, file=sys.stderr, flush=True)  # noqa: E731
    real = os.environ.get("MOTCUA_REAL_DATA", "")
    if not real:
        say(NOT_REAL)
    machine = {"processors": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}
    found = measure(asked.dossiers, asked.keep, say, real=real, rounds=asked.rounds, guesses=asked.guesses)
    print(table(found))
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(json.dumps({"machine": machine, **found}, indent=2, ensure_ascii=False), encoding="utf-8")
    print(f"figures: {asked.json}", file=sys.stderr)


if __name__ == "__main__":
    main()
