"""Who acts: the officer who is signed in, by the position chosen in the session."""

from typing import Any

from django.http import HttpRequest

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.foundation import clock
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

UNIT = "unit"
SEVERAL = "several_positions"


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor that the policy found for the request."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def actor_from_session(request: HttpRequest) -> Actor | None:
    """Return the officer as an actor of the chosen unit, None without a position in force today."""
    login = request.user.get_username()
    day = clock.now().date()
    for unit in (request.session.get(UNIT), None):
        try:
            return organisation.actor_for(login, day, unit)
        except Refusal:
            continue
    return None


def choose_unit(request: HttpRequest, unit_code: str) -> None:
    """Act for that unit from now on. Raises Refusal where the officer holds no position there."""
    organisation.actor_for(request.user.get_username(), clock.now().date(), unit_code)
    request.session[UNIT] = unit_code


def rights_of(request: HttpRequest) -> tuple[organisation.RightInfo, ...]:
    """Return the positions that the officer holds today."""
    user: Any = request.user
    return organisation.rights_of(user.pk, clock.now().date()) if user.is_authenticated else ()


def rights_in_words(request: HttpRequest) -> list[str]:
    """Return the officer's present rights, each with its end where it has one."""
    return [
        f"{right.position}, {right.unit_name}"
        + (say(", đến {ends_on}", ends_on=wording.in_figures(right.ends_on)) if right.ends_on else "")
        for right in rights_of(request)
    ]
