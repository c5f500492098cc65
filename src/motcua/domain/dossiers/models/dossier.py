"""The dossier (hồ sơ): one row from reception to return."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q

from motcua.domain.dossiers.rules.words import OPEN_STATES, Outcome, State
from motcua.kernel.working_time import Counting, Lateness, LimitUnit


class Dossier(models.Model):
    """One row = one dossier that was received; it keeps its procedure version for life, and its process unless moved.

    `overlay` is what its competent unit said of its own over that version when it was received.
    `promised_at` is the moment that lateness is measured against (rule 12); every earlier one stays in Promise.
    `clock_start` is the start as rule 1 moved it. `at_risk_from` is when time will run `risk_points` ahead of the
    work done, counted anew at each act; `work_done` in percent of `share_at_start`, the shares that stood ahead when the
    clock started. `paused_minutes` are the working minutes of the pauses that ended since then, by the calendar of the promise:
    they are no time used. `any_desk_until` is the latest moment at which the competent unit of a dossier received at any desk may
    receive it, from which the promise is counted; none at an own desk, and none after the clock started anew (rule 15).
    `unit_received_at` is when that unit received it earlier, `unit_due_at` its own due moment, counted from there. `waiting` are the tokens that wait at joins, `facts` what choices of the process were told. `supplements` counts those asked.

    personal_data: login of an officer, reasons given in free words; kept until the dossier is handed to the archive.
    """

    code = models.CharField(max_length=50, unique=True)
    outside_code = models.CharField(max_length=50, unique=True, null=True)
    version = models.ForeignKey("procedures.PublishedVersion", on_delete=models.PROTECT, related_name="+")
    overlay = models.ForeignKey("procedures.UnitOverlay", on_delete=models.PROTECT, null=True, related_name="+")
    process_version = models.ForeignKey("workflow.ProcessVersion", on_delete=models.PROTECT, related_name="+")
    procedure_code = models.CharField(max_length=40)
    procedure_name = models.TextField()
    case_number = models.PositiveIntegerField()
    channel = models.CharField(max_length=20)
    applicant = models.ForeignKey("parties.PartySnapshot", on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    competent = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    rule_pack = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    outcome = models.CharField(max_length=20, null=True)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=60)
    clock_start = models.DateTimeField()
    limit_amount = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    limit_unit = models.CharField(max_length=20)
    counting = models.CharField(max_length=20)
    calendar = models.ForeignKey("organisation.CalendarVersion", on_delete=models.PROTECT, related_name="+")
    promised_at = models.DateTimeField()
    internal_due_at = models.DateTimeField(null=True)
    any_desk_until = models.DateTimeField(null=True)
    unit_received_at = models.DateTimeField(null=True)
    unit_due_at = models.DateTimeField(null=True)
    at_risk_from = models.DateTimeField()
    share_at_start = models.DecimalField(max_digits=9, decimal_places=3)
    work_done = models.PositiveSmallIntegerField()
    paused_minutes = models.PositiveIntegerField(default=0)
    waiting = ArrayField(models.TextField(), default=list)
    facts = models.JSONField()
    supplements = models.PositiveSmallIntegerField()
    result_by = models.CharField(max_length=20)
    decided_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    lateness = models.CharField(max_length=20, null=True)
    returned_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["promised_at"],
                name="dossier_open_by_promise",
                condition=Q(state__in=["processing", "paused"]),
            ),
            models.Index(fields=["desk", "state"], name="dossier_by_desk_and_state"),
            models.Index(fields=["received_at"], name="dossier_by_reception"),
            models.Index(  # with what settlements are counted by, so that a year of them is counted without their rows
                fields=["ready_at"],
                name="dossier_settled_by_unit",
                include=["competent", "received_at"],
                condition=Q(ready_at__isnull=False),
            ),
            models.Index(fields=["ready_at"], name="dossier_late_by_settling", condition=Q(lateness="late")),
            models.Index(fields=["ready_at"], name="dossier_refused_by_settling", condition=Q(outcome="refused")),
            models.Index(fields=["id"], name="dossier_open", condition=Q(ended_at=None)),
            models.Index(
                fields=["ended_at"],
                name="dossier_by_ending",
                condition=Q(ready_at__isnull=True, ended_at__isnull=False),
            ),
        ]
        constraints = [
            CheckConstraint(name="dossier_state_is_known", condition=Q(state__in=[one.value for one in State])),
            CheckConstraint(
                name="dossier_outcome_is_known",
                condition=Q(outcome=None) | Q(outcome__in=[one.value for one in Outcome]),
            ),
            CheckConstraint(
                name="dossier_limit_is_known", condition=Q(limit_unit__in=[one.value for one in LimitUnit])
            ),
            CheckConstraint(
                name="dossier_counting_is_known", condition=Q(counting__in=[one.value for one in Counting])
            ),
            CheckConstraint(
                name="dossier_unit_due_when_received_earlier",
                condition=Q(unit_received_at=None, unit_due_at=None)
                | Q(unit_received_at__lt=F("any_desk_until"), unit_due_at__isnull=False),
            ),
            CheckConstraint(
                name="dossier_settled_with_lateness",
                condition=Q(ready_at=None, lateness=None)
                | Q(ready_at__isnull=False, lateness__in=[one.value for one in Lateness]),
            ),
            CheckConstraint(
                name="dossier_settled_when_ready",
                condition=Q(state__in=["ready", "returned"], ready_at__isnull=False, outcome__isnull=False)
                | (~Q(state__in=["ready", "returned"]) & Q(ready_at=None)),
            ),
            CheckConstraint(
                name="dossier_ended_when_closed",
                condition=Q(state__in=sorted(OPEN_STATES), ended_at=None)
                | (~Q(state__in=sorted(OPEN_STATES)) & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.code
