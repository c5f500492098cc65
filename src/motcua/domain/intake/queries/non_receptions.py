"""What desks did not receive, by day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate

from motcua.domain.intake.models import NonReception
from motcua.kernel.working_time import ZONE


@dataclass(frozen=True)
class NotReceived:
    """How often one desk did not receive something on one day, by published version, procedure and channel."""

    desk: str
    version: int
    procedure: str
    channel: str
    on: date
    number: int


def non_receptions(first: date, last: date) -> tuple[NotReceived, ...]:
    """Return what was not received from `first` to `last`, both included."""
    begins, ends = (datetime.combine(day, time(), tzinfo=ZONE) for day in (first, last + timedelta(days=1)))
    rows = NonReception.objects.filter(at__gte=begins, at__lt=ends).annotate(on=TruncDate("at", tzinfo=ZONE))
    grouped = rows.values_list("desk_id", "version_id", "procedure_code", "channel", "on").annotate(Count("pk"))
    return tuple(NotReceived(*row) for row in grouped.order_by())
