"""Acts of the documents: what is handed in is written down, papers are issued and printed."""

from motcua.domain.documents.operations.components import record_components
from motcua.domain.documents.operations.issuing import issue_paper
from motcua.domain.documents.operations.letters import FontsNotBuilt, UnprintableText, require_printable
from motcua.domain.documents.operations.printing import print_paper
from motcua.domain.documents.operations.withdrawing import withdraw_papers

__all__ = [
    "FontsNotBuilt",
    "UnprintableText",
    "issue_paper",
    "print_paper",
    "record_components",
    "require_printable",
    "withdraw_papers",
]
