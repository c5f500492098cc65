"""Looks by officer and by period, one's own looks, and the erasing of those whose time is over."""

from datetime import timedelta

import pytest
from desk_pages import set_clock, signed_in, text_of
from django.db import connection
from stories import AT, a_dossier_of_many_ways, a_team

from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.entrypoints.jobs import tasks
from motcua.foundation import accesses, ledger
from motcua.foundation.actor import SYSTEM
from motcua.foundation.models import Access
from motcua.foundation.rule_packs import rule_pack_on, rule_packs

pytestmark = pytest.mark.django_db
SOON = AT + timedelta(minutes=30)
PAGE, OWN = "/dieu-hanh/luot-xem", "/lam-viec/luot-xem-cua-toi"
LONG_AGO = AT.replace(year=AT.year - 3)


@pytest.fixture
def team(settings):
    set_clock(settings, SOON)
    return a_team()


@pytest.fixture
def codes(team):
    """Two dossiers; the handler looked at the first twice and at the second once, the tax office at none."""
    found = [a_dossier_of_many_ways(team, person=testing.a_person()) for _ in range(2)]
    for code in (found[0], found[0], found[1]):
        look(team.handler, code, SOON)
    return found


def look(by, code, at):
    accesses.looked([f"dossier:{code}"], page="dossier", by=by, at=at)


def reader(unit, role):
    until = SOON.date() + timedelta(days=9) if role == Role.INSPECTOR else None
    login = organisation_testing.an_officer(unit, (role,), until_on=until)
    from motcua.domain.organisation import api as organisation

    return signed_in(organisation.actor_for(login, SOON.date()))


# Reading


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SUPERVISOR, Role.INSPECTOR])
def test_looks_are_counted_by_officer_with_how_many_dossiers(team, codes, role):
    """looks 2.1"""
    [one] = accesses.looks_by_officer(["H12.61"], since=SOON - timedelta(days=1), until=SOON + timedelta(seconds=1))
    assert (one.login, one.looks, one.dossiers, one.newest) == (team.handler.login, 3, 2, SOON)

    page = text_of(reader("H12", role).get(PAGE))
    assert "3 lượt xem" in page
    assert team.handler.login in page


def test_an_officer_s_looks_are_listed_with_page_code_and_right_and_without_a_name(team, codes):
    page = text_of(reader("H12.61", Role.ADMINISTRATOR).get(PAGE, {"can-bo": team.handler.login}))

    assert codes[0] in page
    assert codes[1] in page
    assert "Trang hồ sơ" in page
    assert team.handler.right in page
    assert "Nguyễn Thị Mẫu" not in page


def test_a_period_is_from_the_first_to_the_whole_of_the_last_day(team, codes):
    client = reader("H12", Role.INSPECTOR)
    day, before = SOON.date().isoformat(), (SOON.date() - timedelta(days=1)).isoformat()

    assert "3 lượt xem" in text_of(client.get(PAGE, {"tu": day, "den": day}))
    assert "Không có lượt xem nào" in text_of(client.get(PAGE, {"tu": before, "den": before}))
    assert client.get(PAGE, {"tu": day, "den": before}).status_code == 400
    assert client.get(PAGE, {"tu": "hôm nay"}).status_code == 400
    assert client.get(PAGE, {"den": "9999-12-31"}).status_code == 400


def test_looks_of_other_units_are_not_told_of_by_whatever_address(team, codes):
    """looks 2.3: the tax office's administrator types the commune's officer and unit by hand; a dossier's code stays hidden."""
    client = reader("H12.04", Role.ADMINISTRATOR)

    page = client.get(PAGE, {"can-bo": team.handler.login}).content.decode()
    assert codes[0] not in page
    assert "Nguyễn Thị Lan" not in page.split("<main")[1]
    assert client.get(PAGE, {"don-vi": "H12.61"}).status_code == 404
    assert team.handler.login not in text_of(client.get(PAGE))


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.HANDLER, Role.LEADER, Role.PUBLISHER])
def test_others_do_not_read_the_looks_of_their_colleagues(team, codes, role):
    assert reader("H12.61", role).get(PAGE).status_code == 403


