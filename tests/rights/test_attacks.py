"""Rights under attack: addresses typed by hand, ids changed in forms, other methods, caches, sessions that outlive a right."""

from urllib.parse import quote

import oracle
import pytest
from desk_pages import signed_in
from django.contrib.auth import get_user_model
from django.test import Client
from matrix import CODE, UNKNOWN, address, body_of, may_open, state_of_all
from province import COMMUNE, DESK, LOOK_AT, WAITING, outsiders
from routes import ROUTES, Shows

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation.api import Role
from motcua.foundation.actor import SYSTEM
from motcua.foundation.models import Access

pytestmark = pytest.mark.django_db
NAMES_ON_PAGES = "Nguyễn Thị Mẫu"
GUARDED = [name for name, route in ROUTES.items() if route.who]


@pytest.fixture
def reader_of(everybody):
    """Return the session of the reader with a role at a unit."""
    sessions = {(one.role, one.unit): client for one, client in reversed(everybody)}
    return lambda role, unit: sessions[role, unit]


def code_of(province, name):
    return next(code for code, known in province.names.items() if known == name)


def tells_nothing(answer, *codes):
    """Tell whether an answer shows no page of a dossier: no name, no code but those that were typed."""
    if answer.status_code == 200:
        return False
    text = answer.content.decode(errors="replace")
    for code in codes:
        text = text.replace(code, "")
    return NAMES_ON_PAGES not in text and not CODE.search(text.replace(UNKNOWN, ""))


# Who has no right any more, or not yet


@pytest.mark.parametrize(
    "why",
    [
        "the posting ended yesterday",
        "the posting begins tomorrow",
        "the inspection ended yesterday",
        "the unit is dissolved",
        "administered until yesterday",
    ],
)
def test_a_right_of_yesterday_or_tomorrow_opens_no_route_today(province, why):
    login = outsiders()[why]
    client = Client()
    client.force_login(
        get_user_model().objects.get(login=login), backend="motcua.entrypoints.web.sessions.OfficerBackend"
    )
    before = state_of_all()
    code = code_of(province, "being appraised")

    for name in GUARDED:
        for ask in (client.get, client.post):
            answer = ask(address(name, code=code, paper_id=province.paper_of(code), outside_code=WAITING))
            assert answer.status_code == 403, name
            assert tells_nothing(answer, code, WAITING), name
    assert state_of_all() == before
    with pytest.raises(organisation.NoPosting):
        organisation.actor_for(login, LOOK_AT.date())


def test_who_moved_to_another_unit_sees_by_the_posting_of_today_only(province):
    """A posting ended yesterday at the province; today's is at the commune. The old one cannot be chosen either."""
    login = outsiders()["the posting ended yesterday"]
    roles = (Role.HANDLER,)
    organisation.create_position(unit_code="H12.62", title="Nơi mới", roles=roles, by=SYSTEM, at=LOOK_AT)
    organisation.post_officer(
        login=login, unit_code="H12.62", title="Nơi mới", from_on=LOOK_AT.date(), by=SYSTEM, at=LOOK_AT
    )
    client = signed_in(organisation.actor_for(login, LOOK_AT.date()))
    client.post(address("site:choose_position"), {"unit": "H12", "don-vi": "H12"})

    seen = {code for code in province.facts if client.get(address("desk:dossier", code=code)).status_code == 200}
    assert seen == oracle.sees(oracle.Reader("handler", "H12.62"), province.facts, LOOK_AT.date())


def test_a_substitute_loses_the_colleague_s_work_the_day_after_the_leave(province, everybody, settings):
    from datetime import timedelta

    from desk_pages import rows_of, set_clock
    from province import LAST_DAY

    [(_, client)] = [(one, client) for one, client in everybody if one.stands_for]
    held = code_of(province, "held by one who is away")
    assert held in dict(rows_of(client.get(address("desk:inbox"))))
    set_clock(settings, LOOK_AT + timedelta(days=(LAST_DAY - LOOK_AT.date()).days + 2))
    before = state_of_all()

    assert held not in dict(rows_of(client.get(address("desk:inbox"))))
    assert client.post(address("desk:dossier_act", code=held, act="xong"), {"y": "appraise:0"}).status_code == 400
    assert state_of_all() == before


