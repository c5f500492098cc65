"""Rights, whole: every route, every role, every unit, against an oracle that asks nothing of the product."""

import json
import re
from datetime import datetime, time, timedelta

import oracle
import pytest
import routes
from desk_pages import rows_of, set_clock, sign_in
from django.test import Client
from matrix import (
    BY_CODE,
    CODE,
    PATTERNS,
    UNKNOWN,
    address,
    body_of,
    cells,
    dealt,
    may_open,
    state_of_all,
)
from province import ACCEPTED, DESK, LAST_DAY, LOOK_AT, WAITING
from routes import ROUTES, Shows

from motcua.domain.documents.models import IssuedPaper
from motcua.domain.documents.queries import key_of
from motcua.domain.dossiers import api as dossiers
from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.entrypoints.web import policy
from motcua.entrypoints.web.desk.dossier_acts import COMPLETING, WORDS
from motcua.foundation import outbox
from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db
SECOND_FACTOR = {"site:second_factor", "site:second_factor_enrol"}
LEADS_ELSEWHERE = {"site:home", "site:metrics"}  # to the desk instead of the sign-in; figures that change


# The table itself


def test_every_route_says_how_codes_of_dossiers_appear_on_it():
    assert sorted(PATTERNS.keys() ^ ROUTES.keys()) == []


def test_a_route_that_the_table_does_not_know_is_found():
    added = {**PATTERNS, "desk:forgotten": None}

    assert sorted(added.keys() ^ ROUTES.keys()) == ["desk:forgotten"]


def test_the_policies_of_the_views_are_those_of_the_table():
    """The table was written from the rules; a view that lets in others than it says fails here."""
    found = {}
    for name, pattern in PATTERNS.items():
        stated = policy.policy_of(pattern.callback)
        roles = () if stated.is_public else (stated.roles or set(Role))
        found[name] = sorted(role.value for role in roles)

    assert found == {name: sorted(route.who) for name, route in ROUTES.items()}


def test_the_printed_matrix_is_in_step():
    from pathlib import Path

    import rights_document

    page = Path(__file__).resolve().parents[2] / "docs" / "rights.md"
    assert page.read_text(encoding="utf-8") == rights_document.document(), "run tests/rights/rights_document.py"


# One dossier by its address


def test_a_dossier_s_pages_are_there_for_who_may_see_it_and_unknown_to_everybody_else(province, everybody):
    wrong = {}
    for name in BY_CODE:
        facts = province.one_of_each()

        def look(reader, client, name=name, facts=facts):
            """Where the role itself is refused, no code is read any more: one is enough."""
            asked = list(facts) if may_open(reader, name) else sorted(facts)[:1]
            answers = {code: client.get(address(name, code=code)) for code in asked}
            assert {one.status_code for one in answers.values()} <= {200, 403, 404}
            return {code for code, answer in answers.items() if answer.status_code == 200}

        def expect(reader, name=name, facts=facts):
            return oracle.sees(reader, facts, LOOK_AT.date()) if may_open(reader, name) else set()

        found = cells(everybody, look, expect, province.names)
        wrong |= {name: found} if found else {}
    assert wrong == {}


def test_the_state_of_a_dossier_changes_nothing_about_who_may_see_it(province, everybody):
    """Every dossier, in each of its states, for one reader of each way to see: whole province, handler, neighbour, none."""
    chosen = {("supervisor", "H12"), ("handler", "H12.61"), ("handler", "H12.62"), ("administrator", "H12")}
    some = [(reader, client) for reader, client in everybody if (reader.role, reader.unit) in chosen]
    assert len(some) == len(chosen)

    def look(_reader, client):
        return {code for code in province.facts if client.get(address("desk:dossier", code=code)).status_code == 200}

    assert cells(some, look, lambda one: oracle.sees(one, province.facts, LOOK_AT.date()), province.names) == {}


def test_forbidden_and_unknown_are_the_same_page(province, everybody):
    for reader, client in everybody:
        hidden = sorted(set(province.facts) - oracle.sees(reader, province.facts, LOOK_AT.date()))
        for name in [*BY_CODE, "desk:component"]:
            unknown = client.get(address(name))
            for code in hidden[:1]:
                answer = client.get(address(name, code=code))
                assert answer.status_code == unknown.status_code == (404 if may_open(reader, name) else 403)
                assert body_of(answer).replace(code, UNKNOWN) == body_of(unknown), (reader, name)


