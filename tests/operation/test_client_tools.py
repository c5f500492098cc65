"""Which pg_dump is taken for which server, and what is said where all are too old."""

import os

import pytest

from motcua.foundation.backup import tools
from motcua.foundation.backup.failures import BackupRefused

OUTSIDE = {"host": "db.example", "user": "motcua", "password": "bi-mat", "dbname": "motcua"}


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Return a function that puts programs of these versions on the machine, the first ones on PATH."""

    def put(*majors):
        for major in majors:
            folder = tmp_path / str(major) / "bin"
            folder.mkdir(parents=True)
            for name in ("pg_dump", "pg_restore", "psql"):
                (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {major}.3 (Debian)'\n")
                (folder / name).chmod(0o755)
        on_path = str(tmp_path / str(majors[0]) / "bin") if majors else str(tmp_path)
        monkeypatch.setenv("PATH", f"{on_path}{os.pathsep}/nowhere")
        monkeypatch.setattr(tools, "DEBIAN", tmp_path)

    return put


def chosen(server, *, dump=0, embedded=False, **parameters):
    return tools.tools_for(embedded=embedded, parameters={**OUTSIDE, **parameters}, server=server, dump=dump)


def test_the_newest_programs_of_the_machine_are_taken(machine):
    machine(15, 17)

    assert chosen(15).major == 17


def test_the_embedded_server_is_dumped_by_the_programs_of_the_packages(machine):
    machine(99)

    assert chosen(18, embedded=True).major == 18


def test_where_those_of_the_machine_are_older_than_the_server_the_packages_help(machine):
    machine(15)

    assert chosen(17).major == 18


@pytest.mark.parametrize(
    ("server", "dump", "parameters", "needed"),
    [
        pytest.param(19, 0, {}, "19", id="the server is newer than all"),
        pytest.param(15, 19, {}, "19", id="the dump was made by newer programs"),
        pytest.param(17, 0, {"sslmode": "require"}, "17", id="those of the packages know no TLS"),
    ],
)
def test_programs_that_are_too_old_are_refused_with_the_package_to_install(machine, server, dump, parameters, needed):
    machine(15)

    with pytest.raises(BackupRefused, match=f"postgresql-client-{needed}"):
        chosen(server, dump=dump, **parameters)


def test_a_password_stands_in_the_environment_and_in_no_word():
    found = tools.environment(OUTSIDE)

    assert (found["PGHOST"], found["PGUSER"], found["PGPASSWORD"]) == ("db.example", "motcua", "bi-mat")
