"""Published reports of satisfaction: frozen with root and rule, recounted the same, and what differs since told without naming who."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection, transaction

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.flows import api as flows
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.reports import api as reports
from motcua.domain.reports.models import PublishedReport
from motcua.domain.reports.rules.satisfaction import changes
from motcua.domain.surveys import api as surveys
from motcua.domain.surveys.models import Rating
from motcua.domain.surveys.rules.telling import as_told
from motcua.entrypoints.jobs import rating_reactions
from motcua.foundation import ledger
from motcua.kernel.language import speaking

pytestmark = pytest.mark.django_db(transaction=True)
AT = testing.RECEIVED_AT
DAY = AT.date()
NEXT = AT + timedelta(days=1)
LATER = AT + timedelta(days=3)
SAID = (5, 5, 4, 4, 1)


class Province:
    """Seven dossiers settled on one day, five of them rated that day."""

    def __init__(self):
        self.staff = testing.a_staffed_province()
        self.head = organisation_testing.an_actor("H12", Role.LEADER)
        self.codes = [testing.a_dossier(self.staff, at=AT) for _ in range(7)]
        for code in self.codes:
            testing.carry_to_ready(self.staff, code, at=AT + timedelta(hours=1))
        for number, level in enumerate(SAID):
            self.rate(number, level, AT + timedelta(hours=2))

    def rate(self, number, level, at):
        token = surveys.invite(self.codes[number], by=self.staff.reception, at=at).token
        surveys.rate_by_link(token, surveys.Answer(level), sender=surveys.Sender(f"192.0.2.{number}"), at=at)

    def asked(self, **changes):
        known = {"first": DAY, "last": DAY, "as_of": DAY, "by": flows.By.AGENCY, "unit": "H12", **changes}
        return reports.Asked(**known)

    def publish(self, *, by=None, at=NEXT, **changes):
        return reports.publish_satisfaction(self.asked(**changes), by=by or self.head, at=at)

    def since(self, number, reader=None):
        return reports.satisfaction_since(reports.published_report(number), reader=reader or self.head, at=LATER)


def row(key="a", **cells):
    return {"key": key, "name": key, "settled": 30, "answered": 10, "set_aside": 0, "rate": "80.00", **cells}


def document(*rows, total):
    return {"rows": list(rows), "total": total, "rules": {"least_told": 5}}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        pytest.param({"answered": 14, "rate": "85.71"}, ["answered"], id="ratings 9.9 four more: not the rate"),
        pytest.param({"answered": 15, "rate": "86.67"}, ["answered", "rate"], id="ratings 9.9 five more: the rate"),
        pytest.param({"answered": 5, "rate": "60.00"}, ["answered", "rate"], id="five fewer: the rate"),
        pytest.param({"settled": 31}, ["settled"], id="only what was settled"),
    ],
)
def test_a_rate_that_changed_is_told_where_enough_answers_did(now, told):
    found = changes(document(row(), total=row("")), document(row(**now), total=row("")))
    assert [(one.key, one.cell.value) for one in found] == [("a", cell) for cell in told]


def test_rows_that_are_new_or_gone_are_told_against_nothing():
    found = changes(document(row("a"), total=row("")), document(row("b"), total=row("")))
    assert [(one.key, one.cell.value, one.was, one.now) for one in found if one.cell.value == "settled"] == [
        ("a", "settled", 30, None), ("b", "settled", None, 30),
    ]  # fmt: skip


@pytest.fixture
def province():
    return Province()


def test_it_is_frozen_with_root_rule_and_who_and_the_settlement_report_beside_it__ratings_9_1(province):
    """ratings 9.1, ratings 9.2, ratings 9.4: numbers run through both kinds; words are those of the law's language whoever publishes."""
    other = organisation_testing.an_actor(province.staff.places.department, Role.LEADER)
    for by, at, why in (
        (province.head, AT + timedelta(hours=5), "công bố được từ"),
        (other, NEXT, "của chính đơn vị"),
    ):
        with pytest.raises(reports.NotToBePublished, match=why):
            province.publish(by=by, at=at)
    sealed = ledger.seal(at=AT + timedelta(hours=3))
    flows.fold_news(at=NEXT)
    beside = reports.publish_report(province.asked(), by=province.head, at=NEXT)
    with speaking(lambda sentence: f"[{sentence}]"):
        number = province.publish(by=province.head)

    found = reports.published_report(number)
    assert (number, found.kind, found.is_whole) == (beside + 1, reports.Kind.SATISFACTION, True)
    assert (found.rule_version, found.seal_number, found.published_by) == (
        "ratings-today-1",
        sealed.number,
        province.head.login,
    )
    total = found.report["total"]
    assert (total["settled"], total["answered"], total["satisfied"], total["rate"]) == (7, 5, 4, "80.00")
    assert "[" not in found.report["form"]["title"]
    (row,) = ledger.rows_of(f"report:satisfaction-{number}")
    assert (row.body["content"], row.body["kind"], row.body["seal"]) == (found.digest, "satisfaction", sealed.number)
    with pytest.raises(reports.NotToBePublished, match="đã công bố"):
        province.publish()