def test_a_closed_account_s_open_board_is_told_nothing_more(province, reader_of):
    """The board asks again every few seconds with the session it was opened with."""
    client = reader_of("supervisor", "H12")
    login = client.get(address("oversight:board_figures")).wsgi_request.user.get_username()
    organisation.deactivate_officer(login=login, by=SYSTEM, at=LOOK_AT)

    for name in ("oversight:board_figures", "oversight:board", "oversight:board_list", "desk:dossier"):
        answer = client.get(address(name))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/dang-nhap"), name


def test_who_signed_out_gets_no_page_by_going_back(province, reader_of):
    login = reader_of("handler", COMMUNE).get(address("desk:inbox")).wsgi_request.user.get_username()
    client = signed_in(organisation.actor_for(login, LOOK_AT.date()))
    code = code_of(province, "being appraised")
    page = client.get(address("desk:dossier", code=code))
    client.post(address("site:sign_out"))

    assert "no-store" in page["Cache-Control"]
    assert client.get(address("desk:dossier", code=code)).status_code == 302


# Caches


OPEN_ROWS = {name for name in ROUTES if name.startswith("citizen:results_")} - {"citizen:results_rules"}
"""Files that are the same for everybody and tell of nobody: the only ones that a proxy may keep, for a minute."""


def test_no_answer_is_kept_by_a_browser_or_a_proxy(province, everybody):
    """Pages, files, refusals, redirects, unknown addresses: for whoever opens each of them, and signed out."""
    code = code_of(province, "received online")
    kept = []
    sessions = {one.role: client for one, client in everybody if one.unit in {"H12", COMMUNE, DESK}}
    for who, client in [*sessions.items(), ("signed out", Client())]:
        for name in ROUTES:
            where = address(name, code=code, paper_id=province.paper_of(code), outside_code=WAITING)
            answer = client.get(where)
            if name in OPEN_ROWS and answer.status_code == 200:
                assert (answer["Cache-Control"], answer.get("Set-Cookie")) == ("public, max-age=60", None)
            elif name == "citizen:worker" and answer.status_code == 200:
                assert (answer["Cache-Control"], answer.get("Set-Cookie")) == ("no-cache", None)  # asked anew each time
            elif "no-store" not in answer.get("Cache-Control", ""):
                kept.append((who, name, answer.status_code))
        assert "no-store" in client.get("/khong-co-trang-nay")["Cache-Control"]
    assert kept == []


# Addresses and methods


@pytest.mark.parametrize(
    "shape",
    [
        "//lam-viec/ho-so/{code}",
        "/lam-viec//ho-so/{code}",
        "/lam-viec/ho-so//{code}",
        "/lam-viec/ho-so/{code}/",
        "/lam-viec/./ho-so/{code}",
        "/lam-viec/tra-cuu/../ho-so/{code}",
        "/LAM-VIEC/HO-SO/{code}",
        "/lam-viec/ho-so/{code}%00",
        "/lam-viec/ho-so/%20{code}",
        "/lam-viec/ho-so/{code};x=1",
        "/lam-viec/ho-so/{code}?as=quan.tri&unit=H12&don-vi=H12",
        "/dieu-hanh/../lam-viec/ho-so/{code}",
    ],
)
def test_no_spelling_of_an_address_opens_what_its_own_does_not(province, reader_of, shape):
    code = code_of(province, "being appraised")
    for client in (reader_of("handler", "H12.62"), reader_of("administrator", "H12"), Client()):
        answer = client.get(shape.format(code=code))
        assert tells_nothing(answer, code), shape
        assert answer.get("Location", "/dang-nhap").startswith("/"), shape
        assert not answer.get("Location", "/").startswith("//"), shape


