"""Looks at personal data as pages show them: the period that was asked for, pages by name, what was looked at by code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import QueryDict

from motcua.entrypoints.web import wording
from motcua.foundation import accesses
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

WEEK = 7
MOST = 200
MOST_CODES = 10
PAGES = {
    "dossier": to_say("Trang hồ sơ"),
    "reception_done": to_say("Trang vừa tiếp nhận"),
    "paper": to_say("Bản in giấy tờ"),
    "file": to_say("Tệp giấy tờ đã nộp"),
    "search": to_say("Kết quả tra cứu"),
    "online": to_say("Hồ sơ trực tuyến"),
    "person": to_say("Tra người nộp khi tiếp nhận"),
    "inbox": to_say("Việc của tôi"),
    "returning": to_say("Trả kết quả"),
    "apologies": to_say("Danh sách xin lỗi"),
    "board": to_say("Danh sách điều hành"),
    "register": to_say("Sổ theo dõi hồ sơ"),
    "comments": to_say("Góp ý của người nộp"),
    "follow": to_say("Người nộp theo dõi"),
    "command": to_say("Lệnh trên máy chủ"),
}


class UnreadablePeriod(Refusal):
    """Days that were not given as days, or the last before the first."""


@dataclass(frozen=True)
class Days:
    """A period as people write it: the first and the last day, both included."""

    first: date
    last: date
    since: datetime
    until: datetime

    def as_typed(self) -> dict[str, str]:
        """Return the days as the fields of a form hold them."""
        return {"first": self.first.isoformat(), "last": self.last.isoformat()}


def days_of(asked: QueryDict, now: datetime) -> Days:
    """Return the days that were asked for, the last seven where none were. Raises UnreadablePeriod."""
    today = now.date()
    try:
        first = date.fromisoformat(asked.get("tu") or (today - timedelta(days=WEEK - 1)).isoformat())
        last = date.fromisoformat(asked.get("den") or today.isoformat())
    except ValueError:
        raise UnreadablePeriod(say("Ghi từ ngày, đến ngày theo dạng ngày, tháng, năm.")) from None
    if last < first or last == date.max:
        raise UnreadablePeriod(say("Ngày cuối phải từ ngày đầu trở đi."))
    begin = datetime.combine(first, time(), now.tzinfo)
    return Days(first, last, begin, datetime.combine(last + timedelta(days=1), time(), now.tzinfo))


def this_week(now: datetime) -> Days:
    """Return the last seven days."""
    return days_of(QueryDict(), now)


def rows(found: Iterable[accesses.Look], at: datetime) -> list[dict[str, Any]]:
    """Return looks newest first; what was looked at by its code, never by a name."""
    return [
        {
            "at": wording.stamp(one.at, at),
            "page": say(PAGES.get(one.page, one.page)),
            "right": one.by_right,
            "codes": [subject_words(subject) for subject in one.subjects[:MOST_CODES]],
            "more": max(0, len(one.subjects) - MOST_CODES),
        }
        for one in found
    ]


def subject_words(subject: str) -> str:
    """Return what was looked at: the code of a dossier or submission, else a number without a name."""
    kind, _, code = subject.partition(":")
    if kind in {"dossier", "submission"}:
        return code
    return say("người nộp số {number}", number=code) if kind == "person" else code
