"""Ask people to rate a settled dossier: by a one-time link, or on a device at the counter."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.surveys import queries
from motcua.domain.surveys.events import Act, Invited, NewDevice
from motcua.domain.surveys.models import Rating, RatingDevice, RatingInvitation
from motcua.domain.surveys.operations.basis import (
    LONGEST_NAME,
    NotSettled,
    UnknownLink,
    new_token,
    rules_on,
    text_of,
)
from motcua.domain.surveys.rules.answers import NotOpen
from motcua.domain.surveys.rules.words import Channel, Ended
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.language import say


@transaction.atomic
def invite(code: str, *, by: Actor, at: datetime) -> Invited:
    """Make a one-time link for the present settlement, at the dossier's desk; an older one that is open ends.

    Raises NotSettled, NotOpen where it was rated already, MissingRight.
    """
    settled = _settled(code)
    organisation.require_role(by, organisation.Role.RECEPTION, settled.desk)
    return _invited(settled, by=by, at=at)


@transaction.atomic
def invite_from_afar(code: str, *, by: Actor, at: datetime) -> Invited:
    """Make a one-time link for whoever proved to hold the dossier's receipt, without the desk; an older one ends.

    That it was proved is the caller's to know; the link then holds as every other. Raises NotSettled, NotOpen.
    """
    return _invited(_settled(code), by=by, at=at)


def _invited(settled: dossiers.settlements.Settlement, *, by: Actor, at: datetime) -> Invited:
    _require_unrated(settled)
    token = new_token()
    open_links = RatingInvitation.objects.filter(
        dossier_id=settled.code, channel=Channel.LINK, used_at=None, ended_at=None
    )
    open_links.update(ended_at=at, ended_why=Ended.REPLACED)
    expires_at = at + timedelta(days=rules_on(at).link_days)
    made = RatingInvitation.objects.create(
        dossier_id=settled.code,
        settlement=settled.number,
        channel=Channel.LINK,
        digest=queries.digest_of(token),
        opened_at=at,
        opened_by=by.login,
        expires_at=expires_at,
    )
    body = {"settlement": settled.number, "invitation": made.pk, "expires_at": expires_at.isoformat()}
    ledger.write(subject=f"rating:{settled.code}", act=Act.RATING_INVITED, by=by, at=at, body=body)
    return Invited(settled.code, token, expires_at)


def _settled(code: str) -> dossiers.settlements.Settlement:
    settled = dossiers.settlements.settlement_of(code)
    if settled is None:
        raise NotSettled(say("Hồ sơ chưa có kết quả nên chưa mời đánh giá được. Không có gì thay đổi."))
    return settled


def _require_unrated(settled: dossiers.settlements.Settlement) -> None:
    if Rating.objects.filter(dossier_id=settled.code, settlement=settled.number).exists():
        raise NotOpen(say("Hồ sơ này đã được đánh giá; mỗi hồ sơ một lần."))


@transaction.atomic
def add_device(*, unit: str, name: str, by: Actor, at: datetime) -> NewDevice:
    """Add a device to a desk, as its reception. Raises MissingRight, FaultyText."""
    organisation.require_role(by, organisation.Role.RECEPTION, unit)
    named, token = text_of(name, LONGEST_NAME, say("tên máy")), new_token()
    row = RatingDevice.objects.create(
        unit_id=unit, name=named, digest=queries.digest_of(token), added_at=at, added_by=by.login
    )
    ledger.write(subject=f"unit:{unit}", act=Act.RATING_DEVICE_ADDED, by=by, at=at, body={"device": row.pk})
    return NewDevice(row.pk, named, token)


@transaction.atomic
def end_device(device: int, *, by: Actor, at: datetime) -> None:
    """End a device: its address opens nothing any more; what was answered on it stays. Raises UnknownLink, MissingRight."""
    row = RatingDevice.objects.select_for_update().filter(pk=device, ended_at=None).first()
    if row is None:
        raise UnknownLink(say("Không có máy đánh giá này ở quầy, hoặc máy đã ngừng dùng. Không có gì thay đổi."))
    organisation.require_role(by, organisation.Role.RECEPTION, row.unit_id)
    row.ended_at, row.ended_by = at, by.login
    row.save(update_fields=["ended_at", "ended_by"])
    ledger.write(subject=f"unit:{row.unit_id}", act=Act.RATING_DEVICE_ENDED, by=by, at=at, body={"device": row.pk})


@transaction.atomic
def open_on_device(code: str, *, device: int, by: Actor, at: datetime) -> int:
    """Ask on a device of the desk about a dossier that was settled; what it showed before ends. Return the invitation's id.

    Raises NotSettled, NotOpen, UnknownLink, MissingRight.
    """
    settled = _settled(code)
    organisation.require_role(by, organisation.Role.RECEPTION, settled.desk)
    _require_unrated(settled)
    row = RatingDevice.objects.select_for_update().filter(pk=device, unit_id=settled.desk, ended_at=None).first()
    if row is None:
        raise UnknownLink(say("Không có máy đánh giá này ở quầy, hoặc máy đã ngừng dùng. Không có gì thay đổi."))
    RatingInvitation.objects.filter(device=row, used_at=None, ended_at=None).update(
        ended_at=at, ended_why=Ended.REPLACED
    )
    made = device_invitation(settled, row.pk, by.login, at)
    made.save(force_insert=True)
    return int(made.pk)


def device_invitation(
    settled: dossiers.settlements.Settlement, device: int, login: str, at: datetime
) -> RatingInvitation:
    """Return the row of a call on a device, not saved."""
    return RatingInvitation(
        dossier_id=settled.code,
        settlement=settled.number,
        channel=Channel.DEVICE,
        device_id=device,
        opened_at=at,
        opened_by=login,
        expires_at=at + timedelta(minutes=rules_on(at).device_minutes),
    )
