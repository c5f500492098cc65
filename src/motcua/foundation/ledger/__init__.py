"""The ledger: append-only, hash-chained per subject, sealed outside the database (decision 6)."""

from motcua.foundation.ledger.following import Followed, Happened, follow, left_behind
from motcua.foundation.ledger.known_databases import KnownDatabase, adopt, is_made, known, outside, remember
from motcua.foundation.ledger.reading import (
    LedgerRow,
    has_rows,
    rows_asked,
    rows_of,
    rows_on,
    rows_since,
    written_before,
)
from motcua.foundation.ledger.roots import Root, newest_root
from motcua.foundation.ledger.sealing import Seal, SealRefused, oldest_begun, oldest_running, seal
from motcua.foundation.ledger.verifying import Problem, Verification, verify
from motcua.foundation.ledger.writing import together, write, write_many

__all__ = [
    "Followed",
    "Happened",
    "KnownDatabase",
    "LedgerRow",
    "Problem",
    "Root",
    "Seal",
    "SealRefused",
    "Verification",
    "adopt",
    "follow",
    "has_rows",
    "is_made",
    "known",
    "left_behind",
    "newest_root",
    "oldest_begun",
    "oldest_running",
    "outside",
    "remember",
    "rows_asked",
    "rows_of",
    "rows_on",
    "rows_since",
    "seal",
    "together",
    "verify",
    "write",
    "write_many",
    "written_before",
]
