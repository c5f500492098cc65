"""A calendar written as a file: whole, or only the days that change."""

from datetime import date

import pytest

from motcua.domain.organisation import api as organisation
from motcua.kernel.working_time import DayKind, prepare

WHOLE = {
    "years": [2026, 2027],
    "weekly": {"monday": ["07:00-11:00", "13:00-17:00"], "friday": ["07:00-11:00"]},
    "days": [{"date": "2026-11-24", "kind": "holiday", "name": "Ngày Văn hóa Việt Nam"}],
}


def test_a_whole_calendar_is_read():
    spec = organisation.read_calendar(WHOLE)

    assert (spec.first_year, spec.last_year, spec.weekly[4]) == (2026, 2027, ((420, 660),))
    assert spec.exceptions[0].on == date(2026, 11, 24)
    assert prepare(spec).reference_day_minutes == 480


def test_a_change_adds_replaces_and_gives_back_days():
    base = organisation.read_calendar(WHOLE)
    changes = [
        {"date": "2026-11-24", "kind": "as_the_week"},
        {"date": "2026-12-01", "kind": "local_off", "name": "Nghỉ bão"},
    ]

    spec = organisation.read_calendar({"change": changes}, base=base)

    assert [(day.on, day.kind) for day in spec.exceptions] == [(date(2026, 12, 1), DayKind.LOCAL_OFF)]
    assert spec.weekly == base.weekly


@pytest.mark.parametrize(
    ("written", "says"),
    [
        pytest.param([], "đối tượng", id="a list"),
        pytest.param({**WHOLE, "years": [2026]}, "years", id="one year"),
        pytest.param({**WHOLE, "years": [1, 9999]}, "1900", id="ten thousand years"),
        pytest.param({**WHOLE, "weekly": {"thu hai": []}}, "weekly", id="an unknown weekday"),
        pytest.param({**WHOLE, "weekly": {"monday": ["7-11"]}}, "07:00-11:00", id="a session that is none"),
        pytest.param({**WHOLE, "days": {}}, "danh sách", id="days that are no list"),
        pytest.param({**WHOLE, "days": ["2026-11-24"]}, "Ngày thứ 1", id="a day that is a text"),
        pytest.param({**WHOLE, "days": [{"date": "24/11", "kind": "holiday"}]}, "2026-11-24", id="a date that is none"),
        pytest.param(
            {**WHOLE, "days": [{"date": "2026-11-24", "kind": "weekend"}]}, "kind", id="a kind for no exception"
        ),
        pytest.param({"change": []}, "Chưa có lịch", id="changes of nothing"),
    ],
)
def test_what_is_no_calendar_is_refused_with_its_place(written, says):
    with pytest.raises(organisation.UnsoundCalendar, match=says):
        organisation.read_calendar(written)
