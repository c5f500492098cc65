"""The calendar changes (deadlines, rule 14): every open dossier is counted again, later or not at all."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories import AT, a_dossier_of_many_ways, ask, on, to_the_desk, to_the_tax_office

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier, LateFinding, Promise
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.procedures import testing as procedures_testing
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import DayException, DayKind

pytestmark = pytest.mark.django_db
NOON = on("04", "12:00")
LIMITS = ["05 Ngày làm việc", "10 Ngày", "08 Giờ làm việc", "Trong ngày", "01 Tháng"]


def a_day(day: str, kind: DayKind = DayKind.LOCAL_OFF, name: str = "Nghỉ bão") -> DayException:
    return DayException(date.fromisoformat(day), kind, name)


def with_days(*days: DayException, unit: str = "H12"):
    spec = organisation.calendar_for(unit).spec
    return replace(spec, exceptions=(*(one for one in spec.exceptions if one.on not in {d.on for d in days}), *days))


def publish(*days: DayException, unit: str = "H12", at=NOON) -> dossiers.CalendarEffect:
    found = dossiers.publish_calendar(
        unit_code=unit, spec=with_days(*days, unit=unit), reason="Nghỉ bão", by=SYSTEM, at=at
    )
    return found.effect


def received(team, limit: str, at, procedure: str) -> str:
    record = procedures_testing.a_record(procedure, channels=procedures_testing.rows_on_all_channels(limit))
    return testing.a_dossier(team.staff, procedure, at=at, record=record)


def promise(code: str):
    return testing.shown(code).promised_at


@pytest.mark.parametrize(
    ("limit", "at", "first", "day", "after"),
    [
        pytest.param("05 Ngày làm việc", on("02"), on("09"), a_day("2026-11-05"), on("10"), id="deadlines 14.3 working days"),
        pytest.param(
            "05 Ngày làm việc", on("02"), on("09"), a_day("2026-11-07", DayKind.MAKE_UP, "Làm bù"), on("09"),
            id="deadlines 14.4 a make-up day moves nothing",
        ),
        pytest.param("05 Ngày làm việc", on("02"), on("09"), a_day("2026-11-10"), on("09"), id="deadlines 14.5 after the promise"),
        pytest.param(
            "10 Ngày", on("03"), on("13", "17:00"), a_day("2026-11-13"), on("16", "17:00"),
            id="deadlines 14.6 days, the last one off",
        ),
        pytest.param("10 Ngày", on("03"), on("13", "17:00"), a_day("2026-11-12"), on("13", "17:00"), id="deadlines 14.7 days, another one off"),
        pytest.param(
            "Trong ngày", on("04", "08:00"), on("04", "17:00"), a_day("2026-11-04"), on("05", "17:00"),
            id="deadlines 14.8 within the day",
        ),
        pytest.param(
            "08 Giờ làm việc", on("04"), on("05"), a_day("2026-11-05"), on("06"), id="deadlines 14.9 working hours",
        ),
        pytest.param(
            "01 Ngày làm việc", on("04", "18:30"), on("05", "17:00"), a_day("2026-11-05"), on("06", "17:00"),
            id="deadlines 14.10 the day on which the clock started is off now",
        ),
    ],
)  # fmt: skip
def test_a_promise_is_counted_again_by_the_new_calendar(team, limit, at, first, day, after):
    code = received(team, limit, at, "1.001194")
    assert promise(code) == first

    effect = publish(day)

    assert promise(code) == after
    assert effect.moved == (after != first)


def test_the_old_promise_stays_and_the_new_one_says_why_and_by_which_calendar(team, code):
    """deadlines 14.11."""
    before = testing.shown(code)

    publish(a_day("2026-11-05"))

    info = testing.shown(code)
    assert [(one.at, one.because) for one in info.promises] == [
        (before.promised_at, "reception"),
        (on("11"), "calendar_changed"),
    ]
    assert Promise.objects.get(dossier__code=code, number=2).calendar_id == info.calendar_id != before.calendar_id
    rows = [row for row in info.ledger if row.act == "redated"]
    assert [(row.body["was"], row.body["promised_at"]) for row in rows] == [
        (before.promised_at.isoformat(), on("11").isoformat())
    ]
    assert dossiers.breaches()[1] == ()


def test_internal_due_moment_steps_and_risk_follow(team, code):
    """deadlines 14.12."""
    before = testing.shown(code)

    publish(a_day("2026-11-04"), at=on("03", "12:00"))

    info = testing.shown(code)
    assert (before.internal_due_at, info.internal_due_at) == (on("09", "15:00"), on("10", "15:00"))
    assert info.open_steps[0].due_at > before.open_steps[0].due_at
    assert info.at_risk_from > before.at_risk_from
    assert sum(day.minutes for day in info.days) == 5 * 480


def test_the_same_calendar_again_moves_nothing_and_adds_no_act(team, code):
    """deadlines 14.13; that each act is told once: tests/jobs/test_telling_people.py."""
    publish(a_day("2026-11-05"))
    again = publish(a_day("2026-11-05"))

    assert again.moved == 0
    assert [one.at for one in testing.shown(code).promises] == [on("10"), on("11")]
    assert [row.act for row in testing.shown(code).ledger].count("redated") == 1


def test_a_paused_dossier_moves_when_its_clock_runs_again_by_the_new_calendar(team, code):
    """deadlines 14.14: promised for the 10th, Thursday the 5th off, two working days paused."""
    to_the_tax_office(team, code, at=AT)
    effect = publish(a_day("2026-11-05"), a_day("2026-11-12"))
    still = testing.shown(code)

    dossiers.take_over(code, by=team.tax, at=NOON)
    dossiers.complete_step(code, "tax", by=team.tax, at=on("06"))

    info = testing.shown(code)
    assert (effect.moved, effect.waiting, still.promised_at) == (0, 1, on("10"))
    assert [(one.at, one.because) for one in info.promises] == [
        (on("10"), "reception"), (on("11"), "calendar_changed"), (on("16"), "paused"),
    ]  # fmt: skip
    assert sum(day.minutes for day in info.days) == 5 * 480
    assert dossiers.breaches()[1] == ()


def test_a_dossier_that_was_paused_before_keeps_its_pause(team, code):
    """deadlines 14.15."""
    to_the_tax_office(team, code, at=on("03", "09:00"))
    dossiers.complete_step(code, "tax", by=team.tax, at=on("04", "09:00"))
    assert promise(code) == on("11")

    publish(a_day("2026-11-09"), at=on("05"))

    assert promise(code) == on("12")


def test_who_must_supplement_gets_as_much_later_and_the_clock_restarts_by_the_new_calendar(team, code):
    """deadlines 14.16."""
    ask(team, code, at=on("04"))
    before = testing.shown(code).supplements[0].answer_by

    effect = publish(a_day("2026-11-05"), at=on("04", "10:00"))

    info = testing.shown(code)
    assert (effect.moved, effect.waiting, promise(code)) == (0, 1, on("10"))
    assert (before, info.supplements[0].answer_by) == (on("26"), on("27"))
    assert effect.answers == 1
    told = info.ledger[-1]
    assert told.act == "answer_redated"
    assert [datetime.fromisoformat(told.body[name]) for name in ("was", "answer_by")] == [on("26"), on("27")]
    dossiers.complete_supplement(code, by=team.reception, at=on("04", "11:00"))
    assert promise(code) == on("12", "11:00")


def test_after_a_supplement_it_is_counted_from_the_restart(team, code):
    """deadlines 14.17."""
    ask(team, code, at=on("04"))
    dossiers.complete_supplement(code, by=team.reception, at=on("06"))
    assert promise(code) == on("13")

    publish(a_day("2026-11-11"), at=on("06", "10:00"))

    assert promise(code) == on("16")


def test_what_is_settled_never_changes(team, code):
    """deadlines 14.18."""
    to_the_desk(team, code, at=AT)
    dossiers.make_result_ready(code, by=team.reception, at=on("03", "16:00"))
    before = testing.shown(code)

    assert publish(a_day("2026-11-05")).affected == 0
    assert testing.shown(code).promises == before.promises


def test_found_late_before_the_calendar_changed_it_stays_found_and_still_owes_the_apology(team, code):
    """deadlines 14.19."""
    dossiers.sweep(at=on("10", "09:01"))

    publish(a_day("2026-11-05"), at=on("10", "10:00"))

    info = testing.shown(code)
    assert (info.promised_at, info.is_late, info.owes) == (on("11"), True, ("apology",))
    assert LateFinding.objects.get(dossier__code=code).promised_at == on("10")
    assert dossiers.sweep(at=on("11", "09:01")).late == 0


def test_at_any_desk_the_latest_hand_over_is_counted_by_the_desk_and_the_limit_by_the_commune(team):
    """deadlines 14.20: received at 16:00, the desk's next working day is off, so 08:00 on the day after."""
    testing.publish_once()
    reception = testing.a_reception(team.staff, desk=team.centre.unit_code, competent="H12.61")
    code = dossiers.receive(reception, by=team.centre, at=on("02", "16:00")).code
    assert promise(code) == on("10", "08:00")

    publish(a_day("2026-11-03"), at=on("02", "16:30"))

    info = testing.shown(code)
    assert (info.start, info.promised_at, info.any_desk_until) == (
        on("04", "08:00"),
        on("11", "08:00"),
        on("04", "08:00"),
    )
    assert info.open_steps[0].take_by == on("04", "08:00")


