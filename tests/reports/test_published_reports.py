"""Published reports: frozen, explained dossier by dossier when they differ, taken back and never gone (law page, 7)."""

import json
from datetime import datetime, time, timedelta
from threading import Event, Thread

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.flows import api as flows
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.reports import api as reports
from motcua.domain.reports.models import PublishedReport
from motcua.domain.reports.queries import published
from motcua.foundation import ledger
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db(transaction=True)
AT = testing.RECEIVED_AT
NEXT = AT + timedelta(days=1)
LATER = AT + timedelta(days=3)
REASON = "Nhập nhầm giờ"
MOST_STATEMENTS = 32


class Province:
    def __init__(self):
        self.staff = testing.a_staffed_province()
        self.head = organisation_testing.an_actor("H12", Role.LEADER)
        self.settled, self.open = (testing.a_dossier(self.staff, at=AT) for _ in range(2))
        testing.carry_to_ready(self.staff, self.settled, at=AT + timedelta(hours=2))

    def asked(self, **changes):
        day = AT.date()
        known = {"first": day, "last": day, "as_of": day, "by": flows.By.LEVEL, **changes}
        return reports.Asked(**known)

    def publish(self, *, by=None, at=NEXT, **changes):
        return reports.publish_report(self.asked(**changes), by=by or self.head, at=at)

    def reopen(self, at=LATER):
        dossiers.reopen(self.settled, reason=REASON, by=self.staff.leader, at=at)
        flows.fold_news(at=at)

    def since(self, number, reader=None, at=LATER):
        return reports.changed_since(reports.published_report(number), reader=reader or self.head, at=at)


@pytest.fixture
def province():
    return Province()


def test_a_published_report_has_its_question_root_rule_and_who(province):
    number = province.publish()

    found = reports.published_report(number)
    assert found.report["total"]["settled"]["total"] == 1
    assert (found.published_by, found.published_at, found.rule_version) == (
        province.head.login,
        NEXT,
        "settlement-today-1",
    )
    (row,) = ledger.rows_of(f"report:settlement-{number}")
    assert (row.act, row.body["content"], row.body["seal"]) == ("report_published", found.digest, found.seal_number)
    assert found.is_whole


def test_it_is_tied_to_the_newest_seal(province):
    sealed = ledger.seal(at=AT)

    found = reports.published_report(province.publish())

    assert (found.seal_number, found.seal_digest) == (sealed.number, sealed.digest)


MIDNIGHT = datetime.combine(NEXT.date(), time(), tzinfo=ZONE)
FROM = f"công bố được từ 00:10 ngày {NEXT:%d/%m/%Y}"


@pytest.mark.parametrize(
    ("days", "at"),
    [
        pytest.param({}, AT + timedelta(hours=3), id="settlement-report 7.1 the day runs"),
        pytest.param({}, MIDNIGHT + timedelta(minutes=9), id="settlement-report 7.9 it is over for some minutes"),
        pytest.param({"first": AT.date() - timedelta(days=1), "as_of": AT.date() - timedelta(days=1)}, AT,
                     id="settlement-report 7.10 known up to yesterday, the period runs"),
    ],
)  # fmt: skip
def test_what_can_still_change_is_not_published_and_it_is_said_from_when_on_it_is(province, days, at):
    with pytest.raises(reports.NotToBePublished, match=FROM):
        province.publish(at=at, **days)

    assert province.publish(at=MIDNIGHT + timedelta(minutes=10), **days)


def test_while_an_act_from_before_is_still_being_written_nothing_is_published(province):
    """settlement-report 7.11"""
    later = datetime.now(ZONE) + timedelta(days=400)
    days = {"first": AT.date(), "last": later.date(), "as_of": later.date()}
    wrote, go_on = Event(), Event()

    def other() -> None:
        with transaction.atomic():
            ledger.write(subject="unit:H12", act="x", by=province.head, at=AT, body={})
            wrote.set()
            go_on.wait(20)
        connection.close()

    thread = Thread(target=other)
    thread.start()
    wrote.wait(20)
    try:
        with pytest.raises(reports.NotToBePublished, match="còn đang ghi vào sổ"):
            province.publish(at=later + timedelta(days=1), **days)
    finally:
        go_on.set()
        thread.join()
    assert province.publish(at=later + timedelta(days=1), **days)


