"""Reading the text of a time limit (thời hạn giải quyết). Law: docs/law/time-limits.md."""

from motcua.domain.procedures.rules.time_limit_text.answers import answer_time_limit
from motcua.domain.procedures.rules.time_limit_text.reading import (
    LimitCase,
    Readable,
    ReadingRules,
    Unreadable,
    read_time_limit,
)

__all__ = ["LimitCase", "Readable", "ReadingRules", "Unreadable", "answer_time_limit", "read_time_limit"]
