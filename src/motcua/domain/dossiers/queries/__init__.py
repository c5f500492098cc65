"""Questions about dossiers: few statements each, plain values out."""

from motcua.domain.dossiers.queries.details import DossierInfo, PromiseInfo, SegmentInfo, StepInfo, dossier
from motcua.domain.dossiers.queries.inbox import GROUPS, Inbox, InboxRow, UnknownView, inbox, inbox_counts
from motcua.domain.dossiers.queries.invariants import Breach, breaches
from motcua.domain.dossiers.queries.listing import (
    ListedDossier,
    Progress,
    dossiers_of,
    find,
    open_of_person,
    progress_of,
)
from motcua.domain.dossiers.queries.scope import UnknownDossier

__all__ = [
    "GROUPS",
    "Breach",
    "DossierInfo",
    "Inbox",
    "InboxRow",
    "ListedDossier",
    "Progress",
    "PromiseInfo",
    "SegmentInfo",
    "StepInfo",
    "UnknownDossier",
    "UnknownView",
    "breaches",
    "dossier",
    "dossiers_of",
    "find",
    "inbox",
    "inbox_counts",
    "open_of_person",
    "progress_of",
]
