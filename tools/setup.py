"""Set up whatever is missing: virtual environment, locked packages, assets.

Needs Python 3.11 with its venv module and nothing else. Run by `make setup`; a second run that
finds everything in place takes a fraction of a second. Every step is remembered by the hash of
what it was made from, never by times.
"""

from __future__ import annotations  # an older Python must get as far as the sentence that refuses it

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"
ASSETS = ROOT / "src" / "motcua" / "assets"

LAUNCHER = """#!{python}
import sys
from motcua.entrypoints.cli import main
sys.exit(main())
"""


def say(sentence: str) -> None:
    print(f"setup: {sentence}", file=sys.stderr, flush=True)


def stop(sentence: str) -> None:
    say(sentence)
    sys.exit(1)


def run(command: list[str | Path], *, cwd: Path = ROOT) -> None:
    done = subprocess.run([str(part) for part in command], cwd=cwd, check=False)
    if done.returncode != 0:
        stop(f"this step failed with status {done.returncode}: {' '.join(map(str, command))}")


def digest_of(paths: list[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def require_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - it is whatever Python the machine has
        stop(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.")
    for module, package in (("venv", "python3-venv"), ("ensurepip", "python3-venv")):
        if importlib.util.find_spec(module) is None:
            stop(f"this Python has no module {module!r}; install the package {package} and try again.")


def make_environment() -> None:
    if PYTHON.exists():
        return
    say("making the virtual environment")
    run([sys.executable, "-m", "venv", VENV])


def install(lock_name: str) -> None:
    """Install the locked packages with uv, which itself comes from one hashed line."""
    lock, bootstrap = ROOT / "requirements" / lock_name, ROOT / "requirements" / "uv.txt"
    wanted, stamp = digest_of([lock, bootstrap]), VENV / f".installed-{lock_name}"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"installing the packages of requirements/{lock_name}")
    if not (VENV / "bin" / "uv").exists():
        run([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", bootstrap])
    run([VENV / "bin" / "uv", "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock])
    stamp.write_text(wanted)


def link_project() -> None:
    """Put src/ on the path and the `motcua` command into the environment."""
    packages = next((VENV / "lib").glob("python3.*")) / "site-packages"
    (packages / "motcua.pth").write_text(f"{ROOT / 'src'}\n")
    launcher = VENV / "bin" / "motcua"
    launcher.write_text(LAUNCHER.format(python=PYTHON))
    launcher.chmod(0o755)


def build_assets() -> None:
    """Fetch the pages' packages and build styles, scripts and fonts (frontend/build.py)."""
    if not (FRONTEND / "package-lock.json").exists():
        return
    sources = [path for path in FRONTEND.rglob("*") if path.is_file() and "node_modules" not in path.parts]
    wanted, stamp = digest_of(sources), ASSETS / ".built-from"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("building the assets of the pages")
    run([PYTHON, FRONTEND / "build.py"], cwd=FRONTEND)
    stamp.write_text(wanted)


def main() -> None:
    os.umask(0o022)
    require_python()
    make_environment()
    install("all.txt" if "--all" in sys.argv else "run.txt")
    link_project()
    build_assets()


if __name__ == "__main__":
    main()
