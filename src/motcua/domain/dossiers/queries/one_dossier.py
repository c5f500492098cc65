"""One dossier for its page: how it stands, and what an actor may do with it. Four statements, whatever happened to it.

One looks how the organisation stands, one finds the dossier, one reads all that stands about it, one asks about people.
"""

from datetime import datetime
from typing import Any

from motcua.domain.dossiers.queries import details, records
from motcua.domain.dossiers.queries.apologies import is_to_sign
from motcua.domain.dossiers.queries.details import DossierInfo
from motcua.domain.dossiers.queries.possible import Possible, Staff, acts, led_steps
from motcua.domain.dossiers.queries.records import Records
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor
from motcua.foundation.questions import Question, ask


def dossier(code: str, by: Actor, at: datetime) -> DossierInfo:
    """Return one dossier within the actor's scope. Raises UnknownDossier."""
    with organisation.at_one_moment(by.login):
        found = records.records_of(records.find(code, by, at))
        [names] = ask(organisation.names_asked(details.logins_in(found)))
        return details.info(found, names, at)


def possible(code: str, by: Actor, at: datetime) -> Possible:
    """Return what the actor may do with a dossier now. Raises UnknownDossier."""
    with organisation.at_one_moment(by.login):
        found = records.records_of(records.find(code, by, at))
        return acts(found, _staff(found, set(), by, at), by, at)


def dossier_and_acts(code: str, by: Actor, at: datetime) -> tuple[DossierInfo, Possible]:
    """Return one dossier and what the actor may do with it now. Raises UnknownDossier."""
    with organisation.at_one_moment(by.login):
        found = records.records_of(records.find(code, by, at))
        staff = _staff(found, details.logins_in(found), by, at)
        return details.info(found, staff.names, at), acts(found, staff, by, at)


def _staff(found: Records, logins: set[str], by: Actor, at: datetime) -> Staff:
    """Ask about people, by one statement or none: never from memory, for rights end from one moment to the next."""
    row, led = found.dossier, led_steps(found, by)
    asked: dict[str, Question[Any]] = {"names": organisation.names_asked(logins)}
    if led:
        asked["assignees"] = organisation.staff_asked(organisation.Role(led[0].role), led[0].unit_id, at.date())
    if is_to_sign(row, at):
        asked["signs"] = organisation.signs_asked(by.login, str(row.competent_id), at.date())
    return Staff(**dict(zip(asked, ask(*asked.values()), strict=True)))
