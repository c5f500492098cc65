"""The steps of a dossier as it really went, and the hand-overs between units."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from motcua.domain.dossiers.models.dossier import Dossier
from motcua.domain.dossiers.rules.words import StepState


class Step(models.Model):
    """One row = one time a step was opened for a dossier; a loop back opens a further row.

    `untaken` is true from the hand-over by another unit until an officer of this unit takes the dossier. `reason` is
    why the officer answered so (sent back, refused), for whoever has it next. `cancelled_at` tells which steps stood open
    when the dossier left its course, so that it can be taken up again there.

    personal_data: login of officers, reasons given in free words; kept until the dossier is handed to the archive.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=40)
    name = models.TextField()
    role = models.CharField(max_length=20)
    unit = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        "organisation.Officer", to_field="login", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    untaken = models.BooleanField()
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=60, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    choice = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "role", "officer"],
                name="step_held_by_unit",
                condition=Q(state__in=["open", "suspended"]),
            ),
            models.Index(fields=["dossier"], name="step_held", condition=Q(state__in=["open", "suspended"])),
        ]
        constraints = [
            UniqueConstraint(fields=["dossier", "number"], name="step_number_once"),
            UniqueConstraint(fields=["dossier", "step"], condition=Q(state="open"), name="step_open_once"),
            CheckConstraint(name="step_state_is_known", condition=Q(state__in=[one.value for one in StepState])),
            CheckConstraint(
                name="step_cancelled_when_it_is",
                condition=Q(cancelled_at=None) | Q(state="cancelled"),
            ),
            CheckConstraint(
                name="step_done_by_someone",
                condition=(Q(state="done", done_at__isnull=False) & ~Q(done_by=""))
                | (~Q(state="done") & Q(done_by="")),
            ),
        ]


class HandOver(models.Model):
    """One row = a dossier went from one unit to another; untaken ones are red on both.

    `take_by` is the moment until which it should be taken (rule 15).

    personal_data: login of officers; kept until the dossier is handed to the archive.
    """

    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="hand_over")
    sender = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()
    handed_by = models.CharField(max_length=60)
    take_by = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="hand_over_taken_by_someone",
                condition=Q(taken_at=None, taken_by="") | (Q(taken_at__isnull=False) & ~Q(taken_by="")),
            ),
        ]
