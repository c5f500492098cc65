"""Acts on processes as the ledger names them; their subject is `process:CODE`."""

from enum import StrEnum


class Act(StrEnum):
    """What happened to a process."""

    PROCESS_VERSION_ADDED = "process_version_added"
    PROCESS_VERSION_BOUND = "process_version_bound"