@pytest.mark.parametrize("method", ["head", "options", "put", "patch", "delete", "trace"])
def test_no_other_method_gives_or_changes_anything(province, reader_of, method):
    before, looks = state_of_all(), Access.objects.count()
    code = code_of(province, "being appraised")
    values = {"code": code, "paper_id": province.paper_of(code), "outside_code": WAITING}
    for client, allowed in ((Client(), {302}), (reader_of("handler", "H12.62"), {403, 404, 405})):
        for name in GUARDED:
            answer = getattr(client, method)(address(name, **values))
            at_home = {302} if name == "desk:home" else set()  # it only leads on to the first page
            assert answer.status_code in allowed | at_home, name
            assert tells_nothing(answer, code), name
    assert (state_of_all(), Access.objects.count()) == (before, looks)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-HTTP-Method-Override": "GET"},
        {"X-Original-URL": "/lam-viec/tra-cuu"},
        {"X-Rewrite-URL": "/lam-viec/tra-cuu"},
        {"X-Forwarded-User": "quan.tri"},
        {"Remote-User": "quan.tri"},
        {"X-Forwarded-Host": "testserver"},
        {"X-Requested-With": "fragment"},
        {"Authorization": "Basic cXVhbi50cmk6eA=="},
    ],
)
def test_no_header_lends_a_right_or_an_address(province, reader_of, headers):
    code = code_of(province, "being appraised")
    for client, status in ((Client(), 302), (reader_of("handler", "H12.62"), 404)):
        answer = client.get(address("desk:dossier", code=code), headers=headers)
        assert answer.status_code == status
        assert tells_nothing(answer, code)
        changed = client.post(
            address("desk:dossier_act", code=code, act="nhan-viec"), {"_method": "GET"}, headers=headers
        )
        assert changed.status_code in {302, 404}


@pytest.mark.parametrize("field", ["q", "viec", "tu", "loc", "nhom", "don-vi", "can-bo", "ngay", "tai-khoan"])
def test_a_letter_that_no_keyboard_has_breaks_no_page_and_changes_nothing(province, reader_of, field):
    """NUL, which no text of the database can hold, is taken out before anything reads it."""
    before = state_of_all()
    client = reader_of("leader", COMMUNE)
    for name in ("desk:search", "desk:inbox", "oversight:board_list", "desk:leaves", "desk:rights", "desk:own_looks"):
        assert client.get(address(name), {field: "a\0b"}).status_code in {200, 400}, name
    assert client.post(address("desk:leaves"), {field: "\0"}).status_code == 400
    assert client.post(address("desk:dossier_act"), {"reason": "\0", "y": "\0"}).status_code == 404
    assert client.get(address("desk:dossier", code="\0")).status_code == 404
    assert state_of_all() == before


# Codes and ids that were guessed


def test_neighbouring_codes_and_other_spellings_are_told_apart_from_nothing(province, reader_of):
    """Every code of the province one step on, in small letters, with blanks: for a stranger all are unknown alike."""
    client = reader_of("handler", "H12.62")
    hidden = sorted(
        set(province.facts) - oracle.sees(oracle.Reader("handler", "H12.62"), province.facts, LOOK_AT.date())
    )
    unknown = body_of(client.get(address("desk:dossier")))
    before = Access.objects.count()
    for code in hidden:
        front, _, number = code.rpartition("-")
        for guess in (code, f"{front}-{int(number) + 500:04d}", code.lower(), f"{code} ", f"{front}-{int(number):05d}"):
            answer = client.get(address("desk:dossier", code=guess))
            assert answer.status_code == 404
            assert body_of(answer).replace(quote(guess), UNKNOWN).replace(guess, UNKNOWN) == unknown, guess
    assert Access.objects.count() == before


