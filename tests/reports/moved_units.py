"""A commune that moved in the period, with its dossiers: what the tests of reports of moved units share."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings as settings_in_use
from django.core.management import call_command

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Kind, Level
from motcua.domain.reports import api as reports
from motcua.foundation.actor import SYSTEM

AT = testing.RECEIVED_AT
MOVED = AT + timedelta(days=2)
LATER = AT + timedelta(days=3)
NOW = AT + timedelta(days=9)
OLD, NEW, ENDED = "H12.60", "H12.63", "H12.64"
REASON = "Lý do mẫu"


class Moved:
    """A commune goes from one district to a new one; another commune of the old one ends."""

    def __init__(self):
        self.staff = testing.a_staffed_province()
        self.commune = self.staff.places.commune
        organisation_testing.a_unit(OLD, level=Level.DISTRICT, parent="H12")
        organisation_testing.a_unit(NEW, level=Level.DISTRICT, parent="H12", from_on=MOVED.date() - timedelta(days=1))
        organisation_testing.a_unit(ENDED, level=Level.COMMUNE, kind=Kind.COMMUNE, parent=OLD)
        self.put_below(OLD, AT.date() - timedelta(days=20))
        self.before, self.after, self.open, self.gone, self.left = (self.receive() for _ in range(5))
        self.of_ended = self.receive(competent=ENDED)
        testing.carry_to_ready(self.staff, self.before, at=AT + timedelta(hours=2))
        dossiers.withdraw(self.gone, reason=REASON, by=self.staff.reception, at=AT + timedelta(hours=2))
        dossiers.ask_supplement(
            self.open, reason=REASON, items=["Bản sao"], by=self.staff.handler, at=AT + timedelta(hours=3)
        )
        self.put_below(NEW, MOVED.date())
        organisation.dissolve_unit(code=ENDED, on=MOVED.date(), successors=[self.commune], by=SYSTEM, at=AT)
        testing.carry_to_ready(self.staff, self.after, at=LATER)
        self.new = self.receive(at=LATER)
        flows.fold_news(at=NOW)

    def receive(self, *, competent="", at=AT):
        return testing.a_dossier(self.staff, at=at, competent=competent or self.commune)

    def put_below(self, parent, on):
        facts = organisation.UnitFacts("Ủy ban nhân dân xã Đất Mũi", Level.COMMUNE, Kind.COMMUNE, parent)
        organisation.replace_unit_version(code=self.commune, from_on=on, facts=facts, by=SYSTEM, at=AT)

    def asked(self, unit, **more):
        known = {"first": AT.date(), "last": LATER.date(), "as_of": NOW.date(), "by": flows.By.AGENCY, **more}
        return reports.Asked(unit=unit, **known)

    def report(self, unit, **more):
        return reports.settlement_report(self.asked(unit, **more), at=NOW)

    def behind(self, unit, column, **more):
        page = reports.dossiers_behind(
            self.asked(unit, **more), column, None, reader=SYSTEM, at=NOW, limit=50, offset=0
        )
        return {row.code for row in page.rows}


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker):
    """Let the tests of this module use the database of the tests, which is made for whoever asks for `db`; no test is rolled back."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def moved(db, tmp_path_factory):
    """Return what happened, once for all tests here: really committed, as the folder needs it, and emptied at the end."""
    before = settings_in_use.ENVIRONMENT
    settings_in_use.ENVIRONMENT = replace(before, data=tmp_path_factory.mktemp("moved"))
    try:
        yield Moved()
    finally:
        settings_in_use.ENVIRONMENT = before
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)


def day(number: int) -> date:
    return AT.date() + timedelta(days=number)
