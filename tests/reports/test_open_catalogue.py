"""Catalogue and decisions as open data: counted by polars they are the reports of cut times and online levels, on any day."""

from datetime import date, timedelta

import polars as pl
import pytest
from django.core.management import call_command

from motcua.domain.flows import api as flows
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures import testing
from motcua.domain.reports import api as reports
from motcua.entrypoints.web.citizen import presenting_open_data
from motcua.kernel.working_time import ZONE

CODES = ("1.001193", "1.004873", "2.000635")
FIRST = testing.PUBLISHED_AT + timedelta(days=2)
SECOND = FIRST + timedelta(days=3)
NOW = SECOND + timedelta(days=5)
THREE = {"amount": "3", "unit": "working_day"}
FULL = {"old": 4, "extent": "full", "reason": ""}


DAYS = [FIRST.date() + timedelta(days=days) for days in range(-4, 7)]


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker):
    """One province for all tests here, really committed: an edition is read in a transaction of its own."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)


@pytest.fixture(scope="module")
def folder(db, tmp_path_factory):
    """Three procedures; a decision cuts two and puts one online, a later one ends one cut and integrates with the portal."""
    organisation_testing.a_small_province()
    for code in CODES:
        testing.a_published_procedure(testing.a_record(code))
    by = testing.a_publisher()
    for number, at, settings in (
        (
            "MẪU-01/QĐ-UBND",
            FIRST,
            [(CODES[0], "committed", THREE), (CODES[1], "committed", THREE), (CODES[0], "online_level", FULL)],
        ),
        (
            "MẪU-02/QĐ-UBND",
            SECOND,
            [(CODES[1], "committed", None), (CODES[0], "national_portal", {"integrated": True})],
        ),
    ):
        facts = procedures.DecisionFacts(number, at.date(), "=Rút ngắn (mẫu)", is_sample=True)
        procedures.decide(facts, [procedures.Setting(*one) for one in settings], by=by, at=at)
    flows.fold_news(at=NOW)
    found = tmp_path_factory.mktemp("open") / "mo"
    reports.write_edition(found, reports.last_whole_day(NOW), at=NOW)
    return found


def valid_on(rows: pl.DataFrame, day: date) -> pl.DataFrame:
    end = pl.lit(day + timedelta(days=1)).cast(pl.Datetime("us")).dt.replace_time_zone(str(ZONE))
    return rows.filter((pl.col("valid_from") < end) & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= end)))


def test_on_every_day_polars_counts_what_the_reports_count(folder):
    rows, seen = pl.read_parquet(folder / "thu-tuc.parquet"), set()
    for day in DAYS:
        here = valid_on(rows, day)
        cuts = procedures.cut_report(day, procedures.GroupBy.AGENCY).total
        online = procedures.online_report(day, procedures.GroupBy.AGENCY).total
        is_online, level_4 = pl.col("online_extent") != "none", pl.col("online_old_level") == 4
        integrated = here.filter(is_online)["national_portal"].sum()
        counted = (here.height, here["cut"].sum(), here.filter(level_4).height, integrated)

        assert counted == (cuts.procedures, cuts.cut, online.by_old[4], online.integrated), day
        seen.add(counted)
    assert {(0, 0, 0, 0), (3, 0, 0, 0), (3, 2, 1, 0), (3, 1, 1, 1)} <= seen


def test_the_lines_of_the_page_count_the_catalogue_of_the_day(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    exec(presenting_open_data.CATALOGUE, names)  # the page has just these, tests/web/test_open_data_pages.py

    day = reports.last_whole_day(NOW)
    cuts = procedures.cut_report(day, procedures.GroupBy.AGENCY).total
    online = procedures.online_report(day, procedures.GroupBy.AGENCY).total
    expected = (cuts.procedures, cuts.cut, online.by_old[3], online.by_old[4], online.integrated)
    assert names["counts"].rows() == [expected] == [(3, 1, 0, 1, 1)]
    assert "level_4" in capsys.readouterr().out


def test_each_limit_has_its_decision_and_each_decision_its_settings(folder):
    limits = pl.read_parquet(folder / "thoi-han.parquet").filter(pl.col("order") == "shorter")
    decisions = pl.read_parquet(folder / "quyet-dinh.parquet")

    assert limits.select("decision", "decided_on").unique().rows() == [("MẪU-01/QĐ-UBND", FIRST.date())]
    assert {float(one) for one in limits["committed_amount"]} == {3.0}
    assert decisions.select("number", "procedure", "sets", "ends").rows() == [
        ("MẪU-01/QĐ-UBND", CODES[0], "committed", False),
        ("MẪU-01/QĐ-UBND", CODES[0], "online_level", False),
        ("MẪU-01/QĐ-UBND", CODES[1], "committed", False),
        ("MẪU-02/QĐ-UBND", CODES[0], "national_portal", False),
        ("MẪU-02/QĐ-UBND", CODES[1], "committed", True),
    ]
    assert decisions["sample"].all()


def test_a_title_that_looks_like_a_formula_is_harmless_as_csv_and_whole_as_parquet(folder):
    assert set(pl.read_csv(folder / "quyet-dinh.csv")["title"]) == {"'=Rút ngắn (mẫu)"}
    assert set(pl.read_parquet(folder / "quyet-dinh.parquet")["title"]) == {"=Rút ngắn (mẫu)"}


def test_of_an_earlier_day_nothing_later_is_told(folder, tmp_path):
    reports.write_edition(tmp_path / "truoc", FIRST.date(), at=NOW)
    earlier = pl.read_parquet(tmp_path / "truoc" / "thu-tuc.parquet")

    assert set(pl.read_parquet(tmp_path / "truoc" / "quyet-dinh.parquet")["number"]) == {"MẪU-01/QĐ-UBND"}
    assert earlier.filter(pl.col("procedure") == CODES[1])["valid_to"].to_list()[-1] is None
    assert earlier.height == 5
