"""Reception at any desk, whatever its district (phi địa giới).

Law: docs/law/deadlines.md, rule 15. Change that page and its cases first, then this file.
"""

from datetime import datetime

from motcua.kernel.working_time.calendars import MINUTES_A_DAY
from motcua.kernel.working_time.counting import is_after
from motcua.kernel.working_time.parameters import Parameters
from motcua.kernel.working_time.table import WorkingTable


def any_desk_latest_start(received_at: datetime, *, desk: WorkingTable, parameters: Parameters) -> datetime:
    """Return the latest moment at which the competent unit may receive a dossier handed in at another desk (rule 15).

    The close of the last session that day; received after the hour, on a day off or after that close, so many minutes
    after the opening of the next working day, at its close where that comes before. The promise is counted from here. Raises NaiveMoment, OutsideCalendar.
    """
    minute = desk.minute_of(received_at)
    day, minute_of_day = divmod(minute, MINUTES_A_DAY)
    is_workday = desk.workday_from(day) == day
    if is_workday and not is_after(minute_of_day, parameters.any_desk_until) and minute < desk.close_of(day):
        return desk.moment_at(desk.close_of(day))
    next_day = desk.workday_from(day + 1)
    after_opening = desk.minute_after(desk.opening_of(next_day), parameters.any_desk_grace_minutes)
    return desk.moment_at(min(after_opening, desk.close_of(next_day)))
