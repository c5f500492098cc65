"""Make the next thing in a thread while this one is used: for two sides of which one waits for the database."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar, cast

T = TypeVar("T")
_END: Final = object()


def ahead(items: Iterable[T]) -> Iterator[T]:
    """Yield the items, always the next one in the making. What making it raises is raised when it is asked for.

    The thread ends with the last item, or where nobody asks on; it has no connection of its own to the database.
    """
    source: Iterator[object] = iter(items)
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, source, _END)
        while (item := coming.result()) is not _END:
            coming = maker.submit(next, source, _END)
            yield cast("T", item)
