"""The register of a desk and a year (sổ theo dõi hồ sơ): its lines as dossiers stand, and which books there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.db.models.functions import ExtractYear

from motcua.domain.dossiers.models import Correction, Dossier, RegisterClosing
from motcua.domain.dossiers.rules import registers
from motcua.domain.dossiers.rules.words import STATE_NAMES, State
from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.moments import day
from motcua.kernel.working_time import ZONE, local

RESULT_BY = {"desk": "Tại nơi nộp hồ sơ", "post": "Qua dịch vụ bưu chính", "electronic": "Bản điện tử"}


@dataclass(frozen=True)
class RegisterBook:
    """One register: how many entries and volumes it has, and by whom it was closed and when, where it is."""

    desk: str
    desk_name: str
    year: int
    entries: int
    volumes: int
    closed_at: datetime | None = None
    closed_by: str = ""
    last_code: str = ""

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


def register_books(by: Actor, at: datetime) -> tuple[RegisterBook, ...]:
    """Return the registers of the desks the actor may see, newest year first. Four statements."""
    units = organisation.scope_units(by, at.date())
    year = ExtractYear("received_at", tzinfo=ZONE)
    rows = Dossier.objects.filter(Q(desk__in=units)).annotate(year=year).values("desk", "year")
    counted = {(str(row["desk"]), row["year"]): row["entries"] for row in rows.annotate(entries=Count("pk"))}
    closings = {(str(row.desk_id), row.year): row for row in RegisterClosing.objects.filter(Q(desk__in=units))}
    names = organisation.unit_names({desk for desk, _year in counted}, at.date())
    people = organisation.full_names({row.closed_by for row in closings.values()})
    books = [
        _book(desk, year, entries, closings.get((desk, year)), names, people)
        for (desk, year), entries in counted.items()
    ]
    return tuple(sorted(books, key=lambda book: (-book.year, book.desk)))


def _book(
    desk: str,
    year: int,
    entries: int,
    closing: RegisterClosing | None,
    names: Mapping[str, str],
    people: Mapping[str, str],
) -> RegisterBook:
    book = RegisterBook(desk, names.get(desk, desk), year, entries, registers.volumes(entries))
    if closing is None:
        return book
    return RegisterBook(
        desk,
        book.desk_name,
        year,
        closing.entries,
        registers.volumes(closing.entries),
        closing.closed_at,
        people.get(closing.closed_by, closing.closed_by),
        closing.last_code,
    )


def require_register(desk: str, by: Actor, at: datetime) -> None:
    """Raise UnknownRegister unless the actor may see the desk's dossiers."""
    if desk not in organisation.scope_units(by, at.date()):
        raise registers.UnknownRegister(say("Không có quyển sổ này trong phạm vi bạn được xem."))


def register_lines(desk: str, year: int, at: datetime) -> list[dict[str, Any]]:
    """Return the lines of a register in the order of its numbers, as the dossiers stand. Four statements."""
    since, until = registers.bounds_of(year)
    rows = Dossier.objects.filter(Q(desk=desk), received_at__gte=since, received_at__lt=until)
    found = sorted(
        rows, key=lambda row: registers.place_in_book(local(row.received_at).date().isoformat(), str(row.code))
    )
    people = parties.people(row.applicant_id for row in found)
    names = organisation.unit_names({str(row.competent_id) for row in found}, min(at, until).date())
    mended = Correction.objects.filter(dossier__in=rows).values("dossier").annotate(last=Max("at"))
    corrected = {row["dossier"]: row["last"] for row in mended}
    return [
        _line(number, row, people[row.applicant_id], names, corrected.get(row.pk))
        for number, row in enumerate(found, start=1)
    ]


def _line(
    number: int, row: Dossier, person: parties.PersonInfo, names: Mapping[str, str], corrected: datetime | None
) -> dict[str, Any]:
    return {
        "number": str(number),
        "code": row.code,
        "procedure": row.procedure_name,
        "person": person.name,
        "reached": [part for part in (person.address, person.phone) if part],
        "competent": names.get(row.competent_id, row.competent_id),
        "received_at": local(row.received_at).isoformat(),
        "promised_at": local(row.promised_at).isoformat(),
        "returned_at": _returned(row),
        "result_by": RESULT_BY[row.result_by],
        "sign": _remarks(row, corrected),
        "struck": row.state == State.VOID,
    }


def _returned(row: Dossier) -> Any:
    """Return when the result was returned, or how and when the dossier ended without one."""
    if row.returned_at is not None:
        return local(row.returned_at).isoformat()
    if row.ended_at is not None:
        return [STATE_NAMES[State(row.state)], local(row.ended_at).isoformat()]
    return ""


def _remarks(row: Dossier, corrected: datetime | None) -> list[str]:
    """Return what stands where the person signs: that the line is void and why, that it was corrected."""
    void = [f"Hủy do nhập nhầm: {row.end_reason}"] if row.state == State.VOID else []
    return [*void, *([f"Đã đính chính {day(corrected)}"] if corrected else [])]
