"""Apologise for a late dossier: draft, sign, bring to the person (deadlines, rule 13). One letter a dossier."""

from datetime import datetime

from django.db import transaction

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import Apology, LateFinding
from motcua.domain.dossiers.operations import clock, papers
from motcua.domain.dossiers.operations.locking import Held, take
from motcua.domain.dossiers.queries.apologies import APOLOGY_KEY
from motcua.domain.dossiers.rules import acting, apologies
from motcua.domain.dossiers.rules.apologies import FaultyApology, Handing, NoApologyOwed
from motcua.domain.dossiers.rules.words import State
from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.moments import moment, moment_said


@transaction.atomic
def apologise(code: str, *, reason: str, new_moment: datetime | None = None, by: Actor, at: datetime) -> events.Acted:
    """Write the letter: who signs for the competent unit signs it at once, everybody else leaves a draft to be signed.

    A draft may be written anew until it is signed. `new_moment`: the one new appointment, needed while there is no
    result. Raises Refusal: no right, no reason, an appointment nobody can keep, nothing to apologise for, signed already.
    """
    held = take(code, by=by, at=at)
    by = _drafter(held, by)
    _require_owed(held, by=by, at=at)
    found = _unsigned(held)
    words = _checked(held, reason, new_moment, at=at)
    row = found or Apology(dossier=held.dossier)
    row.reason, row.new_moment, row.promised_at = words.reason, words.new_moment, _broken_promise(held)
    row.drafted_at, row.drafted_by = at, by.login
    row.save()
    held.write("apology_drafted", by=by, at=at, again=found is not None)
    if organisation.find_signature(by.login, str(held.dossier.competent_id), at.date()):
        _sign(held, row, by=by, at=at)
        return _acted(held, "apology_signed")
    return _acted(held, "apology_drafted")


@transaction.atomic
def sign_apology(code: str, *, by: Actor, at: datetime) -> events.Acted:
    """Sign the draft for the competent unit: number, paper and message in one transaction.

    Raises NoSignature where the officer holds no signing position of that unit on that day, FaultyApology where the
    appointment has passed meanwhile, NoApologyOwed without a draft or for what was settled in time.
    """
    held = take(code, by=by, at=at)
    row = _unsigned(held)
    if row is None:
        raise NoApologyOwed(say("Hồ sơ này chưa có dự thảo phiếu xin lỗi để ký. Không có gì thay đổi."))
    _require_owed(held, by=by, at=at)
    words = _checked(held, row.reason, row.new_moment, at=at)
    row.new_moment, row.promised_at = words.new_moment, _broken_promise(held)
    _sign(held, row, by=by, at=at)
    return _acted(held, "apology_signed")


@transaction.atomic
def drop_apology(code: str, *, by: Actor, at: datetime) -> events.Acted:
    """Drop a draft that is not needed after all. Raises NoApologyOwed where there is none that is unsigned."""
    held = take(code, by=by, at=at)
    by = _drafter(held, by)
    row = _unsigned(held)
    if row is None:
        raise NoApologyOwed(say("Hồ sơ này không có dự thảo phiếu xin lỗi để bỏ. Không có gì thay đổi."))
    row.delete()
    held.write("apology_dropped", by=by, at=at)
    return _acted(held, "apology_dropped")


@transaction.atomic
def note_apology_given(code: str, *, how: str, by: Actor, at: datetime) -> events.Acted:
    """Note that the signed letter was handed over or posted, by whom and when: the proof where no message could go.

    Raises NoApologyOwed unless it is signed and not given yet, FaultyApology for an unknown way, NotYours.
    """
    held = take(code, by=by, at=at)
    if how not in {one.value for one in Handing}:
        raise FaultyApology(say("Ghi rõ phiếu xin lỗi được trao tận tay hay gửi bưu chính. Không có gì thay đổi."))
    at_desk = by.unit_code == held.dossier.desk_id and organisation.Role.RECEPTION in by.roles
    if not at_desk:
        by = _drafter(held, by)
    row = Apology.objects.filter(dossier=held.dossier, signed_at__isnull=False, given_at=None).first()
    if row is None:
        raise NoApologyOwed(say("Hồ sơ này không có phiếu xin lỗi đã ký nào đang chờ gửi. Không có gì thay đổi."))
    row.given_at, row.given_by, row.given_how = at, by.login, how
    row.save(update_fields=["given_at", "given_by", "given_how"])
    held.write("apology_given", by=by, at=at, how=how)
    return _acted(held, "apology_given")


