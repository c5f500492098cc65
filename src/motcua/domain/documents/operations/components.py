"""Write down what a person hands in."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from motcua.domain.documents.rules import components as rules

# One statement for any number of papers; they are numbered on from those that are there.
RECORD = """
    INSERT INTO documents_receivedcomponent (subject, number, name, originals, copies, digest, recorded_at)
    SELECT %(subject)s, known.last + given.place, given.name, given.originals, given.copies, given.digest, %(at)s
    FROM unnest(%(names)s::text[], %(originals)s::int[], %(copies)s::int[], %(digests)s::text[])
         WITH ORDINALITY AS given (name, originals, copies, digest, place),
         (SELECT coalesce(max(number), 0) AS last FROM documents_receivedcomponent WHERE subject = %(subject)s) AS known
"""


def record_components(*, subject: str, components: Sequence[rules.Component], at: datetime) -> None:
    """Write down what was handed in, numbered from 1 or on from what came before (bổ sung).

    Raises WrongComponent for a paper without a name or with an impossible number of sheets.
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    kept = rules.components(components)
    if not kept:
        return
    with connection.cursor() as cursor:
        cursor.execute(RECORD, {"subject": subject, "at": at, **columns(kept)})


def columns(kept: Sequence[rules.Component]) -> dict[str, list[object]]:
    """Return the parameters of `RECORD` beside subject and moment."""
    return {
        "names": [part.name for part in kept],
        "originals": [part.originals for part in kept],
        "copies": [part.copies for part in kept],
        "digests": [part.digest for part in kept],
    }
