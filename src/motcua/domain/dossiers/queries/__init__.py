"""Questions about dossiers: few statements each, plain values out."""

from motcua.domain.dossiers.queries.details import DossierInfo, PromiseInfo, SegmentInfo, StepInfo, dossier
from motcua.domain.dossiers.queries.hand_overs import (
    HandOverCount,
    OverdueHandOver,
    hand_overs_counted,
    overdue_hand_overs,
)
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
from motcua.domain.dossiers.queries.moves import (
    MoveInfo,
    MoveReport,
    UnknownBatch,
    all_moves,
    move,
    open_on_calendar,
    place_names,
    places_taken,
    running_by_version,
)
from motcua.domain.dossiers.queries.notices import AskedSupplement, Notice, notice_of
from motcua.domain.dossiers.queries.possible import (
    COMPLETE,
    MAKE_READY,
    TAKE_OVER,
    DoableAnswer,
    DoableStep,
    Possible,
    SupplementTerms,
    doable_at_once,
    may_see,
    possible,
)
from motcua.domain.dossiers.queries.scope import UnknownDossier, holding_units

__all__ = [
    "COMPLETE",
    "GROUPS",
    "MAKE_READY",
    "TAKE_OVER",
    "AskedSupplement",
    "Breach",
    "DoableAnswer",
    "DoableStep",
    "DossierInfo",
    "HandOverCount",
    "Inbox",
    "InboxRow",
    "ListedDossier",
    "MoveInfo",
    "MoveReport",
    "Notice",
    "OverdueHandOver",
    "Possible",
    "Progress",
    "PromiseInfo",
    "SegmentInfo",
    "StepInfo",
    "SupplementTerms",
    "UnknownBatch",
    "UnknownDossier",
    "UnknownView",
    "all_moves",
    "breaches",
    "doable_at_once",
    "dossier",
    "dossiers_of",
    "find",
    "hand_overs_counted",
    "holding_units",
    "inbox",
    "inbox_counts",
    "may_see",
    "move",
    "notice_of",
    "open_of_person",
    "open_on_calendar",
    "overdue_hand_overs",
    "place_names",
    "places_taken",
    "possible",
    "progress_of",
    "running_by_version",
]
