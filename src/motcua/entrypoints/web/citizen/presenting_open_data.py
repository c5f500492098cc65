"""How open data is shown: the files of an edition, the columns of a data set, the lines by which anyone counts again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from motcua.domain.reports import api as reports
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.language import spoken
from motcua.kernel.language import say, to_say

TYPES: Final[Mapping[reports.Type, str]] = {
    reports.Type.STRING: to_say("chữ"),
    reports.Type.INTEGER: to_say("số nguyên"),
    reports.Type.NUMBER: to_say("số thập phân"),
    reports.Type.BOOLEAN: to_say("đúng hoặc sai"),
    reports.Type.DATE: to_say("ngày tháng"),
    reports.Type.DATETIME: to_say("ngày tháng và giờ"),
}
SAMPLES: Final[Mapping[reports.Type, str]] = {
    reports.Type.BOOLEAN: "true, false",
    reports.Type.DATE: "2026-11-26",
    reports.Type.DATETIME: "2026-11-26T08:00:00+07:00",
}
FORMATS: Final = {"csv": "CSV", "parquet": "Parquet"}
UNITS: Final[Mapping[str, str]] = {
    "": "",
    "dossier": to_say("hồ sơ"),
    "time": to_say("lượt"),
    "percent": to_say("phần trăm"),
}
POLARS: Final = """\
import polars as pl

months = pl.read_csv("giai-quyet-theo-thang.csv")
months = months.filter(pl.col("month").str.starts_with("{year}"))
settled = pl.sum("settled_total", "settled_early", "settled_on_time", "settled_late")
levels = months.group_by("level").agg(settled)
print(levels)
"""
SQL: Final = """\
SELECT level,
       sum(settled_total) AS settled,
       sum(settled_early) + sum(settled_on_time) AS timely,
       sum(settled_late) AS late
FROM read_parquet('giai-quyet-theo-thang.parquet')
WHERE month BETWEEN DATE '{year}-01-01' AND DATE '{year}-12-31'
GROUP BY level
"""
ADDS_UP: Final = """\
import polars as pl

rows, agency = pl.read_parquet("dong-theo-thang.parquet"), ["month", "unit", "level"]
parts = rows.group_by(agency).agg(pl.sum("settled_late"))
months = pl.read_parquet("giai-quyet-theo-thang.parquet")
both = parts.join(months, on=agency, nulls_equal=True)
print(both.filter(pl.col("settled_late") != pl.col("settled_late_right")))
"""
CATALOGUE: Final = """\
import polars as pl

versions = pl.read_parquet("thu-tuc.parquet")
valid = versions.filter(pl.col("valid_to").is_null())
level, integrated = pl.col("online_old_level"), pl.col("national_portal")
counts = valid.select(
    procedures=pl.len(),
    cut=pl.col("cut").sum(),
    level_3=(level == 3).sum(),
    level_4=(level == 4).sum(),
    integrated=(integrated & (pl.col("online_extent") != "none")).sum(),
)
print(counts)
"""


@dataclass(frozen=True)
class ShownFile:
    """One file: its name, format, size in words, digest."""

    path: str
    format: str
    size: str
    digest: str


@dataclass(frozen=True)
class ShownSet:
    """One data set with its files and how many rows they have."""

    name: str
    title: str
    about: str
    rows: int
    files: tuple[ShownFile, ...]


def page(edition: reports.Edition) -> dict[str, Any]:
    """Return what the page of open data shows."""
    manifest = edition.manifest
    small = manifest["small_counts"]
    year = edition.as_of.year
    return {
        "as_of": wording.in_figures(edition.as_of),
        "year": year,
        "licence": manifest["licenses"][0]["title"],
        "law": manifest["law"],
        "rules": manifest["rules"],
        "sets": [_shown(one, manifest["resources"]) for one in reports.data_sets()],
        "small": {"most": small["smallest"] - 1, "law": small["law"]},
        "manifest": reports.MANIFEST,
        "sums": reports.SUMS,
        "polars": POLARS.format(year=year),
        "sql": SQL.format(year=year),
        "adds_up": ADDS_UP,
        "catalogue": CATALOGUE,
        "command": f"motcua report settlement --from {year}-01-01 --to {year}-12-31 --as-of {edition.as_of} --by level",
    }


def dictionary(one: reports.DataSet, edition: reports.Edition | None) -> dict[str, Any]:
    """Return what the dictionary of a data set shows; its files where there is an edition."""
    return {
        "name": one.name,
        "title": spoken(one.title),
        "about": spoken(one.about),
        "key": ", ".join(one.key),
        "columns": [_column(column) for column in one.columns],
        "files": _shown(one, edition.manifest["resources"]).files if edition else (),
        "manifest": reports.MANIFEST,
    }


def _column(column: reports.DataColumn) -> dict[str, Any]:
    return {
        "name": column.name,
        "title": spoken(column.title),
        "type": say(TYPES[column.type]),
        "sample": SAMPLES.get(column.type, ""),
        "unit": say(UNITS[column.unit]),
        "meaning": spoken(column.meaning),
        "may_be_empty": not column.required,
        "values": [(value, spoken(words)) for value, words in (column.values or {}).items()],
    }


def _shown(one: reports.DataSet, resources: list[dict[str, Any]]) -> ShownSet:
    found = [each for each in resources if each["data_set"] == one.name]
    files = tuple(
        ShownFile(each["path"], FORMATS[each["format"]], wording.size(each["bytes"]), each["hash"].partition(":")[2])
        for each in found
    )
    return ShownSet(
        one.name, spoken(one.title), spoken(one.about), max((each["rows"] for each in found), default=0), files
    )
