"""Acts of the documents: what is handed in is written down, papers are issued and printed."""

from motcua.domain.documents.operations.boards import code_svg, draw_board
from motcua.domain.documents.operations.components import record_components
from motcua.domain.documents.operations.drawing import draw_form
from motcua.domain.documents.operations.issuing import book_of, issue_paper
from motcua.domain.documents.operations.letters import FontsNotBuilt, UnprintableText, require_printable
from motcua.domain.documents.operations.printing import print_paper, view_paper
from motcua.domain.documents.operations.samples import NoSample, sample_print
from motcua.domain.documents.operations.withdrawing import withdraw_papers

__all__ = [
    "FontsNotBuilt",
    "NoSample",
    "UnprintableText",
    "book_of",
    "code_svg",
    "draw_board",
    "draw_form",
    "issue_paper",
    "print_paper",
    "record_components",
    "require_printable",
    "sample_print",
    "view_paper",
    "withdraw_papers",
]
