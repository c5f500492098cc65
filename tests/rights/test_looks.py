"""Who looked at whose data is noted: each page that shows it writes one row, and no more than that."""

from datetime import timedelta

import pytest
from desk_pages import set_clock, signed_in, text_of
from stories import AT, a_dossier_of_many_ways, a_team, to_the_desk

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.foundation import accesses, ledger
from motcua.foundation.database import roles
from motcua.foundation.models import Access

pytestmark = pytest.mark.django_db
SOON = AT + timedelta(minutes=30)
HOUSE = "/lam-viec"


@pytest.fixture
def team(settings):
    set_clock(settings, SOON)
    return a_team()


@pytest.fixture
def person():
    return testing.a_person()


@pytest.fixture
def code(team, person):
    return a_dossier_of_many_ways(team, person=person)


def looks():
    return [(one.page, one.by_login, one.subjects) for one in Access.objects.order_by("pk")]


def test_opening_a_dossier_is_noted_with_who_when_and_where(team, code):
    """looks 1.1"""
    signed_in(team.handler).get(f"{HOUSE}/ho-so/{code}")

    [look] = accesses.looks_at([f"dossier:{code}"])
    assert (look.by_login, look.page, look.at) == (team.handler.login, "dossier", SOON)
    assert look.by_right == team.handler.right


def test_a_paper_a_search_and_a_person_looked_up_are_noted(team, person, code):
    paper = documents.papers_of(f"dossier:{code}")[-1].paper_id
    desk, subject = signed_in(team.reception), f"dossier:{code}"
    login = team.reception.login

    desk.get(f"{HOUSE}/giay/{paper}.pdf")
    desk.get(f"{HOUSE}/tra-cuu", {"q": "Nguyễn Thị Mẫu"})
    desk.get(f"{HOUSE}/tiep-nhan/da-nhan/{code}")
    desk.post(f"{HOUSE}/tiep-nhan/nguoi", {"so_dinh_danh": person.identifier, "loai": "citizen"})

    assert looks()[:3] == [
        ("paper", login, [subject]),
        ("search", login, [subject]),
        ("reception_done", login, [subject]),
    ]
    [known] = looks()[3:]
    assert (known[0], known[2][0].partition(":")[0]) == ("person", "person")


@pytest.mark.parametrize(
    ("who", "page", "note"),
    [
        ("handler", f"{HOUSE}/viec", "inbox"),
        ("leader", "/dieu-hanh/ho-so?nhom=dang-giu", "board"),
    ],
)
def test_a_list_with_names_is_noted_as_one_look_at_all_of_them(team, code, who, page, note):
    """looks 1.2"""
    other = a_dossier_of_many_ways(team, person=testing.a_person())
    actor = getattr(team, who)

    signed_in(actor).get(page)
    assert looks() == [(note, actor.login, sorted([f"dossier:{code}", f"dossier:{other}"]))]


def test_a_list_of_apologies_and_of_results_is_noted(team, code):
    to_the_desk(team, code, at=SOON)
    signed_in(team.reception).get(f"{HOUSE}/tra-ket-qua")
    assert looks() == [("returning", team.reception.login, [f"dossier:{code}"])]


@pytest.mark.parametrize("act", ["nguoi", "bo-sung", "khong-nhan", ""])
def test_whoever_is_known_by_a_number_is_noted_on_whichever_page_shows_them(team, person, code, act):
    """looks 1.3: without scripts the whole form is sent; the page that comes back names the person, so it is noted."""
    typed = {"so_dinh_danh": person.identifier, "loai": "citizen", "lam": act}
    shown = signed_in(team.reception).post(f"{HOUSE}/tiep-nhan", typed)

    assert person.name in shown.content.decode()
    assert {(one[0], one[2][0].partition(":")[0]) for one in looks()} == {("person", "person")}


def test_what_may_not_be_seen_and_what_finds_nobody_notes_nothing(team, code):
    """looks 1.4"""
    stranger, desk = signed_in(team.tax), signed_in(team.reception)

    stranger.get(f"{HOUSE}/ho-so/{code}")
    stranger.get(f"{HOUSE}/tra-cuu", {"q": code})
    desk.get(f"{HOUSE}/tra-cuu", {"q": "Không ai"})
    desk.post(f"{HOUSE}/tiep-nhan/nguoi", {"so_dinh_danh": "096000099999", "loai": "citizen"})

    assert looks() == []


def test_a_look_costs_one_statement_and_writes_nothing_into_the_ledger(team, code, count_statements):
    before = len(ledger.rows_of(f"dossier:{code}"))

    assert count_statements(lambda: accesses.looked(["dossier:A"], page="dossier", by=team.handler, at=SOON)) == 1
    assert count_statements(lambda: accesses.looked([], page="search", by=team.handler, at=SOON)) == 0
    assert len(ledger.rows_of(f"dossier:{code}")) == before


def test_the_role_of_web_and_worker_may_neither_change_nor_remove_a_look(team):
    from django.db import connection

    from motcua.foundation.database import ensure_application_role

    with connection.cursor() as cursor:
        ensure_application_role(cursor)
        role = cursor.db.settings_dict["ACCESS"].application_role
        may = {}
        for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"):
            cursor.execute("SELECT has_table_privilege(%s, 'foundation_access', %s)", [role, right])
            may[right] = cursor.fetchone()[0]
    assert "foundation_access" in roles.APPEND_ONLY
    assert may == {"SELECT": True, "INSERT": True, "UPDATE": False, "DELETE": False, "TRUNCATE": False}


def test_a_leader_reads_who_looked_and_a_handler_does_not(team, code):
    signed_in(team.handler).get(f"{HOUSE}/ho-so/{code}")

    shown = text_of(signed_in(team.leader).get(f"{HOUSE}/ho-so/{code}/ai-da-xem"))
    assert "Trang hồ sơ" in shown
    assert team.handler.right in shown
    assert f"giữ ít nhất {accesses.kept_months(SOON.date())} tháng" in shown
    assert signed_in(team.handler).get(f"{HOUSE}/ho-so/{code}/ai-da-xem").status_code == 403


def test_the_link_stands_on_the_page_of_who_may_follow_it(team, code):
    link = f"{HOUSE}/ho-so/{code}/ai-da-xem"

    assert link in signed_in(team.leader).get(f"{HOUSE}/ho-so/{code}").content.decode()
    assert link not in signed_in(team.handler).get(f"{HOUSE}/ho-so/{code}").content.decode()


def test_a_leader_of_another_unit_is_told_of_no_such_dossier(team, code):
    other = signed_in(organisation_testing.an_actor("H12.04", Role.LEADER))

    assert other.get(f"{HOUSE}/ho-so/{code}/ai-da-xem").status_code == 404
