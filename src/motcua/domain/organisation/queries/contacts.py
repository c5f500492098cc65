"""Where people reach units."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.domain.organisation.models import UnitContact


@dataclass(frozen=True)
class ContactInfo:
    """Address, telephone and directions of a unit, as its administrators stated them; each may be empty."""

    address: str = ""
    phone: str = ""
    note: str = ""


def contacts_of(codes: Iterable[str]) -> Mapping[str, ContactInfo]:
    """Return what holds now of the units for which something was stated, in one statement."""
    newest = UnitContact.objects.filter(unit__code__in=set(codes)).order_by("unit__code", "-pk").distinct("unit__code")
    rows = newest.values_list("unit__code", "address", "phone", "note")
    return {code: ContactInfo(address, phone, note) for code, address, phone, note in rows}
