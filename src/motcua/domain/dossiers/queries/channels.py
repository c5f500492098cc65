"""How many dossiers came in by a channel in some days, by procedure."""

from datetime import date, datetime, time, timedelta

from django.db.models import Count

from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.rules.words import State
from motcua.kernel.working_time import ZONE


def received_by_procedure(first: date, last: date, *, channel: str) -> dict[str, int]:
    """Return how many dossiers of each procedure were received by a channel from the first to the last day, both included.

    Void ones count nowhere.
    """
    since, until = (datetime.combine(day, time(), tzinfo=ZONE) for day in (first, last + timedelta(days=1)))
    found = Dossier.objects.filter(channel=channel, received_at__gte=since, received_at__lt=until)
    counted = found.exclude(state=State.VOID).values("procedure_code").annotate(received=Count("pk"))
    return {one["procedure_code"]: one["received"] for one in counted.order_by("procedure_code")}
