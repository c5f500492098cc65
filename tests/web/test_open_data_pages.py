"""The pages of open data: what there is, its dictionary, its files at addresses that stay, and what is not there."""

import html
import json
from dataclasses import replace
from datetime import datetime, time, timedelta
from io import BytesIO

import polars as pl
import pytest
from desk_pages import set_clock, text_of
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.domain.dossiers import testing
from motcua.domain.flows import api as flows
from motcua.domain.reports import api as reports
from motcua.entrypoints.jobs import metrics, tasks
from motcua.entrypoints.web.citizen.presenting_open_data import CATALOGUE
from motcua.kernel.working_time import ZONE

PAGE = "/du-lieu-mo"
CSV = f"{PAGE}/giai-quyet-theo-thang.csv"
NOW = testing.RECEIVED_AT + timedelta(days=1, hours=1)


@pytest.fixture(scope="module")
def store(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return a data folder with the edition of a province in which a known person's dossier was settled."""
    from django.core.management import call_command

    folder = tmp_path_factory.mktemp("data")
    with django_db_blocker.unblock():
        staff = testing.a_staffed_province()
        code = testing.a_dossier(staff, person=testing.KNOWN_PERSON)
        testing.carry_to_ready(staff, code, at=testing.RECEIVED_AT + timedelta(hours=1))
        (folder / "code").write_text(code)
        flows.fold_news(at=NOW)
        reports.publish_edition(folder / reports.FOLDER, reports.last_whole_day(NOW), at=NOW)
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
    return folder


@pytest.fixture
def site(store, db, settings):
    set_clock(settings, NOW)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data=store)
    return Client()


def body(answer):
    return b"".join(answer.streaming_content)


def test_the_page_tells_day_licence_files_and_digests(site):
    page = text_of(site.get(PAGE))
    manifest = json.loads(body(site.get(f"{PAGE}/datapackage.json")))

    assert "Như biết đến hết ngày 03/11/2026" in page
    assert "Nghị định 194/2025/NĐ-CP" in page
    assert "số từ 1 đến 4" in page
    assert len(manifest["resources"]) == 2 * len(reports.data_sets())
    for file in manifest["resources"]:
        assert file["hash"].removeprefix("sha256:") in page
        assert site.get(f"{PAGE}/{file['path']}").status_code == 200


def test_the_page_has_the_lines_that_count_the_catalogue(site):
    page = html.unescape(site.get(PAGE).content.decode())

    assert (
        f'id="dem-danh-muc" tabindex="0" role="region" aria-label="Đếm danh mục"><code>{CATALOGUE}</code></pre>' in page
    )


@pytest.mark.parametrize("one", reports.data_sets(), ids=lambda one: one.name)
def test_the_dictionary_explains_every_column_in_both_languages(site, one):
    page = text_of(site.get(f"{PAGE}/{one.name}/tu-dien"))
    site.cookies["language"] = "en"
    english = text_of(site.get(f"{PAGE}/{one.name}/tu-dien"))

    for column in one.columns:
        assert f"{column.name} {column.title['vi']}" in page
        assert column.meaning["vi"] in page
        assert column.meaning["en"] in english
    assert "Data dictionary" in english


def test_a_file_says_what_it_is_and_is_not_sent_twice(site):
    answer = site.get(CSV)
    content = body(answer)

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="giai-quyet-theo-thang.csv"'
    assert answer["Cache-Control"] == "public, no-cache"
    assert int(answer["Content-Length"]) == len(content)
    again = site.get(CSV, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert site.get(CSV, headers={"If-None-Match": '"khac"'}).status_code == 200


def test_heads_are_answered_without_a_body(site):
    for address in (PAGE, f"{PAGE}/thu-tuc/tu-dien", CSV, f"{PAGE}/SHA256SUMS"):
        whole, head = site.get(address), site.head(address)

        assert (head.status_code, head["Content-Type"]) == (200, whole["Content-Type"])
        assert head.getvalue() == b""
    assert site.post(CSV).status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        "khac.csv",
        "giai-quyet-theo-thang",
        "giai-quyet-theo-thang.xlsx",
        "..",
        "..%2Fdatapackage.json",
        ".%2Fthu-tuc.csv",
        "khac/tu-dien",
        "%00.csv",
    ],
)
def test_what_is_not_there_is_not_found(site, name):
    assert site.get(f"{PAGE}/{name}").status_code == 404


def test_before_the_first_edition_the_page_says_so(site, settings, tmp_path):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data=tmp_path)

    assert "Chưa có bản dữ liệu nào" in text_of(site.get(PAGE))
    assert site.get(CSV).status_code == 404
    assert "settled_late" in text_of(site.get(f"{PAGE}/giai-quyet-theo-thang/tu-dien"))


def test_nothing_is_asked_of_the_database(site):
    site.get(PAGE)  # whose pages they are is asked once a minute
    for address in (PAGE, f"{PAGE}/thu-tuc/tu-dien", CSV):
        with CaptureQueriesContext(connection) as asked:
            site.get(address)
        assert len(asked) == 0, address


def test_no_file_names_a_person_a_dossier_or_an_officer(site, store):
    code, settled = (store / "code").read_text(), 0
    for one in reports.data_sets():
        table = pl.read_parquet(BytesIO(body(site.get(f"{PAGE}/{one.name}.parquet"))))
        for text in (body(site.get(f"{PAGE}/{one.name}.csv")).decode(), table.write_csv()):
            assert testing.told_of_known_person(text) == []
            assert code not in text
            assert "Nguyễn Thị Lan" not in text  # what the builders call every officer
        settled += sum(table["settled_early"]) if "settled_early" in table.columns else 0
    assert settled, "the known person's dossier is in none of the figures"


@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_one_edition_a_day_and_keeps_two(settings, tmp_path):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data=tmp_path)
    testing.a_staffed_province()
    store, made = tmp_path / reports.FOLDER, []
    for days in range(4):
        at = NOW + timedelta(days=days)
        set_clock(settings, at)
        made += [tasks.open_data(0), tasks.fold(0), tasks.open_data(0), tasks.open_data(0)]

    days = [str(reports.last_whole_day(NOW + timedelta(days=days))) for days in range(4)]
    assert [day for day in made if day] == days
    assert [str(day) for day in reports.editions(store)] == days[:1:-1]
    assert sorted(path.name for path in store.iterdir()) == days[2:]
    (store / "cua-ai-do").mkdir()
    (store / "cua-ai-do" / reports.SUMS).touch()
    assert [str(day) for day in reports.editions(store)] == days[:1:-1]
    began = datetime.combine(reports.editions(store)[0], time(), tzinfo=ZONE).timestamp()
    assert f"motcua_open_data_day_timestamp_seconds {began:.15g}\n" in metrics.exposition()
