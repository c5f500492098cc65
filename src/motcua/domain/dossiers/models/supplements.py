"""Supplements: what was asked of the person, by when, and whether it came."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from motcua.domain.dossiers.models.dossier import Dossier
from motcua.domain.dossiers.models.steps import Step


class Supplement(models.Model):
    """One row = one request for supplement (yêu cầu bổ sung). The second of a dossier needs a leader's order.

    `asked_late`: after the days in which it should be asked (rule 9); it is red, has a reason and is counted.

    personal_data: login of officers, reasons and papers asked in free words; kept until the dossier is handed to the archive.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="requests")
    number = models.PositiveSmallIntegerField()
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=60)
    reason = models.TextField()
    items = models.JSONField()
    asked_late = models.BooleanField()
    late_reason = models.TextField(blank=True)
    ordered_by = models.CharField(max_length=60, blank=True)
    answer_by = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    completed_by = models.CharField(max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["dossier", "number"], name="supplement_number_once"),
            CheckConstraint(
                name="supplement_second_by_order", condition=Q(number=1) | (Q(number__gt=1) & ~Q(ordered_by=""))
            ),
            CheckConstraint(name="supplement_late_with_reason", condition=Q(asked_late=False) | ~Q(late_reason="")),
            CheckConstraint(
                name="supplement_completed_by_someone",
                condition=Q(completed_at=None, completed_by="")
                | (Q(completed_at__gte=F("asked_at")) & ~Q(completed_by="")),
            ),
        ]