def test_what_is_not_told_is_not_in_the_frozen_copy__ratings_9_3(province, monkeypatch):
    """ratings 9.3, ratings 8.11: one person's answer is in no copy, nor in two of one period; the same bytes whatever it was."""
    counting = import_module("motcua.domain.surveys.queries.satisfaction")
    with monkeypatch.context() as patch, transaction.atomic():
        patch.setattr(counting, "as_told", lambda rows, *, answered, least: as_told(rows, answered=answered, least=2))
        places = (("Hộ tịch", "9.3"), ("Hộ tịch", "9.3"), ("Hộ tịch", "9.2"), ("Đất đai", "9.1"), ("Đất đai", "9.1"))
        for code, (field, procedure) in zip(province.codes, places, strict=False):
            Rating.objects.filter(dossier=code).update(field=field, procedure_code=procedure)
        found = {
            by: surveys.satisfaction(DAY, DAY, as_of=DAY, by=by) for by in (surveys.By.FIELD, surveys.By.PROCEDURE)
        }
        told = {row.key for one in found.values() for row in one.rows if row.counts.levels}
        transaction.set_rollback(True)
    assert told == {"Hộ tịch", "Đất đai", "9.1"}, "the field less 9.3 would tell 9.2"
    Rating.objects.exclude(dossier=province.codes[0]).delete()
    with transaction.atomic():
        first = reports.published_report(province.publish()).report
        transaction.set_rollback(True)
    Rating.objects.update(answer=1)

    assert reports.published_report(province.publish()).report == first
    assert first["rows"][0]["withheld"] is first["total"]["withheld"] is True


def test_what_differs_since_is_told_by_cell_and_names_no_one_who_answered__ratings_9_5(province):
    """ratings 9.5, ratings 9.6"""
    number = province.publish()
    assert province.since(number).cells == ()
    province.rate(5, 1, LATER - timedelta(hours=3))
    supervisor = organisation_testing.an_actor("H12", Role.SUPERVISOR)
    doubted = Rating.objects.get(dossier=province.codes[4]).pk
    surveys.set_aside(doubted, reason="Nghi ngờ (mẫu)", by=supervisor, at=LATER - timedelta(hours=2))
    dossiers.reopen(province.codes[6], reason="Sai số nhà (mẫu)", by=province.staff.leader, at=LATER)
    other = organisation_testing.an_actor(province.staff.places.department, Role.LEADER)

    found, hidden = province.since(number), province.since(number, reader=other)

    assert [(one.key, one.cell.value, one.was, one.now) for one in found.cells] == [
        ("H12.61", "settled", 7, 6), ("H12.61", "set_aside", 0, 1), (None, "settled", 7, 6), (None, "set_aside", 0, 1),
    ]  # fmt: skip
    assert (found.ratings.came, found.ratings.set_aside, found.ratings.ended) == (1, 1, 0)
    assert [(one.code, one.act.act, one.act.reason) for one in found.undone] == [
        (province.codes[6], "reopened", "Sai số nhà (mẫu)")
    ]
    assert (hidden.undone, hidden.hidden, found.recounted, found.hidden) == ((), 1, True, 0)


def test_a_corrected_moment_changes_no_past_day__ratings_9_7(province):
    """ratings 9.7, scoring 6.3"""
    number = province.publish()
    moved = AT + timedelta(minutes=61)
    dossiers.correct_ready(
        province.codes[0], ready_at=moved, reason="Ghi nhầm (mẫu)", by=province.staff.leader, at=LATER
    )
    before = dossiers.handling.Period(DAY, DAY, DAY)

    assert province.since(number).recounted
    handled = dossiers.handling.handled(province.codes, before)
    assert [handled[code].settled_at for code in province.codes] == [AT + timedelta(hours=1)] * 7
    now = dossiers.handling.handled(province.codes, dossiers.handling.Period(DAY, DAY, LATER.date()))
    assert [now[code].settled_at == moved for code in province.codes] == [True] + [False] * 6
    assert surveys.satisfaction(DAY, DAY, as_of=DAY, by=surveys.By.LEVEL).total.settled == 7
    months = surveys.satisfaction_by_month(DAY, DAY, as_of=DAY)
    assert [(one.month, one.counts.settled) for one in months] == [(DAY.replace(day=1), 7)]


def test_a_reopening_counts_at_once_whether_ratings_followed_it_or_not__ratings_9_10(province):
    """ratings 9.10: published before the follower came to a reopening of that day, it says what it says ever after."""
    reopened = AT + timedelta(hours=5)
    dossiers.reopen(province.codes[0], reason="Sai số nhà (mẫu)", by=province.staff.leader, at=reopened)
    number = province.publish()
    total = reports.published_report(number).report["total"]
    assert (total["settled"], total["answered"], total["withheld"]) == (6, 4, True)

    rating_reactions.follow(at=NEXT)

    assert Rating.objects.get(dossier=province.codes[0]).ended_at == reopened
    found = province.since(number)
    assert (found.recounted, found.cells, bool(found.ratings)) == (True, (), False)
    assert reports.restore_published(at=LATER).differing == ()


def test_a_lost_copy_is_made_anew_the_same_bytes__ratings_9_8(province):
    """ratings 9.8"""
    number = province.publish()
    before = PublishedReport.objects.values("content", "digest", "kind", "seal_digest").get()
    province.rate(5, 1, LATER)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM reports_publishedreport")

    assert reports.altered_reports() == (number,)
    assert reports.restore_published(at=LATER).restored == (number,)
    assert PublishedReport.objects.values("content", "digest", "kind", "seal_digest").get() == before
    assert reports.altered_reports() == ()
