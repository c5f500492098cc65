"""The control slip and the notice of payment say what the system keeps, and no more."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from stories import after, on, to_the_desk, to_the_leader, to_the_tax_office

from motcua.domain.documents.models import IssuedPaper
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.rules import slips
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures import testing as procedures_testing
from motcua.kernel.refusal import Refusal

AT = testing.RECEIVED_AT
LATER = after(AT, hours=1)


def said(paper_id):
    return IssuedPaper.objects.get(pk=paper_id).data


def a_dossier_with_fee(team, fee="50.000 đồng"):
    rows = procedures_testing.rows_on_all_channels(fee=fee)
    return testing.a_dossier(team.staff, record=procedures_testing.a_record(channels=rows))


def texts(value):
    if isinstance(value, str):
        return value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return " ".join(texts(part) for part in parts)


@pytest.mark.django_db
def test_the_slip_says_who_gave_who_took_and_when(team, code):
    """papers 1.1: from the desk's hand-over to the handler who did it."""
    to_the_leader(team, code, at=LATER)

    appraised = said(dossiers.issue_control_slip(code, by=team.leader, at=after(LATER, hours=1)))["rows"][1]

    names = organisation.full_names([team.reception.login, team.handler.login])
    assert appraised["sender"][0] == names[team.reception.login]
    assert appraised["receiver"][0] == names[team.handler.login]
    moments = dict(appraised["times"])
    assert [datetime.fromisoformat(moments[one]) for one in ("giao", "nhận", "xong")] == [AT, LATER, LATER]
    assert moments["hạn"]


@pytest.mark.django_db
def test_who_has_not_taken_it_is_not_named(team, code):
    """papers 1.2: handed to the tax office, nobody there took it, and it is too late by now."""
    to_the_tax_office(team, code, at=LATER)

    last = said(dossiers.issue_control_slip(code, by=team.handler, at=after(LATER, days=3)))["rows"][-1]

    assert last["receiver"] == [organisation.unit_names(["H12.04"], AT.date())["H12.04"]]
    assert dict(last["times"])["nhận"] == ""
    assert "Chưa nhận bàn giao, đã quá giờ" in last["standing"]


@pytest.mark.parametrize(
    ("due", "done", "word"),
    [
        pytest.param(on("05", "10:00"), on("04", "16:00"), "Trước hạn", id="papers 1.3 before its day"),
        pytest.param(on("05", "10:00"), on("05", "10:00"), "Đúng hạn", id="papers 1.3 at the moment"),
        pytest.param(on("05", "10:00"), on("05", "10:01"), "Quá hạn", id="papers 1.3 after it"),
        pytest.param(None, on("05", "10:00"), "Đã xong, bước không có hạn riêng", id="papers 1.4 none of its own"),
        pytest.param(on("05", "10:00"), None, "Đang giải quyết, quá hạn", id="open, late"),
        pytest.param(on("09", "10:00"), None, "Đang giải quyết", id="open, in time"),
    ],
)
def test_a_step_stands_against_its_own_due_moment(due, done, word):
    state = "done" if done else "open"
    assert slips.standing(state=state, due_at=due, done_at=done, at=on("06")) == word


@pytest.mark.django_db
def test_no_place_for_a_signature_is_filled(team, code):
    """papers 1.5: whoever acted, nobody has signed."""
    to_the_desk(team, code, at=LATER)

    rows = said(dossiers.issue_control_slip(code, by=team.reception, at=after(LATER, hours=1)))["rows"]

    assert len(rows) >= 4
    assert {row["sign"] for row in rows} == {""}


@pytest.mark.django_db
def test_the_slip_says_nothing_of_the_person(team):
    """papers 1.6: neither name nor number nor phone."""
    person = testing.a_person(name="Trần Văn Kín", phone="0290000077")
    code = testing.a_dossier(team.staff, person=person)

    told = texts(said(dossiers.issue_control_slip(code, by=team.handler, at=LATER)))

    for secret in (person.name, person.identifier, person.phone, person.address):
        assert secret not in told


@pytest.mark.django_db
def test_who_only_watches_issues_no_slip(team, code):
    """papers 1.7: refused before a number is drawn."""
    watcher = organisation_testing.an_actor("H12", "supervisor")
    before = IssuedPaper.objects.count()

    with pytest.raises(Refusal, match="cần quyền"):
        dossiers.issue_control_slip(code, by=watcher, at=LATER)

    assert IssuedPaper.objects.count() == before


