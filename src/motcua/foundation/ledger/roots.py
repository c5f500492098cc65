"""The newest seal, as something that was published is tied to: whoever has it can show later what the ledger held then."""

from dataclasses import dataclass

from motcua.foundation.ledger import seal_files
from motcua.foundation.models import DatabaseIdentity


@dataclass(frozen=True)
class Root:
    """The newest seal: its number and the digest that stands over all seals before it; number 0 before the first."""

    number: int
    digest: str


def newest_root() -> Root:
    """Return the newest seal of this database that is whole; number 0 where none was written yet."""
    name = DatabaseIdentity.objects.get().name
    number = seal_files.last_number(name)
    found = seal_files.read_seal(name, number, seal_files.signing_key().public_key()) if number else None
    return Root(found.number, found.digest) if found and found.whole else Root(0, seal_files.FIRST_PREVIOUS)
