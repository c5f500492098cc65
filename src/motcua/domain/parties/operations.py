"""Remember people and what they declared, within the transaction of the act that needs it.

These acts write no ledger row of their own: the act that calls them does, with `digest_of` for the person.
"""

from datetime import datetime

from django.db import transaction

from motcua.domain.parties.models import Party, PartySnapshot
from motcua.domain.parties.queries import UnknownPerson
from motcua.domain.parties.rules import declarations
from motcua.kernel.vietnamese import fold
from motcua.kernel.working_time import local

_DECLARED = ("name", "name_fold", "phone", "address", "email", "changed_at")


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
    party = Party(
        kind=said.kind.value,
        identifier=said.identifier,
        name=said.name,
        name_fold=fold(said.name)[: declarations.LONGEST_NAME],
        phone=said.phone,
        address=said.address,
        email=said.email,
        created_at=at,
        changed_at=at,
    )
    [saved] = Party.objects.bulk_create(
        [party], update_conflicts=True, unique_fields=["kind", "identifier"], update_fields=_DECLARED
    )
    return int(saved.pk)


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


@transaction.atomic
def declare(  # one person's declaration has this many parts
    *, kind: str, identifier: str, name: str, at: datetime, phone: str = "", address: str = "", email: str = ""
) -> int:
    """Remember the person and keep what was declared now; return the snapshot's id. Raises WrongDeclaration."""
    return snapshot(remember_person(kind, identifier, name, phone, address, at=at, email=email))
