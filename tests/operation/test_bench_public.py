"""The bench of the public pages asks every public route, on few lives and titles: it must not rot between the long runs."""

import json
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection

from motcua.config import urls
from motcua.domain.documents.models import IssuedPaper
from motcua.domain.documents.queries import key_of
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier, LateFinding
from motcua.domain.flows import api as flows
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.operations.boards import scanning
from motcua.domain.surveys import api as surveys
from motcua.domain.surveys.models import Rating
from motcua.entrypoints.web.keeping import RESULTS
from motcua.foundation.actor import SYSTEM

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.embedded,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]
AT = testing.RECEIVED_AT
LATER = AT + timedelta(days=2)
LIVES, TITLES, GUESSES, WRONG_MOST = 60, 12, 6, 4


@pytest.fixture
def loaded(benches):
    """A small province filled by the parts of the bench, with what opens its pages."""
    import many_lives
    import public_province

    staff = testing.a_staffed_province()
    code = testing.a_dossier(staff, at=AT)
    testing.carry_to_ready(staff, code, at=AT + timedelta(hours=2))
    receipt = IssuedPaper.objects.filter(subject=f"dossier:{code}", form="receipt").get()
    link = surveys.invite_from_afar(code, by=SYSTEM, at=LATER).token
    public_province.titles("", TITLES, AT)
    published = public_province.publish_all(AT)
    procedures.give_short_addresses(at=AT)
    board = procedures.make_board(desk=staff.places.commune_desk, field="Hộ tịch", by=SYSTEM, at=LATER).board
    with connection.cursor() as cursor:
        many_lives.name_places(cursor, codes="%")
        list(many_lives.live(LIVES, LATER, ledger=False))
        rated = public_province.rate(cursor, LATER)
    counts = {"dossiers": LIVES, "published": published, "rated": rated, "real": False, "seconds": 0}
    return {**counts, "keys": {code: key_of(receipt)}, "links": [link], "boards": [board], "token": "-"}


@pytest.fixture
def phone(loaded, settings, monkeypatch):
    """What asks the pages as they are deployed, each request from a place of its own."""
    import public_client
    import public_questions

    settings.ALLOWED_HOSTS = [public_client.HOST]
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, clock=LATER.isoformat(), trusted_proxies=1)
    monkeypatch.setattr(flows, "span", lambda: (AT.date(), LATER.date()))  # nothing is folded before it is committed
    monkeypatch.setattr(scanning, "WRONG_MOST", WRONG_MOST)
    monkeypatch.setattr(public_questions, "FLOORS", 1)
    monkeypatch.setattr(public_questions, "WARM_UP", 0)
    RESULTS.forget()
    before, signals = list(urls.urlpatterns), (request_started, request_finished)
    public_client.add_floor()
    for signal in signals:  # the test's own transaction is open
        signal.disconnect(close_old_connections)
    yield public_client.Phone(WSGIHandler())
    for signal in signals:
        signal.connect(close_old_connections)
    urls.urlpatterns[:] = before


def test_every_public_route_is_asked_beside_the_floor_and_guesses_leave_no_scans_behind(loaded, phone):
    import public_addresses
    import public_pages
    import public_questions

    there = public_addresses.known(loaded, "", LATER)
    rows = public_addresses.rows(there)
    public_questions.require_all_routes(rows)
    questions = public_questions.Questions(phone, rounds=1)
    asked = {row.name: questions.row(row) for row in (*rows, public_addresses.opened(there, phone))}
    guesses = public_questions.guesses(phone, GUESSES)

    assert Dossier.objects.count() == LIVES + 1
    assert loaded["published"] > TITLES
    assert Rating.objects.count() == loaded["rated"] > 0
    assert LateFinding.objects.count() == Dossier.objects.filter(lateness="late").count()
    assert all(min(one["milliseconds"] + one["floor_ms"]) > 0 for one in asked.values())
    assert guesses["from one place"]["statuses"] == {404: WRONG_MOST, 429: GUESSES - WRONG_MOST}
    assert guesses["each from another place"]["statuses"] == {404: GUESSES}
    assert {one["rows"]["procedures_scan"] for one in guesses.values()} == {0}
    figures = {
        "loading": loaded,
        "load_before": 0,
        "load_after": 0,
        "index_seconds": 0,
        "rows": asked,
        "guesses": guesses,
    }
    shown = public_pages.table(json.loads(json.dumps(figures)))
    assert all(word in shown for word in (public_pages.NOT_REAL, *asked, "guesses at /q/ from one place"))


def test_a_public_route_that_no_row_asks_ends_the_run(benches):
    import public_questions

    with pytest.raises(RuntimeError, match=r"no row asks: .*goi-y-thu-tuc"):
        public_questions.require_all_routes([])