def test_papers_and_files_are_given_for_dossiers_that_may_be_seen_only(province, everybody):
    facts = province.one_of_each()
    papers = {province.paper_of(code): code for code in facts}
    filed = [code for code, name in province.names.items() if name == "received online"]

    def papers_seen(_reader, client):
        answers = {code: client.get(address("desk:paper", paper_id=number)) for number, code in papers.items()}
        assert {answer.status_code for answer in answers.values()} <= {200, 404}
        return {code for code, answer in answers.items() if answer.status_code == 200}

    def files_seen(_reader, client):
        return {code for code in filed if client.get(address("desk:component", code=code)).status_code == 200}

    def expect(reader, among=facts):
        return oracle.sees(reader, among, LOOK_AT.date())

    assert cells(everybody, papers_seen, expect, province.names) == {}
    assert cells(everybody, files_seen, lambda one: expect(one, province.facts) & set(filed), province.names) == {}


# Lists


def test_search_finds_what_may_be_seen_by_code_by_name_and_by_number(province, everybody):
    def expect(reader):
        return oracle.sees(reader, province.facts, LOOK_AT.date()) if may_open(reader, "desk:search") else set()

    for text in ("H12", "Nguyễn Thị Mẫu"):

        def look(_reader, client, text=text):
            return set(CODE.findall(client.get(address("desk:search"), {"q": text}).content.decode()))

        assert cells(everybody, look, expect, province.names) == {}

    some = province.one_of_each()

    def by_number(_reader, client):
        asked = {code: client.get(address("desk:search"), {"q": province.people[code]}) for code in some}
        return {code for code, answer in asked.items() if code in answer.content.decode()}

    assert cells(everybody, by_number, lambda reader: expect(reader) & set(some), province.names) == {}


def test_a_whole_code_typed_into_the_search_opens_nothing_that_may_not_be_seen(province, everybody):
    facts = province.one_of_each()

    def look(_reader, client):
        asked = {code: client.get(address("desk:search"), {"q": code}) for code in facts}
        return {code for code, answer in asked.items() if answer.status_code == 302}

    def expect(reader):
        return oracle.sees(reader, facts, LOOK_AT.date()) if may_open(reader, "desk:search") else set()

    assert cells(everybody, look, expect, province.names) == {}


def test_the_inbox_holds_what_waits_for_the_unit_and_the_role(province, everybody):
    def look(reader, client):
        """Beside the rows stand hand-overs and opinions that are overdue: nothing that may not be seen."""
        answer = client.get(address("desk:inbox"))
        assert set(CODE.findall(answer.content.decode())) <= oracle.sees(reader, province.facts, LOOK_AT.date())
        return {code for code, _ in rows_of(answer)}

    def expect(reader):
        return oracle.waiting_for(reader, province.facts) if may_open(reader, "desk:inbox") else set()

    assert cells(everybody, look, expect, province.names) == {}


def test_results_are_listed_at_their_desk(province, everybody):
    def look(_reader, client):
        return set(CODE.findall(client.get(address("desk:returning")).content.decode()))

    def expect(reader):
        at_desk = {code for code, fact in province.facts.items() if fact.at_desk}
        return oracle.waiting_for(reader, province.facts) & at_desk if may_open(reader, "desk:returning") else set()

    assert cells(everybody, look, expect, province.names) == {}


def test_behind_the_numbers_of_the_board_stands_nothing_outside_the_scope(province, everybody):
    found = {}
    for reader, client in everybody:
        for slug in ("dang-giu", "qua-han", "dang-dung", "cho-nhan", "ban-giao", "ket-qua-thang"):
            page = client.get(address("oversight:board_list"), {"nhom": slug}).content.decode()
            found.setdefault((reader.role, reader.unit), set()).update(CODE.findall(page))
        seen = (
            oracle.sees(reader, province.facts, LOOK_AT.date()) if may_open(reader, "oversight:board_list") else set()
        )
        assert found[(reader.role, reader.unit)] <= seen, reader
        waits = WAITING in client.get(address("oversight:board_submissions")).content.decode()
        assert waits is (reader.role in routes.WATCH and DESK in oracle.reach(reader)), reader
    assert found[("supervisor", "H12")] >= found[("leader", "H12.61")] != set()


