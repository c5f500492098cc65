"""The door of the documents: what other modules may use."""

from motcua.domain.documents.operations import (
    FontsNotBuilt,
    NoSample,
    UnprintableText,
    book_of,
    draw_form,
    issue_paper,
    print_paper,
    record_components,
    require_printable,
    sample_print,
    view_paper,
    withdraw_papers,
)
from motcua.domain.documents.queries import (
    ComponentInfo,
    PaperInfo,
    UnknownPaper,
    components_asked,
    components_of,
    paper,
    papers_asked,
    papers_of,
    sheets_of,
)
from motcua.domain.documents.rules.components import Component, WrongComponent
from motcua.domain.documents.rules.components import components as kept_components
from motcua.domain.documents.rules.forms import Form, Withdrawn

__all__ = [
    "Component",
    "ComponentInfo",
    "FontsNotBuilt",
    "Form",
    "NoSample",
    "PaperInfo",
    "UnknownPaper",
    "UnprintableText",
    "Withdrawn",
    "WrongComponent",
    "book_of",
    "components_asked",
    "components_of",
    "draw_form",
    "issue_paper",
    "kept_components",
    "paper",
    "papers_asked",
    "papers_of",
    "print_paper",
    "record_components",
    "require_printable",
    "sample_print",
    "sheets_of",
    "view_paper",
    "withdraw_papers",
]
