"""Acts on procedures as the ledger names them."""

from enum import StrEnum


class Act(StrEnum):
    """What happened to a procedure, or to the catalogue as a whole."""

    CATALOGUE_IMPORTED = "catalogue_imported"
    NATIONAL_CREATED = "national_created"
    NATIONAL_UPDATED = "national_updated"
    FIELD_ANSWERED = "field_answered"
    ANSWER_CONFIRMED = "answer_confirmed"
    ANSWER_WITHDRAWN = "answer_withdrawn"
    PROCESS_BOUND = "process_bound"
    PUBLISHED = "published"
    EXPIRED = "expired"
    OVERLAY_STATED = "overlay_stated"
    OVERLAY_UNDONE = "overlay_undone"
    OVERLAY_ENDED = "overlay_ended"
    DECISION_ENTERED = "decision_entered"
    SEARCH_WORD_ADDED = "search_word_added"
    SEARCH_WORD_REMOVED = "search_word_removed"
    UNANSWERED_SETTLED = "unanswered_settled"
    REPLACEMENT_SAID = "replacement_said"
    QR_BOARD_MADE = "qr_board_made"
    QR_BOARD_HUNG = "qr_board_hung"
    QR_BOARD_TAKEN_DOWN = "qr_board_taken_down"
    QR_BOARD_UNDONE = "qr_board_undone"


def subject_of(code: str) -> str:
    """Return the ledger's subject of a procedure."""
    return f"procedure:{code}"