def test_counting_through_the_numbers_of_papers_gives_those_in_scope_only(province, everybody):
    facts = province.facts
    numbers = {province.paper_of(code): code for code in facts}
    for role, unit in (("handler", "H12.62"), ("supervisor", COMMUNE), ("publisher", "H12")):
        reader, client = next((one, client) for one, client in everybody if (one.role, one.unit) == (role, unit))
        seen = oracle.sees(reader, facts, LOOK_AT.date())
        for number in range(1, max(numbers) + 4):
            status = client.get(address("desk:paper", paper_id=number)).status_code
            assert status in {200, 404}
            if number in numbers:
                assert (status == 200) is (numbers[number] in seen), (role, number)


def test_counting_through_drafts_batches_leaves_and_messages_gives_nothing_of_others(province, reader_of):
    client = reader_of("administrator", COMMUNE)
    before = state_of_all()
    for number in range(1, 6):
        assert client.get(address("administration:processes_batch", batch=number)).status_code == 404
        assert client.post(address("administration:dead_letters_resend", delivery=number)).status_code == 403
        reader_of("handler", "H12.62").post(address("desk:leaves_end", leave=number))
    assert client.get(address("administration:units_page", code="H12.62")).status_code == 404
    assert client.get(address("administration:units_page", code="H12")).status_code == 404
    assert state_of_all() == before


def test_a_commune_s_administrator_writes_no_process_of_the_province(province, reader_of):
    """A process serves every unit: only the province's administrator and publishers write it."""
    from motcua.domain.workflow import api as workflow

    own, top = reader_of("administrator", COMMUNE), reader_of("administrator", "H12")
    new = {"ma": "QT-THU", "ten": "Quy trình thử"}
    own.post(address("administration:processes_draft_begin"), new)
    assert workflow.drafts() == ()
    top.post(address("administration:processes_draft_begin"), new)
    [draft] = workflow.drafts()

    refused = own.post(address("administration:processes_draft", draft=draft.id), {"bo": "1"})
    assert refused.status_code == 400
    assert [one.id for one in workflow.drafts()] == [draft.id]


# Ids changed in forms


def test_the_step_of_another_unit_is_not_done_by_who_sees_the_dossier(province, reader_of):
    """The commune sees its dossier at the tax office, and posts the tax office's step; and the other way round."""
    before = state_of_all()
    sent, both = code_of(province, "at the tax office"), code_of(province, "in two units at once")
    foreign = (
        (reader_of("handler", COMMUNE), sent, "tax:0"),
        (reader_of("leader", COMMUNE), sent, "tax:0"),
        (reader_of("handler", COMMUNE), both, "advice:0"),
        (reader_of("handler", "H12.04"), both, "visit:0"),
        (reader_of("handler", "H12.04"), sent, "sign:0"),
        (reader_of("leader", "H12.04"), sent, "sign:0"),
    )
    for client, code, way in foreign:
        for act in ("xong", "ky"):
            posted = {"y": way, "reason": "Lý do", "unit": "H12.04", "officer_id": "1"}
            assert client.post(address("desk:dossier_act", code=code, act=act), posted).status_code == 400, (code, way)
    assert state_of_all() == before


def test_work_is_given_to_nobody_of_another_unit(province, reader_of, everybody):
    before = state_of_all()
    code = code_of(province, "being appraised")
    others = [one.login for one, _ in everybody if one.unit != COMMUNE] + ["quan.tri", "khong-co"]
    for login in others:
        answer = reader_of("leader", COMMUNE).post(
            address("desk:dossier_act", code=code, act="giao"), {"assignee": login, "step": "appraise"}
        )
        assert answer.status_code == 400, login
    assert state_of_all() == before


def test_another_officer_s_form_key_replays_nothing(province, reader_of):
    """A key seen over the shoulder: the stranger gets what an unknown dossier gets."""
    code, key = code_of(province, "being appraised"), "khoa-da-dung-mot-lan"
    own, other = reader_of("handler", COMMUNE), reader_of("handler", "H12.62")
    done = own.post(address("desk:dossier_act", code=code, act="nhan-viec"), {"key": key})
    before = state_of_all()

    answer = other.post(address("desk:dossier_act", code=code, act="nhan-viec"), {"key": key})
    assert (done.status_code, answer.status_code) == (302, 404)
    assert state_of_all() == before


