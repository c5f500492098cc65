"""Rules 10 and 12 over every kind of limit: what a pause, a restart and a changed calendar do to promise and margin."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from stories import on

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import testing as procedures_testing
from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import DayException, DayKind

pytestmark = pytest.mark.django_db
RECEIVED = on("02")
LATER = on("02", "14:00")


def december(day: str, hour: str) -> datetime:
    return datetime.fromisoformat(f"2026-12-{day}T{hour}+07:00")


def nothing(team, code: str) -> None:
    """Leave the dossier as it was received."""


def paused_for_a_working_day(team, code: str) -> None:
    dossiers.claim(code, by=team.staff.handler, at=LATER)
    dossiers.pause(code, reason="chờ nộp thuế", by=team.staff.handler, at=LATER)
    dossiers.resume(code, by=team.staff.handler, at=on("03", "14:00"))


def supplemented_on_wednesday(team, code: str) -> None:
    dossiers.claim(code, by=team.staff.handler, at=LATER)
    dossiers.ask_supplement(code, reason="Thiếu tờ khai.", items=["Tờ khai"], by=team.staff.handler, at=LATER)
    dossiers.complete_supplement(code, by=team.staff.reception, at=on("04", "10:00"))


def day_off(day: str):
    def becomes_off(team, code: str) -> None:
        spec = organisation.calendar_for("H12").spec
        off = DayException(date.fromisoformat(f"2026-{day}"), DayKind.LOCAL_OFF, "Nghỉ bão")
        spec = replace(spec, exceptions=(*spec.exceptions, off))
        dossiers.publish_calendar(unit_code="H12", spec=spec, reason="Nghỉ bão", by=SYSTEM, at=LATER)

    becomes_off.__name__ = f"{day}_becomes_off"
    return becomes_off


WORKING_DAYS, DAYS, HOURS, SAME_DAY, MONTH = (
    "05 Ngày làm việc", "10 Ngày", "08 Giờ làm việc", "Trong ngày", "01 Tháng",
)  # fmt: skip
TABLE = [
    (WORKING_DAYS, nothing, on("09"), on("06", "15:00")),
    (WORKING_DAYS, paused_for_a_working_day, on("10"), on("09", "15:00")),
    (WORKING_DAYS, supplemented_on_wednesday, on("11", "10:00"), on("10", "16:00")),
    (WORKING_DAYS, day_off("11-03"), on("10"), on("09", "15:00")),
    (WORKING_DAYS, day_off("11-09"), on("10"), on("06", "15:00")),
    (DAYS, nothing, on("12", "17:00"), on("12", "11:00")),
    (DAYS, paused_for_a_working_day, on("13", "17:00"), on("13", "11:00")),
    (DAYS, supplemented_on_wednesday, on("16", "17:00"), on("16", "11:00")),
    (DAYS, day_off("11-03"), on("12", "17:00"), on("12", "11:00")),
    (DAYS, day_off("11-12"), on("13", "17:00"), on("13", "11:00")),
    (HOURS, nothing, on("03"), None),
    (HOURS, paused_for_a_working_day, on("04"), None),
    (HOURS, supplemented_on_wednesday, on("05", "10:00"), None),
    (HOURS, day_off("11-03"), on("04"), None),
    (SAME_DAY, nothing, on("02", "17:00"), None),
    (SAME_DAY, paused_for_a_working_day, on("03", "17:00"), None),
    (SAME_DAY, supplemented_on_wednesday, on("04", "17:00"), None),
    (SAME_DAY, day_off("11-03"), on("02", "17:00"), None),
    (SAME_DAY, day_off("11-02"), on("03", "17:00"), None),
    (MONTH, nothing, december("02", "17:00"), december("02", "11:00")),
    (MONTH, paused_for_a_working_day, december("03", "17:00"), december("03", "11:00")),
    (MONTH, supplemented_on_wednesday, december("04", "17:00"), december("04", "11:00")),
    (MONTH, day_off("11-03"), december("02", "17:00"), december("02", "11:00")),
    (MONTH, day_off("12-02"), december("03", "17:00"), december("03", "11:00")),
]


@pytest.mark.parametrize(
    ("limit", "happens", "promised", "internal"), TABLE, ids=[f"{row[0]}, {row[1].__name__}" for row in TABLE]
)
def test_promise_and_margin_follow_what_happens_and_the_result_is_measured_against_them(
    team, limit, happens, promised, internal
):
    """deadlines 10 and 12: a result at the promised minute is on time, one a minute later is late."""
    record = procedures_testing.a_record("1.001194", channels=procedures_testing.rows_on_all_channels(limit))
    code, other = (testing.a_dossier(team.staff, "1.001194", at=RECEIVED, record=record) for _ in range(2))
    happens(team, code)
    if not happens.__name__.endswith("_off"):
        happens(team, other)

    info = testing.shown(code)
    assert (info.promised_at, info.internal_due_at) == (promised, internal)
    assert testing.shown(other).promised_at == promised
    testing.carry_to_ready(team.staff, code, at=promised)
    testing.carry_to_ready(team.staff, other, at=promised + timedelta(minutes=1))
    assert (testing.shown(code).lateness, testing.shown(other).lateness) == ("on_time", "late")
