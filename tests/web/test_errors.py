"""What goes wrong is said in three sentences, and health says it too."""

from dataclasses import replace

import pytest
from django.db import OperationalError


@pytest.mark.django_db
def test_an_unknown_address_is_told_as_such(client):
    answer = client.get("/khong-co-trang-nay")

    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()


@pytest.mark.django_db
def test_a_lost_database_is_told_in_one_sentence_and_nothing_is_lost(client, monkeypatch):
    from motcua.domain.dossiers import api as dossiers

    def lost(_code, _on):
        raise OperationalError("connection to server failed: Connection refused")

    monkeypatch.setattr(dossiers.following, "progress_of", lost)
    client.raise_request_exception = False

    answer = client.get("/theo-doi/H12.61-261103-0001")

    assert answer.status_code == 503
    assert "cơ sở dữ liệu" in answer.content.decode()


def test_a_database_lost_while_the_session_is_kept_is_no_fault_of_the_person(rf):
    """Django calls it an interrupted session, which would tell the person that the request was wrong."""
    from django.contrib.sessions.exceptions import SessionInterrupted

    from motcua.entrypoints.web.site import errors

    interrupted = SessionInterrupted()
    interrupted.__context__ = OperationalError("server closed the connection unexpectedly")

    answer = errors.bad_request(rf.get("/lam-viec/viec"), interrupted)

    assert answer.status_code == 503
    assert "cơ sở dữ liệu" in answer.content.decode()
    assert errors.bad_request(rf.get("/"), SessionInterrupted()).status_code == 400


@pytest.mark.django_db
def test_health_names_a_data_folder_that_cannot_be_written(client, settings, tmp_path, monkeypatch):
    import os

    from motcua.entrypoints.jobs import health

    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data=tmp_path)
    monkeypatch.setattr(os, "access", lambda *_: False)

    answer = client.get("/ready")

    assert answer.status_code == 503
    assert "Không ghi được" in answer.json()["parts"]["disk"]
    assert health.health()["well"] is False


@pytest.mark.django_db
def test_health_names_a_disk_that_is_nearly_full(client, monkeypatch):
    import shutil
    from types import SimpleNamespace

    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1024))

    answer = client.get("/ready")

    assert (answer.status_code, answer.json()["ready"]) == (503, False)
    assert "Đĩa sắp đầy" in answer.json()["parts"]["disk"]


@pytest.mark.django_db
def test_the_process_answers_live_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/live").json() == {"live": True}
