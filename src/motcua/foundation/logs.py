"""Logs as one JSON document a line, without personal data.

Messages of libraries may quote what a person typed. So runs of digits that could be an identifier or a telephone number
and e-mail addresses are struck out everywhere, and of an exception only its kind and the places in the code are told:
its text may quote a row of the database.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

STRUCK = "…"
_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d(?:[ .]?\d){8,}")
"""An e-mail address; nine digits or more (identifiers have nine or twelve, telephone numbers ten), also in groups."""
DEEPEST = 12
"""Places of the code told of one exception, the innermost."""


def without_personal_data(text: str) -> str:
    """Return the text with whatever could identify a person struck out."""
    return _PERSONAL.sub(STRUCK, text)


class JsonLines(logging.Formatter):
    """Writes time (UTC), level, logger, message and the facts given as `extra={"facts": {...}}`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line. Facts are chosen by our own code, and numbers among them are kept as they are."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_personal_data(record.getMessage()),
        }
        for name, value in getattr(record, "facts", {}).items():
            line[name] = without_personal_data(value) if isinstance(value, str) else value
        if record.exc_info and record.exc_info[1] is not None:
            line |= _told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=lambda value: type(value).__name__)


def _told(error: BaseException) -> dict[str, Any]:
    """Return kind and places of an exception and the kinds of those that led to it; no texts, no values."""
    causes: list[str] = []
    cause = error.__cause__ or error.__context__
    while cause is not None and len(causes) < DEEPEST:
        causes.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    places = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    return {
        "error": type(error).__name__,
        "caused_by": causes,
        "at": [f"{place.filename.rpartition('site-packages/')[2]}:{place.lineno} {place.name}" for place in places],
    }
