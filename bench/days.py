"""Figures over months and years by the flows, beside plain SQL over the dossiers, in the same run.

    python bench/days.py [--scales 1000000,10000000] [--rounds 21] [--plain-rounds 1] [--rebuilds 1] [--json FILE] [--keep FOLDER]

For each scale a province of lives (bench/many_lives.py) is made once and kept in `--keep`. Up to a million with its ledger: the
flows are folded from it, which is measured. Above, the flows are added up directly. Each question is put to the flows
through the product's own function, and where it says so to plain SQL right after; they must say the same, or the run ends.
Month, year, all time by level, agency, field and procedure; the month so far at this moment; dossiers behind a figure; the
board. What the rows mean: docs/bench.md. Nothing is asserted about time.
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

from load import MADE_OF, NOW, Say, said  # noqa: E402
from whole_site import COMMAND, Site  # noqa: E402

WITH_LEDGER = 1_000_000
LIVES_MADE_OF = (*MADE_OF, "bench/many_lives.py", "bench/direct_flows.py")


def words_for(scale: int) -> list[str]:
    """Return with what the lives are written: a ledger, or flows added up directly."""
    return ["--ledger"] if scale <= WITH_LEDGER else ["--flows"]


def filled(keep: Path, scale: int, say: Say) -> Path:
    """Return the folder of a province of lives, made where this release's is not there yet."""
    made_of = "".join(path.read_text() for pattern in LIVES_MADE_OF for path in sorted(ROOT.glob(pattern)))
    folder = keep / f"lives-{scale}-{hashlib.sha256(made_of.encode()).hexdigest()[:12]}"
    if (folder / "loaded.json").exists():
        say(f"the province of {scale:,} lives is there: {folder.name}")
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    site = Site(folder / "data", 0, NOW)
    subprocess.run([sys.executable, "-c", COMMAND, "migrate"], env=site.environment, check=True, capture_output=True)
    loaded = said(site, "bench/many_lives.py", str(scale), *words_for(scale))
    (folder / "loaded.json").write_text(json.dumps(loaded), encoding="utf-8")
    return folder


def measure(scale: int, keep: Path, say: Say, *, rounds: int, plain_rounds: int, rebuilds: int) -> dict[str, Any]:
    """Fill, ask; return all figures of one scale."""
    province = filled(keep, scale, say)
    asked = {"rounds": rounds, "plain_rounds": plain_rounds, "rebuild": rebuilds if scale <= WITH_LEDGER else 0}
    found = said(Site(province / "data", 0, NOW), "bench/days_questions.py", asked=asked)
    loading = json.loads((province / "loaded.json").read_text(encoding="utf-8"))
    return {"dossiers": scale, "loading": loading, **found}


def table(found: dict[str, Any]) -> str:
    """Return the figures of one scale as a table."""
    rows = found["rows"]
    size = sum(number for name, number in rows.items() if name.endswith("_bytes"))
    lines = [
        f"{found['dossiers']:,} dossiers; load {found['load_before']:.1f} to {found['load_after']:.1f}",
    ]
    kept = ", ".join(f"{rows[f'flows_{name}']:,} {name[:-4]}s" for name in ("dayflow", "monthflow", "yearflow"))
    lines.append(f"flows: {kept}, {rows['flows_monthstock']:,} stocks, {size / 1e6:,.0f} MB")
    lines += [
        f"rebuild: {one['seconds']} s; of processor time {one['python_cpu_seconds']} s in Python,"
        f" {one['database_cpu_seconds']} s in the database"
        for one in found.get("rebuild", ())
    ]
    lines.append(
        " | ".join(f"{head:>12}" for head in (f"{'':<26}", "rows", "ms", "quickest", "CPU ms", "plain SQL", "times"))
    )
    for name, one in found["questions"].items():
        middle, quickest = statistics.median(one["milliseconds"]), min(one["milliseconds"])
        plain = statistics.median(one["plain_milliseconds"]) if "plain_milliseconds" in one else None
        cells = [f"{name:<26}", one["rows"], f"{middle:.1f}", f"{quickest:.1f}", f"{one['cpu_ms']:.1f}"]
        cells += ["", ""] if plain is None else [f"{plain:,.0f}", f"{plain / middle:,.0f}"]
        lines.append(" | ".join(f"{cell:>12}" for cell in cells))
    return "\n".join(lines)


def main() -> None:
    """Measure, print a table for each scale, write the JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scales", default="1000000,10000000", help="dossiers, with commas")
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--plain-rounds", type=int, default=1, help="of plain SQL, of the rows and of the board")
    parser.add_argument("--rebuilds", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=ROOT / "var" / "bench", help="where filled provinces are kept")
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench" / "days.json")
    asked = parser.parse_args()
    machine = {"processors": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}
    every: dict[str, Any] = {"machine": machine, "scales": []}
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    for scale in map(int, asked.scales.split(",")):
        counts = {"rounds": asked.rounds, "plain_rounds": asked.plain_rounds, "rebuilds": asked.rebuilds}
        found = measure(scale, asked.keep, lambda text: print(text, file=sys.stderr), **counts)
        every["scales"].append(found)
        print(table(found), flush=True)
        asked.json.write_text(json.dumps(every, indent=2, ensure_ascii=False), encoding="utf-8")
    print(f"figures: {asked.json}", file=sys.stderr)


if __name__ == "__main__":
    main()
