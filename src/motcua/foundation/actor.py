"""Who acts, and by which right: what every operation is told and the ledger keeps."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Actor:
    """One officer (or the system itself) acting by one right at one unit.

    `right` is the text that the ledger shows: position and unit as they were at that moment.
    """

    login: str
    right: str
    officer_id: int | None
    unit_code: str
    roles: frozenset[str] = field(default_factory=frozenset)


SYSTEM = Actor(login="he-thong", right="Hệ thống", officer_id=None, unit_code="", roles=frozenset({"system"}))