def test_only_units_that_count_with_the_calendar_are_looked_at(team, code):
    """deadlines 14.21: the commune has its own calendar, so the province's does not concern its dossiers."""
    organisation_testing.a_calendar("H12.61", with_days(a_day("2026-12-01")), reason="Lịch riêng của xã")

    assert publish(a_day("2026-11-05")).affected == 0
    assert promise(code) == on("10")

    assert publish(a_day("2026-11-06"), unit="H12.61").units == (dossiers.UnitEffect("H12.61", 1, 1),)


def test_a_calendar_without_a_year_that_open_dossiers_need_is_refused_whole(team, code):
    """deadlines 14.22."""
    before = organisation.calendar_for("H12").version_id
    spec = replace(organisation.seed_spec(2022, 2025))

    with pytest.raises(dossiers.CalendarTooShort, match="2026"):
        dossiers.publish_calendar(unit_code="H12", spec=spec, reason="Thiếu năm", by=SYSTEM, at=NOON)

    assert organisation.calendar_for("H12").version_id == before


def test_the_effect_is_told_before_anything_is_published(team, code):
    effect = dossiers.effect_of_calendar("H12", with_days(a_day("2026-11-05")), NOON)

    assert effect == dossiers.CalendarEffect(
        affected=1,
        moved=1,
        waiting=0,
        answers=0,
        units=(dossiers.UnitEffect("H12.61", 1, 1),),
        samples=(dossiers.Redated(code, "H12.61", on("10"), on("11")),),
    )
    assert promise(code) == on("10")
    assert publish(a_day("2026-11-05")) == effect


