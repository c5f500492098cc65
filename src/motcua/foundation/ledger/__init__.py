"""The ledger: append-only, hash-chained per subject, sealed outside the database (decision 6)."""

from motcua.foundation.ledger.reading import LedgerRow, has_rows, rows_of
from motcua.foundation.ledger.sealing import Seal, seal
from motcua.foundation.ledger.verifying import Problem, Verification, verify
from motcua.foundation.ledger.writing import write

__all__ = ["LedgerRow", "Problem", "Seal", "Verification", "has_rows", "rows_of", "seal", "verify", "write"]
