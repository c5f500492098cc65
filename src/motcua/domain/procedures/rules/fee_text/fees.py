"""What reading a fee gives: its kind, its amounts, and the doubt an officer should look at."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class FeeKind(StrEnum):
    """Four states: free, an amount, nothing stated, or a note that must be read."""

    FREE = "free"
    AMOUNT = "amount"
    NOT_STATED = "not_stated"
    SEE_NOTE = "see_note"


@dataclass(frozen=True, slots=True)
class FeeAmount:
    """One amount: currency as ISO 4217 has it, for each of what (None: not said), for whom or when (None: not said)."""

    value: Decimal
    currency: str
    per: str | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee as its text has it; doubt is one or more Vietnamese sentences."""

    kind: FeeKind
    amounts: tuple[FeeAmount, ...] = ()
    doubt: str | None = None
