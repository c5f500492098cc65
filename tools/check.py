"""Run every check, say which failed; with --tests the test suite too.

All checks run even where one fails, so that one look shows all that is to be mended.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
AS_IN_PRODUCTION = {
    "MOTCUA_PRODUCTION": "1",
    "MOTCUA_DEMO": "",
    "MOTCUA_CLOCK": "",
    "MOTCUA_SECRET_KEY": "only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz",
    "MOTCUA_ALLOWED_HOSTS": "motcua.example",
    "MOTCUA_PUBLIC_ADDRESS": "https://motcua.example",
    "MOTCUA_TRUSTED_PROXIES": "1",
    "MOTCUA_MAIL_HOST": "off",
}


@dataclass(frozen=True)
class Check:
    """One tool to run: its name for people, its words, what it finds in the environment besides."""

    name: str
    words: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)

    def holds(self) -> bool:
        """Run the tool; print and return its verdict."""
        started = time.monotonic()
        command = [str(BIN / self.words[0]), *self.words[1:]]
        done = subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, **self.environment})
        verdict = "ok" if done.returncode == 0 else f"FAILED ({done.returncode})"
        print(f"check: {self.name}: {verdict}, {time.monotonic() - started:.1f} s", flush=True)
        return done.returncode == 0


QUICK = (
    Check("format", ("ruff", "format", "--check", "--quiet", ".")),
    Check("lint", ("ruff", "check", "--quiet", ".")),
    Check("types", ("mypy", "src/motcua")),
    Check("import contracts", ("lint-imports", "--no-cache")),
    Check("migrations", ("motcua", "django", "makemigrations", "--check", "--dry-run")),
    Check("settings", ("motcua", "django", "check", "--deploy", "--fail-level", "WARNING"), AS_IN_PRODUCTION),
)
DOCUMENTS = Check("architecture and documents", ("pytest", "-q", "-p", "no:randomly", "tests/architecture"))
SUITE = (
    Check("tests", ("pytest", "-q", "-n", "2", "--dist", "loadfile", "--durations=40", "-m", "not browser", "tests")),
    # Apart from the others: the browser's driver keeps an event loop in its process, and serves a database of its own.
    Check(
        "browser tests", ("pytest", "-q", "-n", "2", "--dist", "loadfile", "--durations=20", "-m", "browser", "tests")
    ),
)


def main() -> int:
    """Run the quick checks and then the documents' tests, or the whole suite, which holds them."""
    checks = [*QUICK, *(SUITE if "--tests" in sys.argv else (DOCUMENTS,))]
    failed = [check.name for check in checks if not check.holds()]
    if failed:
        print(f"check: {len(failed)} failed: {', '.join(failed)}")
        return 1
    print("check: all held")
    return 0


if __name__ == "__main__":
    sys.exit(main())
