"""Builders for tests of every module: people who are nobody."""

from datetime import datetime

from motcua.domain.parties.operations import remember_person, snapshot
from motcua.kernel.working_time import ZONE

DECLARED_AT = datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)


def a_person(
    identifier: str = "096000000001",
    *,
    kind: str = "citizen",
    name: str = "Trần Văn Mẫu",
    phone: str = "0290000001",
    address: str = "Ấp Mũi, xã Đất Mũi",
    email: str = "",
    at: datetime = DECLARED_AT,
) -> int:
    """Remember a person; return the party's id."""
    return remember_person(kind, identifier, name, phone, address, email=email, at=at)


def a_snapshot(identifier: str = "096000000001", *, name: str = "Trần Văn Mẫu", at: datetime = DECLARED_AT) -> int:
    """Remember a person and keep what was declared; return the snapshot's id."""
    return snapshot(a_person(identifier, name=name, at=at))
