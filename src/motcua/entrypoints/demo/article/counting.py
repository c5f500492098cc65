"""What the model's own dossiers come to in a period, counted by the rules of the settlement form: to calibrate without a database."""

from dataclasses import dataclass
from datetime import date

from motcua.entrypoints.demo.article.setting import LEVELS, Setting
from motcua.entrypoints.demo.article.simulation import Simulation
from motcua.kernel.working_time.calendars import MINUTES_A_DAY


@dataclass
class Counted:
    """One level's dossiers: settled in the period in time (early, on time, or ended without a result) and late."""

    received: int = 0
    carried: int = 0
    timely: int = 0
    late: int = 0
    refused: int = 0
    ended: int = 0
    in_process: int = 0
    letters: int = 0

    @property
    def rate(self) -> float:
        """Return the share that was settled in time, in hundredths."""
        settled = self.timely + self.late
        return 100 * self.timely / settled if settled else 0.0


def counted(run: Simulation, setting: Setting) -> dict[str, Counted]:
    """Return what was settled in the report's period, by level; void dossiers count nowhere."""
    first, last = (_day(setting, one) for one in setting.period)
    since, until = first * MINUTES_A_DAY, (last + 1) * MINUTES_A_DAY
    found = {level: Counted() for level in LEVELS}
    for life in run.lives:
        one = found[life.visit.place.level]
        left = life.ready_at or life.ended_at
        if life.void or life.received >= until or (left and left < since):
            continue
        one.received += life.received >= since
        one.carried += life.received < since
        one.letters += bool(life.letter_at)
        if not left or left >= until:
            one.in_process += 1
        elif life.ready_at and life.is_late:
            one.late += 1
        else:
            one.timely += 1
            one.ended += not life.ready_at
        one.refused += bool(life.refused and life.ready_at and left < until)
    return found


def _day(setting: Setting, on: date) -> int:
    return on.toordinal() - setting.table.first_ordinal
