"""Publish a working calendar; earlier versions stay as they are."""

from datetime import datetime

from django.db import transaction

from motcua.domain.organisation.events import Act
from motcua.domain.organisation.models import CalendarVersion
from motcua.domain.organisation.operations.guards import locked_unit, require_administration
from motcua.domain.organisation.rules import calendar_form, texts
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.working_time import CalendarSpec

LONGEST_REASON = 1000


@transaction.atomic
def publish_calendar(*, unit_code: str, spec: CalendarSpec, reason: str, by: Actor, at: datetime) -> int:
    """Publish the next version of a unit's own calendar; return its id (công bố lịch làm việc).

    It holds at once for the unit and for those below it without their own: what is received from now on counts
    with it. Open dossiers are not known here: `dossiers.publish_calendar` publishes and re-dates them in the same
    transaction (docs/law/deadlines.md, rule 14). Publishing the same content again gives the same version.
    Raises MissingRight, UnknownUnit, UnsoundCalendar, UnreadableCalendar, UnusableText.
    """
    require_administration(by, unit_code, at)
    unit = locked_unit(unit_code)
    kept = texts.required_text(reason, say("Lý do thay đổi lịch"), LONGEST_REASON)
    calendar_form.require_publishable(spec)
    digest = calendar_form.digest_of(spec)
    newest = unit.calendars.order_by("-number").first()
    if newest is not None and newest.digest == digest:
        return int(newest.pk)
    version = CalendarVersion.objects.create(
        unit=unit,
        number=newest.number + 1 if newest else 1,
        weekly=calendar_form.weekly_form(spec),
        exceptions=calendar_form.exceptions_form(spec),
        first_year=spec.first_year,
        last_year=spec.last_year,
        digest=digest,
        reason=kept,
        made_at=at,
        made_by=by.login,
    )
    body = {"version": version.pk, "number": version.number, "digest": digest}
    ledger.write(subject=f"unit:{unit_code}", act=Act.CALENDAR_PUBLISHED, by=by, at=at, body=body)
    return int(version.pk)
