"""Rows held back for a load: the same acts, rights and rules; the rows come into the database when they are let go."""

import pytest
from django.db import transaction
from stories import AT, a_dossier_of_many_ways, after, on, to_the_leader, to_the_tax_office

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers.models import Dossier, HandOver, Step
from motcua.domain.organisation.models import Unit
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
SOON = after(AT, minutes=30)


@pytest.fixture
def rows():
    with dossiers.holding_back() as held:
        yield held


def test_until_they_are_let_go_no_row_of_a_dossier_is_in_the_database_and_then_all_are(team, rows):
    code = a_dossier_of_many_ways(team)
    to_the_leader(team, code, at=SOON)
    assert not Dossier.objects.exists()

    rows.let_go_all()

    dossier = Dossier.objects.get(code=code)
    assert [row.state for row in dossier.steps.order_by("number")][-1] == "open"
    assert dossier.promises.count() == dossier.segments.filter(until=None).count() == 1
    assert (
        HandOver.objects.filter(step__dossier=dossier, taken_at=None).count()
        == Step.objects.filter(untaken=True).count()
    )
    assert dossiers.breaches() == (1, ())


def test_whoever_may_not_see_a_dossier_finds_it_unknown_while_it_is_held_back_as_later(team, rows):
    code = a_dossier_of_many_ways(team)
    to_the_leader(team, code, at=SOON)
    actors = [SYSTEM, *(Actor("ai-do", "", None, unit.code, frozenset({"handler"})) for unit in Unit.objects.all())]
    held = [refusal_of(code, actor) for actor in actors]

    rows.let_go_all()

    assert held == [refusal_of(code, actor) for actor in actors]
    assert len(set(held)) > 1


def refusal_of(code: str, by: Actor) -> str:
    """Return the sentence by which a step that is not open is refused, or the dossier as a whole."""
    try:
        with transaction.atomic():
            dossiers.return_result(code, by=by, at=SOON)
    except Refusal as refusal:
        return f"{type(refusal).__name__}: {refusal}"
    return ""


def test_an_act_that_changes_other_rows_lets_go_first(team, rows):
    """The payer's step stops the clock: its segment and the moved promise are rows of their own."""
    code = a_dossier_of_many_ways(team)
    to_the_tax_office(team, code, at=SOON)

    dossier = Dossier.objects.get(code=code)
    assert dossier.state == "paused"
    assert dossier.segments.count() == 2
    assert dossiers.breaches() == (1, ())


def test_a_moment_before_the_clock_began_is_refused_while_held_back(team, rows):
    code = a_dossier_of_many_ways(team)

    with pytest.raises(Refusal, match="sớm hơn"):
        to_the_leader(team, code, at=on("01"))


def test_past_their_promise_only_those_in_process_are_let_go(team, rows):
    late, early = (a_dossier_of_many_ways(team, at=at) for at in (AT, after(AT, days=20)))
    promised = {code: row.dossier.promised_at for code, row in rows._names.items()}

    rows.let_go_past(after(promised[late], minutes=1))

    assert list(Dossier.objects.values_list("code", flat=True)) == [late]
    assert dossiers.sweep(at=after(promised[late], minutes=1)).late == 1
    rows.let_go_all()
    assert set(Dossier.objects.values_list("code", flat=True)) == {late, early}
