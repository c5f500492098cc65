"""Tables of the flows: what each day, each month and each year counted, and what stood in process at the end of each month.

All of it is folded from the ledger and can be made anew from it. A row counts one group at one grain: `procedure` is the
finest; `field` leaves the procedure out, `agency` the field, too; `fields` and `procedures` are of all units together, so
that a year of a whole province is few rows. Days are kept at two grains: of one day the others would save hardly a row.
`known` is the day from which the row's counts are known: that of the row itself, or a later one where an act of that later
day changed what an earlier day had counted.
"""

from collections.abc import Iterable

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from motcua.domain.flows.rules.grains import DAY_GRAINS, MONTH_GRAINS, YEAR_GRAINS, Grain
from motcua.domain.organisation import api as organisation


class _Group(models.Model):
    """The group that a row counts; `field` and `procedure` are empty where its grain leaves them out."""

    grain = models.CharField(max_length=10)
    unit = models.CharField(max_length=40)
    level = models.CharField(max_length=20)
    field = models.TextField(blank=True)
    procedure = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=20)

    class Meta:
        abstract = True


class _Flow(_Group):
    """What was counted; negative where a later act took back what an earlier day had counted."""

    known = models.DateField()
    received = models.IntegerField()
    early = models.IntegerField()
    on_time = models.IntegerField()
    late = models.IntegerField()
    late_same_day = models.IntegerField()
    refused = models.IntegerField()
    ended_early = models.IntegerField()
    ended_on_time = models.IntegerField()
    ended_late = models.IntegerField()
    ended_late_same_day = models.IntegerField()
    withdrawn = models.IntegerField()
    stopped = models.IntegerField()
    closed = models.IntegerField()
    fell_due = models.IntegerField()
    cleared = models.IntegerField()
    overdue_by_date = models.IntegerField()
    suspended = models.IntegerField()
    overdue_suspended = models.IntegerField()
    supplemented = models.IntegerField()
    paused = models.IntegerField()
    not_received = models.IntegerField()
    any_desk = models.IntegerField()

    class Meta:
        abstract = True


def _grain_is_known(name: str, grains: Iterable[Grain]) -> CheckConstraint:
    return CheckConstraint(name=name, condition=Q(grain__in=[one.value for one in grains]))


def _level_is_known(name: str) -> CheckConstraint:
    """A unit of which no level is known on the day counts under none, so that it is counted all the same."""
    return CheckConstraint(name=name, condition=Q(level__in=["", *(one.value for one in organisation.Level)]))


class DayFlow(_Flow):
    """One row = what one day counted of one group, as far as it became known on one day.

    personal_data: none; kept for ever.
    """

    day = models.DateField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["grain", "day", "known", "unit", "level", "field", "procedure", "channel"],
                name="day_flow_once",
            ),
            CheckConstraint(name="day_flow_not_known_before", condition=Q(known__gte=models.F("day"))),
            _grain_is_known("day_flow_grain", DAY_GRAINS),
            _level_is_known("day_flow_level"),
        ]
        indexes = [
            models.Index(fields=["known"], name="day_flow_told_later", condition=Q(known__gt=models.F("day"))),
        ]


class MonthFlow(_Flow):
    """One row = what the days of one month counted of one group; `known` is the month's last day, or a later one.

    personal_data: none; kept for ever.
    """

    month = models.DateField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["grain", "month", "known", "unit", "level", "field", "procedure", "channel"],
                name="month_flow_once",
            ),
            _grain_is_known("month_flow_grain", MONTH_GRAINS),
            _level_is_known("month_flow_level"),
        ]


class YearFlow(_Flow):
    """One row = what the days of one calendar year counted of one group; `known` is the year's last day, or a later one.

    personal_data: none; kept for ever.
    """

    year = models.DateField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["grain", "year", "known", "unit", "level", "field", "procedure", "channel"],
                name="year_flow_once",
            ),
            _grain_is_known("year_flow_grain", YEAR_GRAINS),
            _level_is_known("year_flow_level"),
        ]


class MonthStock(_Group):
    """One row = what stood in process of one group at the end of one month, as it is known now; zeros are left out.

    personal_data: none; kept for ever.
    """

    month = models.DateField()
    in_process = models.IntegerField()
    overdue = models.IntegerField()
    overdue_by_date = models.IntegerField()
    suspended = models.IntegerField()
    overdue_suspended = models.IntegerField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["grain", "month", "unit", "level", "field", "procedure", "channel"], name="month_stock_once"
            ),
            _grain_is_known("month_stock_grain", MONTH_GRAINS),
            _level_is_known("month_stock_level"),
        ]


class Folding(models.Model):
    """One row = how far the ledger is folded: every transaction below `until`, told at `at`. There is only one row.

    After a restore transactions are numbered from lower on: every row of the ledger up to `floor` is from before it, and folded.
    `stocks_until`: the last month whose stock is built (its first day); null before the first one. `checked_at`: when it was last
    held against plain SQL, `differing`: how many figures differed then.

    personal_data: none; kept as long as the flows.
    """

    only = models.BooleanField(unique=True)
    until = models.BigIntegerField()
    floor = models.BigIntegerField()
    at = models.DateTimeField(null=True)
    stocks_until = models.DateField(null=True)
    checked_at = models.DateTimeField(null=True)
    differing = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(name="folding_only_one", condition=Q(only=True)),
            CheckConstraint(
                name="folding_checked_with_its_answer",
                condition=Q(checked_at=None, differing=None) | Q(checked_at__isnull=False, differing__isnull=False),
            ),
        ]


class SetAside(models.Model):
    """One row = a subject whose acts cannot be folded: it counts nowhere until they can be; at which act that ended, and since when.

    personal_data: none; kept until it is folded.
    """

    subject = models.TextField(unique=True)
    act = models.CharField(max_length=40)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject
