"""Who acts, and by which right: what every operation is told and the ledger keeps."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class StandIn:
    """An absent officer whose work somebody does today (người làm thay), with the roles whose steps that covers."""

    login: str
    full_name: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Actor:
    """One officer (or the system itself) acting by one right at one unit.

    `right` is the text that the ledger shows: position and unit as they were at that moment. `stands_for` are the
    absent officers of the same unit whose steps this one does today. `demands_second_factor`: one of the positions held that
    day, whether of this unit or not, administers, leads or signs.
    """

    login: str
    right: str
    officer_id: int | None
    unit_code: str
    roles: frozenset[str] = field(default_factory=frozenset)
    stands_for: tuple[StandIn, ...] = ()
    demands_second_factor: bool = False

    def in_place_of(self, login: str | None, role: str) -> StandIn | None:
        """Return the absent officer of that login where this one does the steps of that role in the other's place."""
        return next((one for one in self.stands_for if one.login == login and role in one.roles), None)

    def standing_in(self, absent: StandIn) -> "Actor":
        """Return this actor as the ledger names an act done in somebody's place; the login stays the real one."""
        return replace(self, right=f"{self.right}, thay {absent.full_name}")


SYSTEM = Actor(login="he-thong", right="Hệ thống", officer_id=None, unit_code="", roles=frozenset({"system"}))
