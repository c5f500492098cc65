"""Tables of the reports."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint


class PublishedReport(models.Model):
    """One row = one report of settlement or satisfaction that was published (công bố); what it says never changes, no row is ever deleted.

    `content` is the report's document as text, `digest` its SHA-256; `seal_number` and `seal_digest` the newest seal of the
    ledger then (0 before the first). Taken back, it stays, with who, when and why.

    personal_data: logins of officers, a reason given in free words; kept until the report is handed to the archive.
    """

    kind = models.CharField(max_length=20)
    number = models.PositiveIntegerField(unique=True)
    first_on = models.DateField()
    last_on = models.DateField()
    as_of = models.DateField()
    by = models.CharField(max_length=20)
    compare = models.CharField(max_length=20)
    unit_code = models.CharField(max_length=40, blank=True)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    seal_number = models.PositiveIntegerField()
    seal_digest = models.CharField(max_length=64)
    rule_pack = models.CharField(max_length=20)
    rule_version = models.CharField(max_length=60)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=60)
    published_right = models.TextField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                name="report_published_once",
                fields=["kind", "first_on", "last_on", "as_of", "by", "compare", "unit_code"],
                condition=Q(withdrawn_at=None),
            ),
            CheckConstraint(name="report_period_is_one", condition=Q(last_on__gte=models.F("first_on"))),
            CheckConstraint(
                name="report_grouping_is_known", condition=Q(by__in=["level", "agency", "field", "procedure"])
            ),
            CheckConstraint(
                name="report_kind_is_known",
                condition=Q(kind="settlement", compare__in=["moment", "date"]) | Q(kind="satisfaction", compare=""),
            ),
            CheckConstraint(
                name="report_withdrawn_whole",
                condition=Q(withdrawn_at=None, withdrawn_by="", withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
