"""Several officers at the same moment: exactly one wins, the others get a sentence, no number is lost or doubled."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from stories import AT, STRAIGHT_ON, a_dossier_of_many_ways, after, publish_many_ways

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier
from motcua.foundation import ledger
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db(transaction=True)
SOON = after(AT, minutes=30)


def at_once(*acts):
    """Do all acts at the same moment, each over a connection of its own; return answers and refusals in order."""
    together = Barrier(len(acts))

    def do(act):
        try:
            together.wait(20)
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def refused(answers):
    return [str(one) for one in answers if isinstance(one, Refusal)]


def test_two_officers_on_one_step_exactly_one_wins_and_the_other_gets_a_sentence(team):
    code = a_dossier_of_many_ways(team)

    answers = at_once(
        *(
            lambda by=by: dossiers.complete_step(code, "appraise", by=by, at=SOON, data=STRAIGHT_ON)
            for by in (team.handler, team.colleague)
        )
    )

    assert len(refused(answers)) == 1
    assert "đã được" in refused(answers)[0]
    assert [step.state for step in testing.shown(code).steps if step.id == "appraise"] == ["done"]
    assert dossiers.breaches()[1] == ()


def test_two_officers_claiming_one_step_only_one_has_it(team):
    code = a_dossier_of_many_ways(team)

    answers = at_once(*(lambda by=by: dossiers.claim(code, by=by, at=SOON) for by in (team.handler, team.colleague)))

    assert len(refused(answers)) == 1
    assert testing.shown(code).open_steps[0].officer in {team.handler.login, team.colleague.login}


def test_asked_for_papers_and_completed_at_once_one_of_the_two_happens(team):
    code = a_dossier_of_many_ways(team)

    answers = at_once(
        lambda: dossiers.ask_supplement(code, reason="Thiếu", items=[], by=team.handler, at=SOON),
        lambda: dossiers.complete_step(code, "appraise", by=team.colleague, at=SOON, data=STRAIGHT_ON),
    )

    assert len(refused(answers)) == 1
    assert dossiers.breaches()[1] == ()


def test_eight_counters_of_one_desk_number_without_gap_or_duplicate(team):
    publish_many_ways()
    receptions = [testing.a_reception(team.staff) for _ in range(8)]

    at_once(*(lambda one=one: dossiers.receive(one, by=team.reception, at=AT) for one in receptions))
    at_once(*(lambda one=one: dossiers.receive(one, by=team.reception, at=AT) for one in receptions))

    codes = sorted(Dossier.objects.values_list("code", flat=True))
    assert codes == [f"H12.61-261103-{number:04d}" for number in range(1, 17)]


def test_the_same_key_from_two_threads_is_one_dossier(team):
    publish_many_ways()
    reception = testing.a_reception(team.staff)

    first, second = at_once(*(lambda: dossiers.receive(reception, by=team.reception, at=AT, key="bam-hai-lan"),) * 2)

    assert first == second
    assert Dossier.objects.count() == 1


def test_two_sweeps_at_once_find_a_late_dossier_once(team):
    code = a_dossier_of_many_ways(team)
    late = after(testing.shown(code).promised_at, minutes=1)

    runs = at_once(*(lambda: dossiers.sweep(at=late),) * 2)

    assert sorted(run.late for run in runs) == [0, 1]
    assert [run.failed for run in runs] == [(), ()]
    assert [row.act for row in ledger.rows_of(f"dossier:{code}")].count("late_found") == 1
