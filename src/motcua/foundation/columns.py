"""Read very many rows as columns of numbers: the database makes an array of each, and no row is touched here."""

from collections.abc import Iterable, Iterator
from struct import unpack_from
from typing import Any

import numpy as np
from numpy.typing import NDArray
from psycopg import sql

Column = NDArray[np.int64]
_HEAD, _ARRAY, _END = 19, 20, 2
"""Bytes before the first row, before the first element of an array of one dimension, and after the last row."""
_SIZES = {2: ">i2", 4: ">i4", 8: ">i8"}


def copied(statement: sql.Composable) -> sql.Composed:
    """Return the statement that copies what another one selects: whole numbers in arrays of one dimension, without nulls."""
    return sql.SQL("COPY ({}) TO STDOUT (FORMAT BINARY)").format(statement)


def columns_of(copy: Iterable[Any]) -> Iterator[tuple[Column, ...]]:
    """Yield the columns of each row that is copied; an array of nothing, which the database calls null, has no elements."""
    place = _HEAD
    for row in copy:
        if len(row) > place + _END:
            yield tuple(_columns(bytes(row), place))
        place = 0


def _columns(row: bytes, place: int) -> Iterator[Column]:
    (many,) = unpack_from(">h", row, place)
    place += 2
    for _ in range(many):
        (length,) = unpack_from(">i", row, place)
        place += 4
        yield _column(row, place, length)
        place += max(length, 0)


def _column(row: bytes, place: int, length: int) -> Column:
    if length <= _ARRAY:
        return np.zeros(0, dtype=np.int64)
    (size,) = unpack_from(">i", row, place + _ARRAY)
    element = np.dtype([("size", ">i4"), ("number", _SIZES[size])])
    many = (length - _ARRAY) // element.itemsize
    return np.frombuffer(row, element, count=many, offset=place + _ARRAY)["number"].astype(np.int64)
