"""The board on its pages: who may open it, numbers that lead to their dossiers, empty states, fixed cost."""

import re
from datetime import timedelta

import pytest
from desk_pages import set_clock, signed_in, text_of

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.entrypoints.web.oversight import presenting_board, presenting_lists

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
BOARD = "/dieu-hanh/"
FIGURES = "/dieu-hanh/so-lieu"


@pytest.fixture
def staff():
    return testing.a_staffed_province()


@pytest.fixture
def client(staff, settings):
    set_clock(settings, AT + timedelta(minutes=30))
    return signed_in(organisation_testing.an_actor("H12", Role.SUPERVISOR))


def test_an_empty_board_says_so(client):
    page = text_of(client.get(BOARD))

    assert "Không đơn vị nào đang giữ hồ sơ" in page
    assert "Không có gì cần xử lý" in page
    assert "Hôm nay chưa tiếp nhận hồ sơ nào" in page
    assert "Trước và đúng hạn chưa có số" in page


def test_every_link_of_the_board_leads_to_as_many_dossiers_as_it_says(staff, client, settings):
    testing.a_dossier(staff)
    ready = testing.a_dossier(staff)
    testing.carry_to_ready(staff, ready, at=AT)
    for at in (AT + timedelta(minutes=30), AT + timedelta(days=9)):
        dossiers.sweep(at=at)
        set_clock(settings, at)
        body = client.get(BOARD).content.decode()
        links = re.findall(r'<a class="mc-[^"]*" href="(/dieu-hanh/ho-so\?[^"]+)" [^>]*>(?:<b>)?([\d.]+)<', body)
        links += [
            (href, count)
            for count, href in re.findall(
                r'<li><b class="mc-num[^"]*">([\d.]+)</b><div><a class="mc-link" href="(/dieu-hanh/ho-so\?[^"]+)"', body
            )
        ]
        assert len(links) > 3
        for href, count in links:
            listed = client.get(href.replace("&amp;", "&")).content.decode()
            assert listed.count("<tr data-row=") == int(count), href


def test_an_act_is_in_the_figures_at_the_next_look(staff, client):
    before = text_of(client.get(BOARD))
    testing.a_dossier(staff)
    after = client.get(FIGURES).content.decode()

    assert "Tiếp nhận hôm nay 0" in before
    assert 'aria-label="Tiếp nhận hôm nay: 1"' in after


def test_what_is_renewed_is_on_the_page_under_the_same_names(staff, client):
    testing.a_dossier(staff)
    renewed = re.findall(r'^<\w+[^>]* id="([^"]+)"', client.get(FIGURES).content.decode(), re.MULTILINE)
    page = client.get(BOARD).content.decode()

    assert renewed == ["luc", "hom-nay", "don-vi", "theo-gio", "can-xu-ly", "can-bo"]
    assert all(page.count(f'id="{name}"') == 1 for name in renewed)


@pytest.mark.parametrize("address", [BOARD, FIGURES, "/dieu-hanh/ho-so", "/dieu-hanh/cho-kiem-tra"])
@pytest.mark.parametrize(("role", "status"), [
    (Role.LEADER, 200), (Role.SUPERVISOR, 200), (Role.RECEPTION, 403), (Role.HANDLER, 403),
    (Role.PUBLISHER, 403), (Role.ADMINISTRATOR, 403),
])  # fmt: skip
def test_leaders_and_supervisors_only(staff, address, role, status):
    actor = organisation_testing.an_actor(staff.places.commune, role)

    assert signed_in(actor).get(address).status_code == status


def test_a_leader_elsewhere_finds_nothing_in_lists_of_other_units(staff, settings):
    set_clock(settings, AT)
    code = testing.a_dossier(staff)
    elsewhere = signed_in(organisation_testing.an_actor(staff.places.department, Role.LEADER))

    page = elsewhere.get(f"/dieu-hanh/ho-so?nhom=dang-giu&don-vi={staff.places.commune}").content.decode()

    assert code not in page
    assert "Không có hồ sơ nào" in page


@pytest.mark.parametrize("query", ["nhom=la", "trang=-1", "trang=999999999", "gio=99", "nhom=tiep-nhan&gio=x"])
def test_odd_addresses_are_answered(staff, client, query):
    testing.a_dossier(staff)

    assert client.get(f"/dieu-hanh/ho-so?{query}").status_code == 200


def test_officers_stand_by_unit_and_name_not_by_load(staff, client):
    """Load of work, no ranking: whoever holds more does not stand higher."""
    loads = [
        dossiers.Load(staff.places.commune, login, held, 0, 0, 0, 0, 0, None, None)
        for login, held in (("binh", 9), ("an", 1), ("chau", 5))
    ]
    board = dossiers.Board((), dossiers.Settled({}, {}), loads[0], (), tuple(loads), 0, 0)

    rows = presenting_board.officer_rows(board, {}, {"an": "An", "binh": "Bình", "chau": "Châu"})

    assert [row["name"] for row in rows] == ["An", "Bình", "Châu"]


def test_one_late_in_many_is_never_a_hundred_percent():
    month = {"early": 99_999, "late": 1}
    none = dossiers.Load("", "", 0, 0, 0, 0, 0, 0, None, None)
    board = dossiers.Board((), dossiers.Settled({}, month), none, (), (), 0, 0)

    told = presenting_board.figures(board, AT)[-1]

    assert told["number"].startswith("99,99")
    assert told["more"][0]["before"] == "tháng 11: 99.999 trên 100.000"


def test_every_list_of_the_domain_has_a_title():
    assert {one.group for one in presenting_lists.BEHIND} == set(dossiers.BOARD_GROUPS)


def test_the_chart_holds_every_reception_of_the_day():
    received = [dossiers.ReceivedInHour(8, "online", 21), dossiers.ReceivedInHour(8, "counter", 2),
                dossiers.ReceivedInHour(10, "post", 3)]  # fmt: skip

    chart = presenting_board.chart(received)

    assert [(bar.hour, bar.total) for bar in chart["bars"]] == [(8, 23), (9, 0), (10, 3)]
    assert (chart["online"], chart["others"]) == (21, 5)
    assert all(bar.others_y >= 0 for bar in chart["bars"])


def test_the_renewed_figures_cost_the_same_for_one_dossier_and_for_ten(staff, client, count_statements):
    testing.a_dossier(staff)
    client.get(FIGURES)  # what the process remembers of the organisation is read once
    one = count_statements(lambda: client.get(FIGURES))
    for _ in range(9):
        testing.a_dossier(staff)

    assert one == count_statements(lambda: client.get(FIGURES))
    assert one <= 16
