"""The scenario `article-2022` in a database: done by real operations, so that what the model says of itself is found again."""

from datetime import datetime, time, timedelta

import polars as pl
import pytest

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers.models import Dossier
from motcua.domain.flows import api as flows
from motcua.domain.reports import api as reports
from motcua.entrypoints.demo import loading
from motcua.entrypoints.demo.article import scene
from motcua.entrypoints.demo.article.counting import counted
from motcua.entrypoints.demo.article.simulation import Simulation
from motcua.foundation import clock
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db(transaction=True)
PART, SEED = 0.004, 5


def test_a_part_of_the_province_is_loaded_whole_and_its_counts_are_those_of_the_model(motcua, tmp_path):
    """Every level is there; `verify` holds; the ledger's counts are those that the model made of itself."""
    told = []
    loading.load_article(
        at=clock.now(), scale=PART, seed=SEED, progress=lambda what, done, total: told.append((what, done / total))
    )

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


def assert_each_is_where_the_model_left_it(run):
    """Received, promised and ready at the same minutes; late where the model was late; every late one with its letter."""
    table = scene.organisation.calendar_for("H12").table
    told = ("received_at", "promised_at", "ready_at", "lateness")
    found = sorted(Dossier.objects.values_list(*told), key=str)
    minutes = [(*(table.minute_of(one) if one else 0 for one in row[:3]), row[3] == "late") for row in found]
    model = [(one.received, one.promised, one.ready_at, one.is_late and bool(one.ready_at)) for one in run.lives]
    assert sorted(minutes) == sorted(model)
    assert dossiers.breaches() == (len(run.lives), ())


def assert_levels_are_counted_alike(model):
    assert flows.rebuild(at=clock.now()).subjects
    first, last = scene.PERIOD
    levels = {one.key: one.counts for one in flows.counts(first, last, as_of=clock.now().date(), by=flows.By.LEVEL)}
    for level, one in model.items():
        counts = levels[level]
        assert counts.late == one.late
        timely = counts.early + counts.on_time + counts.ended_early + counts.ended_on_time + counts.ended_late
        assert timely == one.timely, level
        assert counts.received_online + counts.received_direct == one.received


def assert_open_data_says_the_same(folder):
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