def _acted(held: Held, act: str) -> events.Acted:
    return events.Acted(code=held.dossier.code, act=act, state=State(held.dossier.state))


def _drafter(held: Held, by: Actor) -> Actor:
    """Return the actor as the ledger names who works on the letter. Raises NotYours."""
    working = {organisation.Role.HANDLER, organisation.Role.LEADER}
    if by.unit_code == held.dossier.competent_id and not working.isdisjoint(by.roles):
        return by
    mine = [row for row in held.open_steps() if acting.may_act(row, by)]
    acting.require_some(mine, say("Phiếu xin lỗi do đơn vị giải quyết, hoặc người đang giữ hồ sơ soạn."))
    return acting.named(mine, by)


def _require_owed(held: Held, *, by: Actor, at: datetime) -> None:
    """Raise NoApologyOwed unless the dossier is late or may still become so; what is late is found now at the latest."""
    dossier = held.dossier
    if LateFinding.objects.filter(dossier=dossier).exists():
        return
    if dossier.state != State.PROCESSING:
        raise NoApologyOwed(say("Hồ sơ này không trễ hạn nên không có phiếu xin lỗi. Không có gì thay đổi."))
    clock.find_late_before(held, by=by, at=at)


def _unsigned(held: Held) -> Apology | None:
    row = Apology.objects.filter(dossier=held.dossier).first()
    if row is not None and row.signed_at is not None:
        raise NoApologyOwed(
            say(
                "Phiếu xin lỗi của hồ sơ này đã được {signed_by} ký lúc {signed_at}; mỗi hồ sơ chỉ có "
                "một phiếu. Không có gì thay đổi.",
                signed_by=row.signed_by,
                signed_at=moment_said(row.signed_at),
            ),
        )
    return row


def _checked(held: Held, reason: str, new_moment: datetime | None, *, at: datetime) -> apologies.Draft:
    dossier = held.dossier
    return apologies.checked(
        reason=reason,
        new_moment=new_moment,
        promised_at=dossier.promised_at,
        at=at,
        settled=dossier.ready_at is not None or dossier.ended_at is not None,
        table=held.table,
    )


def _broken_promise(held: Held) -> datetime:
    """Return the promise the letter is about: the one found broken, else the present one."""
    found = LateFinding.objects.filter(dossier=held.dossier).values_list("promised_at", flat=True).first()
    return found or held.dossier.promised_at


def _sign(held: Held, row: Apology, *, by: Actor, at: datetime) -> None:
    unit = str(held.dossier.competent_id)
    signature = organisation.signature_of(by.login, unit, at.date())
    row.signed_at, row.signed_by, row.signature = at, by.login, signature.lines
    row.foreseen = not LateFinding.objects.filter(dossier=held.dossier).exists()
    paper = documents.paper(papers.issue_apology(held, row, signature, by=by, at=at))
    row.paper_id, row.number = paper.paper_id, paper.number
    row.save()
    held.write("apology_signed", by=by, at=at, letter=paper.paper_id, signing=signature.form, foreseen=row.foreseen)
    _tell(held, row, paper, by=by, at=at)


def _tell(held: Held, row: Apology, paper: documents.PaperInfo, *, by: Actor, at: datetime) -> None:
    dossier = held.dossier
    names = organisation.unit_names([dossier.desk_id, dossier.competent_id], at.date())
    message = notifications.Message(
        subject=f"dossier:{dossier.code}",
        key=APOLOGY_KEY,
        template="apology",
        recipient_id=dossier.applicant_id,
        data={
            "code": dossier.code,
            "procedure": dossier.procedure_name,
            "desk": names.get(dossier.desk_id, dossier.desk_id),
            "title": paper.title.capitalize(),
            "number": paper.number,
            "unit": names.get(dossier.competent_id, dossier.competent_id),
            "promised_at": moment(row.promised_at),
            "reason": row.reason,
            "outlook": papers.outlook(held, row),
        },
    )
    notifications.send(message, by=by, at=at)