def test_what_was_reopened_since_is_told_by_cell_and_dossier(province):
    """settlement-report 7.2"""
    number = province.publish()
    content = PublishedReport.objects.get().content

    province.reopen()

    since = province.since(number)
    assert PublishedReport.objects.get().content == content
    level = {(one.column, one.was, one.now) for one in since.cells if one.key == "commune"}
    assert level == {
        (reports.Column.SETTLED_TOTAL, 1, 0),
        (reports.Column.SETTLED_EARLY, 1, 0),
        (reports.Column.IN_PROCESS_TOTAL, 1, 2),
        (reports.Column.IN_PROCESS_WITHIN, 1, 2),
    }
    (one,) = since.dossiers
    assert one.code == province.settled
    assert reports.Column.SETTLED_EARLY in one.moved.was
    assert reports.Column.IN_PROCESS_WITHIN in one.moved.now
    (act,) = one.acts
    assert (act.act, act.at, act.reason) == ("reopened", LATER, REASON)
    assert (since.visible, since.hidden) == (1, 0)


def test_what_else_happened_in_the_province_since_is_not_read(province):
    """settlement-report 7.12"""
    number = province.publish(unit="H12.61")
    province.reopen()

    def statements():
        with CaptureQueriesContext(connection) as caught:
            found = province.since(number, at=LATER + timedelta(hours=1))
        return found, [one["sql"] for one in caught]

    few, before = statements()
    for place in range(3):
        testing.carry_to_ready(province.staff, testing.a_dossier(province.staff, at=LATER), at=LATER)
        testing.a_dossier(province.staff, at=LATER + timedelta(minutes=place))
    flows.fold_news(at=LATER + timedelta(hours=1))
    many, after = statements()

    assert few.dossiers == many.dossiers
    assert [one.code for one in many.dossiers] == [province.settled]
    assert len(after) == len(before) <= MOST_STATEMENTS
    (read,) = [one for one in after if '"act" IN' in one]
    assert province.settled in read
    assert province.open not in read


def test_very_many_differences_are_told_page_by_page(province, monkeypatch):
    """settlement-report 7.13"""
    monkeypatch.setattr(published, "CHANGES_AT_ONCE", 1)
    testing.carry_to_ready(province.staff, province.open, at=AT + timedelta(hours=2))
    one = reports.published_report(province.publish())
    for code in (province.settled, province.open):
        dossiers.reopen(code, reason=REASON, by=province.staff.leader, at=LATER)

    pages = [reports.changed_since(one, reader=province.head, at=LATER, offset=place) for place in (0, 1, 2)]

    assert [[row.code for row in page.dossiers] for page in pages] == [
        *([code] for code in sorted([province.settled, province.open])), []
    ]  # fmt: skip
    assert {page.visible for page in pages} == {2}


def test_of_a_period_that_ran_on_what_passed_its_promise_since_is_named_without_an_act(province):
    """settlement-report 7.14"""
    due = testing.shown(province.open).promised_at.date()
    later = datetime.combine(due + timedelta(days=2), time(9), tzinfo=ZONE)
    number = province.publish(last=due + timedelta(days=1), at=later)
    flows.fold_news(at=later)

    since = province.since(number, at=later)

    (one,) = [one for one in since.dossiers if not one.acts]
    assert one.code == province.open
    assert (one.moved.was, one.moved.now) == (
        (reports.Column.RECEIVED_DIRECT, reports.Column.IN_PROCESS_WITHIN),
        (reports.Column.RECEIVED_DIRECT, reports.Column.IN_PROCESS_OVERDUE),
    )
    totals = {change.column: change.now - change.was for change in since.cells if change.key is None}
    assert totals == {reports.Column.IN_PROCESS_WITHIN: -1, reports.Column.IN_PROCESS_OVERDUE: 1}


def test_the_moved_dossiers_are_the_difference_of_the_cells(province):
    number = province.publish()
    province.reopen()
    since = province.since(number)

    for change in (one for one in since.cells if one.key is None and not one.column.value.endswith("_total")):
        gone = sum(change.column in one.moved.was for one in since.dossiers)
        came = sum(change.column in one.moved.now for one in since.dossiers)
        assert change.now - change.was == came - gone


def test_settlement_report_7_4_its_own_day_counts_the_same_later(province):
    """settlement-report 7.4"""
    number = province.publish()
    province.reopen()
    flows.rebuild(at=LATER)

    assert province.since(number).recounted


def test_acts_that_change_no_figure_of_the_period_are_no_difference(province):
    number = province.publish()
    testing.a_dossier(province.staff, at=LATER)
    testing.carry_to_ready(province.staff, province.open, at=LATER)
    flows.fold_news(at=LATER)

    since = province.since(number)

    assert (since.cells, since.dossiers) == ((), ())


def test_who_may_not_see_a_dossier_is_told_how_many(province):
    """settlement-report 7.5"""
    number = province.publish()
    province.reopen()

    since = province.since(number, reader=organisation_testing.an_actor("H12", Role.ADMINISTRATOR))

    assert since.cells
    assert (since.dossiers, since.hidden) == ((), 1)


