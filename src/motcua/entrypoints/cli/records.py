"""Read records from files: JSON lines, gzipped or not, or one JSON document."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from motcua.entrypoints.cli.answering import refuse

LARGEST = 20_000_000


def text_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a text file, unpacked where it is gzipped. Refuses an unreadable or foreign file."""
    try:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8-sig") as file:
            yield from file
    except UnicodeDecodeError:
        refuse(f"Tệp {path.name} không ở bảng mã UTF-8. Lưu lại bằng UTF-8 rồi thử lại.")
    except FileNotFoundError:
        refuse(f"Không có tệp {path}.")
    except gzip.BadGzipFile:
        refuse(f"Tệp {path} không phải tệp nén gzip đúng dạng.")
    except (OSError, EOFError):
        refuse(f"Không đọc được tệp {path}: tệp bị cắt ngắn, hoặc không được phép đọc.")


def whole(path: Path) -> bytes:
    """Return the bytes of a file, at most LARGEST. Refuses an unreadable or a larger one."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        refuse(f"Không đọc được tệp {path}: {error.__class__.__name__}.")
    if len(content) > LARGEST:
        refuse(f"Tệp {path.name} quá lớn (trên 20 MB).")
    return content


def json_records(path: Path) -> Iterator[Any]:
    """Yield the records of a file: one a line, or the one document that a .json file is."""
    if path.suffix == ".json":
        yield _document("".join(text_lines(path)), path)
        return
    for number, line in enumerate(text_lines(path), start=1):
        if line.strip():
            yield _document(line, path, number)


def _document(text: str, path: Path, line: int = 1) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        refuse(f"Tệp {path.name} không phải JSON đúng dạng (dòng {line}).")


def count_lines(path: Path) -> int | None:
    """Return how many lines a file has, for a progress bar; None for a .json document."""
    return None if path.suffix == ".json" else sum(1 for _ in text_lines(path))
