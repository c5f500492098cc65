"""A decision of the province: from when it holds, what it does to the counts of a day, and how it is undone."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from motcua.domain.organisation.api import MissingRight, Role
from motcua.domain.organisation.testing import SmallProvince, a_small_province, an_actor
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.models import ProvinceAnswer, ProvinceDecision
from motcua.domain.procedures.testing import (
    PUBLISHED_AT,
    a_published_procedure,
    a_publisher,
    a_record,
    import_records,
)
from motcua.foundation import ledger

pytestmark = pytest.mark.django_db
CODE, OTHER = "1.001193", "1.004873"
AT = PUBLISHED_AT + timedelta(days=8)
TODAY = AT.date()
THREE = {"amount": "3", "unit": "working_day"}
BY = procedures.GroupBy.FIELD


@pytest.fixture(autouse=True)
def province() -> SmallProvince:
    a = a_small_province()
    a_published_procedure()
    return a


def decide(
    value: Any = THREE, *, field: str = "committed", code: str = CODE, number: str = "MẪU-01/QĐ-UBND",
    decided_on: date = TODAY, at: datetime = AT, holds_from: date | None = None, **more: Any,
) -> procedures.DecisionEntered:  # fmt: skip
    facts = procedures.DecisionFacts(number, decided_on, "Rút ngắn thời gian (mẫu)", is_sample=True)
    settings = [procedures.Setting(code, field, value)]
    return procedures.decide(facts, settings, by=a_publisher(), at=at, holds_from=holds_from, **more)


def cut_on(day: date) -> tuple[int, int]:
    total = procedures.cut_report(day, BY).total
    return total.cut, total.procedures


def test_a_decision_for_a_day_to_come_counts_from_that_day_on() -> None:
    """time-cuts 4.1, time-cuts 1.10: at the end of its first day it counts."""
    first = TODAY + timedelta(days=6)
    decide(holds_from=first)

    assert cut_on(TODAY) == (0, 1)
    assert cut_on(first - timedelta(days=1)) == (0, 1)
    assert cut_on(first) == (1, 1)


def test_before_its_publication_a_procedure_is_not_counted() -> None:
    """time-cuts 1.9"""
    decide()

    assert cut_on(PUBLISHED_AT.date() - timedelta(days=1)) == (0, 0)


def test_a_decision_entered_late_holds_from_its_entry() -> None:
    """time-cuts 4.2"""
    entered = decide(decided_on=TODAY - timedelta(days=7), holds_from=TODAY - timedelta(days=7))

    assert entered.valid_from == AT
    assert cut_on(TODAY - timedelta(days=1)) == (0, 1)
    assert cut_on(TODAY) == (1, 1)


def test_a_later_decision_ends_a_cut_and_the_days_before_stay_as_they_were() -> None:
    """time-cuts 4.3"""
    decide()
    later = AT + timedelta(days=10)
    decide(None, number="MẪU-02/QĐ-UBND", decided_on=later.date(), at=later)

    assert cut_on(TODAY) == (1, 1)
    assert cut_on(later.date()) == (0, 1)
    newest, cut, first = procedures.cut_history(CODE, later.date())
    assert (newest.valid_from, newest.valid_to) == (later, None)
    assert (cut.valid_from, cut.valid_to) == (AT, later)
    assert [one.cut.is_cut for one in (newest, cut, first)] == [False, True, False]
    listed = procedures.decisions_entered()
    assert [(one.number, one.procedures, one.sets) for one in listed] == [
        ("MẪU-02/QĐ-UBND", 1, ("Thời hạn rút ngắn",)),
        ("MẪU-01/QĐ-UBND", 1, ("Thời hạn rút ngắn",)),
    ]


def test_the_row_of_a_cut_names_both_limits_and_the_decision_with_its_day() -> None:
    decide()

    (found,) = procedures.cut_procedures(TODAY, BY, "Hộ tịch")

    (line,) = found.lines
    assert (line.statutory, line.committed) == ("5 ngày làm việc", "3 ngày làm việc")
    assert (line.decision.number, line.decision.decided_on) == ("MẪU-01/QĐ-UBND", TODAY)
    assert line.decision.title == "Rút ngắn thời gian (mẫu)"
    assert line.decision.is_sample


def test_two_decisions_may_hold_from_the_same_day() -> None:
    """time-cuts 4.10"""
    first = TODAY + timedelta(days=6)
    decide(holds_from=first)
    decide({"integrated": True}, field="national_portal", number="MẪU-02/QĐ-UBND", holds_from=first)

    assert cut_on(first) == (1, 1)
    newest, cut, _ = procedures.cut_history(CODE, first)
    assert newest.valid_from - cut.valid_from == timedelta(seconds=1)
    assert newest.holds.since == cut.valid_from
    assert procedures.published(CODE, newest.valid_from).content.on_national_portal


def test_a_decision_does_not_slip_in_before_one_that_waits_for_its_day() -> None:
    """time-cuts 4.11"""
    decide(holds_from=TODAY + timedelta(days=6))

    with pytest.raises(procedures.RefusedSetting, match="hoặc muộn hơn"):
        decide({"integrated": True}, field="national_portal", number="2", holds_from=TODAY + timedelta(days=2))


def test_a_version_made_for_another_reason_does_not_move_since_when_a_cut_holds() -> None:
    decide()
    later = AT + timedelta(days=10)
    decide({"integrated": True}, field="national_portal", number="MẪU-02/QĐ-UBND", decided_on=later.date(), at=later)
    ended = AT + timedelta(days=20)
    decide(None, number="MẪU-03/QĐ-UBND", decided_on=ended.date(), at=ended)

    (found,) = procedures.cut_procedures(later.date(), BY)

    assert (found.valid_from, found.valid_to) == (later, ended)
    assert (found.holds.since, found.holds.until) == (AT, ended)


@pytest.mark.parametrize(
    ("again", "refused"),
    [
        pytest.param({}, True, id="time-cuts 4.4"),
        pytest.param({"decided_on": TODAY.replace(year=2025)}, False, id="time-cuts 4.5"),
    ],
)
def test_number_and_day_together_name_a_decision(again: dict[str, Any], refused: bool) -> None:
    decide()
    again_at = {"at": AT + timedelta(days=1), "value": {"amount": "2", "unit": "working_day"}, **again}

    if refused:
        with pytest.raises(procedures.UnusableDecision):
            decide(**again_at)
    else:
        decide(**again_at)
        assert ProvinceDecision.objects.count() == 2


@pytest.mark.parametrize(
    ("facts", "given"),
    [
        pytest.param(("1", TODAY + timedelta(days=1), "A"), [(CODE, "committed", THREE)], id="time-cuts 4.6"),
        pytest.param(("", TODAY, "A"), [(CODE, "committed", THREE)], id="no number"),
        pytest.param(("1", TODAY, " "), [(CODE, "committed", THREE)], id="no title"),
        pytest.param(("1", TODAY, "A"), [], id="no procedure"),
        pytest.param(("1", TODAY, "A"), [(CODE, "committed", THREE)] * 2, id="the same twice"),
        pytest.param(("1", TODAY, "A"), [(CODE, "fee", {"kind": "free"})], id="what a decision of cuts does not set"),
    ],
)
def test_a_decision_that_says_too_little_or_too_much_is_refused(facts: Any, given: Any) -> None:
    with pytest.raises(procedures.UnusableDecision):
        procedures.decide(
            procedures.DecisionFacts(*facts), [procedures.Setting(*one) for one in given], by=a_publisher(), at=AT
        )
    assert not ProvinceDecision.objects.exists()


def test_for_a_procedure_that_is_not_published_the_province_has_answered_and_nothing_is_counted() -> None:
    """time-cuts 4.7"""
    import_records(a_record(OTHER))

    (effect,) = decide(code=OTHER).effects

    assert not effect.is_published
    assert effect.after == "3 ngày làm việc"
    assert cut_on(TODAY) == (0, 1)


def test_where_one_procedure_refuses_nothing_of_the_decision_is_kept() -> None:
    """time-cuts 4.8"""
    facts = procedures.DecisionFacts("1/QĐ-UBND", TODAY, "Rút ngắn")
    nine = procedures.Setting(CODE, "committed", {"amount": "9", "unit": "working_day"})
    import_records(a_record(OTHER))

    with pytest.raises(procedures.RefusedSetting, match=CODE):
        procedures.decide(facts, [procedures.Setting(OTHER, "committed", THREE), nine], by=a_publisher(), at=AT)

    assert not ProvinceDecision.objects.exists()
    assert not ProvinceAnswer.objects.exists()


def test_what_is_tried_out_is_told_and_not_kept() -> None:
    """time-cuts 4.9"""
    facts = procedures.DecisionFacts("1/QĐ-UBND", TODAY, "Rút ngắn")
    rows = len(ledger.rows_of(f"procedure:{CODE}"))

    found = procedures.foresee_decision(facts, [procedures.Setting(CODE, "committed", THREE)], by=a_publisher(), at=AT)

    (effect,) = found.effects
    assert (effect.before, effect.after) == ("5 ngày làm việc", "3 ngày làm việc")
    assert cut_on(TODAY) == (0, 1)
    assert len(ledger.rows_of(f"procedure:{CODE}")) == rows


def test_a_level_raised_by_a_later_decision_counts_from_then_on() -> None:
    """online-levels 2.4"""
    decide({"old": 3, "extent": "partial"}, field="online_level")
    later = AT + timedelta(days=10)
    decide({"old": 4, "extent": "full"}, field="online_level", number="2", decided_on=later.date(), at=later)
    decide({"integrated": True}, field="national_portal", number="3", decided_on=later.date(), at=later + timedelta(1))

    before, after = procedures.online_report(TODAY, BY), procedures.online_report(later.date() + timedelta(1), BY)
    assert (before.total.by_old[3], before.total.by_old[4], before.total.integrated) == (1, 0, 0)
    assert (after.total.by_old[3], after.total.by_old[4], after.total.integrated) == (0, 1, 1)
    (service,) = procedures.online_services(later.date() + timedelta(1), BY)
    assert (service.level_by.number, service.portal_by.number) == ("2", "3")


def test_only_who_publishes_for_the_province_enters_a_decision() -> None:
    facts = procedures.DecisionFacts("1/QĐ-UBND", TODAY, "Rút ngắn")
    for by in (an_actor("H12", Role.SUPERVISOR), an_actor("H12.61", Role.PUBLISHER)):
        with pytest.raises(MissingRight):
            procedures.decide(facts, [procedures.Setting(CODE, "committed", THREE)], by=by, at=AT)


def test_a_decision_leaves_a_row_in_the_ledger_without_its_words() -> None:
    entered = decide()

    (row,) = ledger.rows_of(f"decision:{entered.decision_id}")
    assert row.act == "decision_entered"
    assert row.body["procedures"] == 1
    assert "title" not in row.body
    assert [one.act for one in ledger.rows_of(f"procedure:{CODE}")][-2:] == ["field_answered", "published"]
