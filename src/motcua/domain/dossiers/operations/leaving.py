"""An officer leaves a position while steps are in their hands: the steps go on to a colleague in the same act.

Law: docs/law/substitutes.md, section 3.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import Dossier, Step
from motcua.domain.dossiers.queries.leaving import steps_held
from motcua.domain.dossiers.rules import acting, leaving
from motcua.domain.organisation import api as organisation
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.working_time import local


@transaction.atomic
def leave_position(
    *, login: str, unit_code: str, title: str, on: date, to: str = "", by: Actor, at: datetime
) -> events.Left:
    """End a posting from a day on and hand over the open steps that the officer can do no more then.

    `to`: a colleague's login, `leaving.UNIT` (whoever of the unit has the role may take them), or `leaving.LATER` for a
    day that is still to come. Each hand-over is a row in the ledger of its dossier. Raises Refusal: as
    organisation.end_posting; StepsLeftBehind without a choice; NobodyTakes where nobody else of the unit has the role;
    UnknownAssignee for a colleague who has not.
    """
    organisation.end_posting(login=login, unit_code=unit_code, title=title, on=on, by=by, at=at)
    today = local(at).date()
    left = steps_held(login, unit_code, on=on, lock=True)
    leaving.require_choice(left, to, able=_able(left, login, unit_code, on), login=login, is_ahead=on > today)
    if to == leaving.LATER:
        return events.Left(steps=len(left), to="")
    if to not in ("", leaving.UNIT):
        for row in left:
            able = set(organisation.logins_with(organisation.Role(row.role), unit_code, today))
            acting.known_assignee(to, frozenset(able & _able([row], login, unit_code, on)[row.role]))
    _hand_over(left, "" if to == leaving.UNIT else to, by=by, at=at)
    return events.Left(steps=len(left), to=to)


def _able(left: Sequence[Step], login: str, unit_code: str, on: date) -> dict[str, frozenset[str]]:
    """Return who else of the unit has each role that is needed on that day."""
    roles = {row.role for row in left}
    return {
        role: frozenset(organisation.logins_with(organisation.Role(role), unit_code, on)) - {login} for role in roles
    }


def _hand_over(left: Sequence[Step], to: str, *, by: Actor, at: datetime) -> None:
    dossiers = Dossier.objects.in_bulk({row.dossier_id for row in left})
    for row in left:
        row.officer_id = to or None
        row.save(update_fields=["officer"])
        act, more = ("assigned", {"to": to}) if to else ("released", {})
        body = {"step": row.step, "number": row.number, **more}
        ledger.write(subject=f"dossier:{dossiers[row.dossier_id].code}", act=act, by=by, at=at, body=body)
