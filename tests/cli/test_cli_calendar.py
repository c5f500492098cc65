"""`motcua calendar publish`: a working calendar from a file, its effect on open dossiers told beforehand or done."""

import json

import pytest

from motcua.domain.dossiers import testing
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing


@pytest.fixture
def code(db):
    return testing.a_dossier(testing.a_staffed_province())


@pytest.fixture
def storm(tmp_path):
    path = tmp_path / "nghi-bao.json"
    day = {"date": "2026-11-05", "kind": "local_off", "name": "Nghỉ bão"}
    path.write_text(json.dumps({"reason": "Công văn nghỉ bão", "change": [day]}), encoding="utf-8")
    return path


def test_a_dry_run_tells_the_effect_and_changes_nothing(motcua, code, storm):
    before = organisation.calendar_for("H12").version_id

    found = motcua("calendar", "publish", "H12", storm, "--dry-run", "--json")

    assert found.status == 0
    assert {**found.document, "samples": []} == {
        "version": None, "published": False, "affected": 1, "moved": 1, "waiting": 0, "answers": 0,
        "units": [{"unit": "H12.61", "affected": 1, "moved": 1}], "samples": [],
    }  # fmt: skip
    assert found.document["samples"][0]["code"] == code
    assert organisation.calendar_for("H12").version_id == before


def test_published_it_moves_the_promise(motcua, code, storm):
    found = motcua("calendar", "publish", "H12", storm, "--json")

    assert (found.status, found.document["moved"]) == (0, 1)
    assert found.document["version"] == organisation.calendar_for("H12").version_id
    assert testing.shown(code).promises[-1].because == "calendar_changed"


def test_who_is_no_administrator_publishes_nothing(motcua, code, storm):
    login = organisation_testing.an_officer("H12.61")

    found = motcua("calendar", "publish", "H12", storm, "--as", login, "--json")

    assert (found.status, found.out) == (1, "")
    assert "quản trị" in found.err


def test_a_calendar_that_would_make_a_day_negative_is_refused(motcua, code, tmp_path):
    path = tmp_path / "sai.json"
    path.write_text(
        json.dumps({"reason": "Thử", "years": [2026, 2027], "weekly": {"monday": ["17:00-13:00"]}, "days": []}),
        encoding="utf-8",
    )

    found = motcua("calendar", "publish", "H12", path, "--json")

    assert (found.status, found.out) == (1, "")
