"""The scenario `article-2022` in a database: done by real operations, so that what the model says of itself is found again."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.apps import apps
from django.conf import settings as settings_in_use
from django.core.management import call_command
from django.db import connection, models, transaction

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers.models import Dossier
from motcua.domain.flows import api as flows
from motcua.domain.reports import api as reports
from motcua.domain.surveys.models import Rating
from motcua.entrypoints.demo import loading
from motcua.entrypoints.demo.article import parts, scene
from motcua.entrypoints.demo.article.acts import Word
from motcua.entrypoints.demo.article.counting import counted
from motcua.entrypoints.demo.article.playing import Player
from motcua.entrypoints.demo.article.pleased import level_of
from motcua.entrypoints.demo.article.setting import HANDLER, LEVELS, Setting
from motcua.entrypoints.demo.article.simulation import Simulation
from motcua.foundation import clock
from motcua.kernel.working_time import ZONE

PART, SEED = 0.004, 5
VISITS = 1_000 if os.environ.get("MOTCUA_FULL") else 150


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Let all tests of the module use what one load has left; it is emptied at the end."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)


@pytest.fixture(scope="module")
def told(db: None, tmp_path_factory) -> Iterator[list[tuple[str, float]]]:
    """Load a part of the province as the command does, by two processes; return what its bar was told."""
    before = settings_in_use.ENVIRONMENT
    settings_in_use.ENVIRONMENT = replace(before, data=tmp_path_factory.mktemp("loaded"))
    said: list[tuple[str, float]] = []
    loading.load_article(
        at=clock.now(), scale=PART, seed=SEED, progress=lambda what, done, total: said.append((what, done / total))
    )
    yield said
    settings_in_use.ENVIRONMENT = before


def test_a_part_of_the_province_is_loaded_whole_and_its_counts_are_those_of_the_model(motcua, told, tmp_path) -> None:
    """Every level is there; `verify` holds; the ledger's counts are those that the model made of itself."""
    assert [part for _, part in told] == sorted(part for _, part in told)
    assert told[-1][1] == 1
    info = motcua("demo", "info", "--json").document
    assert (info["scenario"], info["scale"], info["seed"]) == ("article-2022", PART, SEED)
    motcua("seal")
    setting = scene.setting()
    run = Simulation(setting, seed=SEED, scale=PART).run()
    assert Dossier.objects.count() == len(run.lives)
    assert_each_is_where_the_model_left_it(run)
    assert_levels_are_counted_alike(counted(run, setting))
    assert_open_data_says_the_same(tmp_path / "mo")
    assert motcua("verify", "--json").document["problems"] == []
    with pytest.raises(loading.AnotherProvince):
        loading.load_article(at=clock.now(), scale=PART, seed=SEED, progress=lambda *_: None)


def assert_each_is_where_the_model_left_it(run: Simulation) -> None:
    """Received, promised and ready at the same minutes; late where the model was late; every late one with its letter."""
    table = scene.organisation.calendar_for("H12").table
    told = ("received_at", "promised_at", "ready_at", "lateness")
    found = sorted(Dossier.objects.values_list(*told), key=str)
    minutes = [(*(table.minute_of(one) if one else 0 for one in row[:3]), row[3] == "late") for row in found]
    model = [(one.received, one.promised, one.ready_at, one.is_late and bool(one.ready_at)) for one in run.lives]
    assert sorted(minutes) == sorted(model)
    assert dossiers.breaches() == (len(run.lives), ())


def test_people_answer_on_the_devices_what_the_model_lets_them_say_and_nothing_is_doubtful(told) -> None:
    setting = scene.setting()
    run = Simulation(setting, seed=SEED, scale=PART).run()
    said = Counter(level for life in run.lives if (level := level_of(life, setting.knobs)))

    assert sum(said.values()) > 40
    assert Counter(Rating.objects.values_list("answer", flat=True)) == said
    assert not Rating.objects.exclude(doubts=[]).exists()


def assert_levels_are_counted_alike(model: dict[str, Any]) -> None:
    assert flows.rebuild(at=clock.now()).subjects
    first, last = scene.PERIOD
    levels = {one.key: one.counts for one in flows.counts(first, last, as_of=clock.now().date(), by=flows.By.LEVEL)}
    for level, one in model.items():
        counts = levels[level]
        assert counts.late == one.late
        timely = counts.early + counts.on_time + counts.ended_early + counts.ended_on_time + counts.ended_late
        assert timely == one.timely, level
        assert counts.received_online + counts.received_direct == one.received


