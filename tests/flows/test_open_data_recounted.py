"""The open data counted again: by polars from the files, by plain SQL over the dossiers, and by the settlement report.

One crowd lives for all tests here, with supplements, refusals, late ones and reopened ones; what the files say is fetched from the pages, and
the lines by which a citizen counts are taken off the page as they stand.
"""

import hashlib
import html
import re
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings as settings_in_use
from django.test import Client

sys.path.insert(0, str(Path(__file__).parent))

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.flows import api as flows
from motcua.domain.reports import api as reports

TOTALS, PARTS = "giai-quyet-theo-thang", "dong-theo-thang"
SUMMED = ("settled_total", "settled_early", "settled_on_time", "settled_late")


@pytest.fixture(scope="module")
def fetched(lived, tmp_path_factory):
    """Return a folder with what the pages give, the page itself, the crowd, and the moment at which it was fetched."""
    crowd = lived(4, 150, fold_every=60)
    for _ in range(7):
        testing.a_dossier(crowd.staff, "2.000815", at=crowd.at, channel="post")
    now = (crowd.at.replace(day=1) + timedelta(days=50)).replace(day=12, hour=9)
    flows.fold_news(at=now)
    before = settings_in_use.ENVIRONMENT
    settings_in_use.ENVIRONMENT = replace(before, data=tmp_path_factory.mktemp("open"), clock=now.isoformat())
    reports.publish_edition(settings_in_use.ENVIRONMENT.data / reports.FOLDER, reports.last_whole_day(now), at=now)
    folder, client = tmp_path_factory.mktemp("fetched"), Client()
    for name in [
        reports.SUMS,
        reports.MANIFEST,
        *(f"{one.name}.{form}" for one in reports.data_sets() for form in reports.FORMATS),
    ]:
        (folder / name).write_bytes(b"".join(client.get(f"/du-lieu-mo/{name}").streaming_content))
    yield folder, client.get("/du-lieu-mo").content.decode(), crowd, now
    settings_in_use.ENVIRONMENT = before


def csv_of(folder, name):
    return pl.read_csv(folder / f"{name}.csv", try_parse_dates=True, schema_overrides={"procedure": pl.String})


def settled(rows):
    """Return (level, settled, early, on time, late) of a frame, in order."""
    found = rows.group_by("level").agg(pl.sum(*SUMMED)).sort("level").select("level", *SUMMED)
    return found.rows()


def reported(first, last, as_of, now):
    """Return the same of the settlement report."""
    report = reports.settlement_report(reports.Asked(first, last, as_of, flows.By.LEVEL), at=now)
    names = ("total", "early", "on_time", "late")
    return sorted((row["key"], *(row["settled"][name] for name in names)) for row in report["rows"])


def test_what_was_fetched_has_the_digests_that_are_told(fetched):
    folder, page, _, _ = fetched
    told = dict(reversed(line.split("  ")) for line in (folder / reports.SUMS).read_text().splitlines())

    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in told} == told
    assert all(digest in page for name, digest in told.items() if name != reports.MANIFEST)


def test_polars_counts_what_the_report_and_plain_sql_count(fetched):
    """open-data 2.10, open-data 1.6: totals are whole, the running month until the day of the edition."""
    folder, _, _, now = fetched
    as_of = reports.last_whole_day(now)
    months = csv_of(folder, TOTALS)

    assert months.rows() == pl.read_parquet(folder / f"{TOTALS}.parquet").rows()
    assert months["settled_late"].sum() > 0
    assert months["refused"].sum() > 0
    assert months["supplemented"].sum() > 0
    assert months["until"].max() == as_of
    for month, until in months.select("month", "until").unique().rows():
        here = months.filter(pl.col("month") == month)
        plain = dossiers.lives_counted(month, until, as_of=as_of, by="level")

        assert [row for row in settled(here) if row[1]] == [row for row in reported(month, until, as_of, now) if row[1]]
        for level, row in plain.items():
            mine = (
                here.filter(pl.col("level") == level)
                .select(pl.sum("received_total", "received_online", "in_process_total"))
                .row(0)
            )
            online, open_ = row[dossiers.Cell.RECEIVED_ONLINE], row[dossiers.Cell.IN_PROCESS]
            assert mine == (row[dossiers.Cell.RECEIVED] + row[dossiers.Cell.CARRIED], online, open_)