def test_behind_a_figure_of_a_report_stand_the_dossiers_of_the_scope_and_nothing_else(province, everybody, monkeypatch):
    """The figure itself is told to whoever may open it; what is different since a publication is listed alike."""
    from motcua.domain.flows import api as flows
    from motcua.domain.reports import api as reports

    first, last = LOOK_AT.date().replace(month=1, day=1), LOOK_AT.date()
    monkeypatch.setattr("motcua.domain.flows.api.span", lambda: (first, last))
    asked = {"tu": first.isoformat(), "den": last.isoformat(), "tinh-den": last.isoformat(), "cot": "received_total"}
    head = organisation_testing.an_actor("H12", Role.LEADER)
    early = reports.Asked(first, last - timedelta(days=1), first, flows.By.LEVEL, reports.Compare.MOMENT)
    number = reports.publish_report(early, by=head, at=LOOK_AT)
    counted = {}
    for reader, client in everybody:
        expected = oracle.sees(reader, province.facts, LOOK_AT.date())
        for name, given in (("oversight:report_dossiers", asked), ("oversight:report_published_one", {})):
            page = client.get(address(name, number=number), given)
            assert (page.status_code == 200) is may_open(reader, name), (reader, name)
            shown = set(CODE.findall(page.content.decode()))
            assert shown <= expected, (reader, name)
            counted.setdefault(name, set()).add(len(shown) > 0)
    assert counted == {"oversight:report_dossiers": {True, False}, "oversight:report_published_one": {True, False}}


def test_scores_are_seen_of_the_units_one_watches_and_by_the_officer_alone(province, everybody):
    """Codes on them are of the scope, an officer's own page has what the officer did; other units and codes are unknown."""
    days = {"tu": "2026-01-01", "den": "2026-12-31"}
    done, settled = {}, []
    for code in province.facts:
        info = dossiers.dossier(code, SYSTEM, LOOK_AT)
        settled += [code] if info.ready_at else []
        for step in info.steps:
            done.setdefault(step.officer, set()).add(code)
    some = [settled[0], next(code for code in province.facts if code not in settled)]
    seen_by_anybody = set()
    for reader, client in everybody:
        scope, watches = oracle.sees(reader, province.facts, LOOK_AT.date()), may_open(reader, "oversight:scoring")
        asked = {address("oversight:scoring"): True}
        asked |= {
            address("oversight:scoring_unit", unit=unit): unit in oracle.reach(reader) for unit in ("H12.61", "H12.62")
        }
        asked |= {address("oversight:scoring_dossier", code=code): code in scope for code in some}
        shown = set()
        for page, is_there in list(asked.items())[: None if watches else 1]:
            answer = client.get(page, days)
            assert answer.status_code in ({200, 404} if watches and is_there else {404 if watches else 403}), (
                reader,
                page,
            )
            shown |= set(CODE.findall(answer.content.decode())) if answer.status_code == 200 else set()
        assert shown <= scope, reader
        seen_by_anybody |= shown
        own = client.get(address("desk:scores"), days)
        assert (own.status_code == 200) is may_open(reader, "desk:scores"), reader
        mine = set(CODE.findall(own.content.decode())) if own.status_code == 200 else set()
        assert mine <= done.get(login_on(own), set()), reader
        theirs = client.get(address("desk:scores_dossier", code=some[0]))
        assert (theirs.status_code == 200) is (some[0] in mine), reader
    assert seen_by_anybody