@pytest.mark.django_db
def test_the_notice_asks_for_the_published_amount_in_figures_and_words(team):
    """papers 2.1: two copies of fifty thousand."""
    code = a_dossier_with_fee(team)

    told = said(dossiers.issue_payment_notice(code, by=team.reception, at=LATER, copies=2))

    assert (told["total"], told["total_words"]) == ("100.000 đồng", "Một trăm nghìn đồng")
    assert told["rows"][0]["quantity"] == "2"
    assert "1.001193" in told["basis"]
    assert "quy định chung của quốc gia" in told["basis"]
    assert told["code"] == code


@pytest.mark.django_db
def test_nothing_is_asked_for_what_is_free(team, code):
    """papers 2.2: one sentence, no number."""
    with pytest.raises(dossiers.NothingToPay, match="không thu phí"):
        dossiers.issue_payment_notice(code, by=team.reception, at=LATER)


def an_amount(value="50000", currency="VND"):
    return procedures.FeeAmount(value, currency)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fee",
    [
        pytest.param("", id="papers 2.3 nothing stated"),
        pytest.param("Theo quy định của pháp luật", id="papers 2.3 elsewhere"),
    ],
)
def test_what_is_not_published_surely_is_not_asked_for(team, fee, monkeypatch):
    code = a_dossier_with_fee(team)
    unsure = procedures.FeeInfo(procedures.FeeKind.SEE_NOTE if fee else procedures.FeeKind.NOT_STATED, text=fee)
    monkeypatch.setattr("motcua.domain.dossiers.operations.slips._fee_of", lambda _dossier: ("", unsure))

    with pytest.raises(dossiers.NothingToPay, match="chưa công bố rõ"):
        dossiers.issue_payment_notice(code, by=team.reception, at=LATER)


@pytest.mark.parametrize(
    ("amounts", "number"),
    [
        pytest.param([an_amount(), an_amount("20000")], None, id="papers 2.4 several, none chosen"),
        pytest.param([an_amount(), an_amount("20000")], 3, id="papers 2.4 the third of two"),
        pytest.param([an_amount()], 0, id="papers 2.4 number nought"),
    ],
)
def test_an_amount_that_was_not_chosen_is_not_asked_for(amounts, number):
    with pytest.raises(dossiers.NothingToPay):
        slips.amount_asked(amounts, number)


@pytest.mark.django_db
def test_who_withdrew_is_not_asked_to_pay(team):
    """papers 2.5: the dossier has ended."""
    code = a_dossier_with_fee(team)
    dossiers.withdraw(code, reason="Không cần nữa", by=team.reception, at=LATER)

    with pytest.raises(dossiers.NothingToPay, match="đã kết thúc"):
        dossiers.issue_payment_notice(code, by=team.reception, at=after(LATER, minutes=5))


@pytest.mark.parametrize(
    ("amount", "copies"),
    [
        pytest.param(an_amount(), 0, id="papers 2.6 none"),
        pytest.param(an_amount(), 1000, id="papers 2.6 a thousand"),
        pytest.param(an_amount("20", "USD"), 1, id="papers 2.7 dollars"),
        pytest.param(an_amount("1500.5"), 1, id="papers 2.7 half a dong"),
    ],
)
def test_what_is_no_whole_sum_of_dong_is_not_asked_for(amount, copies):
    with pytest.raises(dossiers.NothingToPay):
        slips.total_of(amount, copies)


def test_the_total_is_the_amount_times_the_number():
    assert slips.total_of(an_amount(str(Decimal(50000))), 3).vnd == 150_000


@pytest.mark.django_db
def test_a_notice_changes_nothing_of_the_dossier(team):
    """papers 2.8: no money state is made up."""
    code = a_dossier_with_fee(team)
    before = testing.shown(code)

    dossiers.issue_payment_notice(code, by=team.reception, at=LATER)

    now = testing.shown(code)
    assert (now.state, now.promised_at, now.segments) == (before.state, before.promised_at, before.segments)
    assert [row.act for row in now.ledger][-1] == "paper_issued"


@pytest.mark.django_db
def test_only_the_desk_that_received_asks_for_the_fee(team):
    """papers 2.10: neither the handler nor another desk."""
    code = a_dossier_with_fee(team)

    for actor in (team.handler, team.leader, team.centre):
        with pytest.raises(Refusal):
            dossiers.issue_payment_notice(code, by=actor, at=LATER)


@pytest.mark.django_db
def test_a_slip_before_the_reception_is_refused(team, code):
    with pytest.raises(dossiers.ImpossibleMoment):
        dossiers.issue_control_slip(code, by=team.handler, at=AT - timedelta(minutes=1))