def test_each_officer_reads_the_own_looks_and_no_other(team, codes):
    """looks 2.2"""
    client = signed_in(team.handler)
    shown = text_of(client.get(OWN, {"can-bo": team.reception.login}))
    assert codes[0] in shown
    assert codes[1] in shown
    other = text_of(signed_in(team.tax).get(OWN, {"can-bo": team.handler.login}))
    assert codes[0] not in other


def test_the_units_page_leads_to_the_looks(team):
    assert PAGE in reader("H12.61", Role.ADMINISTRATOR).get("/quan-tri/don-vi").content.decode()


# Erasing


def test_every_rule_pack_says_how_long_looks_are_kept_and_by_which_law():
    for pack in rule_packs():
        assert pack.looks_kept_months >= 3
        assert "Thông tư" in pack.law_of["looks"]


def test_a_look_is_erased_when_its_months_are_over_and_not_a_day_before(team, codes):
    """looks 3.1; looks 3.2"""
    months = rule_pack_on(SOON.date()).looks_kept_months
    midnight = SOON.replace(hour=0, minute=0)
    last = midnight.replace(year=midnight.year - months // 12)
    look(team.handler, "KEPT", last)
    look(team.handler, "OLD", last - timedelta(seconds=1))

    assert accesses.old_looks(SOON).rows == 1
    done = accesses.erase_old(by=SYSTEM, at=SOON)
    assert (done.rows, done.before, done.months) == (1, last, months)
    kept = {subject for one in Access.objects.all() for subject in one.subjects}
    assert "dossier:KEPT" in kept
    assert "dossier:OLD" not in kept


def test_counting_only_erases_nothing(team, codes):
    look(team.handler, "OLD", LONG_AGO)
    before = Access.objects.count()
    assert accesses.old_looks(SOON).rows == 1
    assert Access.objects.count() == before


def test_the_ledger_keeps_how_many_and_until_when_once_a_batch_and_nothing_of_whom(team):
    """looks 3.3"""
    for number in range(5):
        look(team.handler, f"OLD-{number}", LONG_AGO)

    assert accesses.erase_old(by=SYSTEM, at=SOON, batch=2).rows == 5
    rows = ledger.rows_of(accesses.SUBJECT)
    assert [row.body["rows"] for row in rows] == [2, 2, 1]
    assert {row.act for row in rows} == {accesses.ERASED}
    assert set(rows[0].body) == {"rows", "before", "kept_months"}


def test_the_job_erases_once_and_a_second_run_writes_nothing(team):
    """looks 3.4"""
    look(team.handler, "OLD", LONG_AGO)

    assert tasks.erase_old_looks(timestamp=0) == 1
    assert tasks.erase_old_looks(timestamp=0) == 0
    assert len(ledger.rows_of(accesses.SUBJECT)) == 1


def test_the_ledger_verifies_after_looks_were_erased(team, codes):
    """looks 3.5"""
    look(team.handler, "OLD", LONG_AGO)
    ledger.seal(at=SOON)
    accesses.erase_old(by=SYSTEM, at=SOON)
    ledger.seal(at=SOON + timedelta(minutes=1))

    assert ledger.verify().holds


def test_the_role_of_web_and_worker_erases_old_looks_by_the_owner_s_function_only(team):
    """looks 3.6: it may not delete, and the function takes nothing of the last ninety days, whoever calls it."""
    from django.db import DatabaseError, transaction
    from django.utils import timezone

    from motcua.foundation.database import ensure_application_role

    with connection.cursor() as cursor:
        cursor.execute("GRANT EXECUTE ON FUNCTION foundation_forget_looks TO PUBLIC")  # as a restored database has it
        ensure_application_role(cursor)
        role = cursor.db.settings_dict["ACCESS"].application_role
        cursor.execute(
            "SELECT has_function_privilege(%s, 'foundation_forget_looks(timestamptz, integer)', 'EXECUTE')", [role]
        )
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT proacl::text FROM pg_proc WHERE proname = 'foundation_forget_looks'")
        assert "{=X" not in cursor.fetchone()[0]
    young = timezone.now() - timedelta(days=80)
    with pytest.raises(DatabaseError, match="90 days"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT foundation_forget_looks(%s, 10)", [young])
    look(team.handler, "OLD", LONG_AGO)
    with connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{role}"')
        cursor.execute("SELECT foundation_forget_looks(%s, 10)", [LONG_AGO + timedelta(days=1)])
        assert cursor.fetchone() == (1,)
        cursor.execute("RESET ROLE")
