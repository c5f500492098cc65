"""The command as a process of its own: what a script sees on its two outputs, and the status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(tmp_path, *words, **variables):
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DATABASE_"))},
        "PYTHONPATH": str(ROOT / "src"), "MOTCUA_DATA": str(tmp_path / "data"), **variables,
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", "from motcua.entrypoints.cli import main; raise SystemExit(main())", *words],
        env=environment, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path,
    )  # fmt: skip


def test_one_document_on_standard_output_and_no_server_for_what_needs_none(tmp_path):
    done = run(tmp_path, "explain", "time-limit", "5 ngày làm việc", "--json")

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["cases"][0]["amount"] == 5
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("words", "variables", "status", "says"),
    [
        pytest.param(["explain", "due"], {}, 2, "--start", id="wrong usage"),
        pytest.param(
            ["explain", "due", "--start", "2026-11-02T09:00", "--limit", "5 ngày làm việc", "--json"], {}, 1, "múi giờ",
            id="refused by a rule",
        ),
    ],
)  # fmt: skip
def test_statuses_tell_a_refusal_from_wrong_usage(tmp_path, words, variables, status, says):
    done = run(tmp_path, *words, **variables)

    assert (done.returncode, done.stdout) == (status, "")
    assert says in done.stderr
