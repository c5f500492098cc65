"""Correct what a dossier records wrongly: the old stays beside the new, the receipt is issued anew and says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import Apology, Correction, LateFinding
from motcua.domain.dossiers.operations import clock, papers
from motcua.domain.dossiers.operations.ending import reason_of, require_desk_or_leader
from motcua.domain.dossiers.operations.locking import Held, take
from motcua.domain.dossiers.rules import corrections
from motcua.domain.dossiers.rules.reopening import SETTLED
from motcua.domain.dossiers.rules.words import State
from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.foundation.actor import Actor
from motcua.foundation.digests import salted
from motcua.kernel.language import say
from motcua.kernel.working_time import Lateness, lateness_of


@dataclass
class _Change:
    """What one correction changes: snapshots of the person, everything else, and every field for the ledger."""

    persons: tuple[int, int] | None = None
    was: dict[str, Any] = field(default_factory=dict)
    now: dict[str, Any] = field(default_factory=dict)
    told_was: dict[str, Any] = field(default_factory=dict)
    told_now: dict[str, Any] = field(default_factory=dict)

    def note(self, was: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        self.was.update(was)
        self.now.update(now)
        self.told_was.update(was)
        self.told_now.update(now)


@transaction.atomic
def correct(
    code: str,
    *,
    changes: Mapping[str, str],
    reason: str,
    by: Actor,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> events.Acted:
    """Correct (đính chính) what the person declared, the way of the result ("result_by") or facts of the process.

    While the dossier is not settled by the desk or a leader of the competent unit, after that by the leader only. The
    person gets a new receipt while the result is not returned; the one before no longer holds. Raises Refusal: no right,
    no reason, nothing changed, unknown field, faulty declaration, ended without a result.
    """
    held = take(code, by=by, at=at)
    _require_right(held, by)
    why = reason_of(reason, say("đính chính"))
    found = _Change()
    _correct_person(held, {name: changes[name] for name in corrections.PERSON if name in changes}, found, at=at)
    _correct_rest(held, {name: changes[name] for name in changes if name not in corrections.PERSON}, facts or {}, found)
    corrections.require_change(found.told_now)
    has_receipt = held.dossier.state != State.RETURNED
    _keep(held, found, why, by=by, at=at, receipt=has_receipt)
    held.dossier.save()
    if has_receipt:
        _issue_anew(held, found, by=by, at=at)
    return events.Acted(code=held.dossier.code, act="corrected", state=State(held.dossier.state))


@transaction.atomic
def correct_ready(code: str, *, ready_at: datetime, reason: str, by: Actor, at: datetime) -> events.Acted:
    """Correct when the result lay at the desk; early, on time or late is decided anew, the old standing stays on record.

    Only a leader of the competent unit, after settlement. Raises Refusal: no right, no reason, not settled, the same
    moment, a moment at which the result cannot have been there.
    """
    held = take(code, by=by, at=at)
    dossier = held.dossier
    _require_right(held, by)
    why = reason_of(reason, say("đính chính lúc có kết quả"))
    if dossier.ready_at is None:
        raise corrections.FaultyCorrection(say("Hồ sơ chưa có kết quả nên chưa có lúc nào để đính chính."))
    corrections.require_change([corrections.READY_AT] if ready_at != dossier.ready_at else [])
    _require_possible(held, ready_at, at)
    found = _Change()
    was = {corrections.READY_AT: dossier.ready_at.isoformat(), corrections.LATENESS: dossier.lateness}
    standing = _settle_anew(held, ready_at)
    found.note(was, {corrections.READY_AT: ready_at.isoformat(), corrections.LATENESS: standing.value})
    _keep(held, found, why, by=by, at=at, receipt=False, lateness=standing, ready_at=ready_at.isoformat())
    dossier.save()
    return events.Acted(code=dossier.code, act="corrected", state=State(dossier.state), lateness=standing)


@transaction.atomic
def reissue_receipt(code: str, *, reason: str, by: Actor, at: datetime) -> events.Acted:
    """Issue the receipt anew because the person lost it: the one before, and its key, hold no more.

    The desk or a leader of the competent unit, until the result is returned. Raises Refusal: no right, no reason, ended.
    """
    held = take(code, by=by, at=at)
    dossier = held.dossier
    require_desk_or_leader(held, by)
    why = reason_of(reason, say("cấp lại giấy tiếp nhận"))
    if dossier.ended_at is not None:
        raise corrections.FaultyCorrection(
            say("Hồ sơ đã kết thúc nên không cấp lại giấy tiếp nhận. Không có gì thay đổi.")
        )
    gone = documents.withdraw_papers(
        f"dossier:{dossier.code}", why=documents.Withdrawn.LOST, forms={documents.Form.RECEIPT}, by=by, at=at
    )
    papers.issue_receipt(held, by=by, at=at, reissued=f"thay giấy số {', '.join(gone)}" if gone else "lập lại")
    held.write("receipt_reissued", by=by, at=at, reason=salted(why))
    return events.Acted(code=dossier.code, act="receipt_reissued", state=State(dossier.state))


def _require_right(held: Held, by: Actor) -> None:
    state = State(held.dossier.state)
    corrections.require_correctable(state)
    if state in SETTLED:
        organisation.require_role(by, organisation.Role.LEADER, held.dossier.competent_id)
    else:
        require_desk_or_leader(held, by)


def _correct_person(held: Held, given: Mapping[str, str], found: _Change, *, at: datetime) -> None:
    dossier = held.dossier
    old = parties.person(dossier.applicant_id).as_declared()
    said = parties.declaration(**{**old, **given}, on=at.date()) if given else None
    new = {name: str(getattr(said, name)) for name in given}
    differing = corrections.changed({name: old[name] for name in corrections.PERSON}, new)
    if not differing:
        return
    now = parties.declare(**{**old, **differing}, at=at)
    found.persons = (dossier.applicant_id, now)
    found.told_was.update({name: old[name] for name in differing})
    found.told_now.update(differing)
    dossier.applicant_id = now


def _correct_rest(held: Held, given: Mapping[str, str], facts: Mapping[str, object], found: _Change) -> None:
    dossier = held.dossier
    if corrections.RESULT_BY in given:
        corrections.require_known_way(given[corrections.RESULT_BY], papers.RESULT_BY_NAMES)
    way = corrections.changed({corrections.RESULT_BY: dossier.result_by}, given)
    told = corrections.changed(dossier.facts, facts)
    found.note({corrections.RESULT_BY: dossier.result_by} if way else {}, way)
    found.note({name: dossier.facts[name] for name in told}, told)
    dossier.result_by = way.get(corrections.RESULT_BY, dossier.result_by)
    dossier.facts = {**dossier.facts, **told}


def _keep(held: Held, found: _Change, reason: str, *, by: Actor, at: datetime, **more: object) -> None:
    dossier, number = held.dossier, held.dossier.corrections.count() + 1
    Correction.objects.create(
        dossier=dossier,
        number=number,
        at=at,
        by=by.login,
        reason=reason,
        settled=State(dossier.state) in SETTLED,
        was_applicant_id=found.persons and found.persons[0],
        now_applicant_id=found.persons and found.persons[1],
        was=found.was,
        now=found.now,
    )
    fields = sorted(found.told_now)
    held.write(
        "corrected",
        by=by,
        at=at,
        number=number,
        fields=fields,
        old=[salted(str(found.told_was[name])) for name in fields],
        new=[salted(str(found.told_now[name])) for name in fields],
        reason=salted(reason),
        **more,
    )


def _issue_anew(held: Held, found: _Change, *, by: Actor, at: datetime) -> None:
    gone = documents.withdraw_papers(
        f"dossier:{held.dossier.code}",
        why=documents.Withdrawn.REPLACED,
        forms={documents.Form.RECEIPT},
        by=by,
        at=at,
    )
    names = ", ".join(corrections.FIELD_NAMES.get(name, name) for name in found.told_now)
    replaced = f"; thay giấy số {', '.join(gone)}" if gone else ""
    papers.issue_receipt(held, by=by, at=at, corrected=f"{names}{replaced}")


def _require_possible(held: Held, ready_at: datetime, at: datetime) -> None:
    dossier = held.dossier
    last = clock.last_segment(held)
    decided = last.since if dossier.decided_at in {None, dossier.ready_at} else dossier.decided_at
    latest = min(at, dossier.returned_at or at)
    corrections.require_possible_ready(ready_at, earliest=max(last.since, decided or last.since), latest=latest)


def _settle_anew(held: Held, ready_at: datetime) -> Lateness:
    """Put the settlement to another moment; what is late now is found, what is not is not late any more.

    Found against an earlier promise that was broken before the result came, it stays found: no correction mends that.
    """
    dossier = held.dossier
    last = clock.last_segment(held)
    last.until = ready_at
    last.save(update_fields=["until"])
    if dossier.decided_at == dossier.ready_at:
        dossier.decided_at = ready_at
    dossier.ready_at = ready_at
    standing = lateness_of(ready_at=ready_at, promised_at=dossier.promised_at)
    dossier.lateness = standing
    if standing is Lateness.LATE:
        clock.find_late(held, at=ready_at, found_by="settling")
    elif LateFinding.objects.filter(dossier=dossier, promised_at__gte=ready_at).delete()[0]:
        Apology.objects.filter(dossier=dossier, signed_at=None).delete()
    return standing
