"""The clock of a dossier: every promise, every stretch of time, what was found late."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from motcua.domain.dossiers.models.dossier import Dossier
from motcua.domain.dossiers.rules.words import Because, ClockKind


class Promise(models.Model):
    """One row = one moment that was promised to the person, with the calendar it was counted with; kept for ever.

    personal_data: none; kept until the dossier is handed to the archive.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="promises")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    because = models.CharField(max_length=30)
    since = models.DateTimeField()
    counted_from = models.DateTimeField()
    calendar = models.ForeignKey("organisation.CalendarVersion", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["dossier", "number"], name="promise_number_once"),
            CheckConstraint(name="promise_reason_is_known", condition=Q(because__in=[one.value for one in Because])),
        ]
        indexes = [
            models.Index(fields=["since"], name="promise_dated_anew", condition=Q(number__gt=0)),
        ]


class ClockSegment(models.Model):
    """One row = one stretch of the dossier's time in which its clock did one thing; the open one has no end.

    personal_data: reasons given in free words; kept until the dossier is handed to the archive.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="segments")
    kind = models.CharField(max_length=20)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            CheckConstraint(name="segment_kind_is_known", condition=Q(kind__in=[one.value for one in ClockKind])),
            CheckConstraint(name="segment_in_order", condition=Q(until=None) | Q(until__gte=F("since"))),
            UniqueConstraint(fields=["dossier"], condition=Q(until=None), name="segment_one_open"),
        ]


class LateFinding(models.Model):
    """One row = a dossier was found late: in the transaction that settled it or by the sweep, whichever came first.

    personal_data: none; kept until the dossier is handed to the archive.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="late")
    found_at = models.DateTimeField()
    promised_at = models.DateTimeField()
    found_by = models.CharField(max_length=20)

    class Meta:
        constraints = [
            CheckConstraint(name="late_after_the_promise", condition=Q(found_at__gt=F("promised_at"))),
            CheckConstraint(name="late_found_by_known", condition=Q(found_by__in=["settling", "sweep"])),
        ]
