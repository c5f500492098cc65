"""Open a short address: where it leads, counted once for its day, of nobody."""

from datetime import datetime
from typing import Any, Final

from django.db import connection

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.queries.boards import Lead, lead_from
from motcua.domain.procedures.rules.boards.letters import read_letters
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import local

WRONG_MOST: Final = 60
"""How many unknown letters one place of the network may try within the quarter of an hour of attempts."""

# One statement finds and counts. A row is added and none is changed, so scans never wait for each other; the commit does
# not wait for the disk: what a crash of the server takes is the count of its last moments.
_SCAN = """
    WITH soon AS (SELECT set_config('synchronous_commit', 'off', true)),
    found AS (
        SELECT address.id, coalesce(procedure.code, '') AS code, coalesce(address.desk_id, '') AS desk
        FROM procedures_shortaddress AS address
        LEFT JOIN procedures_procedure AS procedure ON procedure.id = address.procedure_id
        WHERE address.letters = %(letters)s
    ),
    counted AS (
        INSERT INTO procedures_scan (short_id, on_day)
        SELECT found.id, %(day)s FROM found, soon WHERE %(counts)s
        RETURNING 1
    )
    SELECT code, desk FROM found
"""
_FOLD = """
    WITH gone AS (
        DELETE FROM procedures_scan WHERE id IN (SELECT id FROM procedures_scan ORDER BY id LIMIT 100000)
        RETURNING short_id, on_day
    ),
    summed AS (SELECT short_id, on_day, count(*) AS scans FROM gone GROUP BY 1, 2),
    kept AS (
        INSERT INTO procedures_scancount AS kept (short_id, on_day, count)
        SELECT short_id, on_day, scans FROM summed ORDER BY 1, 2
        ON CONFLICT (short_id, on_day) DO UPDATE SET count = kept.count + excluded.count
        RETURNING 1
    )
    SELECT coalesce(sum(scans), 0) FROM summed
"""


class UnknownLetters(Refusal):
    """No code goes by these letters."""

    def __init__(self) -> None:
        super().__init__(
            say("Không có trang nào mang mã này: xem lại sáu chữ ghi dưới mã QR, hoặc tìm bằng tên thủ tục.")
        )


class TooManyWrongLetters(Refusal):
    """Too many unknown letters came from one place; `until` is when the next ones are looked up."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(
            say(
                "Từ nơi này vừa gõ sai quá nhiều mã, nên tạm dừng đến {hour}; quét mã QR vẫn mở được trang.",
                hour=f"{local(until):%H:%M}",
            )
        )


def scan(typed: str, *, place: str, at: datetime, counts: bool = True) -> Lead:
    """Return where a short address leads, and count it for its day; `counts`: false for what no person opened.

    `place`: from where it was asked, kept for nothing but the limit of wrong letters. What exists leads on from
    everywhere: one who guesses keeps nobody at the same counter from scanning. Raises UnknownLetters, TooManyWrongLetters.
    """
    letters = read_letters(typed)
    found = _found(letters, at, counts=counts) if letters else None
    if found is not None:
        return lead_from(*found, at)
    try:
        organisation.begin_attempt([organisation.Limit(f"wrong short addresses {place}", WRONG_MOST)], at=at)
    except organisation.TooManyAttempts as refusal:
        raise TooManyWrongLetters(refusal.until) from None
    raise UnknownLetters


def _found(letters: str, at: datetime, *, counts: bool) -> tuple[str, str] | None:
    values: dict[str, Any] = {"letters": letters, "day": local(at).date(), "counts": counts}
    with connection.cursor() as cursor:
        cursor.execute(_SCAN, values)
        row = cursor.fetchone()
    return (str(row[0]), str(row[1])) if row else None


def fold_scans() -> int:
    """Fold scans into the counts of their days, in one statement; return how many. At the same time is one only."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLD)
        (scans,) = cursor.fetchone()
    return int(scans)
