"""Every promise of a dossier shown day by day, with what made it and the law (deadlines, rule 17)."""

from dataclasses import replace
from datetime import date

import pytest
from stories import AT, ask, on, publish_many_ways, to_the_desk, to_the_tax_office

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.foundation.actor import SYSTEM
from motcua.foundation.rule_packs import rule_packs
from motcua.kernel.working_time import Counting, DayException, DayKind, LimitUnit

pytestmark = pytest.mark.django_db


def give_off(day: str, at) -> None:
    spec = organisation.calendar_for("H12").spec
    off = DayException(date.fromisoformat(day), DayKind.LOCAL_OFF, "Nghỉ bão")
    spec = replace(spec, exceptions=(*(one for one in spec.exceptions if one.on != off.on), off))
    dossiers.publish_calendar(unit_code="H12", spec=spec, reason="Công điện về bão", by=SYSTEM, at=at)


def explained(code: str) -> tuple[dossiers.ExplainedPromise, ...]:
    return dossiers.explained(testing.shown(code))


def facts(one: dossiers.ExplainedPromise) -> list[tuple]:
    return [(fact.kind, fact.since, fact.until, fact.reason) for fact in one.facts if fact.kind != "internal"]


def day(one: dossiers.ExplainedPromise, text: str) -> dossiers.ExplainedDay:
    return next(found for found in one.days if found.on.isoformat() == text)


def minutes(code: str) -> list[int]:
    return [sum(found.minutes for found in one.days) for one in explained(code)]


def test_a_pause_is_told_on_the_promise_that_it_moved_and_on_its_days(team, code):
    """deadlines 17.10."""
    to_the_tax_office(team, code, at=on("03", "10:00"))
    dossiers.complete_step(code, "tax", by=team.tax, at=on("04", "10:00"))

    first, second = explained(code)

    reason = testing.shown(code).segments[1].reason
    assert facts(first) == [("start", AT, on("03"), "")]
    assert facts(second)[1:] == [("paused", on("03", "10:00"), on("04", "10:00"), reason)]
    assert (first.at, second.was_at, second.because) == (on("10"), on("10"), "paused")
    assert (day(first, "2026-11-03").paused, day(second, "2026-11-03").paused) == ("", reason)
    assert day(second, "2026-11-03").law
    assert minutes(code) == [5 * 480, 5 * 480]


def test_a_pause_from_before_the_clock_started_is_told_and_the_minutes_add_up(team):
    """deadlines 17.21, dossier-life 3.6: received on Friday evening and paid on Monday; the next Tuesday is given off."""
    publish_many_ways()
    code = testing.a_dossier(team.staff, at=on("06", "18:30"))
    dossiers.pause(code, reason="Chờ nộp lệ phí", by=team.handler, at=on("06", "18:40"))
    dossiers.resume(code, by=team.handler, at=on("09", "09:00"))
    give_off("2026-11-10", on("09", "10:00"))

    assert [one.at for one in explained(code)] == [on("13", "17:00"), on("16", "09:00"), on("17", "09:00")]
    paused = ("paused", on("06", "18:40"), on("09", "09:00"), "Chờ nộp lệ phí")
    assert [paused in facts(one) for one in explained(code)] == [False, True, True]
    assert minutes(code) == [5 * 480] * 3
    assert sum(one.minutes or 0 for one in testing.shown(code).days) == 5 * 480


def test_a_supplement_is_told_as_what_the_clock_began_anew_with(team, code):
    """deadlines 17.11."""
    ask(team, code, at=on("04"))
    dossiers.complete_supplement(code, by=team.reception, at=on("06"))

    first, second = explained(code)

    asked = testing.shown(code).supplements[0]
    assert [one[0] for one in facts(first)] == ["start"]
    assert facts(second) == [("supplement", on("04"), on("06"), asked.reason)]
    assert (second.counted_from, second.days[0].on) == (on("06"), date(2026, 11, 6))
    assert minutes(code) == [5 * 480, 5 * 480]


def test_a_changed_calendar_is_told_with_both_moments_its_reason_and_the_day_by_name(team, code):
    """deadlines 17.12; the first promise is still shown by its own calendar."""
    give_off("2026-11-05", on("04"))

    first, second = explained(code)

    assert facts(second)[-1] == ("calendar_changed", on("10"), on("11"), "Công điện về bão")
    off = day(second, "2026-11-05")
    assert (off.kind, off.name, off.minutes) == ("local_off", "Nghỉ bão", 0)
    assert off.law == "Văn bản cho nghỉ riêng của địa phương"
    assert (day(first, "2026-11-05").kind, day(first, "2026-11-05").minutes) == ("working", 480)
    assert day(second, "2026-11-07").law
    assert minutes(code) == [5 * 480, 5 * 480]


