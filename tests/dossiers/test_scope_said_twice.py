"""Whose dossiers an actor may see is said as a query set and as plain text: both find the same one, for everybody."""

from itertools import product

import pytest
from django.db import connection
from stories import AT, a_dossier_of_many_ways, after, on, to_the_leader, to_the_tax_office

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries import scope
from motcua.domain.organisation.api import Role
from motcua.domain.organisation.models import Unit
from motcua.foundation.actor import SYSTEM, Actor

pytestmark = pytest.mark.django_db
SOON = after(AT, minutes=30)
ASKED = {"unit": "H12.04", "question": "Có vướng quy hoạch không?", "answer_by": on("05")}
ROLES = [frozenset(), *(frozenset({role.value}) for role in Role), frozenset({Role.HANDLER.value, Role.LEADER.value})]


OUTSIDE, UNKNOWN = "G22.99-261103-0001", "H12.61-261103-9999"


@pytest.fixture
def codes(team):
    """One dossier of each kind by its name, and codes that nothing goes by.

    The rows of two are bent, so that a unit no step passed through is their desk or their competent unit.
    """
    names = ("untouched", "at the tax office", "asked", "withdrawn", "outside", "other desk", "other competent")
    found = {name: a_dossier_of_many_ways(team) for name in names}
    to_the_tax_office(team, found["at the tax office"], at=SOON)
    for name in ("asked", "withdrawn"):
        dossiers.ask_opinion(found[name], by=team.handler, at=SOON, **ASKED)
    dossiers.withdraw_opinion(found["withdrawn"], unit="H12.04", reason="Hỏi nhầm", by=team.handler, at=SOON)
    to_the_leader(team, found["outside"], at=SOON)
    Dossier.objects.filter(code=found["outside"]).update(outside_code=OUTSIDE)
    Dossier.objects.filter(code=found["other desk"]).update(desk="H12.14")
    Dossier.objects.filter(code=found["other competent"]).update(competent="H12.04")
    return {**found, "by its outside code": OUTSIDE, "unknown": UNKNOWN, "none": "", "odd": "%' OR true --"}


def by_text(code: str, by: Actor) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT dossier.code FROM dossiers_dossier dossier WHERE {scope.ONE_SEEN}", scope.seen_by(by, SOON, code)
        )
        return sorted(found for (found,) in cursor.fetchall())


def by_query_set(code: str, by: Actor) -> list[str]:
    return sorted(scope.visible_to(by, SOON).filter(scope.named(code)).values_list("code", flat=True))


def everybody() -> list[Actor]:
    """Return somebody of each unit, and of one that is not there, with each role, with none, and the system."""
    units = [*Unit.objects.values_list("code", flat=True), "H99.99"]
    return [SYSTEM, *(Actor("ai-do", "", None, unit, roles) for unit, roles in product(units, ROLES))]


def test_the_text_finds_what_the_query_set_finds(codes):
    asked = [(by, code) for by in everybody() for code in codes.values()]
    told = {(by.unit_code, by.roles, code): (by_text(code, by), by_query_set(code, by)) for by, code in asked}

    assert {who: found for who, found in told.items() if found[0] != found[1]} == {}
    assert sum(bool(text) for text, _ in told.values()) > 50
    assert sum(not text for text, _ in told.values()) > 50


def test_each_ground_alone_lets_somebody_see(codes):
    """Else a ground forgotten in the text would be missed by nobody above."""
    centre, department = (
        Actor("ai-do", "", None, unit, frozenset({Role.HANDLER.value})) for unit in ("H12.14", "H12.04")
    )
    seen = {
        "untouched": (False, False),
        "at the tax office": (False, True),  # the department's own: it passed through there
        "asked": (False, True),
        "withdrawn": (False, False),
        "other desk": (True, False),
        "other competent": (False, True),
    }

    told = {name: (bool(by_text(codes[name], centre)), bool(by_text(codes[name], department))) for name in seen}
    assert told == seen


def test_a_dossier_is_found_by_either_code_and_by_no_other(team, codes):
    own = codes["outside"]

    assert [by_text(code, team.handler) for code in (own, OUTSIDE, UNKNOWN, "", codes["odd"])] == [
        [own],
        [own],
        [],
        [],
        [],
    ]


def test_whoever_has_no_unit_to_see_sees_nothing(codes):
    nobody = Actor("ai-do", "", None, "", frozenset())

    assert scope.seen_by(nobody, SOON, codes["untouched"])["units"] == []
    assert [by_text(code, nobody) for code in codes.values()] == [[]] * len(codes)
