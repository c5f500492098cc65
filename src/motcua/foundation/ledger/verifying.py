"""Verify the ledger against itself and against every seal."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from motcua.foundation.ledger import known_databases, seal_files
from motcua.foundation.ledger.sealing import HASH_LETTERS
from motcua.foundation.models import DatabaseIdentity

# The text that is hashed is asked of built-in functions only: our own function in the database could
# have been replaced. It must equal the expression in the migration's trigger.
_ROWS = """
    SELECT subject, seq, encode(prev, 'hex'), encode(hash, 'hex'),
           jsonb_build_array(subject, seq, act, by_login, by_right, unit_code,
                             (extract(epoch FROM at) * 1000000)::bigint, body, encode(prev, 'hex'))::text
    FROM foundation_ledgerentry ORDER BY subject, seq
"""
_CHUNK = 5000


@dataclass(frozen=True)
class Problem:
    """One place that does not hold; `row` is None where the whole subject or a seal is meant."""

    kind: str
    subject: str
    row: int | None
    reason: str


@dataclass(frozen=True)
class Verification:
    """The verdict over the ledger: rows checked and every first row of a subject that does not hold."""

    checked: int
    problems: tuple[Problem, ...]

    @property
    def holds(self) -> bool:
        return not self.problems


Sealed = dict[str, dict[int, tuple[str, int]]]


def verify() -> Verification:
    """Check every chain, every seal, and every sealed row against the database.

    A change, deletion, reordering, cut tail or removed subject is found also where the hashes in the
    database were computed anew, since the seals outside keep the old ones. Names, for each subject, the
    first row that does not hold.
    """
    name, seals, problems = _database()
    sealed = _read_seals(name, seals, problems)
    checked = 0
    for subject, rows in _subjects():
        checked += len(rows)
        problem = _first_problem(subject, rows, sealed.pop(subject, {}))
        if problem:
            problems.append(problem)
    problems += [_vanished(subject, rows) for subject, rows in sealed.items()]
    return Verification(checked=checked, problems=tuple(problems))


def _database() -> tuple[str, int, list[Problem]]:
    """Return whose seals are to be read and how many there were: as noted outside, whatever the database now says."""
    noted = known_databases.known()
    name = DatabaseIdentity.objects.values_list("name", flat=True).first() or ""
    if noted is None or noted.name == name:
        return name, noted.seals if noted else 0, []
    reason = "Định danh của cơ sở dữ liệu khác với định danh đã niêm: cơ sở dữ liệu đã bị thay hoặc bị sửa."
    return noted.name, noted.seals, [Problem("database", f"database:{name}", None, reason)]


def _read_seals(name: str, seals: int, problems: list[Problem]) -> Sealed:
    sealed: Sealed = {}
    previous = seal_files.FIRST_PREVIOUS
    for found in seal_files.all_seals(name, at_least=seals):
        if isinstance(found, int):
            problems.append(Problem("seal", f"seal:{found}", None, "Tệp niêm này không còn."))
            previous = ""
            continue
        if not found.whole:
            problems.append(Problem("seal", f"seal:{found.number}", None, "Chữ ký của niêm này không khớp."))
        elif previous and found.content["previous"] != previous:
            problems.append(Problem("seal", f"seal:{found.number}", None, "Niêm này không nối với niêm trước."))
        previous = found.digest
        for subject, places in found.content.get("rows", {}).items():
            sealed.setdefault(subject, {}).update({seq: (digest, found.number) for seq, digest in places})
    return sealed


Row = tuple[int, str, str, str]


def _subjects() -> Iterator[tuple[str, list[Row]]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ROWS)
        current = ""
        rows: list[Row] = []
        while chunk := cursor.fetchmany(_CHUNK):
            for subject, seq, prev, digest, text in chunk:
                if rows and subject != current:
                    yield current, rows
                    rows = []
                current = subject
                rows.append((seq, prev, digest, text))
        if rows:
            yield current, rows


def _first_problem(subject: str, rows: list[Row], sealed: dict[int, tuple[str, int]]) -> Problem | None:
    found = {seq: digest for seq, _, digest, _ in rows}
    broken = [_broken_chain(rows), _broken_seal(found, sealed)]
    places = sorted((place for place in broken if place), key=lambda place: place[0])
    if not places:
        return None
    row, reason = places[0]
    return Problem("ledger", subject, row, reason)


def _broken_chain(rows: list[Row]) -> tuple[int, str] | None:
    previous, expected = "", 1
    for seq, prev, digest, text in rows:
        if seq != expected:
            return expected, f"Dòng {expected} không có trong sổ."
        if prev != previous:
            return seq, f"Dòng {seq} không nối với dòng trước."
        if hashlib.sha256(text.encode()).hexdigest() != digest:
            return seq, f"Dòng {seq} đã bị sửa: nội dung không khớp mã băm."
        previous, expected = digest, seq + 1
    return None


def _broken_seal(found: dict[int, str], sealed: dict[int, tuple[str, int]]) -> tuple[int, str] | None:
    for seq in sorted(sealed):
        digest, number = sealed[seq]
        if seq not in found:
            return seq, f"Dòng {seq} có trong niêm {number} nhưng không còn trong sổ."
        if found[seq][:HASH_LETTERS] != digest:
            return seq, f"Dòng {seq} khác với niêm {number}: sổ đã bị sửa sau khi niêm."
    return None


def _vanished(subject: str, rows: dict[int, tuple[str, int]]) -> Problem:
    seq = min(rows)
    return Problem("ledger", subject, seq, f"Toàn bộ sổ của {subject} có trong niêm {rows[seq][1]} nhưng không còn.")
