"""Run commands as a user types them, inside the test's own database."""

import json
import sys
from dataclasses import dataclass, replace

import pytest

from motcua.domain.dossiers import testing


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def document(self):
        """The one JSON document on standard output; fails where there is anything else."""
        return json.loads(self.out)


@pytest.fixture
def demo_mode(settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=True, clock=testing.RECEIVED_AT.isoformat())
    return settings


@pytest.fixture
def motcua(db, demo_mode, monkeypatch, capsys):
    """Return a function that runs one command; the connection of the test stays as it is."""
    from motcua.entrypoints.cli import main

    monkeypatch.setattr("motcua.foundation.database.connect_as", lambda _who: None)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["motcua", *map(str, words)])
        capsys.readouterr()
        try:
            status = main()
        except SystemExit as end:
            status = end.code or 0
        printed = capsys.readouterr()
        return Answer(status, printed.out, printed.err)

    return run
