"""What was handed in and what was issued, for lists and pages."""

import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from motcua.domain.documents.models import IssuedPaper, ReceivedComponent
from motcua.domain.documents.rules import keys
from motcua.domain.documents.rules.forms import Form
from motcua.domain.organisation import api as organisation
from motcua.foundation import secret_store
from motcua.foundation.actor import Actor
from motcua.foundation.questions import Question
from motcua.foundation.rule_packs import rule_pack_named
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


class UnknownPaper(Refusal):
    """There is no paper under that id."""


class KeyNotShown(Refusal):
    """The key of a receipt is shown to who hands it out, and there must be a receipt in force."""


@dataclass(frozen=True)
class ComponentInfo:
    """One paper that was handed in; `digest` is empty where there is no file."""

    number: int
    name: str
    originals: int
    copies: int
    digest: str
    recorded_at: datetime


@dataclass(frozen=True)
class PaperInfo:
    """One issued paper; `issued_by` is a login, `prints` how often it was printed, the original included."""

    paper_id: int
    form: str
    title: str
    number: str
    issued_at: datetime
    issued_by: str
    prints: int
    subject: str
    unit_code: str
    withdrawn_at: datetime | None = None


def components_of(subject: str) -> tuple[ComponentInfo, ...]:
    """Return what was handed in for a subject, in the order of its numbers."""
    return components_asked(subject).answer()


def components_asked(subject: str) -> Question[tuple[ComponentInfo, ...]]:
    """Ask for what was handed in for a subject, in the order of its numbers."""
    rows = ReceivedComponent.objects.filter(subject=subject).order_by("number")
    return Question(rows, lambda found: tuple(map(_component, found)))


def sheets_of(subjects: Collection[str]) -> Mapping[str, tuple[int, int]]:
    """Return how many originals and copies were handed in for each subject; nothing for one without; one statement."""
    rows = ReceivedComponent.objects.filter(subject__in=subjects).values("subject")
    counted = rows.annotate(all_originals=Sum("originals"), all_copies=Sum("copies")).order_by("subject")
    return {row["subject"]: (row["all_originals"], row["all_copies"]) for row in counted}


def papers_of(subject: str) -> tuple[PaperInfo, ...]:
    """Return the papers issued for a subject, the first issued first."""
    return papers_asked(subject).answer()


def papers_asked(subject: str) -> Question[tuple[PaperInfo, ...]]:
    """Ask for the papers issued for a subject, the first issued first."""
    rows = IssuedPaper.objects.filter(subject=subject).defer("data").order_by("issued_at", "pk")
    return Question(rows, lambda found: tuple(map(_info, found)))


def paper(paper_id: int) -> PaperInfo:
    """Return one paper with its subject. Raises UnknownPaper."""
    row = IssuedPaper.objects.filter(pk=paper_id).defer("data").first()
    if row is None:
        raise unknown_paper(paper_id)
    return _info(row)


def receipt_opened_by(subject: str, typed: str) -> int | None:
    """Return the receipt in force whose key was typed; none for a wrong key, an old receipt's, or an unknown subject.

    One statement and as many comparisons whether there is such a subject or not; no key is kept anywhere.
    """
    rows = IssuedPaper.objects.filter(subject=subject, form=Form.RECEIPT, withdrawn_at=None).defer("data")
    given, found = keys.as_typed(typed), None
    for row in [*rows.order_by("pk"), IssuedPaper(subject=subject, form=Form.RECEIPT)]:
        if hmac.compare_digest(key_of(row), given) and row.pk is not None:
            found = int(row.pk)
    return found


def key_for(subject: str, by: Actor) -> tuple[PaperInfo, str]:
    """Return the newest receipt in force of a subject and its key, for who hands it out. Raises KeyNotShown."""
    rows = IssuedPaper.objects.filter(subject=subject, form=Form.RECEIPT, withdrawn_at=None).defer("data")
    row = rows.order_by("-pk").first()
    if row is None or not may_hand_out(_info(row), by):
        raise KeyNotShown(
            say("Chỉ cán bộ tiếp nhận ở nơi đã lập giấy tiếp nhận còn giá trị của hồ sơ mới xem được mã xem chi tiết.")
        )
    return _info(row), keys.grouped(key_of(row))


def is_in_force(paper_id: int, subject: str) -> bool:
    """Tell whether a paper is a receipt of that subject and still holds."""
    rows = IssuedPaper.objects.filter(pk=paper_id, subject=subject, form=Form.RECEIPT, withdrawn_at=None)
    return rows.exists()


def key_of(row: IssuedPaper) -> str:
    """Return the key of a receipt: made of its subject and its number, under the key of this installation.

    A reprint has the same; a receipt issued anew has another number, so another key.
    """
    number = f"{row.subject}\n{row.unit_code}\n{row.year}\n{row.number}"
    return keys.key_from(secret_store.digest(number, about="receipt key"))


def may_hand_out(paper: PaperInfo, by: Actor) -> bool:
    """Tell whether the actor hands receipts to people at the desk that issued it: who does sees its key, nobody else."""
    return by.unit_code == paper.unit_code and organisation.Role.RECEPTION in by.roles


def unknown_paper(paper_id: int) -> UnknownPaper:
    """Return the refusal for an id under which there is no paper."""
    return UnknownPaper(
        say("Không có giấy hay phiếu nào mang mã {paper_id}. Chưa in gì; mở lại từ trang hồ sơ.", paper_id=paper_id),
    )


def _component(row: ReceivedComponent) -> ComponentInfo:
    return ComponentInfo(row.number, row.name, row.originals, row.copies, row.digest, row.recorded_at)


def _info(row: IssuedPaper) -> PaperInfo:
    return PaperInfo(
        paper_id=row.pk,
        form=row.form,
        title=rule_pack_named(row.rule_pack).forms[row.form].title,
        number=row.number,
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        prints=row.prints,
        subject=row.subject,
        unit_code=row.unit_code,
        withdrawn_at=row.withdrawn_at,
    )
