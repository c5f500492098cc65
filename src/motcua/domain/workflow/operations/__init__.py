"""Acts on processes: each one transaction, with its row in the ledger."""

from motcua.domain.workflow.operations.binding import UnusableVersion, bind_version
from motcua.domain.workflow.operations.drafting import DraftTaken, begin_draft, change_draft, drop_draft, publish_draft
from motcua.domain.workflow.operations.importing import import_processes

__all__ = [
    "DraftTaken",
    "UnusableVersion",
    "begin_draft",
    "bind_version",
    "change_draft",
    "drop_draft",
    "import_processes",
    "publish_draft",
]
