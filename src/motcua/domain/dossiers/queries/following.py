"""What people are told who follow a dossier from afar: with its code how far it is, with the receipt's key nearly all."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from motcua.domain.documents import api as documents
from motcua.domain.dossiers.models import Dossier, WithdrawalRequest
from motcua.domain.dossiers.queries import details, records
from motcua.domain.dossiers.queries.apologies import letter_of
from motcua.domain.dossiers.queries.details import DossierInfo
from motcua.domain.dossiers.queries.scope import named
from motcua.domain.dossiers.rules import following, typed_codes
from motcua.domain.dossiers.rules.words import State
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor
from motcua.foundation.questions import ask
from motcua.kernel.working_time import local


@dataclass(frozen=True)
class Proof:
    """That somebody held a receipt in hand: the dossier's code and the receipt, good as long as that one is in force."""

    code: str
    receipt: int


@dataclass(frozen=True)
class Progress:
    """What anybody who holds a dossier's code may know (TT 01/2018, article 16): how far it is, and the due day.

    `appointed_on`: the one new day of a signed apology; the due day stays what was promised. `days_left`: whole working
    days between today and the due day, none past it; it never tells the hour.
    """

    code: str
    state: str
    work_done: int
    due_on: date
    is_ended: bool
    appointed_on: date | None
    days_left: int | None


@dataclass(frozen=True)
class AskedBack:
    """One dossier whose person asks to have it back, for the desk's list."""

    code: str
    procedure_name: str
    asked_at: datetime
    reason: str


def progress_of(code: str, on: date) -> Progress | None:
    """Return the degree of completion of a dossier by its code; None for an unknown one."""
    row = Dossier.objects.filter(named(code)).select_related("apology").first()
    if row is None:
        return None
    letter = letter_of(row)
    appointed = letter.new_moment if letter and letter.is_signed else None
    due_on = local(row.promised_at).date()
    table = organisation.calendar_version(row.calendar_id).table
    return Progress(
        code=row.code,
        state=row.state,
        work_done=row.work_done,
        due_on=due_on,
        is_ended=row.ended_at is not None,
        appointed_on=local(appointed).date() if appointed else None,
        days_left=following.whole_days_left(on, due_on, table),
    )


def code_meant(text: str) -> str | None:
    """Return the code of the one dossier that a typed text means; none where there is none, or several could be meant."""
    wanted = typed_codes.readings(text)
    rows = Dossier.objects.filter(Q(code__in=wanted) | Q(outside_code__in=wanted)).values_list("code", "outside_code")
    found = {str(name): str(code) for code, outside in rows[:3] for name in (code, outside) if name in wanted}
    exact = [found[one] for one in wanted[:2] if one in found]
    meant = exact[:1] or list(dict.fromkeys(found.values()))
    return meant[0] if len(meant) == 1 else None


def followed(proof: Proof, at: datetime) -> DossierInfo | None:
    """Return the dossier whole for whoever proved to hold its receipt; None once that receipt does not hold any more."""
    row = Dossier.objects.filter(code=proof.code).select_related("late", "apology").first()
    if row is None:
        return None
    with organisation.at_one_moment():
        found = records.records_of(row)
        if not any(one.paper_id == proof.receipt and one.withdrawn_at is None for one in found.papers):
            return None
        [names] = ask(organisation.names_asked(details.logins_in(found)))
        return details.info(found, names, at)


def papers_for_person(info: DossierInfo) -> tuple[documents.PaperInfo, ...]:
    """Return the papers issued to the person that still hold, the newest first."""
    shown = [one for one in info.papers if one.form in following.PERSONS_FORMS and one.withdrawn_at is None]
    return tuple(reversed(shown))


def stages_of(info: DossierInfo, names: dict[str, str]) -> tuple[following.Stage, ...]:
    """Return the journey of a dossier in at most six steps; `names` are their words."""
    moments = {
        "received": info.received_at,
        "looked_since": info.received_at,
        "supplemented": info.supplements[-1].completed_at if info.supplements else None,
        "decided": info.decided_at,
        "ready": info.ready_at,
        "returned": info.returned_at,
        "ended": info.ended_at,
    }
    return following.stages(info.state, moments, supplemented=bool(info.supplements), names=names)


def waiting_request(dossier: Dossier) -> WithdrawalRequest | None:
    """Return what the person asked and the desk has not carried out: open, and the dossier can still be withdrawn."""
    if not following.may_be_taken_back(State(dossier.state), dossier.decided_at):
        return None
    return WithdrawalRequest.objects.filter(dossier=dossier, taken_back_at=None, ended_at=None).first()


def asked_back(by: Actor) -> tuple[AskedBack, ...]:
    """Return the dossiers that people ask back at the actor's desk, or of the competent unit the actor leads; oldest first."""
    mine = _mine(by)
    if mine is None:
        return ()
    rows: Any = WithdrawalRequest.objects.filter(
        mine, taken_back_at=None, ended_at=None, dossier__ended_at=None, dossier__decided_at=None
    )
    kept = ("dossier__code", "dossier__procedure_name", "asked_at", "reason")
    return tuple(AskedBack(*row) for row in rows.order_by("asked_at", "pk").values_list(*kept)[:200])


def _mine(by: Actor) -> Q | None:
    """Return whose requests the actor carries out: what `withdraw` asks of who does it."""
    found = [
        Q(dossier__desk=by.unit_code) if organisation.Role.RECEPTION in by.roles else None,
        Q(dossier__competent=by.unit_code) if organisation.Role.LEADER in by.roles else None,
    ]
    kept = [one for one in found if one is not None]
    return kept[0] | kept[-1] if kept else None