def test_a_publication_taken_back_stays_with_who_and_why(province):
    """settlement-report 7.3"""
    number = province.publish()

    reports.withdraw_report(number, reason="Sai kỳ", by=province.head, at=LATER)

    found = reports.published_report(number)
    assert (found.withdrawn_by, found.withdrawn_reason, found.withdrawn_at) == (province.head.login, "Sai kỳ", LATER)
    assert [one.number for one in reports.published_reports()] == [number]
    with pytest.raises(reports.NotToBePublished, match="đã rút"):
        reports.withdraw_report(number, reason="Sai kỳ", by=province.head, at=LATER)
    assert province.publish(at=LATER) == number + 1


def test_a_publication_is_not_taken_back_without_a_reason(province):
    number = province.publish()

    with pytest.raises(reports.NotToBePublished, match="lý do"):
        reports.withdraw_report(number, reason=" ", by=province.head, at=LATER)


def test_the_same_report_is_published_once(province):
    province.publish()

    with pytest.raises(reports.NotToBePublished, match="đã công bố, số 1"):
        province.publish()
    assert province.publish(by=province.head, at=NEXT, compare=reports.Compare.DATE) == 2


@pytest.mark.parametrize(
    ("unit", "role", "of", "may"),
    [
        ("H12", Role.LEADER, "", True),
        ("H12", Role.ADMINISTRATOR, "", True),
        ("H12", Role.SUPERVISOR, "", False),
        ("H12.61", Role.LEADER, "", False),
        ("H12.61", Role.LEADER, "H12.61", True),
        ("H12.61", Role.LEADER, "H12.04", False),
        ("H12", Role.LEADER, "H12.61", True),
    ],
)
def test_leader_or_administrator_publishes_for_their_unit_and_those_below(province, unit, role, of, may):
    by = organisation_testing.an_actor(unit, role)

    assert reports.may_publish(by, of, NEXT.date()) is may
    if not may:
        with pytest.raises(reports.NotToBePublished, match="cấp trên"):
            province.publish(by=by, unit=of)


def test_nobody_changes_or_deletes_a_published_report(province):
    number = province.publish()
    row = PublishedReport.objects.filter(number=number)

    for change in (
        lambda: row.update(content=json.dumps({})),
        lambda: row.update(number=9),
        row.delete,
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()


def test_a_number_nobody_published_is_refused(province):
    for act in (
        lambda: reports.published_report(7),
        lambda: reports.withdraw_report(7, reason="x", by=province.head, at=LATER),
    ):
        with pytest.raises(reports.UnknownReport, match="số 7"):
            act()


def test_dropped_and_rebuilt_flows_give_the_same_bytes(province):
    asked = province.asked()
    flows.fold_news(at=NEXT)
    before = reports.as_json(reports.settlement_report(asked, at=NEXT))

    flows.rebuild(at=NEXT)

    assert reports.as_json(reports.settlement_report(asked, at=NEXT)) == before


def lose_copies():
    """Lose the frozen copies as only the owner of the tables could."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM reports_publishedreport")


def test_published_copies_that_were_lost_with_the_flows_are_the_same_bytes_again(province):
    """settlement-report 7.6"""
    first = province.publish()
    second = reports.publish_report(province.asked(by=flows.By.PROCEDURE), by=province.head, at=NEXT)
    reports.withdraw_report(second, reason="Nhầm kỳ", by=province.head, at=LATER)
    province.reopen()
    before = {row.number: (row.content, row.digest, row.published_at, row.withdrawn_at, row.seal_digest)
              for row in PublishedReport.objects.all()}  # fmt: skip
    assert reports.altered_reports() == ()
    lose_copies()
    assert reports.altered_reports() == (first, second)
    flows.rebuild(at=LATER)

    done = reports.restore_published(at=LATER)

    assert (done.restored, done.differing) == ((first, second), ())
    assert before == {row.number: (row.content, row.digest, row.published_at, row.withdrawn_at, row.seal_digest)
                      for row in PublishedReport.objects.all()}  # fmt: skip
    assert reports.published_report(first).is_whole
    assert reports.altered_reports() == ()
    assert reports.restore_published(at=LATER) == reports.Restored((), ())


def test_a_lost_copy_that_is_counted_otherwise_now_is_not_put_back(province):
    """settlement-report 7.7"""
    number = province.publish()
    lose_copies()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE flows_dayflow SET received = received + 1, early = early + 1 WHERE grain = 'agency'")

    done = reports.restore_published(at=LATER)

    assert (done.restored, done.differing) == ((), (number,))
    assert not PublishedReport.objects.exists()


def test_a_published_report_that_somebody_changed_is_named(province):
    """settlement-report 7.8"""
    number = province.publish()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE reports_publishedreport SET content = replace(content, '1', '2')")

    assert reports.altered_reports() == (number,)