def test_the_effect_of_a_first_own_calendar_is_that_on_the_units_below(team, code):
    spec = with_days(a_day("2026-11-05"))

    assert dossiers.effect_of_calendar("H12.61", spec, NOON).moved == 1
    assert dossiers.effect_of_calendar("H12.04", spec, NOON).affected == 0


def test_the_same_calendar_again_moves_nothing(team, code):
    publish(a_day("2026-11-05"))
    version = organisation.calendar_for("H12").version_id

    assert publish(a_day("2026-11-05")).moved == 0
    assert dossiers.redate_for_calendar(version, by=SYSTEM, at=NOON).moved == 0
    assert testing.shown(code).promises[-1].at == on("11")


def test_an_older_calendar_is_not_gone_back_to(team, code):
    old = organisation.calendar_for("H12").version_id
    publish(a_day("2026-11-05"))

    assert dossiers.redate_for_calendar(old, by=SYSTEM, at=NOON).affected == 0


def test_a_reception_that_overtook_the_publication_is_found_afterwards(team, code):
    """It had read the old calendar, and was written after every open dossier was counted again."""
    organisation.publish_calendar(
        unit_code="H12", spec=with_days(a_day("2026-11-05")), reason="Nghỉ bão", by=SYSTEM, at=AT
    )

    assert dossiers.redate_missed(at=AT + timedelta(minutes=1)) == 1
    assert dossiers.redate_missed(at=AT + timedelta(minutes=2)) == 0
    assert promise(code) == on("11")


def test_a_dissolved_unit_and_units_without_a_calendar_of_their_own_are_among_those_concerned(team):
    followers = organisation.units_that_would_follow("H12")

    assert {"H12", "H12.04", "H12.14", "H12.61", "H12.61.01"} <= followers


def test_the_number_of_statements_does_not_grow_with_the_number_of_dossiers(team, count_statements):
    costs = {}
    for number, day in ((5, "2026-11-05"), (50, "2026-11-06")):
        while Dossier.objects.count() < number:
            a_dossier_of_many_ways(team, at=AT)
        publish(a_day("2026-12-31"))  # whatever is prepared once a process is prepared
        costs[number] = count_statements(lambda chosen=day: publish(a_day(chosen), a_day("2026-12-31")))

    assert Promise.objects.filter(because="calendar_changed").count() == 5 + 50
    assert costs[5] == costs[50] <= 34


@given(
    days=st.lists(st.integers(min_value=1, max_value=25), min_size=1, max_size=3, unique=True),
    kind=st.sampled_from([DayKind.LOCAL_OFF, DayKind.MAKE_UP, DayKind.HOLIDAY]),
    limit=st.sampled_from(LIMITS),
    hour=st.integers(min_value=7, max_value=16),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_new_calendar_never_promises_earlier_and_never_touches_what_is_settled(team, days, kind, limit, hour):
    """Rule 14 as a property: later or not at all, whatever the change; each promise but the last stays as it was."""
    procedure = f"1.2000{LIMITS.index(limit):02d}"
    code = received(team, limit, on("03", f"{hour:02d}:05"), procedure)
    before = testing.shown(code)

    is_weekend = {day: date(2026, 11, day).weekday() >= 5 for day in days}  # only a day off can be worked in exchange
    chosen = [day for day in days if is_weekend[day] == (kind is DayKind.MAKE_UP)]
    publish(*(a_day(f"2026-11-{day:02d}", kind) for day in chosen))

    info = testing.shown(code)
    assert info.promised_at >= before.promised_at
    assert info.promises[0] == before.promises[0]
    assert dossiers.breaches()[1] == ()
    assert ledger.verify().holds


def test_a_promise_broken_before_the_calendar_changed_stays_broken_though_no_sweep_had_passed(team, code):
    """deadlines 14.24: late does not depend on when the sweep looks."""
    assert testing.shown(code).promised_at == on("10")

    publish(a_day("2026-11-10"), at=on("10", "15:00"))

    assert testing.shown(code).promised_at > on("10", "15:00")
    assert LateFinding.objects.get(dossier__code=code).promised_at == on("10")
    assert [row.act for row in ledger.rows_of(f"dossier:{code}")][-2:] == ["late_found", "redated"]
    assert testing.shown(code).owes
