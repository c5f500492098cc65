"""Which official forms (mẫu giấy, phiếu) this software issues; their titles and numbers are data of the rule packs."""

from enum import StrEnum


class Form(StrEnum):
    """The forms of the reception and of what follows it; the values are the keys of `RulePack.forms`."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP = "stop"
    CONTROL = "control"
    PAYMENT = "payment"
    HAND_OVER = "hand_over"
    REGISTER = "register"
    REGISTER_NOTES = "register_notes"
    SETTLEMENT = "settlement"


class Withdrawn(StrEnum):
    """Why a paper no longer holds."""

    VOIDED = "voided"
    REPLACED = "replaced"
    REOPENED = "reopened"
    LOST = "lost"