def login_on(page):
    found = re.search(r'data-me="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def test_hand_overs_are_listed_of_the_own_unit_and_nothing_outside_the_scope(province, everybody):
    seen_by_anybody = set()
    for reader, client in everybody:
        page = client.get(address("desk:hand_overs"), {"tu": "2026-01-01", "den": "2026-12-31"})
        shown = set(CODE.findall(page.content.decode()))
        assert (page.status_code == 200) is may_open(reader, "desk:hand_overs")
        assert shown <= oracle.sees(reader, province.facts, LOOK_AT.date()), reader
        seen_by_anybody |= shown
    assert seen_by_anybody


def test_a_register_is_printed_for_who_sees_its_desk_and_unknown_to_everybody_else(province, everybody):
    desks = {fact.desk for fact in province.facts.values()}
    for reader, client in everybody:
        expected = desks & oracle.reach(reader) if reader.holds(LOOK_AT.date()) else set()
        if not may_open(reader, "desk:registers_volume"):
            expected = set()
        answers = {desk: client.get(address("desk:registers_volume", desk=desk)) for desk in desks}
        assert {desk for desk, answer in answers.items() if answer.status_code == 200} == expected, reader
        for desk in desks - expected:
            unknown = client.get(address("desk:registers_volume", desk="H12.99"))
            assert answers[desk].status_code == unknown.status_code
            assert body_of(answers[desk]).replace(desk, "H12.99") == body_of(unknown)
        shown = client.get(address("desk:registers")).content.decode() if may_open(reader, "desk:registers") else ""
        assert {desk for desk in desks if f'data-row="{desk}-2026"' in shown} == expected, reader


def test_nobody_closes_a_register_of_others_or_issues_a_slip_of_a_hidden_dossier(province, everybody):
    before = state_of_all()
    for reader, client in everybody:
        if reader.role not in routes.WORK:
            continue
        hidden = sorted(set(province.facts) - oracle.sees(reader, province.facts, LOOK_AT.date()))
        for code in hidden[:1]:
            for slip in ("kiem-soat", "nop-phi"):
                answer = client.post(address("desk:dossier_slip", code=code, slip=slip), {"muc": "1", "so-luong": "1"})
                unknown = client.post(address("desk:dossier_slip", slip=slip), {"muc": "1", "so-luong": "1"})
                assert answer.status_code == unknown.status_code == 404
                assert body_of(answer).replace(code, UNKNOWN) == body_of(unknown)
        if reader.role == "leader":
            for desk in {fact.desk for fact in province.facts.values()} - oracle.reach(reader):
                assert client.post(address("desk:registers_close", desk=desk)).status_code == 404
    assert state_of_all() == before


def test_letters_of_apology_are_listed_for_dossiers_that_may_be_seen(province, everybody):
    """By the day of the look the promise of every dossier still processed has passed."""
    dossiers.sweep(at=LOOK_AT)
    [late_ones] = [
        set(CODE.findall(client.get(address("desk:apologies")).content.decode()))
        for reader, client in everybody
        if (reader.role, reader.unit) == ("supervisor", "H12")
    ]
    names = {province.names[code] for code in late_ones}
    assert {"being appraised", "in two units at once", "any desk: a dissolved unit's", "of another commune"} <= names

    def look(_reader, client):
        return set(CODE.findall(client.get(address("desk:apologies")).content.decode()))

    def expect(reader):
        seen = oracle.sees(reader, province.facts, LOOK_AT.date())
        return seen & late_ones if may_open(reader, "desk:apologies") else set()

    assert cells(everybody, look, expect, province.names) == {}


def test_reception_is_told_of_open_dossiers_of_the_person_within_its_scope_only(province, everybody):
    """The number of a person typed at another desk says nothing of dossiers there."""
    some = province.one_of_each()
    for name in ("desk:reception_person", "desk:reception_slip"):

        def look(_reader, client, name=name):
            found = set()
            for number in [province.people[code] for code in some]:
                typed = {"so_dinh_danh": number, "loai": "citizen", "thu_tuc": "1.001193", "truong_hop": "1"}
                found |= set(CODE.findall(client.post(address(name), typed).content.decode()))
            return found

        def expect(reader, name=name):
            open_ones = {code: fact for code, fact in some.items() if fact.is_open}
            return oracle.sees(reader, open_ones, LOOK_AT.date()) if may_open(reader, name) else set()

        assert cells(everybody, look, expect, province.names) == {}


def test_submissions_are_seen_by_the_desk_they_wait_for(province, everybody):
    """One waits, one was accepted; pages, files and slips of them by hand-typed addresses."""

    def look(_reader, client):
        seen = set()
        if WAITING in client.get(address("desk:online_queue")).content.decode():
            seen.add("queue")
        for code in (WAITING, ACCEPTED):
            for name in ("desk:online_queue_detail", "desk:online_queue_file"):
                if client.get(address(name, outside_code=code)).status_code == 200:
                    seen.add(f"{name} {code}")
        slip = client.get(address("desk:reception_slip_issued", paper_id=province.slip))
        if slip.status_code == 200:
            seen.add("slip")
        return seen

    def expect(reader):
        if reader.role not in ROUTES["desk:online_queue"].who or DESK not in oracle.reach(reader):
            return set()
        names = ("desk:online_queue_detail", "desk:online_queue_file")
        return {"queue", "slip"} | {f"{name} {code}" for name in names for code in (WAITING, ACCEPTED)}

    assert cells(everybody, look, expect, {}) == {}


def test_a_slip_of_what_was_not_received_is_printed_for_who_sees_its_desk(province, everybody):
    def look(_reader, client):
        return {"slip"} if client.get(address("desk:paper", paper_id=province.slip)).status_code == 200 else set()

    assert cells(everybody, look, lambda one: {"slip"} if DESK in oracle.reach(one) else set(), {}) == {}


# Acts


def test_no_act_reaches_a_dossier_that_may_not_be_seen_and_the_answer_is_that_of_an_unknown_one(province, everybody):
    before = state_of_all()
    typed = {"reason": "Lý do", "text": "Ý kiến", "unit": "H12.04", "limit": "1 ngày làm việc", "y": "appraise:0"}
    hidden = {
        reader.login: sorted(set(province.facts) - oracle.sees(reader, province.facts, LOOK_AT.date()))
        for reader, _ in everybody
    }
    kept_out = [(reader, client) for reader, client in everybody if hidden[reader.login]]
    assert {reader.role for reader, _ in kept_out} == {role.value for role in Role}
    for reader, client, place, act in dealt(kept_out, [*WORDS, *COMPLETING]):
        code = hidden[reader.login][place % len(hidden[reader.login])]
        answer = client.post(address("desk:dossier_act", code=code, act=act), typed)
        unknown = client.post(address("desk:dossier_act", act=act), typed)
        assert answer.status_code == unknown.status_code == 404, (reader, act)
        assert body_of(answer).replace(code, UNKNOWN) == body_of(unknown)
    assert state_of_all() == before


def test_who_may_only_look_changes_nothing(province, everybody):
    before = state_of_all()
    typed = {"reason": "Lý do", "text": "Ý kiến", "unit": "H12.04", "y": "appraise:0"}
    seen = {reader.login: sorted(oracle.sees(reader, province.facts, LOOK_AT.date())) for reader, _ in everybody}
    lookers = [
        (one, client) for one, client in everybody if one.role in {"supervisor", "inspector"} and seen[one.login]
    ]
    assert len({reader.role for reader, _ in lookers}) == 2
    for reader, client, place, act in dealt(lookers, [*WORDS, *COMPLETING]):
        code = seen[reader.login][place % len(seen[reader.login])]
        assert client.post(address("desk:dossier_act", code=code, act=act), typed).status_code == 400, (reader, act)
    assert state_of_all() == before


def test_no_act_for_many_rows_reaches_a_dossier_of_others(province, everybody):
    before = state_of_all()
    for reader, client in everybody:
        if not may_open(reader, "desk:inbox"):
            continue
        some = province.one_of_each()
        for code in sorted(set(some) - oracle.sees(reader, some, LOOK_AT.date())):
            answer = client.post(address("desk:inbox"), {"ho-so": [code], "viec": "nhan-ban-giao"})
            assert answer.status_code == 400
    assert state_of_all() == before


def test_a_submission_of_another_desk_is_answered_by_nobody_else(province, everybody):
    before = state_of_all()
    for reader, client in everybody:
        if reader.role == "reception" and DESK in oracle.reach(reader):
            continue
        for act in ("nhan", "bo-sung", "khong-nhan"):
            typed = {"lam": act, "ly_do": "Thiếu"}
            answer = client.post(address("desk:online_queue_detail", outside_code=WAITING), typed)
            assert answer.status_code in {403, 404}
    assert state_of_all() == before


# Every route


def test_who_lacks_the_role_gets_no_page_of_any_route(province, everybody):
    """Asked for and sent: the answer is 403, never a page, for each route and each role that the table leaves out."""
    wrong, asked = [], set()
    for reader, client, _, name in dealt(everybody, ROUTES):
        if may_open(reader, name):
            continue
        asked.add((reader.role, name))
        for ask in (client.get, client.post):
            answer = ask(address(name))
            if answer.status_code != 403 or CODE.search(answer.content.decode().replace(UNKNOWN, "")):
                wrong.append((reader.role, reader.unit, name, answer.status_code))
    assert wrong == []
    assert asked == {
        (role.value, name) for name, one in ROUTES.items() if one.who for role in Role if role not in one.who
    }


def test_signed_out_there_is_nothing_but_the_sign_in_and_the_progress_by_code(province):
    before = state_of_all()
    visitor = Client()
    code = next(iter(province.facts))
    for name, route in ROUTES.items():
        if not route.who:
            continue
        for ask in (visitor.get, visitor.post):
            answer = ask(address(name, code=code, paper_id=province.paper_of(code), outside_code=WAITING))
            assert answer.status_code == 302
            assert answer["Location"].startswith("/dang-nhap?")
    assert state_of_all() == before


def test_the_progress_by_code_names_nobody(province):
    for code, number in province.people.items():
        page = Client().get(address("citizen:tracking", code=code))
        shown = page.content.decode()
        assert page.status_code == 200
        assert code in shown
        assert "Nguyễn Thị Mẫu" not in shown
        assert number not in shown


def test_the_key_of_one_receipt_opens_that_dossier_and_no_other_signed_in_or_not(province, everybody):
    of_one = next(code for code, name in province.names.items() if name == "being appraised")
    client, other = Client(), next(code for code in province.facts if code != of_one)
    receipt = IssuedPaper.objects.filter(subject=f"dossier:{of_one}", form="receipt", withdrawn_at=None).first()
    assert client.post(address("citizen:tracking", code=of_one), {"ma-xem": key_of(receipt)}).status_code == 302

    assert "Nguyễn Thị Mẫu" in client.get(address("citizen:tracking", code=of_one)).content.decode()
    for someone in (client, *(session for _, session in everybody)):
        code = other if someone is client else of_one
        paper = province.paper_of(code)
        assert "Nguyễn Thị Mẫu" not in someone.get(address("citizen:tracking", code=code)).content.decode()
        for name, route in ROUTES.items():
            if route.shows == Shows.KEYED:
                ask = someone.get if name == "citizen:tracking_paper" else someone.post
                answer = ask(address(name, code=code, paper_id=paper))
                assert (answer.status_code, answer.content) == (302, b""), name


def test_failed_messages_are_listed_for_the_province_s_administrator_alone(province, everybody):
    code = next(code for code, name in province.names.items() if name == "being appraised")
    words = {"code": code, "procedure": "Thủ tục", "desk": "Một cửa"}
    applicant = dossiers.notice_of(code, LOOK_AT).applicant
    message = notifications.Message(f"dossier:{code}", "ready:9", "ready", applicant, words)
    notifications.send(message, by=SYSTEM, at=LOOK_AT)

    def refused(_letter):
        raise outbox.Refused("Máy chủ thư không nhận")

    outbox.deliver_due({notifications.ROUTE: notifications.outbox_sender(refused)}, at=LOOK_AT, most=1)
    assert [one.subject for one in notifications.dead_letters()] == [f"dossier:{code}"]

    def look(_reader, client):
        return set(CODE.findall(client.get(address("administration:dead_letters")).content.decode()))

    def expect(reader):
        return {code} if (reader.role, reader.unit) == ("administrator", "H12") else set()

    assert cells(everybody, look, expect, province.names) == {}


# An inspector's period


@pytest.mark.parametrize(
    ("moment", "is_in"),
    [
        pytest.param(datetime.combine(LAST_DAY, time(23, 59, 59), ZONE), True, id="at the last second of the last day"),
        pytest.param(datetime.combine(LAST_DAY + timedelta(days=1), time(0), ZONE), False, id="at midnight after it"),
        pytest.param(datetime.combine(LAST_DAY + timedelta(days=9), time(9), ZONE), False, id="days after"),
    ],
)
def test_an_inspector_sees_until_the_last_day_and_nothing_after_it(province, everybody, settings, moment, is_in):
    """The session was opened before and is still open."""
    inspectors = [(one, client) for one, client in everybody if one.role == "inspector"]
    for _, client in inspectors:
        client.get(address("desk:search"))
    set_clock(settings, moment)

    def look(_reader, client):
        found = set(CODE.findall(client.get(address("desk:search"), {"q": "H12"}).content.decode()))
        answers = {code: client.get(address("desk:dossier", code=code)).status_code for code in province.facts}
        assert {code for code, status in answers.items() if status == 200} == found
        return found

    def expect(reader):
        return oracle.sees(reader, province.facts, moment.date())

    assert cells(inspectors, look, expect, province.names) == {}
    assert any(expect(reader) for reader, _ in inspectors) is is_in
    if not is_in:
        guarded = [name for name in ROUTES if ROUTES[name].who]
        assert {client.get(address(name)).status_code for _, client, _, name in dealt(inspectors, guarded)} == {403}


def test_nobody_inspects_before_the_first_day(province):
    login = organisation_testing.an_officer(
        "H12", (Role.INSPECTOR,), from_on=LAST_DAY, until_on=LAST_DAY + timedelta(9)
    )

    with pytest.raises(organisation.NoPosting):
        organisation.actor_for(login, LOOK_AT.date())


def test_an_inspection_without_a_last_day_is_not_given(province):
    with pytest.raises(organisation.LastDayMissing, match="ngày kết thúc"):
        organisation_testing.an_officer("H12", (Role.INSPECTOR,))


def test_a_posting_without_end_never_inspects_even_where_the_position_got_the_role_later(province):
    from motcua.domain.organisation.models import Position

    login = organisation_testing.an_officer("H12", (Role.PUBLISHER,), title="Vị trí đổi vai trò")
    Position.objects.filter(title="Vị trí đổi vai trò").update(roles=["inspector"])

    assert organisation.actor_for(login, LOOK_AT.date()).roles == frozenset()


# The command line


def test_commands_show_and_list_the_same(province, everybody, monkeypatch, capsys):
    import sys

    from motcua.entrypoints.cli import main

    monkeypatch.setattr("motcua.foundation.database.connect_as", lambda _who: None)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["motcua", *words, "--json"])
        capsys.readouterr()
        try:
            status = main() or 0
        except SystemExit as end:
            status = end.code or 0
        return status, capsys.readouterr()

    def listed(reader, _client):
        status, said = run("dossier", "list", "--as", reader.login)
        assert status == 0
        return {row["code"] for row in json.loads(said.out)}

    some = province.one_of_each()

    def shown(reader, _client):
        answers = {code: run("dossier", "show", code, "--as", reader.login) for code in some}
        refused = {said.err.replace(code, "…") for code, (status, said) in answers.items() if status}
        assert len(refused) <= 1
        return {code for code, (status, _) in answers.items() if status == 0}

    def expect(reader):
        return oracle.sees(reader, province.facts, LOOK_AT.date())

    assert cells(everybody, listed, expect, province.names) == {}
    assert cells(everybody, shown, lambda reader: expect(reader) & set(some), province.names) == {}


