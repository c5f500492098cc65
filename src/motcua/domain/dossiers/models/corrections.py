"""Corrections: what was recorded wrongly, with the old and the new beside each other."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from motcua.domain.dossiers.models.dossier import Dossier


class Correction(models.Model):
    """One row = one correction (đính chính) of what a dossier records; the old stays beside the new.

    What the person declared stands in two snapshots, erased with them; everything else (way of the result, facts of the
    process, moment of the result with its standing) in `was` and `now`. `settled`: made after the result lay at the desk.

    personal_data: login of an officer, reasons given in free words; kept until the dossier is handed to the archive.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    reason = models.TextField()
    settled = models.BooleanField()
    was_applicant = models.ForeignKey("parties.PartySnapshot", on_delete=models.PROTECT, null=True, related_name="+")
    now_applicant = models.ForeignKey("parties.PartySnapshot", on_delete=models.PROTECT, null=True, related_name="+")
    was = models.JSONField()
    now = models.JSONField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["dossier", "number"], name="correction_number_once"),
            CheckConstraint(name="correction_has_a_reason", condition=~Q(reason="")),
            CheckConstraint(name="correction_changes_something", condition=~Q(was=F("now")) | ~Q(now_applicant=None)),
            CheckConstraint(
                name="correction_both_persons_or_none",
                condition=Q(was_applicant=None, now_applicant=None)
                | Q(was_applicant__isnull=False, now_applicant__isnull=False),
            ),
        ]
