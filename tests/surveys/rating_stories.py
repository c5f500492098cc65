"""What tests of ratings share: a dossier that came to its result, a link, a device."""

from datetime import timedelta

from motcua.domain.dossiers import testing
from motcua.domain.surveys import api as surveys

SENDER = surveys.Sender(place="203.0.113.7", browser="Điện thoại mẫu")
MINUTE = timedelta(minutes=1)


def settled(staff, *, at=testing.RECEIVED_AT, **changes):
    """Receive a dossier and carry it to its result an hour later; return its code."""
    code = testing.a_dossier(staff, at=at, **changes)
    testing.carry_to_ready(staff, code, at=at + 60 * MINUTE)
    return code


def links(staff, code, *, at):
    return surveys.invite(code, by=staff.reception, at=at).token


def device(staff, *, at):
    return surveys.add_device(unit=staff.places.commune_desk, name="Quầy 1", by=staff.reception, at=at)
