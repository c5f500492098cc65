"""What open data there is: its data sets, and the dictionary of their columns (src/motcua/data/open_data)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

from motcua.kernel.rule_pack import OpenDataRule

Words = Mapping[str, str]
"""The same words by language: vi, en."""
FORMATS: Final = ("csv", "parquet")
FOLDER: Final = "open-data"
"""The folder of the data folder in which editions lie, each under its day."""
MANIFEST: Final = "datapackage.json"
SUMS: Final = "SHA256SUMS"
_MEDIA: Final = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


class Type(StrEnum):
    """What a cell holds; `datetime` with its offset, `number` with up to three decimals."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"


@dataclass(frozen=True)
class DataColumn:
    """One column: its name in the files, its title and meaning in words, its unit (empty: none), and the values it may have."""

    name: str
    type: Type
    title: Words
    meaning: Words
    required: bool
    unit: str = ""
    values: Mapping[str, Words] | None = None


@dataclass(frozen=True)
class DataSet:
    """One table of the open data; `key`: the columns that tell its rows apart."""

    name: str
    title: Words
    about: Words
    key: tuple[str, ...]
    columns: tuple[DataColumn, ...]

    @property
    def heading(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True)
class Written:
    """One file as it was written: of which data set and in which format, its rows, bytes and SHA-256."""

    data_set: str
    format: str
    rows: int
    size: int
    digest: str

    @property
    def path(self) -> str:
        """Return the name of the file."""
        return f"{self.data_set}.{self.format}"


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (files("motcua.data") / "open_data" / "data_sets.json").read_text(encoding="utf-8")
    )
    return found


@cache
def data_sets() -> tuple[DataSet, ...]:
    """Return the data sets in the order in which pages show them."""
    return tuple(
        DataSet(
            **{
                **one,
                "key": tuple(one["key"]),
                "columns": tuple(DataColumn(**{**column, "type": Type(column["type"])}) for column in one["columns"]),
            }
        )
        for one in _data()["data_sets"]
    )


def data_set(name: str) -> DataSet | None:
    """Return a data set by its name; None where there is none."""
    return next((one for one in data_sets() if one.name == name), None)


def package(written: list[Written], *, as_of: str, province: str, rule: OpenDataRule) -> dict[str, Any]:
    """Return the manifest of an edition: a data package by the Frictionless standard, the same for the same files."""
    called = _data()["package"]
    return {
        "profile": "data-package",
        "name": called["name"],
        "title": called["title"]["vi"],
        "title_en": called["title"]["en"],
        "version": as_of,
        "as_of": as_of,
        "province": province,
        "rules": rule.version,
        "law": rule.law,
        "licenses": [{"name": "du-lieu-mo-co-quan-nha-nuoc", "title": f"{rule.licence} {rule.licence_law}."}],
        "small_counts": {"smallest": rule.smallest, "told_in_full": list(rule.told_in_full), "law": rule.small_law},
        "resources": [_resource(one) for one in written],
    }


def _resource(one: Written) -> dict[str, Any]:
    found = data_set(one.data_set)
    if found is None:
        raise ValueError(f"no data set is called {one.data_set}")
    return {
        "name": f"{one.data_set}-{one.format}",
        "data_set": one.data_set,
        "path": one.path,
        "title": found.title["vi"],
        "description": found.about["vi"],
        "title_en": found.title["en"],
        "description_en": found.about["en"],
        "format": one.format,
        "mediatype": _MEDIA[one.format],
        **({"encoding": "utf-8"} if one.format == "csv" else {}),
        "rows": one.rows,
        "bytes": one.size,
        "hash": f"sha256:{one.digest}",
        "schema": {
            "fields": [_field(column) for column in found.columns],
            "primaryKey": list(found.key),
            "missingValues": [""],
        },
    }


def _field(column: DataColumn) -> dict[str, Any]:
    values = [int(value) if column.type is Type.INTEGER else value for value in column.values or ()]
    limits = ({"required": True} if column.required else {}) | ({"enum": values} if values else {})
    return {
        "name": column.name,
        "type": column.type.value,
        **({"format": "any"} if column.type is Type.DATETIME else {}),
        "title": column.title["vi"],
        "description": column.meaning["vi"],
        "title_en": column.title["en"],
        "description_en": column.meaning["en"],
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": limits} if limits else {}),
        **({"values": {value: dict(words) for value, words in column.values.items()}} if column.values else {}),
    }
