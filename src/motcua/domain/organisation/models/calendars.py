"""Working calendars: every version ever published, none ever changed."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from motcua.domain.organisation.models.units import Unit


class CalendarVersion(models.Model):
    """One row = one published version of a unit's own working calendar (lịch làm việc); never changed afterwards.

    `weekly` holds the sessions of each weekday in minutes of the day, `exceptions` the days that differ:
    [date, kind, name]. `digest` is the SHA-256 of both with the years; equal calendars have equal digests.
    personal_data: login of the officer who published; kept until the last due moment counted with it is erased
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="calendars")
    number = models.PositiveIntegerField()
    weekly = models.JSONField()
    exceptions = models.JSONField()
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            UniqueConstraint(name="calendar_number_once_in_a_unit", fields=["unit", "number"]),
            CheckConstraint(
                name="calendar_years_in_order",
                condition=Q(first_year__lte=F("last_year")),
            ),
            CheckConstraint(name="calendar_reason_is_said", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} · {self.number}"
