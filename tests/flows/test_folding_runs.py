"""Runs of the folder: killed, twice at once, after a restore, made anew: always the same flows."""

import sys
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

sys.path.insert(0, str(Path(__file__).parent))

from lives import rows_of_flows

from motcua.domain.flows import api as flows
from motcua.domain.flows.models import DayFlow, Folding, MonthFlow, MonthStock, YearFlow
from motcua.domain.flows.operations import merging, setting_aside, writing
from motcua.domain.flows.rules.adding_up import STOCKS
from motcua.domain.flows.rules.folding import Change
from motcua.domain.flows.rules.measures import Measure
from motcua.entrypoints.cli import seals
from motcua.entrypoints.jobs.health import health
from motcua.entrypoints.jobs.metrics import exposition
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM


@pytest.fixture(scope="module")
def crowd(lived):
    return lived(7, 60, fold_every=1000)


def test_a_run_that_is_killed_leaves_nothing_behind_and_the_next_one_does_its_work(crowd, monkeypatch):
    before = rows_of_flows()
    crowd.receive()

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(merging, "build_stocks", killed)
        with pytest.raises(KeyboardInterrupt):
            flows.fold_news(at=crowd.at)
    assert rows_of_flows() == before
    assert flows.fold_news(at=crowd.at).subjects == 1
    after = rows_of_flows()
    flows.rebuild(at=crowd.at)
    assert rows_of_flows() == after != before