def test_the_table_covers_each_kind_of_appearance():
    """A new way for codes to appear needs a test above; this list is what they cover."""
    covered = {Shows.NOTHING, Shows.ONE, Shows.ACT, Shows.PAPER, Shows.FILE, Shows.FOUND, Shows.WAITING, Shows.AT_DESK}
    covered |= {Shows.SAME_PERSON, Shows.ONLINE, Shows.SLIP, Shows.FAILED, Shows.PROGRESS, Shows.APOLOGIES, Shows.BOARD}
    covered |= {Shows.CALENDAR, Shows.MOVED, Shows.LOOKED, Shows.HANDED, Shows.REGISTER, Shows.FIGURE}
    covered |= {Shows.SCORED, Shows.OWN_SCORE, Shows.KEYED}

    assert {route.shows for route in routes.ROUTES.values()} == covered


# The second factor


@pytest.mark.parametrize("role", ["leader", "administrator", "signer"])
def test_with_the_password_alone_who_leads_administers_or_signs_reaches_the_second_factor_and_nothing_else(
    province, role
):
    """Every route, asked for and sent: led to the second factor, or answered as it is to whoever is signed out."""
    roles = [Role.HANDLER] if role == "signer" else [Role(role)]
    login = organisation_testing.an_officer("H12.61", roles, signature="CHỦ TỊCH" if role == "signer" else "")
    before, code, visitor, half = state_of_all(), next(iter(province.facts)), Client(), Client()
    led_there = []
    for name, route in ROUTES.items():
        asked = address(name, code=code, paper_id=province.paper_of(code), outside_code=WAITING)
        for word in ("get", "post"):
            sign_in(half, login, with_second_factor=False)
            answer = getattr(half, word)(asked)
            if name in SECOND_FACTOR:
                assert login in answer.content.decode() or answer.status_code == 302
            elif route.who:
                assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/ma-xac-nhan"), name
                led_there.append(name)
            elif name not in LEADS_ELSEWHERE:
                alike = getattr(visitor, word)(asked)
                assert (answer.status_code, body_of(answer)) == (alike.status_code, body_of(alike)), name
            said = answer.content.decode().replace(code, "")  # public pages say the code that was asked for
            assert not CODE.search(said), name
    assert len(led_there) == 2 * sum(bool(route.who) for name, route in ROUTES.items() if name not in SECOND_FACTOR)
    assert state_of_all() == before
