"""Runs of the folder: killed, twice at once, after a restore, made anew: always the same flows."""

import sys
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection, transaction

sys.path.insert(0, str(Path(__file__).parent))

from lives import Crowd

from motcua.domain.flows import api as flows
from motcua.domain.flows.models import DayFlow, Folding, MonthFlow, MonthStock
from motcua.domain.flows.operations import merging
from motcua.domain.flows.rules.measures import Measure

pytestmark = pytest.mark.django_db(transaction=True)
COUNTED = [one.value for one in Measure]
GROUP = ("grain", "unit", "level", "field", "procedure", "channel")


@pytest.fixture
def crowd():
    found = Crowd(seed=7)
    found.live(60, fold_every=1000)
    return found


def tables() -> dict[str, set[tuple[object, ...]]]:
    """Return every row that counts something."""
    flows_of = {
        name: {row for row in table.objects.values_list(period, "known", *GROUP, *COUNTED) if any(row[8:])}
        for name, table, period in (("days", DayFlow, "day"), ("months", MonthFlow, "month"))
    }
    stock = ("in_process", "overdue", "overdue_by_date", "suspended", "overdue_suspended")
    return flows_of | {"stocks": set(MonthStock.objects.values_list("month", *GROUP, *stock))}


def test_made_anew_they_say_the_same_as_folded_bit_by_bit():
    crowd = Crowd(seed=8)
    crowd.live(170, fold_every=7)
    bit_by_bit = tables()
    seen: list[tuple[int, int]] = []
    done = flows.rebuild(at=crowd.at, progress=lambda done, of: seen.append((done, of)))
    assert tables() == bit_by_bit
    assert all(bit_by_bit.values())
    assert seen[-1] == (done.subjects, done.subjects)


def test_a_run_that_is_killed_leaves_nothing_behind_and_the_next_one_does_its_work(crowd, monkeypatch):
    before = tables()
    crowd.receive()

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(merging, "build_stocks", killed)
        with pytest.raises(KeyboardInterrupt):
            flows.fold_news(at=crowd.at)
    assert tables() == before
    assert flows.fold_news(at=crowd.at).subjects == 1
    after = tables()
    flows.rebuild(at=crowd.at)
    assert tables() == after != before


def test_a_killed_rebuild_leaves_the_old_figures(crowd, monkeypatch):
    before = tables()

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(merging, "merge", killed)
    with pytest.raises(KeyboardInterrupt):
        flows.rebuild(at=crowd.at)
    assert tables() == before


def test_of_two_folders_at_once_the_second_goes_away(crowd):
    crowd.receive()
    answers: list[flows.Folded] = []

    def other() -> None:
        answers.append(flows.fold_news(at=crowd.at))
        connection.close()

    with transaction.atomic():
        Folding.objects.select_for_update().get()
        thread = Thread(target=other)
        thread.start()
        thread.join()
    assert answers[0].busy
    assert flows.fold_news(at=crowd.at).subjects == 1
    assert flows.fold_news(at=crowd.at).subjects == 0


def test_what_a_running_transaction_writes_is_folded_once_it_is_done(crowd):
    with transaction.atomic():
        crowd.receive()
        answers: list[int] = []

        def other() -> None:
            answers.append(flows.fold_news(at=crowd.at).subjects)
            connection.close()

        thread = Thread(target=other)
        thread.start()
        thread.join()
    assert answers == [0]
    assert flows.fold_news(at=crowd.at).subjects == 1


def test_after_a_restore_whose_transactions_are_numbered_from_lower_on_everything_is_folded_again(crowd):
    before = tables()
    Folding.objects.update(until=10**12)
    assert flows.fold_news(at=crowd.at).subjects == flows.rebuild(at=crowd.at).subjects
    assert tables() == before
    crowd.receive()
    assert flows.fold_news(at=crowd.at).subjects == 1


def test_the_check_names_a_figure_that_somebody_changed(crowd):
    assert flows.check(at=crowd.at) == ()
    assert flows.last_check().differing == 0
    row = DayFlow.objects.filter(grain="agency", received__gt=0).first()
    DayFlow.objects.filter(pk=row.pk).update(received=row.received + 1)
    found = flows.check(at=crowd.at)
    assert {(one.by, one.key) for one in found} == {(flows.By.AGENCY, row.unit)}
    assert flows.last_check().differing == len(found) > 0


def test_a_period_costs_three_statements_however_long_it_is(crowd, count_statements):
    first, last = flows.span()

    def ask(first: date, last: date):
        return lambda: flows.counts(first, last, as_of=crowd.at.date(), by=flows.By.FIELD)

    assert count_statements(ask(first, first)) == count_statements(ask(first - timedelta(days=400), last)) <= 3


def test_a_period_that_ends_before_it_starts_or_was_not_begun_is_refused(crowd):
    first, last = flows.span()
    for wrong in (
        {"first": last, "last": first - timedelta(days=1)},
        {"first": last, "last": last, "as_of": first - timedelta(days=9)},
    ):
        with pytest.raises(ValueError, match="period"):
            flows.counts(**{"as_of": last, **wrong}, by=flows.By.LEVEL)
