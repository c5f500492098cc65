"""Whose dossiers an actor may see: the one place where row scope is said in SQL.

Lists build on the query set; one dossier, which every act and page looks up, is found by the same rule as plain text.
tests/dossiers/test_scope_said_twice.py holds one against the other.
"""

from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.domain.dossiers.models import Dossier, Opinion, Step
from motcua.domain.dossiers.rules.words import OpinionState
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

ONE_SEEN: Final = """
    (dossier.code = %(code)s OR dossier.outside_code = %(code)s)
    AND (dossier.desk_id = ANY(%(units)s) OR dossier.competent_id = ANY(%(units)s)
         OR EXISTS (SELECT FROM dossiers_step passed
                    WHERE passed.dossier_id = dossier.id AND passed.unit_id = ANY(%(units)s))
         OR EXISTS (SELECT FROM dossiers_opinion opinion
                    WHERE opinion.dossier_id = dossier.id AND opinion.unit_id = ANY(%(units)s)
                      AND opinion.state = 'asked'))
"""
"""`visible_to` and `named` together, of a table `dossier`; its values by `seen_by`."""


class UnknownDossier(Refusal):
    """There is no such dossier, or the actor may not see it: both are told alike."""


def visible_to(actor: Actor, at: datetime) -> QuerySet[Dossier]:
    """Return the dossiers that came in at, belong to, or passed through a unit the actor may see.

    Also those on which such a unit is asked for its opinion, as long as it is asked and has not answered.
    """
    units = organisation.scope_units(actor, at.date())
    through = Step.objects.filter(dossier=OuterRef("pk"), unit_id__in=units)
    asked = Opinion.objects.filter(dossier=OuterRef("pk"), unit_id__in=units, state=OpinionState.ASKED)
    return Dossier.objects.filter(Q(desk__in=units) | Q(competent__in=units) | Exists(through) | Exists(asked))


def seen_by(actor: Actor, at: datetime, code: str) -> dict[str, Any]:
    """Return the values of ONE_SEEN: an actor of no unit has an empty list, which no dossier is in."""
    return {"code": code, "units": sorted(organisation.scope_units(actor, at.date()))}


def named(code: str) -> Q:
    """Return the condition that a dossier goes by a code: its own or the one it had outside."""
    return Q(code=code) | Q(outside_code=code)


def unknown(code: str) -> UnknownDossier:
    """Return the refusal for a code that is unknown or forbidden."""
    return UnknownDossier(say("Không có hồ sơ {code} trong phạm vi bạn được xem.", code=code[:60]))


def holding_units(code: str) -> tuple[str, ...]:
    """Return the codes of the units that hold open steps of a dossier; none for an unknown code."""
    found = Step.objects.filter(state="open", dossier__in=Dossier.objects.filter(named(code)))
    return tuple(str(code) for code in found.order_by("number").values_list("unit_id", flat=True))
