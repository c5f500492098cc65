"""Acts on processes: each one transaction, with its row in the ledger."""

from motcua.domain.workflow.operations.binding import UnusableVersion, bind_version
from motcua.domain.workflow.operations.importing import import_processes

__all__ = ["UnusableVersion", "bind_version", "import_processes"]