def test_all_months_together_are_the_report_of_the_whole_time(fetched):
    folder, _, _, now = fetched
    as_of, months = reports.last_whole_day(now), pl.read_parquet(folder / f"{TOTALS}.parquet")

    assert settled(months) == reported(months["month"].min(), as_of, as_of, now)


def test_the_breakdown_is_of_whole_months_and_adds_up_to_them(fetched):
    folder, _, _, now = fetched
    months, parts = csv_of(folder, TOTALS), pl.read_parquet(folder / f"{PARTS}.parquet")
    whole = months.filter(pl.col("month") < date(now.year, now.month, 1))
    names = ["settled_early", "settled_on_time", "settled_late", "ended", "refused", "supplemented", "not_received"]

    assert csv_of(folder, PARTS).rows() == parts.rows()
    assert parts["month"].unique().sort().to_list() == whole["month"].unique().sort().to_list() != []
    assert parts.select(pl.sum(*names)).row(0) == whole.select(pl.sum(*names)).row(0)
    received = whole["received_online"].sum() + whole["received_direct"].sum()
    assert parts["received"].sum() == received > 0


def test_nothing_small_stands_alone_in_a_commune(fetched):
    folder = fetched[0]
    parts = pl.read_parquet(folder / f"{PARTS}.parquet").filter(pl.col("level") == "commune")
    counted = [name for name, kind in parts.schema.items() if kind == pl.Int64]
    alone = parts.filter(~pl.col("merged"))

    assert len(alone) > 0
    assert parts["merged"].any()
    assert not any(0 < count < 5 for row in alone.select(counted).rows() for count in row)
    assert parts.filter("merged").select(pl.col("procedure", "field", "channel").is_null().all()).row(0) == (True,) * 3


@pytest.mark.parametrize("place", ["dem-polars", "dem-chi-tiet"])
def test_the_lines_of_the_page_run_as_they_stand(fetched, place, monkeypatch, capsys):
    folder, page, _, now = fetched
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    exec(lines(page, place), names)

    printed = capsys.readouterr().out
    if place == "dem-polars":
        as_of = reports.last_whole_day(now)
        assert settled(names["levels"]) == reported(date(as_of.year, 1, 1), as_of, as_of, now)
        assert "settled_total" in printed
    else:
        assert names["both"].height > 0
        assert "shape: (0, " in printed


def test_the_sql_of_the_page_counts_the_same(fetched, monkeypatch):
    folder, page, _, now = fetched
    monkeypatch.chdir(folder)
    as_of = reports.last_whole_day(now)
    found = pl.sql(lines(page, "dem-sql")).collect().sort("level").rows()
    expected = [
        (level, total, early + on_time, late)
        for level, total, early, on_time, late in reported(date(as_of.year, 1, 1), as_of, as_of, now)
    ]

    assert found == expected != []


def lines(page, place):
    return html.unescape(re.search(rf'<pre[^>]* id="{place}"[^>]*><code>(.*?)</code>', page, re.DOTALL)[1])


def test_the_same_day_is_the_same_bytes_later_too(fetched, tmp_path):
    """open-data 1.4, open-data 1.5: a dossier that was reopened since changes nothing of the day."""
    folder, _, crowd, now = fetched
    later, as_of = now + timedelta(days=9), reports.last_whole_day(now)
    code = next(code for code in crowd.codes if testing.shown(code, now).state == "returned")
    dossiers.reopen(code, reason="Sai sót (mẫu)", by=crowd.officer("leader", code), at=later)
    flows.fold_news(at=later)
    reports.write_edition(tmp_path / "anew", as_of, at=later)

    for path in sorted((tmp_path / "anew").iterdir()):
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name
    reports.write_edition(tmp_path / "later", reports.last_whole_day(later), at=later)
    assert (tmp_path / "later" / f"{TOTALS}.csv").read_bytes() != (folder / f"{TOTALS}.csv").read_bytes()


def test_a_folder_with_something_in_it_is_left_alone(fetched, tmp_path):
    """open-data 1.7: nothing is written over."""
    (tmp_path / "gi-do").touch()

    with pytest.raises(reports.NoEdition):
        reports.write_edition(tmp_path, reports.last_whole_day(fetched[3]), at=fetched[3])
    assert [path.name for path in tmp_path.iterdir()] == ["gi-do"]
