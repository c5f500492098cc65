"""Who is owed an apology, who has one, and whether the late set is the letter set (deadlines, rule 13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from motcua.domain.dossiers.models import Apology, Correction, Dossier
from motcua.domain.dossiers.queries import scope
from motcua.domain.dossiers.queries.invariants import Breach
from motcua.domain.dossiers.rules import apologies
from motcua.domain.dossiers.rules.words import State
from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_named
from motcua.kernel.working_time import ZONE, Lateness, WorkingTable

MOST_ROWS = 200
WORKING = {organisation.Role.HANDLER, organisation.Role.LEADER}
APOLOGY_KEY = "apology:1"
"""Under which key the message of a letter is owed: one a dossier."""
FURTHEST = timedelta(days=20)
"""No working day begins and ends further apart than this: the longest holiday of a year is half as long."""


@dataclass(frozen=True)
class ApologyInfo:
    """The letter of one dossier: a draft while `signed_at` is None; `given_*` is the proof by hand."""

    reason: str
    promised_at: datetime
    new_moment: datetime | None
    drafted_at: datetime
    drafted_by: str
    signed_at: datetime | None
    signed_by: str
    signature: str
    foreseen: bool | None
    paper_id: int | None
    number: str
    given_at: datetime | None
    given_by: str
    given_how: str

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None


@dataclass(frozen=True)
class ApologyRow:
    """One dossier on the page of apologies. `found_at`: since when it is late, None while that is foreseen only."""

    code: str
    person: str
    procedure_name: str
    competent: str
    state: str
    promised_at: datetime
    found_at: datetime | None
    is_settled: bool
    table: WorkingTable
    letter: ApologyInfo | None


@dataclass(frozen=True)
class ApologyDesk:
    """What an actor sees of apologies, each list most urgent first.

    Owed: late and not even a draft; drafts; foreseen: will be late soon; to give: signed, not yet with the person.
    """

    owed: tuple[ApologyRow, ...]
    drafts: tuple[ApologyRow, ...]
    foreseen: tuple[ApologyRow, ...]
    to_give: tuple[ApologyRow, ...]


@dataclass(frozen=True)
class ApologyTerms:
    """What an actor may do about the letter of a dossier now; `reason` and `new_moment` are those of the draft.

    `write`: draft it or write the draft anew; `signs`: what the actor writes is signed at once, and a draft may be signed.
    """

    write: bool
    signs: bool
    has_draft: bool
    give: bool
    needs_moment: bool
    reason: str
    new_moment: datetime | None


def apology_terms(row: Dossier, by: Actor, at: datetime, *, holds_a_step: bool, signs: bool) -> ApologyTerms | None:
    """Return what the actor may do about the letter; None where nothing. `row` was read with late and apology.

    `signs`: the actor signs for the competent unit now.
    """
    letter = letter_of(row)
    at_unit = by.unit_code == str(row.competent_id) and not WORKING.isdisjoint(by.roles)
    at_desk = by.unit_code == str(row.desk_id) and organisation.Role.RECEPTION in by.roles
    if letter is not None and letter.is_signed:
        give = letter.given_at is None and (at_unit or at_desk)
        return ApologyTerms(False, False, False, True, False, "", None) if give else None
    may_be_late = hasattr(row, "late") or row.state == State.PROCESSING
    if not (may_be_late or letter) or not (at_unit or holds_a_step):
        return None
    settled = row.ready_at is not None or row.ended_at is not None
    return ApologyTerms(
        write=may_be_late,
        signs=signs and is_to_sign(row, at),
        has_draft=letter is not None,
        give=False,
        needs_moment=not settled,
        reason=letter.reason if letter else "",
        new_moment=letter.new_moment if letter else None,
    )


def is_to_sign(row: Dossier, at: datetime) -> bool:
    """Tell whether a letter is wanted, so that it matters who signs. `row` was read with late and apology."""
    return hasattr(row, "late") or letter_of(row) is not None or at > row.promised_at


NO_LETTER = Q(apology=None) | Q(apology__signed_at=None)
NEVER_OWES = ("void",)
"""States in which nothing is owed: what was entered by mistake is no dossier."""


def late_without_letter() -> QuerySet[Dossier]:
    """Return every dossier that was found late and has no signed letter: empty, or shown in red."""
    return Dossier.objects.filter(NO_LETTER, late__isnull=False).exclude(state__in=NEVER_OWES)


@dataclass(frozen=True)
class LettersMonth:
    """How many dossiers of one agency were found late in one month (its first day), and how many of them have a signed letter."""

    month: date
    unit: str
    late: int
    with_letter: int

    @property
    def owed(self) -> int:
        """Return how many are still without one."""
        return self.late - self.with_letter


def letters_by_month(since: datetime, until: datetime) -> tuple[LettersMonth, ...]:
    """Return what was found late from one moment to before another, by month and agency, in one statement."""
    late = Dossier.objects.filter(late__found_at__gte=since, late__found_at__lt=until).exclude(state__in=NEVER_OWES)
    groups = late.annotate(month=TruncMonth("late__found_at", tzinfo=ZONE)).values_list("month", "competent_id")
    counted = groups.annotate(all=Count("pk"), owed=Count("pk", filter=NO_LETTER)).order_by("month", "competent_id")
    return tuple(LettersMonth(month.date(), unit, late, late - owed) for month, unit, late, owed in counted)


def count_owed(by: Actor, at: datetime) -> int:
    """Return for how many dossiers within the actor's scope a letter is owed, in one statement."""
    return scope.visible_to(by, at).filter(pk__in=late_without_letter().values("pk")).count()


