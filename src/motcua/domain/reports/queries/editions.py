"""The editions of open data that lie for the pages."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from motcua.domain.reports.rules.data_sets import MANIFEST, SUMS

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Edition:
    """What was known at the end of a day: its folder, its manifest, and the SHA-256 of every file by name."""

    as_of: date
    folder: Path
    manifest: Mapping[str, Any]
    digests: Mapping[str, str]


def editions(store: Path) -> list[date]:
    """Return the days of which an edition lies there, the newest first; whatever else lies there is passed over."""
    found = [folder.name for folder in store.iterdir() if (folder / SUMS).is_file()] if store.is_dir() else []
    return sorted((date.fromisoformat(name) for name in found if _DAY.fullmatch(name)), reverse=True)


def newest_edition(store: Path) -> Edition | None:
    """Return the newest edition; None where there is none yet."""
    for day in editions(store):
        folder = store / day.isoformat()
        try:
            sums = (folder / SUMS).read_bytes()
            manifest = json.loads((folder / MANIFEST).read_bytes())
        except FileNotFoundError:  # made anew or given up this moment
            continue
        listed = (line.split("  ", 1) for line in sums.decode().splitlines())
        digests = {name: digest for digest, name in listed} | {SUMS: hashlib.sha256(sums).hexdigest()}
        return Edition(day, folder, manifest, digests)
    return None
