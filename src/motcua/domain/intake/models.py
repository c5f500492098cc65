"""Tables of intake: online submissions that wait at the desk, and what a counter could not receive."""

from django.db import models
from django.db.models import CheckConstraint, Q

from motcua.domain.intake.rules.words import SubmissionState
from motcua.domain.procedures.api import Channel

_HANDLED = Q(handled_at__isnull=False) & ~Q(handled_by="")


class Submission(models.Model):
    """One row = one online submission (hồ sơ chờ kiểm tra) under the code its sender gave, kept as given.

    `components`: name and content hash of each paper. `check_due_at`: by when the desk answers.

    personal_data: login of an officer, reasons given in free words; kept until the dossier is handed to the archive.
    """

    outside_code = models.CharField(max_length=50, unique=True)
    content_digest = models.CharField(max_length=64)
    version = models.ForeignKey("procedures.PublishedVersion", on_delete=models.PROTECT, related_name="+")
    procedure_code = models.CharField(max_length=40)
    procedure_name = models.TextField()
    case_number = models.PositiveIntegerField()
    applicant = models.ForeignKey("parties.PartySnapshot", on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(
        "organisation.Unit", to_field="code", on_delete=models.PROTECT, null=True, related_name="+"
    )
    components = models.JSONField()
    submitted_at = models.DateTimeField()
    arrived_at = models.DateTimeField()
    check_due_at = models.DateTimeField()
    state = models.CharField(max_length=20)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    dossier_code = models.CharField(max_length=50, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["desk", "check_due_at"], name="submission_waiting", condition=Q(state="waiting")),
        ]
        constraints = [
            CheckConstraint(
                name="submission_state_is_known", condition=Q(state__in=[one.value for one in SubmissionState])
            ),
            CheckConstraint(
                name="submission_handled_by_someone",
                condition=Q(state="waiting", handled_at=None, handled_by="") | (~Q(state="waiting") & _HANDLED),
            ),
            CheckConstraint(
                name="submission_accepted_as_dossier",
                condition=(Q(state="accepted") & ~Q(dossier_code="")) | (~Q(state="accepted") & Q(dossier_code="")),
            ),
        ]

    def __str__(self) -> str:
        return self.outside_code


class NonReception(models.Model):
    """One row = what a desk could not receive (không tiếp nhận): no clock, outside the statistics, with its slip.

    personal_data: login of an officer, reasons given in free words; kept until two years after the day.
    """

    number = models.CharField(max_length=60, unique=True)
    desk = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("procedures.PublishedVersion", on_delete=models.PROTECT, related_name="+")
    procedure_code = models.CharField(max_length=40)
    procedure_name = models.TextField()
    case_number = models.PositiveIntegerField()
    channel = models.CharField(max_length=20)
    applicant = models.ForeignKey("parties.PartySnapshot", on_delete=models.PROTECT, related_name="+")
    missing = models.JSONField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    outside_code = models.CharField(max_length=50, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="non_reception_channel_is_known", condition=Q(channel__in=sorted(one.value for one in Channel))
            ),
            CheckConstraint(name="non_reception_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.number
