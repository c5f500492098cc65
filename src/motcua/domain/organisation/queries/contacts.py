"""Where people reach units."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from motcua.domain.organisation.models import UnitContact
from motcua.domain.organisation.rules.coordinates import Coordinates


@dataclass(frozen=True)
class ContactInfo:
    """Address, telephone, directions and place on a map of a unit, as its administrators stated them; each may be empty."""

    address: str = ""
    phone: str = ""
    note: str = ""
    coordinates: Coordinates | None = None

    @property
    def coordinates_text(self) -> str:
        """Latitude and longitude as they are written; empty where none were stated."""
        return self.coordinates.text if self.coordinates else ""


def contacts_of(codes: Iterable[str]) -> Mapping[str, ContactInfo]:
    """Return what holds now of the units for which something was stated, in one statement."""
    newest = UnitContact.objects.filter(unit__code__in=set(codes)).order_by("unit__code", "-pk").distinct("unit__code")
    rows = newest.values_list("unit__code", "address", "phone", "note", "latitude", "longitude")
    return {
        code: ContactInfo(address, phone, note, _place(latitude, longitude))
        for code, address, phone, note, latitude, longitude in rows
    }


def _place(latitude: Decimal | None, longitude: Decimal | None) -> Coordinates | None:
    return None if latitude is None or longitude is None else Coordinates(latitude, longitude)
