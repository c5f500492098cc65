"""Reopening: what a dossier's end or settlement said, before it was taken up again."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from motcua.domain.dossiers.models.dossier import Dossier
from motcua.domain.dossiers.rules.words import Outcome, State
from motcua.kernel.working_time import Lateness


class Reopening(models.Model):
    """One row = a dossier was reopened (mở lại); the settlement or end that it undid stays here, and counts no longer.

    `state`, `outcome`, the moments and `lateness` are those of the dossier just before.

    personal_data: login of an officer, reasons given in free words; kept until the dossier is handed to the archive.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="reopenings")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    reason = models.TextField()
    state = models.CharField(max_length=20)
    outcome = models.CharField(max_length=20, null=True)
    decided_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    lateness = models.CharField(max_length=20, null=True)
    returned_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["dossier", "number"], name="reopening_number_once"),
            CheckConstraint(name="reopening_has_a_reason", condition=~Q(reason="")),
            CheckConstraint(name="reopening_state_is_known", condition=Q(state__in=[one.value for one in State])),
            CheckConstraint(
                name="reopening_outcome_is_known",
                condition=Q(outcome=None) | Q(outcome__in=[one.value for one in Outcome]),
            ),
            CheckConstraint(
                name="reopening_keeps_the_settlement",
                condition=Q(state__in=["ready", "returned"], lateness__in=[one.value for one in Lateness])
                & Q(ready_at__isnull=False)
                | (~Q(state__in=["ready", "returned"]) & Q(ready_at=None, lateness=None, ended_at__isnull=False)),
            ),
        ]
