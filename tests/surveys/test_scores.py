"""Scores of dossiers, officers and units come out of what was done and said; officers see their own and answer."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from rating_stories import MINUTE, SENDER, links, settled

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import MissingRight, Role
from motcua.domain.surveys import api as surveys
from motcua.domain.surveys.models import ComplaintFinding, RatingSlip, ScoreAnswer, ScoreReply
from motcua.foundation import ledger

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
LATER = AT + timedelta(hours=4)
DAY = AT.date()
GOOD = {1: "shorter", 3: "none", 4: "one", 7: "none"}


@pytest.fixture
def staff():
    return testing.a_staffed_province()


def say_of(staff, code, slip, *, at=AT + 120 * MINUTE, level=5, sender=SENDER):
    surveys.rate_by_link(links(staff, code, at=at), surveys.Answer(level, slip=slip), sender=sender, at=at + MINUTE)


def row_of(found, key):
    return next(row for row in found.rows if row.key == key)


def of_unit(staff, unit=None, *, as_of=DAY, reader=None):
    reader = reader or organisation_testing.an_actor("H12", Role.SUPERVISOR)
    found = surveys.unit_scores(DAY, DAY, as_of=as_of, reader=reader, at=LATER)
    return row_of(found, unit or staff.places.commune)


def of_officer(staff, who, *, as_of=DAY):
    found = surveys.officer_scores(who.unit_code, DAY, DAY, as_of=as_of, reader=staff.leader, at=LATER)
    return row_of(found, who.login)


def test_the_score_of_a_dossier_its_officers_and_its_unit__scoring_5_1__scoring_6_1(staff):
    """scoring 5.1, scoring 6.1, scoring 6.2"""
    first, second = settled(staff), settled(staff)
    say_of(staff, first, GOOD)
    say_of(staff, second, {3: "once"}, sender=replace(SENDER, place="198.51.100.7"))

    one = surveys.dossier_score(first, reader=staff.leader, at=LATER)
    assert {number: point.points for number, point in one.points.items()} == {1: 2, 2: 2, 3: 2, 4: 1, 6: 1, 7: 2}
    assert (one.score.total, one.score.most) == (Decimal(10), 12)
    handler = of_officer(staff, staff.handler)
    assert handler.score.indices == {
        1: Decimal("2.0"), 2: Decimal("2.0"), 3: Decimal("1.5"), 4: Decimal("1.0"), 7: Decimal("2.0")
    }  # fmt: skip
    assert (handler.dossiers, handler.answered, handler.score.total) == (2, 2, Decimal("8.5"))
    assert handler.band.word == "Hoàn thành 100% nhiệm vụ"
    unit = of_unit(staff)
    assert unit.score.indices == {
        **handler.score.indices, 5: None, 6: Decimal("1.0"), 8: None, 9: Decimal("0.0")
    }  # fmt: skip
    assert (unit.score.left_out, unit.band) == ((5, 8), None)
    assert of_unit(staff, staff.places.commune_desk).score.indices[2] == Decimal("2.0")


def test_nobody_asked_is_no_data_and_not_zero__scoring_3_4(staff):
    """scoring 3.4"""
    code = settled(staff)
    found = surveys.own_dossier(code, reader=staff.handler, at=LATER)
    assert found.points[1] == surveys.Point(None, surveys.NoData.NOT_SAID)
    assert (found.score.total, found.score.left_out) == (Decimal(2), (1, 3, 4, 7))
    say_of(staff, code, {})
    assert not RatingSlip.objects.exists()
    assert of_officer(staff, staff.handler).score.indices[1] is None


def test_a_late_step_costs_its_officer_and_its_unit_and_no_other__scoring_1_12(staff):
    """scoring 1.12"""
    code = testing.a_dossier(staff)
    step = testing.shown(code).open_steps[0]
    late = AT + timedelta(days=4)
    dossiers.complete_step(code, step.id, by=staff.handler, at=late)
    dossiers.complete_step(code, testing.shown(code).open_steps[0].id, by=staff.leader, at=late)
    dossiers.make_result_ready(code, by=staff.reception, at=late)

    found = surveys.dossier_score(code, reader=staff.leader, at=late)
    assert {(part.officer, part.points) for part in found.parts} >= {(staff.handler.login, 0), (staff.leader.login, 2)}
    assert found.points[2].points == 0
    assert surveys.own_dossier(code, reader=staff.leader, at=late).points[2].points == 2
    units = surveys.unit_scores(DAY, late.date(), as_of=late.date(), reader=staff.leader, at=late)
    assert row_of(units, staff.places.commune).score.indices[2] == Decimal("0.0")
    assert row_of(units, staff.places.commune_desk).score.indices[2] == Decimal("2.0")


def test_an_officer_answers_and_a_leader_accepts__scoring_7_1__scoring_7_2(staff):
    """scoring 7.1, scoring 7.2, scoring 7.3"""
    code = settled(staff)
    say_of(staff, code, {**GOOD, 3: "more"})
    assert of_officer(staff, staff.handler).score.indices[3] == Decimal("0.0")

    answer = surveys.answer_score(code, 3, "Người nộp thiếu giấy tờ (mẫu)", by=staff.handler, at=LATER)
    with pytest.raises(surveys.NothingToAnswer, match="đang chờ trả lời"):
        surveys.answer_score(code, 3, "Lần nữa", by=staff.handler, at=LATER + MINUTE)
    assert [one.id for one in surveys.answers_waiting(staff.leader, LATER)] == [answer]
    surveys.reply_to_answer(answer, "Chưa đủ căn cứ (mẫu)", accepts=False, by=staff.leader, at=LATER + MINUTE)
    assert of_officer(staff, staff.handler).score.indices[3] == Decimal("0.0")
    surveys.reply_to_answer(answer, "Đã xem lại (mẫu)", accepts=True, by=staff.leader, at=LATER + 2 * MINUTE)

    handler = of_officer(staff, staff.handler)
    assert (handler.score.indices[3], handler.accepted) == (None, 1)
    own = surveys.own_dossier(code, reader=staff.handler, at=LATER + 3 * MINUTE)
    assert own.points[3] == surveys.Point(0, surveys.NoData.ACCEPTED)
    assert [reply.accepts for reply in own.answers[0].replies] == [False, True]
    assert of_officer(staff, staff.leader).score.indices[3] == Decimal("0.0")
    assert of_unit(staff).score.indices[3] == Decimal("0.0")
    assert (ScoreAnswer.objects.count(), ScoreReply.objects.count()) == (1, 2)
    rows = ledger.rows_of(f"score:{code}")
    assert [row.act for row in rows] == ["score_answered", "score_answer_replied", "score_answer_accepted"]
    assert all("mẫu" not in str(row.body) for row in rows)


def test_an_accepted_answer_to_time_leaves_that_dossier_out__scoring_7_2(staff):
    """scoring 7.2"""
    code, _ = settled(staff), settled(staff)
    answer = surveys.answer_score(code, 2, "Giờ ghi sai (mẫu)", by=staff.handler, at=LATER)
    surveys.reply_to_answer(answer, "Đúng (mẫu)", accepts=True, by=staff.leader, at=LATER)
    handler = of_officer(staff, staff.handler)
    assert (handler.dossiers, handler.score.indices[2]) == (2, Decimal("2.0"))
    own = surveys.own_score(DAY, DAY, as_of=DAY, reader=staff.handler)
    assert own.rows == (handler,)


def test_who_may_see_and_do_what__scoring_8_1(staff):
    """scoring 8.1, scoring 8.2, scoring 8.3, scoring 8.4"""
    code = settled(staff)
    say_of(staff, code, GOOD)
    other = organisation_testing.an_actor("H12.14", Role.LEADER)
    with pytest.raises(surveys.NotWatched):
        surveys.officer_scores(staff.places.commune, DAY, DAY, as_of=DAY, reader=other, at=LATER)
    with pytest.raises(surveys.NotWatched):
        surveys.dossier_score(code, reader=other, at=LATER)
    assert surveys.unit_scores(DAY, DAY, as_of=DAY, reader=other, at=LATER).rows == ()
    for nobody in (staff.handler, organisation_testing.an_actor("H12", Role.PUBLISHER)):
        with pytest.raises(MissingRight):
            surveys.unit_scores(DAY, DAY, as_of=DAY, reader=nobody, at=LATER)
        with pytest.raises(MissingRight):
            surveys.dossier_score(code, reader=nobody, at=LATER)
    stranger = organisation_testing.an_actor(staff.places.commune, Role.HANDLER)
    with pytest.raises(surveys.NotWatched):
        surveys.own_dossier(code, reader=stranger, at=LATER)
    with pytest.raises(surveys.NotWatched):
        surveys.answer_score(code, 2, "Không phải việc của tôi", by=stranger, at=LATER)
    with pytest.raises(surveys.NothingToAnswer):
        surveys.answer_score(code, 6, "Không phải điểm của tôi", by=staff.handler, at=LATER)
    answer = surveys.answer_score(code, 2, "Của lãnh đạo (mẫu)", by=staff.leader, at=LATER)
    for by in (staff.handler, other, staff.leader):
        with pytest.raises((MissingRight, surveys.NotWatched, surveys.OwnCause)):
            surveys.reply_to_answer(answer, "Được", accepts=True, by=by, at=LATER)
    surveys.reply_to_answer(
        answer, "Được", accepts=True, by=organisation_testing.an_actor("H12", Role.SUPERVISOR), at=LATER
    )


def test_a_complaint_counts_once_it_was_found_right__scoring_2_2(staff):
    """scoring 2.2, scoring 2.3, scoring 2.4, scoring 8.3"""
    code = settled(staff)
    say_of(staff, code, {7: "complaint"})
    supervisor = organisation_testing.an_actor("H12", Role.SUPERVISOR)
    assert surveys.own_dossier(code, reader=staff.handler, at=LATER).points[7].no_data == surveys.NoData.NOT_FOUND_YET
    assert of_unit(staff).score.indices[7] is None
    with pytest.raises(surveys.OwnCause):
        surveys.find_on_complaint(code, "Tôi thấy không đúng", justified=False, by=staff.leader, at=LATER)

    surveys.find_on_complaint(code, "Đã nghe hai bên (mẫu)", justified=True, by=supervisor, at=LATER)
    assert of_unit(staff).score.indices[7] == Decimal("0.0")
    surveys.find_on_complaint(code, "Xem lại (mẫu)", justified=False, by=supervisor, at=LATER + MINUTE)
    assert of_unit(staff).score.indices[7] == Decimal("2.0")
    assert ComplaintFinding.objects.count() == 2
    assert [row.act for row in ledger.rows_of(f"score:{code}")] == ["complaint_justified", "complaint_unfounded"]
    plain = settled(staff)
    with pytest.raises(surveys.NothingToAnswer):
        surveys.find_on_complaint(plain, "Không có gì", justified=True, by=supervisor, at=LATER)


def test_what_hangs_at_the_counter_counts_from_its_day_on__scoring_2_9(staff):
    """scoring 2.5, scoring 2.9"""
    desk = staff.places.commune_desk
    settled(staff)
    assert of_unit(staff).score.indices[6] == Decimal("1.0")
    with pytest.raises(MissingRight):
        surveys.state_posted(desk, DAY, by=staff.handler, at=LATER)
    with pytest.raises(surveys.FaultyText):
        surveys.state_posted(desk, DAY + timedelta(days=1), by=staff.reception, at=LATER)
    with pytest.raises(surveys.NotWatched):
        surveys.state_posted(staff.places.commune, DAY, by=staff.leader, at=LATER)
    board = surveys.state_posted(desk, DAY, by=staff.reception, at=LATER)
    assert of_unit(staff).score.indices[6] == Decimal("2.0")
    surveys.end_posted(board, DAY, by=staff.leader, at=LATER + timedelta(days=1))
    assert of_unit(staff).score.indices[6] == Decimal("2.0"), "that it hung no more was stated the day after"
    assert of_unit(staff, as_of=DAY + timedelta(days=1)).score.indices[6] == Decimal("1.0")
    with pytest.raises(surveys.NotWatched):
        surveys.end_posted(board, DAY, by=staff.leader, at=LATER)


def test_a_past_day_is_told_as_it_was_known__scoring_6_3(staff):
    """scoring 6.3, scoring 6.4"""
    code = settled(staff)
    tomorrow = LATER + timedelta(days=1)
    say_of(staff, code, GOOD, at=tomorrow)
    assert of_unit(staff).answered == 0
    assert of_unit(staff, as_of=tomorrow.date()).answered == 1
    dossiers.reopen(code, reason="Kết quả sai (mẫu)", by=staff.leader, at=tomorrow + timedelta(days=1))
    surveys.follow_dossier(code, surveys.Ended.REOPENED, at=tomorrow + timedelta(days=1))
    assert of_unit(staff, as_of=tomorrow.date()).answered == 1
    after = (tomorrow + timedelta(days=1)).date()
    assert surveys.unit_scores(DAY, DAY, as_of=after, reader=staff.leader, at=LATER).rows == ()


def test_answers_to_an_earlier_settlement_stay_to_be_read__scoring_7_4(staff):
    """scoring 7.4"""
    code = settled(staff)
    answer = surveys.answer_score(code, 2, "Lần đầu (mẫu)", by=staff.handler, at=LATER)
    surveys.reply_to_answer(answer, "Được (mẫu)", accepts=True, by=staff.leader, at=LATER)
    step = next(one.id for one in testing.shown(code, LATER).steps if one.officer == staff.handler.login)
    dossiers.reopen(code, reason="Kết quả sai (mẫu)", by=staff.leader, at=LATER + MINUTE, step=step)
    testing.carry_to_ready(staff, code, at=LATER + 2 * MINUTE)

    own = surveys.own_dossier(code, reader=staff.handler, at=LATER + 3 * MINUTE)
    assert (own.settlement, own.answers, [one.id for one in own.earlier]) == (2, (), [answer])
    assert own.points[2] == surveys.Point(2)
    (row,) = surveys.own_score(DAY, DAY, as_of=DAY, reader=staff.handler).rows
    assert (row.accepted, row.score.indices[2]) == (0, 2)
    with pytest.raises(surveys.NotWatched):
        surveys.own_dossier(code, reader=staff.reception, at=LATER + 3 * MINUTE)


def test_a_rating_that_was_set_aside_is_in_no_score__scoring_5_3(staff):
    """scoring 5.3"""
    code = settled(staff)
    say_of(staff, code, GOOD, sender=replace(SENDER, is_officers=True))
    supervisor = organisation_testing.an_actor("H12", Role.SUPERVISOR)
    assert of_unit(staff).answered == 1
    (doubt,) = surveys.doubtful(supervisor, LATER)
    surveys.set_aside(doubt.id, reason="Tự bấm (mẫu)", by=supervisor, at=LATER)
    assert of_unit(staff).answered == 0


def test_officers_add_up_to_what_their_unit_did(staff):
    """Points of time of a unit with one officer a dossier are those of its officers; a dossier counts once for each."""
    for place in range(3):
        settled(staff, at=AT + place * MINUTE)
    period = surveys.period_of(DAY, DAY, DAY)
    by_unit = dossiers.handling.standings_of_units(period)
    by_officer = dossiers.handling.standings_of_officers(period)
    assert sum(sum(stood.values()) for stood in by_officer.values()) == 9
    assert {unit: sum(stood.values()) for unit, stood in by_unit.items()} == {
        staff.places.commune: 3, staff.places.commune_desk: 3
    }  # fmt: skip
