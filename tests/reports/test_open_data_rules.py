"""Open data: of which days it can be written, what its dictionary explains, by which licence it is given."""

from datetime import date, datetime, timedelta

import pytest

from motcua.domain.reports.rules import data_sets, editions
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.csv_text import csv_lines, csv_text
from motcua.kernel.working_time import ZONE

DAY = date(2026, 11, 25)
OVER = datetime(2026, 11, 26, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "folded", "is_written"),
    [
        pytest.param(OVER + timedelta(hours=8), OVER + timedelta(hours=8), True, id="open-data 1.1 over and folded"),
        pytest.param(OVER - timedelta(hours=1), OVER - timedelta(hours=1), False, id="open-data 1.2 the day runs"),
        pytest.param(OVER + timedelta(minutes=9), OVER + timedelta(minutes=9), False, id="just over"),
        pytest.param(OVER + timedelta(minutes=10), OVER + timedelta(minutes=10), True, id="ten minutes over"),
        pytest.param(
            OVER + timedelta(hours=8), OVER - timedelta(hours=12), False, id="open-data 1.3 folded until noon"
        ),
        pytest.param(OVER + timedelta(hours=8), None, False, id="never folded"),
    ],
)
def test_an_edition_is_of_a_day_that_is_over_and_folded(now, folded, is_written):
    if is_written:
        editions.require_writable(DAY, now=now, folded=folded)
    else:
        with pytest.raises(editions.NoEdition):
            editions.require_writable(DAY, now=now, folded=folded)


def test_the_last_whole_day_can_be_written():
    for minutes in range(0, 3 * 24 * 60, 7):
        now = OVER + timedelta(minutes=minutes)
        day = editions.last_whole_day(now)

        editions.require_writable(day, now=now, folded=now)
        with pytest.raises(editions.NoEdition):
            editions.require_writable(day + timedelta(days=1), now=now, folded=now)


@pytest.mark.parametrize(
    ("day", "law"),
    [
        pytest.param(date(2022, 12, 31), "Nghị định 47/2020/NĐ-CP, Điều 18", id="open-data 3.1 2022"),
        pytest.param(DAY, "Nghị định 194/2025/NĐ-CP", id="open-data 3.2 today"),
    ],
)
def test_the_licence_is_that_of_the_day(day, law):
    rule = rule_pack_on(day).open_data
    manifest = data_sets.package([], as_of=day.isoformat(), province="Tỉnh (mẫu)", rule=rule)

    assert law in manifest["licenses"][0]["title"]
    assert manifest["small_counts"]["smallest"] == rule.smallest > 1


@pytest.mark.parametrize("one", data_sets.data_sets(), ids=lambda one: one.name)
def test_every_column_is_explained_in_both_languages(one):
    assert set(one.key) <= set(one.heading)
    assert len(set(one.heading)) == len(one.heading)
    for words in [one.title, one.about, *(w for column in one.columns for w in (column.title, column.meaning))]:
        assert set(words) == {"vi", "en"}
        assert all(text.strip() for text in words.values())
    for column in one.columns:
        assert all(set(words) == {"vi", "en"} for words in (column.values or {}).values())


def test_the_manifest_tells_machines_types_and_allowed_values_as_its_standard_has_them():
    rule, one = rule_pack_on(DAY).open_data, data_sets.data_set("thu-tuc")
    written = [data_sets.Written(one.name, form, 3, 99, "0" * 64) for form in data_sets.FORMATS]
    manifest = data_sets.package(written, as_of=DAY.isoformat(), province="Tỉnh (mẫu)", rule=rule)
    fields = {field["name"]: field for field in manifest["resources"][0]["schema"]["fields"]}

    assert [resource["path"] for resource in manifest["resources"]] == ["thu-tuc.csv", "thu-tuc.parquet"]
    assert manifest["resources"][1]["hash"] == f"sha256:{'0' * 64}"
    assert fields["online_old_level"]["constraints"] == {"enum": [1, 2, 3, 4]}
    assert fields["online_extent"]["constraints"] == {"required": True, "enum": ["full", "partial", "none"]}
    assert (fields["valid_from"]["type"], fields["valid_from"]["format"]) == ("datetime", "any")
    assert fields["cut_percent"]["unit"] == "percent"


def test_lines_written_one_by_one_are_the_whole_table():
    heading, rows = ["a", "b"], [["=1+1", 2], ["x, y", None], ["", 3.5]]

    assert "".join(csv_lines(heading, rows)) == csv_text(heading, rows)
    assert next(csv_lines(heading, iter(()))) == "\ufeffa,b\n"
