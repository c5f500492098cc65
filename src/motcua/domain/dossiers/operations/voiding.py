"""Void what was entered by mistake, on the day of its reception: the number stays, struck out, and counts nowhere."""

from datetime import datetime

from django.db import transaction

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import Apology, HandOver, LateFinding
from motcua.domain.dossiers.operations import ending
from motcua.domain.dossiers.operations.locking import Held, take
from motcua.domain.dossiers.rules import transitions, voiding
from motcua.domain.dossiers.rules.words import State
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor
from motcua.kernel.language import say


@transaction.atomic
def void(code: str, *, reason: str, by: Actor, at: datetime) -> events.Acted:
    """Void a dossier entered by mistake (hủy do nhập nhầm), at the desk that received it, on that day.

    Its steps, hand-overs and opinions end, its clock too; it is not late and owes nothing; its papers are withdrawn and say
    so when they are printed again. Raises Refusal: another desk, no reason, another day, decided, filed online, ended.
    """
    held = take(code, by=by, at=at)
    dossier = held.dossier
    transitions.require_move(current=State(dossier.state), wanted=State.VOID, act=say("hủy do nhập nhầm"))
    transitions.require_undecided(dossier.decided_at, act=say("hủy do nhập nhầm"))
    organisation.require_role(by, organisation.Role.RECEPTION, dossier.desk_id)
    voiding.require_same_day(received_at=dossier.received_at, at=at)
    voiding.require_entered_here(dossier.outside_code)
    ending.leave(held, State.VOID, reason=ending.reason_of(reason, say("hủy do nhập nhầm")), at=at)
    _owe_nothing(held, by=by, at=at)
    held.write("voided", by=by, at=at)
    documents.withdraw_papers(f"dossier:{dossier.code}", why=documents.Withdrawn.VOIDED, by=by, at=at)
    dossier.save()
    return events.Acted(code=dossier.code, act="voided", state=State.VOID)


def _owe_nothing(held: Held, *, by: Actor, at: datetime) -> None:
    """Close what others still had to do for it: hand-overs, what was found late, a letter that is only a draft."""
    voiding.require_no_letter(Apology.objects.filter(dossier=held.dossier, signed_at__isnull=False).exists())
    HandOver.objects.filter(step__dossier=held.dossier, taken_at=None).update(taken_at=at, taken_by=by.login)
    Apology.objects.filter(dossier=held.dossier).delete()
    LateFinding.objects.filter(dossier=held.dossier).delete()
