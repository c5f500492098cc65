"""The figures that a watching machine asks for."""

import re
from dataclasses import replace

import pytest
from django.db import OperationalError, connection

from motcua.entrypoints.jobs import metrics

TOKEN = "a-token-of-this-test-only-0123"
LINE = re.compile(r"# (HELP|TYPE) motcua_\w+ .+|motcua_\w+ [0-9.e+-]+")


def figures(answer):
    lines = answer.content.decode().splitlines()
    assert all(LINE.fullmatch(line) for line in lines)
    return {name: float(value) for name, value in (line.split() for line in lines if line[0] != "#")}


@pytest.mark.django_db
def test_figures_tell_disk_database_and_jobs(client):
    found = figures(client.get("/metrics"))

    assert found["motcua_database_up"] == 1
    assert found["motcua_disk_free_bytes"] > 0
    assert found["motcua_oldest_waiting_job_seconds"] == 0
    assert found["motcua_last_sweep_timestamp_seconds"] == 0


@pytest.mark.django_db
def test_the_oldest_waiting_job_is_told_by_its_age_and_a_job_of_tomorrow_does_not_wait(client):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, scheduled_at) VALUES "
            "('sweep', 'default', now() - interval '90 seconds'), ('sweep', 'default', now() + interval '1 day')"
        )

    found = figures(client.get("/metrics"))

    assert found["motcua_jobs_waiting"] == 1
    assert 85 < found["motcua_oldest_waiting_job_seconds"] < 300


@pytest.mark.django_db
def test_figures_come_without_those_of_a_lost_database(client, monkeypatch):
    def lost(*_):
        raise OperationalError("Connection refused")

    monkeypatch.setattr(metrics, "_rows", lost)

    found = figures(client.get("/metrics"))

    assert found["motcua_database_up"] == 0
    assert "motcua_jobs_waiting" not in found
    assert "motcua_disk_free_bytes" in found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("production", "token", "sent", "status"),
    [
        pytest.param(False, "", "", 200, id="open for development"),
        pytest.param(True, "", "", 404, id="closed in production without a token"),
        pytest.param(True, TOKEN, "", 404, id="token not sent"),
        pytest.param(True, TOKEN, "Bearer another", 404, id="another token"),
        pytest.param(True, TOKEN, f"Bearer {TOKEN}", 200, id="the token"),
        pytest.param(False, TOKEN, "", 404, id="a token closes it everywhere"),
    ],
)
def test_in_production_only_who_holds_the_token_sees_figures(client, settings, production, token, sent, status):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, production=production, metrics_token=token)

    assert client.get("/metrics", headers={"Authorization": sent}).status_code == status
