"""Remember people and what they declared, within the transaction of the act that needs it.

These acts write no ledger row of their own: the act that calls them does, with `digest_of` for the person.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from motcua.domain.parties.models import Party, PartySnapshot
from motcua.domain.parties.queries import PersonInfo, UnknownPerson
from motcua.domain.parties.rules import declarations
from motcua.kernel.vietnamese import fold
from motcua.kernel.working_time import local

_REMEMBER = """
    INSERT INTO parties_party (kind, identifier, name, name_fold, phone, address, email, created_at, changed_at)
    VALUES (%(kind)s, %(identifier)s, %(name)s, %(name_fold)s, %(phone)s, %(address)s, %(email)s, %(at)s, %(at)s)
    ON CONFLICT (kind, identifier) DO UPDATE SET name = excluded.name, name_fold = excluded.name_fold,
        phone = excluded.phone, address = excluded.address, email = excluded.email, changed_at = excluded.changed_at
    RETURNING id
"""
# Both at once: nobody can declare in between.
_DECLARE = f"""
    WITH party AS ({_REMEMBER})
    INSERT INTO parties_partysnapshot (party_id, kind, identifier, name, phone, address, email, taken_at)
    SELECT id, %(kind)s, %(identifier)s, %(name)s, %(phone)s, %(address)s, %(email)s, %(at)s FROM party
    RETURNING party_id, id
"""  # noqa: S608 - put together from our own text


@dataclass(frozen=True)
class Declared:
    """A declaration that was kept: the id of its snapshot, and the person as it has them."""

    snapshot_id: int
    person: PersonInfo


@transaction.atomic
def remember_person(
    kind: str, identifier: str, name: str, phone: str, address: str, *, at: datetime, email: str = ""
) -> int:
    """Create the person, or bring the one with this identifier up to what is declared now; return the id.

    Safe with two counters at once. What was declared earlier stays in its snapshots. Raises WrongDeclaration.
    """
    said = declarations.declaration(
        kind=kind, identifier=identifier, name=name, phone=phone, address=address, email=email, on=local(at).date()
    )
    with connection.cursor() as cursor:
        cursor.execute(_REMEMBER, _columns(said, at))
        return int(cursor.fetchone()[0])


def _columns(said: declarations.Declaration, at: datetime) -> dict[str, Any]:
    return {
        "kind": said.kind.value,
        "identifier": said.identifier,
        "name": said.name,
        "name_fold": fold(said.name)[: declarations.LONGEST_NAME],
        "phone": said.phone,
        "address": said.address,
        "email": said.email,
        "at": at,
    }


@transaction.atomic
def snapshot(party_id: int) -> int:
    """Keep what the person has declared by now, unchanged for ever; return the snapshot's id.

    Take it in the transaction of `remember_person`, so that nobody declares in between. Raises UnknownPerson.
    """
    party = Party.objects.filter(pk=party_id).first()
    if party is None:
        raise UnknownPerson
    kept = PartySnapshot.objects.create(
        party=party,
        kind=party.kind,
        identifier=party.identifier,
        name=party.name,
        phone=party.phone,
        address=party.address,
        email=party.email,
        taken_at=party.changed_at,
    )
    return int(kept.pk)


def declare(  # one person's declaration has this many parts
    *, kind: str, identifier: str, name: str, at: datetime, phone: str = "", address: str = "", email: str = ""
) -> int:
    """Remember the person and keep what was declared now; return the snapshot's id. Raises WrongDeclaration."""
    return declare_person(
        kind=kind, identifier=identifier, name=name, at=at, phone=phone, address=address, email=email
    ).snapshot_id


@transaction.atomic(savepoint=False)
def declare_person(  # one person's declaration has this many parts
    *, kind: str, identifier: str, name: str, at: datetime, phone: str = "", address: str = "", email: str = ""
) -> Declared:
    """Remember the person and keep what was declared now, in one statement. Raises WrongDeclaration."""
    said = declarations.declaration(
        kind=kind, identifier=identifier, name=name, phone=phone, address=address, email=email, on=local(at).date()
    )
    with connection.cursor() as cursor:
        cursor.execute(_DECLARE, _columns(said, at))
        party_id, snapshot_id = cursor.fetchone()
    person = PersonInfo(party_id, said.kind, said.identifier, said.name, said.phone, said.address, said.email)
    return Declared(int(snapshot_id), person)
