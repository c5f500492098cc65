"""The door of the parties: what other modules may use."""

from motcua.domain.parties.operations import Declared, declare, declare_person, remember_person, snapshot
from motcua.domain.parties.queries import (
    PersonInfo,
    UnknownPerson,
    digest_of,
    find_person,
    party,
    people,
    people_asked,
    person,
    snapshots_matching,
    snapshots_of,
)
from motcua.domain.parties.rules.declarations import (
    Declaration,
    WrongDeclaration,
    declaration,
    kinds_with_identifier,
    without_blanks,
)
from motcua.domain.parties.rules.words import KIND_NAMES, PartyKind

__all__ = [
    "KIND_NAMES",
    "Declaration",
    "Declared",
    "PartyKind",
    "PersonInfo",
    "UnknownPerson",
    "WrongDeclaration",
    "declaration",
    "declare",
    "declare_person",
    "digest_of",
    "find_person",
    "kinds_with_identifier",
    "party",
    "people",
    "people_asked",
    "person",
    "remember_person",
    "snapshot",
    "snapshots_matching",
    "snapshots_of",
    "without_blanks",
]
