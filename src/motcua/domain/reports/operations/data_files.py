"""One data set as a CSV and a Parquet file, written side by side from the same rows, a row group at a time."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from motcua.domain.reports.rules.data_sets import DataSet, Type, Written
from motcua.kernel.csv_text import csv_lines
from motcua.kernel.working_time import ZONE, local

_ROW_GROUP: Final = 20_000
_DIGITS, _PLACES = 18, 6


def write_set(one: DataSet, rows: Iterable[Sequence[Any]], folder: Path, *, said: Mapping[str, str]) -> list[Written]:
    """Write a data set into a folder and return its files; `said` is written into the Parquet file beside the columns."""
    sink = _Parquet(folder / f"{one.name}.parquet", one, said)
    with (folder / f"{one.name}.csv").open("wb") as file:
        for line in csv_lines(one.heading, _through(rows, sink)):
            file.write(line.encode())
        _make_durable(file.fileno())
    sink.close()
    return [_written(one, form, sink.rows, folder) for form in ("csv", "parquet")]


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _written(one: DataSet, form: str, rows: int, folder: Path) -> Written:
    path = folder / f"{one.name}.{form}"
    return Written(one.name, form, rows, path.stat().st_size, digest_of(path))


def _through(rows: Iterable[Sequence[Any]], sink: "_Parquet") -> Iterator[list[object]]:
    for row in rows:
        sink.add(row)
        yield [_as_text(cell) for cell in row]


def _as_text(cell: Any) -> object:
    """Return a cell as CSV has it: nothing for what is missing, true and false, moments with their offset."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case datetime():
            return local(cell).isoformat()
        case date():
            return cell.isoformat()
        case Decimal():
            return format(cell.normalize(), "f")
    return cell


class _Parquet:
    """Takes rows one by one and writes them in row groups."""

    def __init__(self, path: Path, one: DataSet, said: Mapping[str, str]) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        types = {
            Type.STRING: pa.string(),
            Type.INTEGER: pa.int64(),
            Type.NUMBER: pa.decimal128(_DIGITS, _PLACES),
            Type.BOOLEAN: pa.bool_(),
            Type.DATE: pa.date32(),
            Type.DATETIME: pa.timestamp("us", tz=str(ZONE)),
        }
        columns = [pa.field(each.name, types[each.type], nullable=not each.required) for each in one.columns]
        self._schema = pa.schema(columns, metadata=dict(said))
        self._make = pa.RecordBatch.from_arrays
        self._array = pa.array
        self._path = path
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[Sequence[Any]] = []
        self.rows = 0

    def add(self, row: Sequence[Any]) -> None:
        """Take a row."""
        if len(row) != len(self._schema):
            raise ValueError(f"{len(row)} cells for {len(self._schema)} columns")
        self._waiting.append(row)
        self.rows += 1
        if len(self._waiting) == _ROW_GROUP:
            self._write()

    def close(self) -> None:
        """Write what waits, and the end of the file."""
        if self._waiting:
            self._write()
        self._writer.close()
        with self._path.open("rb") as file:
            _make_durable(file.fileno())

    def _write(self) -> None:
        columns = zip(*self._waiting, strict=True)
        arrays = [self._array(column, type=field.type) for column, field in zip(columns, self._schema, strict=True)]
        self._writer.write_batch(self._make(arrays, schema=self._schema))
        self._waiting = []


def _make_durable(file: int) -> None:
    os.fsync(file)
