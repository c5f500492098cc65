"""Run every check, say which failed; with --tests the test suite too.

All checks run even where one fails, so that one look shows all that is to be mended.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"

QUICK: tuple[tuple[str, list[str]], ...] = (
    ("format", ["ruff", "format", "--check", "--quiet", "."]),
    ("lint", ["ruff", "check", "--quiet", "."]),
    ("types", ["mypy", "src/motcua"]),
    ("import contracts", ["lint-imports"]),
    ("migrations", ["motcua", "django", "makemigrations", "--check", "--dry-run"]),
    ("settings", ["motcua", "django", "check", "--deploy", "--fail-level", "WARNING"]),
    ("architecture and documents", ["pytest", "-q", "-p", "no:randomly", "tests/architecture"]),
)
SUITE = ("tests", ["pytest", "-q", "-n", "2", "--dist", "loadfile", "tests"])


def run(name: str, words: list[str]) -> bool:
    started = time.monotonic()
    done = subprocess.run([str(BIN / words[0]), *words[1:]], cwd=ROOT, check=False, env=dict(os.environ))
    verdict = "ok" if done.returncode == 0 else f"FAILED ({done.returncode})"
    print(f"check: {name}: {verdict}, {time.monotonic() - started:.1f} s", flush=True)
    return done.returncode == 0


def main() -> int:
    checks = [*QUICK, SUITE] if "--tests" in sys.argv else list(QUICK)
    failed = [name for name, words in checks if not run(name, words)]
    if failed:
        print(f"check: {len(failed)} failed: {', '.join(failed)}")
        return 1
    print("check: all held")
    return 0


if __name__ == "__main__":
    sys.exit(main())