def assert_open_data_says_the_same(folder: Path) -> None:
    """Polars counts the lines of the report and the article's figures of the catalogue out of the files."""
    first, last = scene.PERIOD
    reports.write_edition(folder, last, at=clock.now())
    rows = pl.read_csv(folder / "giai-quyet-theo-thang.csv", try_parse_dates=True)
    rows = rows.filter(pl.col("month").is_between(first, last))
    names = ("total", "early", "on_time", "late")
    found = rows.group_by("level").agg(pl.sum(*(f"settled_{name}" for name in names))).sort("level").rows()
    report = reports.settlement_report(reports.Asked(first, last, last, flows.By.LEVEL), at=clock.now())
    assert found == sorted((row["key"], *(row["settled"][name] for name in names)) for row in report["rows"])

    day_over = datetime.combine(last + timedelta(days=1), time(), tzinfo=ZONE)
    catalogue = pl.read_parquet(folder / "thu-tuc.parquet")
    ended = pl.col("valid_to").is_null() | (pl.col("valid_to") >= day_over)
    there = catalogue.filter((pl.col("valid_from") < day_over) & ended)
    level = there["online_old_level"].value_counts()
    assert (there.height, there["cut"].sum()) == (2014, 1485)
    assert {3: 92, 4: 254}.items() <= dict(level.rows()).items()


def test_with_rows_held_back_every_fate_leaves_what_the_single_acts_leave(told) -> None:
    """All tables that an act writes, row by row, with the hashes of the ledger; only ids of some rows are others.

    What people say on the devices is no act of the dossier: the single acts leave it out.
    """
    setting = of_every_fate(scene.setting())
    run = Simulation(setting, seed=SEED + 1, scale=1).run()
    words = Counter(act.word for act in run.acts)
    assert set(words) == set(Word)
    assert words[Word.GIVEN] > 3

    singly = rows_after(lambda: one_by_one(run, setting))
    at_once = rows_after(lambda: held_back(run, setting))

    assert len(singly["dossiers_dossier"]) > VISITS * 0.8
    assert [name for name, rows in singly.items() if at_once[name] != rows] == []


def of_every_fate(setting: Setting) -> Setting:
    """Return the province with few visits of which many are no usual ones, and with handlers who are late."""
    usual = setting.knobs
    knobs = {
        **usual,
        "fates": {level: dict.fromkeys(usual["fates"][level], 0.06) for level in LEVELS},
        "arrivals": {
            **usual["arrivals"],
            "answered_otherwise": {"turned_away": 0.08, "sent_back": 0.3, "declined": 0.3},
            "elsewhere": {level: 0.1 if usual["arrivals"]["elsewhere"][level] else 0.0 for level in LEVELS},
        },
    }
    slow = {post.login: 150.0 for post in setting.posts if post.role == HANDLER and post.login[-1] in "13579"}
    arrivals = {level: round(VISITS * part) for level, part in zip(LEVELS, (0.3, 0.3, 0.4), strict=True)}
    return replace(setting, knobs=knobs, slower=slow, arrivals=arrivals)


def one_by_one(run: Simulation, setting: Setting) -> None:
    player = Player(setting.table, run.visits)
    for stretch in parts.stretches(run.acts):
        for act in run.acts[stretch.begin : stretch.begin + stretch.acts]:
            player.play(act)
        swept(stretch, setting)


def held_back(run: Simulation, setting: Setting) -> None:
    with dossiers.holding_back() as rows:
        part = parts.Part(run, setting, None, rows)
        for stretch in parts.stretches(run.acts):
            part.play(stretch)
            swept(stretch, setting)


def swept(stretch: parts.Stretch, setting: Setting) -> None:
    if stretch.sweep is not None:
        dossiers.sweep(at=setting.table.moment_at(stretch.sweep))


LEDGER = "foundation_ledgerentry"
WRITTEN = ("dossiers", "documents", "parties", "intake", "foundation")
UNLIKE = {
    "dossiers_step", "dossiers_handover", "dossiers_promise", "dossiers_clocksegment", "dossiers_latefinding",
    LEDGER,
}  # fmt: skip
"""Tables whose ids single acts and a load draw in another order; rows that refer to them are compared by places."""


def rows_after(act: Callable[[], None]) -> dict[str, list[Any]]:
    """Return all rows that are there after an act, and take it back with the ids and numbers it drew."""
    drawn = sequences()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
        act()
        found = {
            model._meta.db_table: rows_of(model)
            for label in WRITTEN
            for model in apps.get_app_config(label).get_models()
        }
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        for name, last in drawn:
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", [name, last or 1, last is not None])
    return found


def sequences() -> list[tuple[str, int | None]]:
    """Return what each sequence drew last, None where it drew nothing yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences")
        return cursor.fetchall()


def rows_of(model: type[models.Model]) -> list[Any]:
    """Return the rows of a model in an order of their own; where a row names a step, its place instead of its id."""
    table = model._meta.db_table
    left_out = {"transaction"} | ({"id"} if table in UNLIKE else set())
    names = [field.attname for field in model._meta.concrete_fields if field.attname not in left_out]
    of_step = "step_id" in names and table != "dossiers_step"
    columns = [name for name in names if not (of_step and name == "step_id")]
    columns += ["step__dossier_id", "step__number"] if of_step else []
    kept = model._default_manager.exclude(subject__startswith="rating:") if table == LEDGER else model._default_manager
    rows = (tuple(bytes(one) if isinstance(one, memoryview) else one for one in row) for row in
            kept.values_list(*columns))  # fmt: skip
    return sorted(rows, key=repr)
