"""Questions about procedures: what is published, what waits, what a page shows."""

from motcua.domain.procedures.queries.lists import (
    PlaceInQueue,
    ProcedureRow,
    Queue,
    count_unpublished,
    place_in_queue,
    procedures,
    search_for_desk,
    unpublished_queue,
)
from motcua.domain.procedures.queries.page import (
    AnswerInfo,
    Check,
    ProcessRow,
    PublicationPage,
    UnknownProcedure,
    due_if_received,
    publication_page,
)
from motcua.domain.procedures.queries.published import (
    NotPublished,
    PublishedInfo,
    published,
    published_version,
    published_versions,
)
from motcua.domain.procedures.queries.settled import SettledField

__all__ = [
    "AnswerInfo",
    "Check",
    "NotPublished",
    "PlaceInQueue",
    "ProcedureRow",
    "ProcessRow",
    "PublicationPage",
    "PublishedInfo",
    "Queue",
    "SettledField",
    "UnknownProcedure",
    "count_unpublished",
    "due_if_received",
    "place_in_queue",
    "procedures",
    "publication_page",
    "published",
    "published_version",
    "published_versions",
    "search_for_desk",
    "unpublished_queue",
]