def test_a_file_is_asked_for_by_its_dossier_only(province, reader_of):
    """No address and no field takes the digest of a file, so that of another dossier's opens nothing."""
    from motcua.domain.documents import api as documents

    code = code_of(province, "received online")
    digest = next(part.digest for part in documents.components_of(f"dossier:{code}") if part.digest)
    own = code_of(province, "of another commune")
    client = reader_of("handler", "H12.62")
    for where in (
        f"/lam-viec/tep/{digest}",
        f"/tep/{digest}",
        f"/files/{digest}",
        f"/lam-viec/ho-so/{own}/tep/{digest}",
    ):
        assert client.get(where).status_code == 404
    for number in (0, 1, 2, 99):
        answer = client.get(address("desk:component", code=own, number=number), {"digest": digest, "ho-so": code})
        assert answer.status_code == 404


def test_after_an_act_nobody_is_sent_to_another_site(province, reader_of):
    code = code_of(province, "being appraised")
    for elsewhere in ("https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"):
        answer = reader_of("handler", COMMUNE).post(
            address("desk:dossier_act", code=code, act="nhan-viec"), {"next": elsewhere}
        )
        assert "example.org" not in answer.get("Location", "")
        assert not answer.get("Location", "").startswith("javascript")


def test_a_login_typed_into_a_board_list_tells_no_name(province, reader_of, everybody):
    """Who stands in no row of the list is not named by it."""
    stranger = next(one.login for one, _ in everybody if one.unit == "H12.04")
    page = reader_of("leader", COMMUNE).get(
        address("oversight:board_list"), {"nhom": "qua-han", "don-vi": "H12.04", "can-bo": stranger}
    )
    assert organisation.full_names([stranger])[stranger] not in page.content.decode().split("<main")[1]


# Codes on administrators' pages


def test_codes_on_an_administrator_s_calendar_are_of_units_that_count_with_it(province, everybody):
    """The form shows the effect before saving: which promises would move, by code, without a name."""
    for reader, client in everybody:
        if not may_open(reader, "administration:calendar_edit"):
            continue
        day = {"doi-ten": "", "them-ngay": "2026-11-13", "them-ten": "Nghỉ", "them-loai": "holiday", "ly-do": "Thử"}
        page = client.post(address("administration:calendar_edit"), day).content.decode()
        found = set(CODE.findall(page))
        own = {unit for unit in oracle.PARENTS if unit == reader.unit or reader.unit in oracle.line(unit)}
        allowed = {code for code, fact in province.facts.items() if {fact.competent, fact.desk} & own}
        assert found <= allowed, reader
        assert NAMES_ON_PAGES not in page


def test_codes_of_a_bulk_move_are_seen_by_who_administers_the_dossiers(province, everybody):
    """Foreseen: dossiers that may not stand where the map puts them are named by code."""
    from motcua.domain.workflow import api as workflow

    used = dossiers.running_by_version()
    source = next(
        f"{version.process_code}/{version.number}"
        for one in workflow.processes()
        for version in workflow.versions(one.code)
        if version.id in used
    )
    for reader, client in everybody:
        if not may_open(reader, "administration:processes_move"):
            continue
        page = client.post(address("administration:processes_move"), {"tu": source, "den": source}).content.decode()
        own = {unit for unit in oracle.PARENTS if unit == reader.unit or reader.unit in oracle.line(unit)}
        allowed = {code for code, fact in province.facts.items() if fact.competent in own}
        assert set(CODE.findall(page)) <= allowed, reader


def test_the_routes_with_codes_on_administrators_pages_are_said(province):
    said = {name for name, route in ROUTES.items() if route.shows in {Shows.CALENDAR, Shows.MOVED, Shows.FAILED}}
    assert said == {
        "administration:calendar_edit",
        "administration:processes_move",
        "administration:processes_batch",
        "administration:dead_letters",
    }
