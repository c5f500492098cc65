"""Rule 17 of docs/law/deadlines.md: a due moment shown day by day."""

from datetime import date

import pytest

from motcua.kernel.working_time import (
    CountedDay,
    Counting,
    DayKind,
    Pause,
    WorkingTable,
    due_moment,
    explain,
    moved_by_pause,
    prepare,
)

from .calendars import PARAMETERS, at, limit, off, with_exceptions

WORKING, WEEKEND, HOLIDAY = DayKind.WORKING, DayKind.WEEKEND, DayKind.HOLIDAY
UNIT_DAY = off("2026-11-03", "Ngày truyền thống", DayKind.LOCAL_OFF)


def explained(
    start: str,
    text: str,
    table: WorkingTable,
    counting: Counting = Counting.FROM_HOUR,
    pauses: tuple[Pause, ...] = (),
) -> list[CountedDay]:
    due = due_moment(at(start), limit(text), table=table, counting=counting, parameters=PARAMETERS)
    for pause in pauses:
        due = moved_by_pause(
            due,
            paused_from=pause.paused_from,
            paused_to=pause.paused_to,
            limit=limit(text),
            table=table,
            counting=counting,
        )
    return explain(at(start), due, table=table, limit=limit(text), counting=counting, pauses=pauses)


@pytest.mark.parametrize(
    ("start", "text", "shown"),
    [
        pytest.param(
            "Mon 2026-11-23 16:00",
            "1 working_day",
            [(23, WORKING, "", 60), (24, HOLIDAY, "Ngày Văn hóa Việt Nam", 0), (25, WORKING, "", 420)],
            id="deadlines 17.1 a holiday has its name",
        ),
        pytest.param(
            "Fri 2026-11-06 16:00",
            "1 working_day",
            [(6, WORKING, "", 60), (7, WEEKEND, "", 0), (8, WEEKEND, "", 0), (9, WORKING, "", 420)],
            id="deadlines 17.2 a weekend",
        ),
        pytest.param(
            "Fri 2026-08-21 15:00",
            "1 working_day",
            [(21, WORKING, "", 120), (22, DayKind.MAKE_UP, "Làm bù", 360)],
            id="deadlines 17.3 a make-up day",
        ),
        pytest.param(
            "Fri 2026-08-28 08:00",
            "2 working_day",
            [
                (28, WORKING, "", 420),
                (29, WEEKEND, "", 0),
                (30, WEEKEND, "", 0),
                (31, DayKind.BRIDGE, "Nghỉ hoán đổi", 0),
                (1, HOLIDAY, "Quốc khánh", 0),
                (2, HOLIDAY, "Quốc khánh", 0),
                (3, WORKING, "", 480),
                (4, WORKING, "", 60),
            ],
            id="deadlines 17.4 a bridge day and a holiday of two days",
        ),
    ],
)
def test_every_day_is_shown_with_what_it_is(
    start: str, text: str, shown: list[tuple[int, DayKind, str, int]], ca_mau: WorkingTable
) -> None:
    days = explained(start, text, ca_mau)

    assert [(day.on.day, day.kind, day.name, day.minutes) for day in days] == shown


def test_a_limit_outside_working_time_shows_days_without_minutes(ca_mau: WorkingTable) -> None:
    """deadlines 17.5"""
    days = explained("Wed 2026-11-18 10:00", "10 calendar_day", ca_mau)

    assert [day.on for day in days] == [date(2026, 11, number) for number in range(18, 31)]
    assert {day.minutes for day in days} == {None}


def test_the_day_of_the_start_is_not_counted_under_end_of_nth_day(ca_mau: WorkingTable) -> None:
    """deadlines 17.6"""
    days = explained("Mon 2026-11-02 09:00", "2 working_day", ca_mau, Counting.END_OF_NTH_DAY)

    assert [day.minutes for day in days] == [0, 480, 480]


def test_a_pause_is_shown_with_its_reason(ca_mau: WorkingTable) -> None:
    """deadlines 17.7"""
    tax = Pause(at("Tue 2026-11-03 09:00"), at("Wed 2026-11-04 09:00"), "Nghĩa vụ tài chính")

    days = explained("Mon 2026-11-02 09:00", "2 working_day", ca_mau, pauses=(tax,))

    assert [(day.minutes, day.paused) for day in days] == [
        (360, ""),
        (120, "Nghĩa vụ tài chính"),
        (360, "Nghĩa vụ tài chính"),
        (120, ""),
    ]


def test_a_days_pauses_are_all_named(ca_mau: WorkingTable) -> None:
    first = Pause(at("Tue 2026-11-03 09:00"), at("Tue 2026-11-03 10:00"), "Chờ thuế")
    second = Pause(at("Tue 2026-11-03 14:00"), at("Tue 2026-11-03 15:00"), "Chờ nộp tiền")

    days = explained("Mon 2026-11-02 09:00", "2 working_day", ca_mau, pauses=(first, second))

    assert [day.paused for day in days] == ["", "Chờ thuế; Chờ nộp tiền", ""]
    assert sum(day.minutes or 0 for day in days) == 960


def test_a_units_own_day_off_is_shown() -> None:
    """deadlines 17.8"""
    days = explained("Mon 2026-11-02 09:00", "2 working_day", prepare(with_exceptions(UNIT_DAY)))

    assert [(day.kind, day.minutes) for day in days] == [
        (WORKING, 360),
        (DayKind.LOCAL_OFF, 0),
        (WORKING, 480),
        (WORKING, 120),
    ]


def test_paused_days_count_nothing_under_end_of_nth_day(ca_mau: WorkingTable) -> None:
    """deadlines 17.9"""
    pause = Pause(at("Tue 2026-11-03 09:00"), at("Wed 2026-11-04 15:00"), "Nghĩa vụ tài chính")

    days = explained("Mon 2026-11-02 09:00", "2 working_day", ca_mau, Counting.END_OF_NTH_DAY, (pause,))

    assert [day.minutes for day in days] == [0, 480, 0, 480]
    assert [bool(day.paused) for day in days] == [False, True, True, False]


def test_a_limit_within_one_day_is_one_line(ca_mau: WorkingTable) -> None:
    days = explained("Mon 2026-11-02 09:00", "1.5 working_hour", ca_mau)

    assert [(day.on, day.minutes) for day in days] == [(date(2026, 11, 2), 90)]
