"""The samples for a machine agree with the product."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from motcua.config import environment

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))


def variables():
    lines = (DEPLOY / "motcua.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and line[0] != "#")


@pytest.fixture
def only(monkeypatch):
    import os

    for name in [name for name in os.environ if name.startswith("MOTCUA_")]:
        monkeypatch.delenv(name)

    def put(**changes):
        for name, value in {**variables(), **changes}.items():
            monkeypatch.setenv(name, value)

    return put


def test_the_sample_of_variables_is_refused_until_it_is_filled_in(only):
    only()
    with pytest.raises(environment.WrongEnvironment):
        environment.read_environment()

    only(
        MOTCUA_SECRET_KEY="for-this-test-only-" * 3,
        MOTCUA_ALLOWED_HOSTS="motcua.example",
        MOTCUA_PUBLIC_ADDRESS="https://motcua.example",
        MOTCUA_MAIL_HOST="mail.motcua.example",
        MOTCUA_MAIL_FROM="mot-cua@motcua.example",
    )
    assert environment.read_environment().trusted_proxies == 1


def test_units_run_commands_that_exist():
    import typer

    from motcua.entrypoints.cli import app

    commands = typer.main.get_command(app).commands
    started = [word for unit in UNITS for word in re.findall(r"bin/motcua (\w+)", unit.read_text())]

    assert sorted(started) == ["backup", "serve", "verify", "worker"]
    assert set(started) <= set(commands)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_units_run_as_their_own_account_and_write_their_own_folders_only(unit):
    text = unit.read_text()

    assert "User=motcua" in text
    assert "ProtectSystem=strict" in text
    assert "EnvironmentFile=/etc/motcua/motcua.env" in text


def test_pages_listen_behind_the_proxy_only():
    assert "--host 127.0.0.1" in (DEPLOY / "motcua-web.service").read_text()


def test_the_proxy_writes_the_clients_address_anew_and_hides_the_figures():
    text = (DEPLOY / "nginx.conf").read_text()

    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text
    assert "proxy_set_header X-Forwarded-Proto https;" in text
    assert re.search(r"location = /metrics \{\s+return 404;", text)
    assert variables()["MOTCUA_TRUSTED_PROXIES"] == "1"


@pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")
def test_nginx_reads_the_sample(tmp_path):
    whole = tmp_path / "nginx.conf"
    site = re.sub(r"ssl_certificate\S* \S+;|listen \S*443 ssl;", "", (DEPLOY / "nginx.conf").read_text())
    whole.write_text(f"events {{}} http {{ {site} }}")

    assert subprocess.run(["nginx", "-t", "-c", whole], check=False).returncode == 0
