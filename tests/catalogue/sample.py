"""The sample data as the tests read it."""

import csv
import io
import json
from importlib.resources import files
from typing import Any


def procedures() -> dict[str, dict[str, Any]]:
    """Return the records of the sample catalogue by code."""
    return _json_files("catalogue")


def processes() -> dict[str, dict[str, Any]]:
    """Return the documents of the sample processes by code."""
    return _json_files("processes")


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of units."""
    text = (files("motcua.data") / "units" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def _json_files(folder: str) -> dict[str, dict[str, Any]]:
    found = {}
    for entry in (files("motcua.data") / folder).iterdir():
        if entry.name.endswith(".json"):
            found[entry.name.removesuffix(".json")] = json.loads(entry.read_text(encoding="utf-8"))
    return dict(sorted(found.items()))
