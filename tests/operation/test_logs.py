"""Logs are one JSON document a line and name no person."""

import json
import logging
import sys

import pytest

from motcua.foundation.logs import STRUCK, JsonLines, without_personal_data


def a_line(message, *values, facts=None, error=None):
    record = logging.LogRecord("motcua", logging.ERROR, __file__, 1, message, values, error)
    if facts:
        record.facts = facts
    return json.loads(JsonLines().format(record))


@pytest.mark.parametrize(
    ("said", "written"),
    [
        pytest.param("người nộp 096123456789", f"người nộp {STRUCK}", id="identifier of 12 digits"),
        pytest.param("CMND 381234567", f"CMND {STRUCK}", id="identifier of 9 digits"),
        pytest.param("gọi 0290 123 4567 nhé", f"gọi {STRUCK} nhé", id="telephone number in groups"),
        pytest.param("gọi +84901234567", f"gọi {STRUCK}", id="telephone number with country"),
        pytest.param("lan.nt@motcua.example gửi", f"{STRUCK} gửi", id="e-mail"),
        pytest.param("hồ sơ H12.14-261123-0007", "hồ sơ H12.14-261123-0007", id="code of a dossier stays"),
        pytest.param("thủ tục 1.001193.H12", "thủ tục 1.001193.H12", id="code of a procedure stays"),
    ],
)
def test_what_could_identify_a_person_is_struck_out(said, written):
    assert without_personal_data(said) == written
    assert a_line("%s", said)["message"] == written


def fail(kind, text):
    raise kind(text)


def test_an_error_is_told_by_kind_and_place_never_by_its_text():
    try:
        try:
            fail(ValueError, "Key (name)=(Nguyễn Thị Mẫu) already exists")
        except ValueError as cause:
            raise RuntimeError("Nguyễn Thị Mẫu") from cause
    except RuntimeError:
        line = a_line("failed", error=sys.exc_info())

    assert (line["error"], line["caused_by"]) == ("RuntimeError", ["ValueError"])
    assert line["at"][-1].endswith("test_an_error_is_told_by_kind_and_place_never_by_its_text")
    assert "Nguyễn" not in json.dumps(line, ensure_ascii=False)


def test_a_line_has_moment_level_logger_and_facts():
    line = a_line("request", facts={"status": 200, "route": "/ho-so/<code>"})

    assert (line["level"], line["logger"], line["status"], line["route"]) == ("ERROR", "motcua", 200, "/ho-so/<code>")
    assert line["time"].endswith("+00:00")


@pytest.mark.django_db
def test_a_request_is_logged_by_its_route_without_code_words_or_client(client, caplog):
    logging.getLogger("motcua.requests").setLevel(logging.INFO)
    with caplog.at_level(logging.INFO, logger="motcua.requests"):
        client.get("/theo-doi/H12.61-261103-0001?q=Nguyen", REMOTE_ADDR="203.0.113.77")

    (record,) = [record for record in caplog.records if record.name == "motcua.requests"]
    assert record.facts["network"] == "203.0.113.0/24"
    assert set(record.facts) == {"method", "route", "status", "ms", "network"}
    assert "261103" not in str(record.facts)
    assert "Nguyen" not in str(record.facts)
