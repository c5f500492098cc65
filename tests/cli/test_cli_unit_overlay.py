"""`motcua procedures overlay`: a unit's own word over a procedure, its effect beforehand, undone and ended."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.procedures import api as procedures
from motcua.foundation import clock

CODE = "1.001193"
WHERE = ("--unit", "H12.61")


@pytest.fixture
def login(db):
    testing.a_staffed_province()
    testing.publish_once()
    return organisation_testing.an_officer("H12.61", (Role.PUBLISHER,))


def own() -> procedures.Overlay | None:
    return procedures.for_unit(procedures.published(CODE, clock.now()), "H12.61").overlay


def test_a_dry_run_tells_the_effect_and_keeps_nothing(motcua, login):
    limit = ("--limit", "counter=3 ngày làm việc")

    found = motcua("procedures", "overlay", "state", CODE, *WHERE, "--as", login, *limit, "--dry-run", "--json")

    assert found.status == 0
    assert found.document["kept"] is False
    counter = next(one for one in found.document["effect"] if one["channel"] == "Trực tiếp")
    assert (counter["below"]["amount"], counter["own"]["amount"]) == (5, 3)
    assert counter["own_due"] < counter["below_due"]
    assert own() is None


def test_stated_undone_and_ended(motcua, login, demo_mode):
    motcua("procedures", "overlay", "state", CODE, *WHERE, "--as", login, "--place", "Nhà văn hóa")
    demo_mode.ENVIRONMENT = replace(demo_mode.ENVIRONMENT, clock=(testing.RECEIVED_AT + timedelta(hours=1)).isoformat())
    motcua("procedures", "overlay", "state", CODE, *WHERE, "--as", login, "--place", "Trụ sở xã")
    assert own().place == "Trụ sở xã"

    assert motcua("procedures", "overlay", "undo", CODE, *WHERE, "--as", login).status == 0
    assert own().place == "Nhà văn hóa"

    assert motcua("procedures", "overlay", "end", CODE, *WHERE, "--as", login).status == 0
    assert own() is None


def test_the_layers_of_every_field_are_shown(motcua, login):
    motcua("procedures", "overlay", "state", CODE, *WHERE, "--as", login, "--phone", "0290 000 001")

    found = motcua("procedures", "overlay", "show", CODE, *WHERE, "--json")

    layers = {one["topic"]: one["layer"] for one in found.document["fields"]}
    assert (layers["phone"], layers["time_limit"]) == ("unit", "national")


@pytest.mark.parametrize("own", [{"components": ["Hộ khẩu"]}, {"fee": {"kind": "free"}}, [1]])
def test_what_is_not_the_units_is_refused_in_one_sentence(motcua, login, tmp_path, own):
    path = tmp_path / "rieng.json"
    path.write_text(json.dumps(own), encoding="utf-8")

    found = motcua("procedures", "overlay", "state", CODE, *WHERE, "--as", login, "--data", path)

    assert found.status == 1
    assert len(found.err.strip().splitlines()) == 1
