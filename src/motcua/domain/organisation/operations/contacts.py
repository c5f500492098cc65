"""Say where and how people reach a unit: its address, telephone, what helps to find the door, and its place on a map."""

from datetime import datetime

from django.db import transaction

from motcua.domain.organisation import queries
from motcua.domain.organisation.events import Act
from motcua.domain.organisation.models import UnitContact
from motcua.domain.organisation.operations.guards import locked_unit, require_administration, today
from motcua.domain.organisation.operations.people import NothingChanged
from motcua.domain.organisation.rules import texts
from motcua.domain.organisation.rules.coordinates import read_coordinates
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.language import say

LONGEST_PHONE = 60


@transaction.atomic
def state_contact(
    *, unit: str, address: str, phone: str, note: str, coordinates: str = "", by: Actor, at: datetime
) -> None:
    """Say where people reach a unit from now on; each part may be left empty, the ledger names what was stated.

    `coordinates`: latitude and longitude in decimal degrees of WGS 84, as copied from a map.
    Raises MissingRight, UnknownUnit, UnusableText for a part that is too long, UnusableCoordinates, or NothingChanged.
    """
    require_administration(by, unit, at)
    kept = locked_unit(unit)
    queries.unit(unit, today(at))
    place = read_coordinates(coordinates)
    stated = {
        "address": texts.optional_text(address, say("Địa chỉ")),
        "phone": texts.optional_text(phone, say("Điện thoại"), LONGEST_PHONE),
        "note": texts.optional_text(note, say("Chỉ dẫn")),
    }
    newest = queries.contacts_of([unit]).get(unit)
    said = [*(name for name, text in stated.items() if text), *(["coordinates"] if place else [])]
    if newest == queries.ContactInfo(**stated, coordinates=place) or (newest is None and not said):
        raise NothingChanged(say("Nơi liên hệ của đơn vị đã ghi như vậy."))
    degrees = {"latitude": place.latitude, "longitude": place.longitude} if place else {}
    UnitContact.objects.create(unit=kept, **stated, **degrees, stated_by=by.login, stated_at=at)
    ledger.write(subject=f"unit:{unit}", act=Act.CONTACT_STATED, by=by, at=at, body={"said": said})
