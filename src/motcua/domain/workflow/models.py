"""Tables of the workflow: processes and their versions."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint


class Source(models.TextChoices):
    """Where a process comes from."""

    OWN = "own", "tự xây dựng"
    IMPORTED = "imported", "nhập từ phần mềm cũ"


class Process(models.Model):
    """One row = one process (quy trình) under its permanent code; what it says stands in its versions.

    `name` is the name of the newest version.
    personal_data: none
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.TextField()
    source = models.CharField(max_length=10, choices=Source.choices)

    class Meta:
        constraints = [
            CheckConstraint(name="process_source_is_known", condition=Q(source__in=Source.values)),
            CheckConstraint(name="process_name_is_said", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.code


class ProcessVersion(models.Model):
    """One row = one version of a process (phiên bản quy trình); sound, and never changed afterwards.

    `table` is the source form (docs/processes.md), `graph` what it compiles to, `graph_hash` the SHA-256 of that.
    `source_hash` tells an identical import. `doubts`: [step, kind, text, reason] of an import. A version that is
    bound to a procedure names the version it was made from (`basis`), the procedure's code, the limit in working days
    (null where the limit is of another kind) and why the shares miss it (empty where they do not). `usable`: every
    place and role is one of ours.
    personal_data: login of the officer who made it; kept as long as a dossier that ran by it
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    table = models.JSONField()
    graph = models.JSONField()
    graph_hash = models.CharField(max_length=64)
    source_hash = models.CharField(max_length=64)
    doubts = models.JSONField()
    usable = models.BooleanField()
    basis = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="bindings")
    procedure_code = models.CharField(max_length=50)
    limit_days = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    shares_reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            UniqueConstraint(name="process_version_number_once", fields=["process", "number"]),
            CheckConstraint(
                name="process_version_bound_wholly_or_not",
                condition=Q(basis__isnull=True, procedure_code="", limit_days__isnull=True, shares_reason="")
                | (Q(basis__isnull=False, usable=True) & ~Q(procedure_code="")),
            ),
            CheckConstraint(
                name="process_version_limit_positive", condition=Q(limit_days__isnull=True) | Q(limit_days__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id} · {self.number}"


class ProcessDraft(models.Model):
    """One row = one process being written or changed (bản nháp); gone once it is published as a version or dropped.

    `document` has the form of docs/processes.md and may still be unsound; no dossier ever runs by it.
    personal_data: login of the officer who changed it last; kept until it is published or dropped
    """

    code = models.CharField(max_length=40, unique=True)
    document = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.code