def test_a_killed_rebuild_leaves_the_old_figures_which_everybody_reads_until_then(crowd, monkeypatch):
    DayFlow.objects.filter(pk=DayFlow.objects.order_by("pk").values("pk")[:1]).update(received=F("received") + 7)
    before, rows = rows_of_flows(), DayFlow.objects.count()
    meanwhile: list[object] = []

    def other() -> None:
        meanwhile.append(rows_of_flows())
        connection.close()

    def killed(*args, **kwargs):
        assert DayFlow.objects.count() == rows - 1
        thread = Thread(target=other)
        thread.start()
        thread.join()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(writing, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            flows.rebuild(at=crowd.at)
    assert meanwhile == [before]
    assert rows_of_flows() == before
    flows.rebuild(at=crowd.at)
    assert rows_of_flows() != before
    assert not flows.differences(today=crowd.at.date())


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
    before = rows_of_flows()
    Folding.objects.update(until=10**12)
    assert flows.fold_news(at=crowd.at).subjects == flows.rebuild(at=crowd.at).subjects
    assert rows_of_flows() == before
    crowd.receive()
    assert flows.fold_news(at=crowd.at).subjects == 1


def tell(crowd, code: str, act: str, **body: object) -> None:
    """Write a row of a dossier of which only the ledger knows."""
    with transaction.atomic():
        ledger.write(subject=f"dossier:{code}", act=act, by=SYSTEM, at=crowd.at, body=body)


def test_what_cannot_be_folded_is_set_aside_and_named_while_all_others_are_folded(crowd, monkeypatch):
    """Promises that are no moment that can be meant, no place, a place too long for any table; one had been counted before."""
    flows.fold_news(at=crowd.at)
    before, moment = rows_of_flows(), crowd.at.isoformat()
    place = {"desk": "H12.14", "version": 1, "procedure": "9.999999", "channel": "counter", "promised_at": moment}
    tell(crowd, "LẠ-3", "received", **place)
    flows.fold_news(at=crowd.at)
    assert rows_of_flows() != before

    tell(crowd, "LẠ-1", "received", **{**place, "promised_at": "hôm qua"})
    tell(crowd, "LẠ-2", "received", promised_at=moment)
    tell(crowd, "LẠ-3", "redated", promised_at="infinity")
    for number, odd in enumerate(
        ("today", "12000-01-01T00:00:00+07:00", "0044-03-15T00:00:00+07:00 BC", "2026-13-45T00:00:00+07:00"), 4
    ):
        tell(crowd, f"LẠ-{number}", "received", **{**place, "promised_at": odd})
    flows.fold_news(at=crowd.at)
    aside = [(f"dossier:LẠ-{number}", "redated" if number == 3 else "received") for number in range(1, 8)]
    assert [(one.subject, one.act) for one in flows.set_aside()] == aside
    assert rows_of_flows() == before

    crowd.receive()
    assert flows.fold_news(at=crowd.at).subjects == 1
    after = rows_of_flows()
    assert after != before
    assert [(one.subject, one.act) for one in flows.set_aside()] == aside
    flows.rebuild(at=crowd.at)
    assert rows_of_flows() == after
    assert [(one.subject, one.act) for one in flows.set_aside()] == aside
    named = {problem["subject"] for problem in seals.look_at_records()[1] if "chưa gộp được" in problem["reason"]}
    assert named == {subject for subject, _ in aside}
    assert "\nmotcua_flows_set_aside 7" in exposition()
    assert "7 hồ sơ trong sổ chưa gộp được" in health()["parts"]["figures"]

    with monkeypatch.context() as patch:
        patch.setattr(setting_aside, "fold", lambda acts: {Change(acts[0].at.day, acts[0].at.day, Measure.PAUSED): 1})
        flows.fold_news(at=crowd.at)
    assert flows.set_aside() == ()
    assert {key: len(rows - after[key]) for key, rows in rows_of_flows().items()}["days"] > 0
    flows.rebuild(at=crowd.at)
    assert rows_of_flows() == after

    tell(crowd, "LẠ-8", "received", **{**place, "desk": "H" * 41})
    tell(crowd, "LẠ-9", "received", **{**place, "procedure": "9" * 41})
    flows.fold_news(at=crowd.at)
    assert rows_of_flows() == after
    assert {"dossier:LẠ-8", "dossier:LẠ-9"} <= {one.subject for one in flows.set_aside()}


@pytest.mark.parametrize(
    ("table", "grain", "by", "key"),
    [
        pytest.param(MonthFlow, "agency", flows.By.AGENCY, "unit", id="a month of an agency"),
        pytest.param(MonthFlow, "procedure", flows.By.PROCEDURE, "procedure", id="a month of a procedure at an agency"),
        pytest.param(
            MonthFlow, "procedures", flows.By.PROCEDURE, "procedure", id="a month of a procedure at all of them"
        ),
        pytest.param(MonthFlow, "field", flows.By.FIELD, "field", id="a month of a field at an agency"),
        pytest.param(MonthFlow, "fields", flows.By.FIELD, "field", id="a month of a field at all of them"),
    ],
)
def test_the_check_names_a_figure_that_somebody_changed(crowd, table, grain, by, key):
    """Asked when the crowd's month is over: months that still run are told by their days."""
    at = crowd.at + timedelta(days=40)
    assert flows.check(at=at) == ()
    assert flows.last_check().differing == 0
    row = table.objects.filter(grain=grain, received__gt=0).order_by("id")[0]
    table.objects.filter(pk=row.pk).update(received=row.received + 1)
    found = flows.check(at=at)
    assert {(one.by, one.key) for one in found} == {(by, getattr(row, key))}
    assert flows.last_check().differing == len(found) > 0
    flows.rebuild(at=crowd.at)
    assert flows.check(at=crowd.at) == ()


EVERY = [one.value for one in Measure]


def found_where_damaged(crowd, table, figures):
    """Return what differs, and of which unit, where figures of one row are one too high; asked when the crowd's year is over."""
    row = table.objects.order_by("grain", "-id")[0]
    kept = {figure: getattr(row, figure) for figure in figures}
    table.objects.filter(pk=row.pk).update(**{figure: number + 1 for figure, number in kept.items()})
    found = flows.differences(today=crowd.at.date() + timedelta(days=100))
    table.objects.filter(pk=row.pk).update(**kept)
    assert {one.key for one in found if one.by is flows.By.AGENCY} == {row.unit}
    return {one.figure for one in found}


@pytest.mark.parametrize("figure", EVERY)
def test_the_check_finds_one_damaged_figure_of_a_day_whichever_it_is(crowd, figure):
    assert figure in found_where_damaged(crowd, DayFlow, [figure])


@pytest.mark.parametrize("table", [MonthFlow, YearFlow])
def test_the_check_finds_each_damaged_figure_of_a_month_and_of_a_year(crowd, table):
    assert set(EVERY) <= found_where_damaged(crowd, table, EVERY)


def test_the_check_finds_each_damaged_stock(crowd):
    flows.fold_news(at=crowd.at + timedelta(days=100))
    assert {f"stock_{name}" for name in STOCKS} <= found_where_damaged(crowd, MonthStock, list(STOCKS))
    flows.rebuild(at=crowd.at)


def test_a_period_costs_three_statements_however_long_it_is(crowd):
    first, last = flows.span()

    def statements(first: date, last: date) -> int:
        with CaptureQueriesContext(connection) as caught:
            flows.counts(first, last, as_of=crowd.at.date(), by=flows.By.FIELD)
        return len(caught)

    assert statements(first, first) == statements(first - timedelta(days=400), last) <= 3


def test_a_period_that_ends_before_it_starts_or_was_not_begun_is_refused(crowd):
    first, last = flows.span()
    for wrong in (
        {"first": last, "last": first - timedelta(days=1)},
        {"first": last, "last": last, "as_of": first - timedelta(days=9)},
    ):
        with pytest.raises(ValueError, match="period"):
            flows.counts(**{"as_of": last, **wrong}, by=flows.By.LEVEL)
