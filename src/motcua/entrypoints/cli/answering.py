"""How commands answer: one JSON document on standard output, sentences on standard error, three exit statuses."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from motcua.kernel.refusal import Refusal

REFUSED = 1
FIRST_YEAR, LAST_YEAR = 1900, 2999
"""What lies beyond is a slip of the hand; days at the very ends of the calendar cannot be counted with."""


def start(*, as_owner: bool = False) -> None:
    """Make Django ready; connect as the application's role unless the command is the owner's."""
    import django

    from motcua.foundation.database import connect_as

    connect_as("owner" if as_owner else "application")
    django.setup()


def answer(document: object) -> None:
    """Print the one JSON document of a command."""
    sys.stdout.write(json.dumps(plain(document), ensure_ascii=False) + "\n")


def plain(value: Any) -> Any:
    """Return the value in JSON's own types: moments in ISO form with their offset, whole decimals as integers."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in value]
    if isinstance(value, datetime):
        from motcua.kernel.working_time import local

        return local(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def say(sentence: str) -> None:
    """Tell the person at the terminal, beside the answer."""
    print(sentence, file=sys.stderr, flush=True)


def refuse(sentence: str) -> NoReturn:
    """End the command: a rule refuses it."""
    say(sentence)
    sys.exit(REFUSED)


def meant(day: datetime | None) -> datetime | None:
    """Return a day of an option; ends the command where none can be meant by it."""
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        refuse(f"Ghi ngày từ năm {FIRST_YEAR} đến năm {LAST_YEAR}.")
    return day


@contextmanager
def refusing() -> Iterator[None]:
    """Turn refusals and a lost database into one sentence and status 1."""
    try:
        yield
    except Refusal as refusal:
        refuse(str(refusal))
    except Exception as error:
        sentence = _database_sentence(error)
        if sentence is None:
            raise
        refuse(sentence)


def _database_sentence(error: BaseException) -> str | None:
    from motcua.foundation.database import sentence_for

    return sentence_for(error)


def read_json(path: Path) -> Any:
    """Return what a JSON file holds. Refuses a file that is missing, in another encoding, or no JSON."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        refuse(f"Tệp {path.name} không ở bảng mã UTF-8. Lưu lại bằng UTF-8 rồi thử lại.")
    except OSError:
        refuse(f"Không đọc được tệp {path}.")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        refuse(f"Tệp {path.name} không phải JSON đúng dạng (dòng {error.lineno}).")


def agency(code: str) -> str:
    """Return an agency code as units are kept, whichever order it is typed in (H12.14, 000.00.14.H12)."""
    from motcua.kernel.codes import AgencyCode, UnreadableCode

    try:
        return AgencyCode.parse(code).newest_form
    except UnreadableCode:
        return code


def read_data(text: str) -> dict[str, Any]:
    """Return the facts given with --data. Refuses what is no JSON object."""
    if not text:
        return {}
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        refuse("--data phải là một đối tượng JSON.")
    if not isinstance(found, dict):
        refuse("--data phải là một đối tượng JSON.")
    return found
