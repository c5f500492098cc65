"""Units: a permanent identity, what it was called and where it stood in each period, and who followed whom."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from motcua.domain.organisation.rules.coordinates import DATE_LINE, POLE
from motcua.domain.organisation.rules.words import Kind, Level
from motcua.foundation.period_fields import has_a_start, no_overlap


class Unit(models.Model):
    """One row = one unit for ever, by its agency code (mã cơ quan), as given and never used again.

    personal_data: none
    """

    code = models.CharField(max_length=50, unique=True)

    class Meta:
        constraints = [CheckConstraint(name="unit_code_is_said", condition=~Q(code=""))]

    def __str__(self) -> str:
        return self.code


class UnitVersion(models.Model):
    """One row = name, level, kind and parent of a unit in one period; no two of a unit overlap.

    personal_data: none
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    period = DateRangeField()
    name = models.CharField(max_length=255)
    level = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="child_versions")

    class Meta:
        constraints = [
            no_overlap("unit_versions_do_not_overlap", same=("unit",)),
            has_a_start("unit_version_has_a_start"),
            CheckConstraint(
                name="unit_level_is_known",
                condition=Q(level__in=[level.value for level in Level]),
            ),
            CheckConstraint(
                name="unit_kind_is_known",
                condition=Q(kind__in=[kind.value for kind in Kind]),
            ),
            CheckConstraint(
                name="unit_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("unit")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitSuccession(models.Model):
    """One row = one unit took over from another on a day, by a decision (sắp xếp, sáp nhập).

    personal_data: none
    """

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="followed_by")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="follows")
    effective_on = models.DateField()
    decision = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="unit_succession_said_once", fields=["predecessor", "successor"]),
            CheckConstraint(
                name="unit_does_not_follow_itself",
                condition=~Q(predecessor=F("successor")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class UnitArrangement(models.Model):
    """One row = one decision by which the arrangement of a unit (sắp xếp tổ chức bộ máy) was completed, and from which day.

    Numbers begin again every year: number and day name a decision; one decision may be about several units. One entered
    by mistake is taken back, not erased.

    personal_data: login of the officer who acted; kept as long as the unit.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="arrangements")
    number = models.CharField(max_length=255)
    decided_on = models.DateField()
    completed_on = models.DateField()
    title = models.TextField()
    is_sample = models.BooleanField()
    entered_by = models.TextField()
    entered_at = models.DateTimeField()
    taken_back_by = models.TextField(blank=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                name="unit_arrangement_said_once",
                fields=["unit", "number", "decided_on"],
                condition=Q(taken_back_at__isnull=True),
            ),
            CheckConstraint(name="unit_arrangement_says_what", condition=~Q(number="") & ~Q(title="")),
            CheckConstraint(
                name="unit_arrangement_taken_back_by_someone",
                condition=Q(taken_back_at__isnull=True, taken_back_by="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class UnitContact(models.Model):
    """One row = where and how people reach a unit, as stated at a moment; the newest one of a unit holds.

    `latitude`, `longitude`: decimal degrees of WGS 84, north and east; both or none.
    personal_data: login of the officer who acted; kept as long as the unit. Else of the office alone.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contacts")
    address = models.CharField(max_length=255, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=255, blank=True)
    latitude = models.DecimalField(max_digits=7, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    stated_by = models.TextField()
    stated_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="unit_contact_is_on_earth",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-POLE, POLE),
                    longitude__range=(-DATE_LINE, DATE_LINE),
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.address
