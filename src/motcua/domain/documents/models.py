"""Tables of the documents: what a person handed in, and the papers a unit issued."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from motcua.domain.documents.rules.forms import Form, Withdrawn


class ReceivedComponent(models.Model):
    """One row = one paper of a dossier as it was handed in (thành phần hồ sơ): what it is, how many of which kind.

    `subject` names whose it is ("dossier:H12.14-261125-0007") and is opaque here; `number` counts from 1 within it.
    `digest` is the SHA-256 of the file where there is one, empty for paper.
    personal_data: none; kept as long as the subject
    """

    subject = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    name = models.TextField()
    originals = models.PositiveIntegerField()
    copies = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(name="component_number_once_for_a_subject", fields=["subject", "number"]),
            CheckConstraint(name="component_is_named", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.number}"


class IssuedPaper(models.Model):
    """One row = one official paper (giấy, phiếu) that a unit issued, under its number in the book of unit and year.

    `data` is what it says, kept as it was said, so that a reprint shows the same; `template_digest` is the SHA-256 of
    the template it was issued under. `prints` counts the printings, the first is the original; `digest` is the SHA-256
    of the original's PDF in the file store, null until it is printed. `withdrawn_at`: since when it no longer holds (the
    dossier was void, a corrected paper replaced it, the decision was reopened); a printing after that says so.
    personal_data: identifier, name, phone, address, e-mail of the applicant and free text within `data`, login of the
    officer; kept until the subject is erased
    """

    subject = models.CharField(max_length=120)
    form = models.CharField(max_length=20)
    unit_code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    running = models.PositiveIntegerField()
    number = models.CharField(max_length=60)
    rule_pack = models.CharField(max_length=20)
    template_digest = models.CharField(max_length=64)
    data = models.JSONField()
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=60)
    prints = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="paper_number_once_in_its_book", fields=["form", "unit_code", "year", "running"]),
            CheckConstraint(name="paper_form_is_known", condition=Q(form__in=[form.value for form in Form])),
            CheckConstraint(name="paper_running_number_from_one", condition=Q(running__gte=1)),
            CheckConstraint(
                name="paper_printed_has_its_digest",
                condition=Q(prints=0, digest__isnull=True) | Q(prints__gte=1, digest__isnull=False),
            ),
            CheckConstraint(
                name="paper_withdrawn_for_a_cause",
                condition=Q(withdrawn_at=None, withdrawn_why="")
                | Q(withdrawn_at__gte=F("issued_at"), withdrawn_why__in=[why.value for why in Withdrawn]),
            ),
        ]
        indexes = [models.Index(name="paper_by_subject", fields=["subject"])]

    def __str__(self) -> str:
        return f"{self.form} {self.number}"
