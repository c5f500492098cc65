"""Acts on processes as the ledger names them; their subject is `process:CODE`."""

from enum import StrEnum


class Act(StrEnum):
    """What happened to a process."""

    PROCESS_VERSION_ADDED = "process_version_added"
    PROCESS_VERSION_BOUND = "process_version_bound"
    PROCESS_DRAFT_CHANGED = "process_draft_changed"
    PROCESS_DRAFT_DROPPED = "process_draft_dropped"
