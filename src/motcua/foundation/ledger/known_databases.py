"""Which database lies at an address, and how many seals it has: noted outside, beside the seals.

Whoever owns the database could give it another identity, so that its seals would look like those of another one; or
the newest seals could be taken away. Both are seen by this note.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from motcua.foundation.ledger import seal_files
from motcua.foundation.models import DatabaseIdentity


@dataclass(frozen=True)
class KnownDatabase:
    """The database that was last migrated from nothing at an address, and the number of its newest seal."""

    address: str
    name: str
    seals: int


def address() -> str:
    """Return the address of the database as this machine sees it, without user or password."""
    access = settings.DATABASES["default"]["ACCESS"]
    server = "embedded" if access.is_embedded else f"{access.owner.get('host', '')}:{access.owner.get('port', 5432)}"
    return f"{server}/{connection.settings_dict['NAME']}"


def known() -> KnownDatabase | None:
    """Return what is noted of this address; None before anything was."""
    path = _path_of(address())
    return KnownDatabase(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def remember(name: str, *, seals: int) -> None:
    """Note the database of this address and its newest seal, whole or not at all."""
    path = _path_of(address())
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(KnownDatabase(address(), name, seals))), encoding="utf-8")
    part.replace(path)


def outside() -> KnownDatabase:
    """Return what stands outside of this database: as noted, else as its seal files say."""
    noted = known()
    if noted is not None:
        return noted
    name = DatabaseIdentity.objects.get().name
    return KnownDatabase(address(), name, seal_files.last_number(name))


def adopt() -> None:
    """Note a database that was just made at this address; the seals of one that lay there before stay on disk."""
    remember(DatabaseIdentity.objects.get().name, seals=0)


def is_made() -> bool:
    """Tell whether this database was ever migrated."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('foundation_databaseidentity')")
        return cursor.fetchone()[0] is not None


def _path_of(at_address: str) -> Path:
    name = hashlib.sha256(at_address.encode()).hexdigest()[:16]
    return settings.ENVIRONMENT.data / "seals" / "databases" / f"{name}.json"
