"""Who a person is: as last declared, or as declared at one moment. Each one statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet

from motcua.domain.parties.models import Party, PartySnapshot
from motcua.domain.parties.rules import declarations
from motcua.domain.parties.rules.words import PartyKind
from motcua.foundation.digests import salted
from motcua.foundation.questions import Question
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import fold

_COLUMNS = ("kind", "identifier", "name", "phone", "address", "email")
_KNOWN: Final = f"""
    SELECT id, {", ".join(_COLUMNS)} FROM parties_party WHERE kind = %s AND identifier = ANY(%s) ORDER BY id LIMIT 1
"""  # noqa: S608 - names of our own columns
_PEOPLE: Final = f"""
    SELECT id, party_id, {", ".join(_COLUMNS)} FROM parties_partysnapshot WHERE id = ANY(%s)
"""  # noqa: S608 - names of our own columns


class UnknownPerson(Refusal):
    """There is no such person."""

    def __init__(self) -> None:
        super().__init__(say("Không tìm thấy người nộp hồ sơ."))


@dataclass(frozen=True)
class PersonInfo:
    """A citizen or business as declared."""

    party_id: int
    kind: PartyKind
    identifier: str
    name: str
    phone: str
    address: str
    email: str

    def as_declared(self) -> dict[str, str]:
        """Return what was declared in plain texts, as a paper prints it."""
        return {"kind": str(self.kind), **{name: getattr(self, name) for name in _COLUMNS[1:]}}


def find_person(kind: str, identifier: str) -> PersonInfo | None:
    """Return the person with this identifier as last declared, or None; how the number is typed does not matter."""
    typed = declarations.without_blanks(identifier)
    if not typed:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [kind, [typed, f"{typed[:10]}-{typed[10:]}"]])
        found = cursor.fetchone()
    return _info(found[0], dict(zip(_COLUMNS, found[1:], strict=True))) if found else None


def party(party_id: int) -> PersonInfo:
    """Return a person as last declared. Raises UnknownPerson."""
    found = Party.objects.filter(pk=party_id).values(*_COLUMNS).first()
    if found is None:
        raise UnknownPerson
    return _info(party_id, found)


def person(snapshot_id: int) -> PersonInfo:
    """Return a person as declared when the snapshot was taken. Raises UnknownPerson."""
    found = people([snapshot_id])
    if snapshot_id not in found:
        raise UnknownPerson
    return found[snapshot_id]


def people(snapshot_ids: Iterable[int]) -> Mapping[int, PersonInfo]:
    """Return persons by snapshot id, as declared then, in one statement; unknown ids are left out."""
    wanted = sorted(set(snapshot_ids))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, [wanted])
        return {pk: _info(party, dict(zip(_COLUMNS, row, strict=True))) for pk, party, *row in cursor.fetchall()}


def people_asked(snapshot_id: int, *further: QuerySet[Any]) -> Question[Mapping[int, PersonInfo]]:
    """Ask for persons by snapshot id, as declared then; `further` are questions for more ids."""
    condition = Q(pk=snapshot_id)
    for ids in further:
        condition |= Q(pk__in=ids)
    return Question(PartySnapshot.objects.filter(condition).defer("taken_at"), _people)


def _people(found: list[PartySnapshot]) -> Mapping[int, PersonInfo]:
    return {row.pk: _info(row.party_id, {name: getattr(row, name) for name in _COLUMNS}) for row in found}


def digest_of(identifier: str) -> str:
    """Return the salted digest by which the ledger refers to a person, however the number is typed."""
    return salted(declarations.without_blanks(identifier).replace("-", ""))


def _info(party_id: int, row: Mapping[str, str]) -> PersonInfo:
    return PersonInfo(party_id=party_id, kind=PartyKind(row["kind"]), **{name: row[name] for name in _COLUMNS[1:]})


def snapshots_matching(text: str) -> QuerySet[PartySnapshot]:
    """Return the snapshots of people with this identifier, or whose name holds these words (marks do not matter)."""
    digits = "".join(text.split())
    condition = Q(party__identifier=digits)
    if fold(text):
        condition |= Q(party__name_fold__contains=fold(text))
    return PartySnapshot.objects.filter(condition)


def snapshots_of(party_id: int) -> QuerySet[PartySnapshot]:
    """Return the snapshots of one person."""
    return PartySnapshot.objects.filter(party=party_id)
