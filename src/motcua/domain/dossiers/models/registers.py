"""Closed registers: what a desk's book of a year said when it was closed, and its volumes as they were printed."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint


class RegisterClosing(models.Model):
    """One row = the register (sổ theo dõi hồ sơ) of one desk and one year was closed; never changed, never taken back.

    `lines` is the SHA-256 of the lines as they stood, kept as JSON in the file store; `last_code` is the last number.
    The database takes no dossier into a closed year any more.
    personal_data: login of the officer, what applicants declared within the file named by `lines`; kept until the
    register is handed to the archive.
    """

    desk = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=60)
    rule_pack = models.CharField(max_length=20)
    entries = models.PositiveIntegerField()
    void_entries = models.PositiveIntegerField()
    last_code = models.CharField(max_length=50)
    lines = models.CharField(max_length=64)

    class Meta:
        constraints = [
            UniqueConstraint(name="register_closed_once", fields=["desk", "year"]),
            CheckConstraint(name="register_has_entries", condition=Q(entries__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.year}"


class RegisterVolume(models.Model):
    """One row = one volume (quyển) of a closed register as it was first printed; `digest` names its PDF in the store.

    personal_data: what applicants declared within the file named by `digest`; kept until the register is handed to the
    archive.
    """

    closing = models.ForeignKey(RegisterClosing, on_delete=models.PROTECT, related_name="volumes")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [UniqueConstraint(name="register_volume_once", fields=["closing", "number"])]

    def __str__(self) -> str:
        return f"{self.closing_id} {self.number}"