def apology_desk(by: Actor, at: datetime) -> ApologyDesk:
    """Return what is to be done about apologies in the actor's scope, each list most urgent first."""
    visible = scope.visible_to(by, at).select_related("late", "apology")
    late = visible.filter(pk__in=late_without_letter().values("pk")).order_by("promised_at", "code")[:MOST_ROWS]
    owing = _rows(late)
    doubtful = Q(at_risk_from__lte=at) | Q(apology__isnull=False)
    soon = visible.filter(NO_LETTER, doubtful, state=State.PROCESSING, late=None)
    soon = soon.filter(promised_at__gte=at, promised_at__lte=at + FURTHEST).order_by("promised_at", "code")
    near = [row for row in soon if row.promised_at <= _foresight_until(row, at)]
    foreseen = _rows(near[:MOST_ROWS])
    return ApologyDesk(
        owed=tuple(row for row in owing if row.letter is None),
        drafts=tuple(row for row in (*owing, *foreseen) if row.letter is not None),
        foreseen=tuple(row for row in foreseen if row.letter is None),
        to_give=_not_brought(visible.filter(apology__signed_at__isnull=False, apology__given_at=None)),
    )


def _not_brought(signed: QuerySet[Dossier]) -> tuple[ApologyRow, ...]:
    """Return the letters that no message brought or is about to bring, the newest first."""
    codes = list(signed.order_by("-apology__signed_at", "code").values_list("code", flat=True))
    on_the_way = notifications.on_their_way(APOLOGY_KEY, [f"dossier:{code}" for code in codes])
    left = [code for code in codes if f"dossier:{code}" not in on_the_way][:MOST_ROWS]
    return _rows(signed.filter(code__in=left).order_by("apology__signed_at", "code"))


def _foresight_until(row: Dossier, at: datetime) -> datetime:
    parameters = rule_pack_named(row.rule_pack).deadlines
    return apologies.foresight_until(at, table=_table(row.calendar_id), parameters=parameters)


def _table(calendar_id: int) -> WorkingTable:
    return organisation.calendar_version(calendar_id).table


def _rows(found: Iterable[Dossier]) -> tuple[ApologyRow, ...]:
    dossiers = list(found)
    people = parties.people(row.applicant_id for row in dossiers)
    tables = {number: _table(number) for number in {row.calendar_id for row in dossiers}}
    return tuple(
        ApologyRow(
            code=row.code,
            person=people[row.applicant_id].name,
            procedure_name=row.procedure_name,
            competent=str(row.competent_id),
            state=row.state,
            promised_at=row.late.promised_at if hasattr(row, "late") else row.promised_at,
            found_at=row.late.found_at if hasattr(row, "late") else None,
            is_settled=row.ready_at is not None or row.ended_at is not None,
            table=tables[row.calendar_id],
            letter=letter_of(row),
        )
        for row in dossiers
    )


def letter_of(row: Dossier) -> ApologyInfo | None:
    """Return the letter of a dossier that was read with its apology, or None."""
    one: Apology | None = getattr(row, "apology", None)
    if one is None:
        return None
    return ApologyInfo(
        reason=one.reason,
        promised_at=one.promised_at,
        new_moment=one.new_moment,
        drafted_at=one.drafted_at,
        drafted_by=one.drafted_by,
        signed_at=one.signed_at,
        signed_by=one.signed_by,
        signature=one.signature,
        foreseen=one.foreseen,
        paper_id=one.paper_id,
        number=one.number,
        given_at=one.given_at,
        given_by=one.given_by,
        given_how=one.given_how,
    )


def apology_breaches(at: datetime) -> tuple[Breach, ...]:
    """Return where the late set and the letter set differ: a letter overdue, one for what is neither late nor foreseen.

    A dossier found late has until `apology_days_after` of its rule pack; within that it is owed, shown red, no breach.
    """
    overdue = [
        Breach("apology", f"dossier:{row.code}", "Hồ sơ trễ hạn mà quá hạn vẫn chưa có phiếu xin lỗi đã ký.")
        for row in late_without_letter().select_related("late").order_by("code")
        if at > _days_after(row, row.late.found_at)
    ]
    baseless = Apology.objects.filter(signed_at__isnull=False, foreseen=False, dossier__late=None)
    baseless = baseless.exclude(dossier__corrections__was__lateness=Lateness.LATE.value)
    moved = Correction.objects.filter(
        dossier=OuterRef("dossier"), at__gte=OuterRef("signed_at"), was__has_key="ready_at"
    )
    baseless = baseless.exclude(Exists(moved))  # the moment of the result was mended after the letter
    return (
        *overdue,
        *(
            Breach("apology", f"dossier:{code}", "Có phiếu xin lỗi đã ký mà hồ sơ không bị ghi nhận trễ hạn.")
            for code in baseless.order_by("dossier__code").values_list("dossier__code", flat=True)
        ),
    )


def _days_after(row: Dossier, moment: datetime) -> datetime:
    parameters = rule_pack_named(row.rule_pack).deadlines
    return apologies.owed_until(moment, table=_table(row.calendar_id), parameters=parameters)
