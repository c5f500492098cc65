"""People at work: officers, the positions they hold for a period, and the counters they sit at."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from motcua.domain.organisation.models.units import Unit
from motcua.domain.organisation.rules.words import Role
from motcua.foundation.period_fields import has_a_start, no_overlap


class OfficerManager(BaseUserManager["Officer"]):
    """Make officers and find them by login, as Django's sign-in expects."""

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> "Officer":
        """Save an officer with a hashed password; without a password nobody can sign in as this officer."""
        officer = self.model(login=login, **fields)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer


class Officer(AbstractBaseUser):
    """One row = one person who works with the system (cán bộ), never deleted, only made inactive.

    An officer has no rights of its own: rights come from postings. `second_factor_number` counts how often a second factor
    was enrolled or reset; a session that gave an earlier one has given none.
    personal_data: name, login, password hash, last sign-in of an officer; kept until the person has left and the
    retention period of the acts signed has passed
    """

    login = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=255)
    is_active = models.BooleanField(default=True)
    second_factor_number = models.PositiveIntegerField(default=0)

    objects: ClassVar[OfficerManager] = OfficerManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        constraints = [
            CheckConstraint(
                name="officer_login_is_plain",
                condition=Q(login__regex=r"^[a-z0-9][a-z0-9._@-]*$"),
            ),
            CheckConstraint(name="officer_name_is_said", condition=~Q(full_name="")),
        ]

    def get_full_name(self) -> str:
        """Return the name that pages show."""
        return self.full_name


class Position(models.Model):
    """One row = one position in a unit (vị trí) with the roles that whoever holds it has.

    `signature` are the lines over the name when it signs for the unit; empty where it does not.

    personal_data: none
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="positions")
    title = models.CharField(max_length=255)
    roles = ArrayField(models.CharField(max_length=20))
    signature = models.TextField(blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="position_title_once_in_a_unit", fields=["unit", "title"]),
            CheckConstraint(
                name="position_roles_are_known",
                condition=Q(roles__contained_by=[role.value for role in Role]),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Posting(models.Model):
    """One row = an officer holds a position for a period (phân công), by a decision.

    personal_data: where an officer works; kept until the officer is erased
    """

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="postings")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="postings")
    period = DateRangeField()
    decision = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = [
            no_overlap("postings_do_not_overlap", same=("officer", "position")),
            has_a_start("posting_has_a_start"),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} · {self.position_id}"


class Leave(models.Model):
    """One row = an officer is away from one unit for a period, and a colleague does the work (nghỉ, người làm thay).

    A leave called off before it began is deleted; the ledger keeps that it was there.
    personal_data: when an officer was away, without the reason; kept until the officer is erased
    """

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="leaves")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="leaves")
    substitute = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="substitutions")
    period = DateRangeField()

    class Meta:
        constraints = [
            no_overlap("leaves_do_not_overlap", same=("officer", "unit")),
            has_a_start("leave_has_a_start"),
            CheckConstraint(name="leave_has_an_end", condition=Q(period__upper_inf=False)),
            CheckConstraint(name="nobody_is_the_own_substitute", condition=~Q(officer=F("substitute"))),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} · {self.substitute_id}"


class Counter(models.Model):
    """One row = one numbered counter of a unit (quầy) in a period.

    personal_data: none
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="counters")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    period = DateRangeField()

    class Meta:
        constraints = [
            no_overlap("counters_do_not_overlap", same=("unit", "number")),
            has_a_start("counter_has_a_start"),
            CheckConstraint(name="counter_number_starts_at_1", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name