def test_at_any_desk_it_counts_from_the_latest_hand_over_and_tells_the_unit_s_own_moment(team):
    """deadlines 17.13."""
    testing.publish_once()
    reception = testing.a_reception(team.staff, desk=team.centre.unit_code, competent="H12.61")
    code = dossiers.receive(reception, by=team.centre, at=on("02", "10:00")).code
    dossiers.take_over(code, by=team.handler, at=on("02", "10:30"))

    [only] = explained(code)

    assert facts(only) == [
        ("any_desk", on("02", "10:00"), only.counted_from, ""),
        ("unit_due", on("02", "10:30"), on("09", "10:30"), ""),
    ]
    assert all(fact.law for fact in only.facts)


def test_a_new_date_given_with_an_apology_stands_beside_the_promise_which_stays(team, code):
    """deadlines 17.14."""
    dossiers.sweep(at=on("10", "09:01"))
    head = organisation_testing.an_actor("H12.61", "leader", signature="Chủ tịch")
    dossiers.apologise(code, reason="Chờ xác minh.", new_moment=on("12"), by=head, at=on("10", "10:00"))

    [only] = explained(code)

    assert only.at == on("10")
    assert facts(only)[-1] == ("apology", on("10"), on("12"), "Chờ xác minh.")
    assert "Thông tư 03/2025" in only.facts[-1].law


def test_what_moved_while_it_was_paused_is_two_promises_that_both_add_up(team, code):
    """deadlines 17.15."""
    to_the_tax_office(team, code, at=AT)
    give_off("2026-11-05", on("04"))
    dossiers.complete_step(code, "tax", by=team.tax, at=on("06"))

    assert [one.because for one in explained(code)] == ["reception", "calendar_changed", "paused"]
    assert minutes(code) == [5 * 480] * 3


def test_a_corrected_moment_of_the_result_is_told_with_both_moments_and_moves_no_promise(team, code):
    """deadlines 17.18; deadlines 17.20: a name touches no moment."""
    dossiers.correct(code, changes={"name": "Nguyễn Thị Mẫu Đúng"}, reason="Gõ sai tên.", by=team.leader, at=AT)
    to_the_desk(team, code, at=AT)
    dossiers.make_result_ready(code, by=team.reception, at=on("06", "10:00"))
    dossiers.correct_ready(
        code, ready_at=on("05", "09:00"), reason="Ghi muộn một ngày.", by=team.leader, at=on("09", "09:00")
    )

    [only] = explained(code)

    assert facts(only)[1:] == [
        ("corrected", on("06", "10:00"), on("05", "09:00"), "Ghi muộn một ngày."),
    ]


def test_a_reopening_is_told_by_its_kind_with_the_settlement_or_end_it_undid(team, code):
    """deadlines 17.19: with the promise that was in force, which stays."""
    dossiers.withdraw(code, reason="Xin rút.", by=team.reception, at=on("03", "10:00"))
    dossiers.reopen(code, reason="Rút nhầm.", by=team.leader, at=on("03", "14:00"))
    dossiers.pause(code, reason="Chờ nộp thuế.", by=team.handler, at=on("04"))
    dossiers.resume(code, by=team.handler, at=on("05"))
    to_the_desk(team, code, at=on("05", "10:00"))
    dossiers.make_result_ready(code, by=team.reception, at=on("06", "10:00"))
    dossiers.reopen(code, reason="Ghi sai tên.", by=team.leader, at=on("09", "09:00"))

    first, second = explained(code)

    taken_up = ("taken_up", on("03", "10:00"), on("03", "14:00"), "Rút nhầm.")
    anew = ("decided_anew", on("06", "10:00"), on("09", "09:00"), "Ghi sai tên.")
    assert (taken_up in facts(first), anew in facts(first)) == (True, False)
    assert (taken_up in facts(second), anew in facts(second)) == (False, True)


def test_every_kind_of_day_fact_and_limit_has_its_law_in_every_rule_pack():
    """deadlines 17.16."""
    kinds = {str(kind) for kind in DayKind if kind is not DayKind.WORKING} | {str(one) for one in Counting}
    kinds |= {str(unit) for unit in LimitUnit if unit is not LimitUnit.WORKING_DAY}
    kinds |= {"start", "any_desk", "unit_due", "internal", "supplement", "paused", "calendar_changed", "apology"}
    kinds |= {"corrected", "decided_anew", "taken_up"}
    kinds |= {"own_papers", "own_limit", "own_fee", "own_online", "looks", "ratings", "rating_levels", "rating_least"}

    for pack in rule_packs():
        assert set(pack.law_of) == kinds, pack.name
        assert all(pack.law_of.values()), pack.name
