"""A rule pack: the law of a period of years as data. Nothing legal is a constant in code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from motcua.kernel.convention import Convention
from motcua.kernel.rating_rules import RatingRules
from motcua.kernel.scoring_rules import ScoringRules
from motcua.kernel.working_time import Counting, Parameters


@dataclass(frozen=True)
class FormWords:
    """How one official form is called and numbered; `number` is a pattern with {number}.

    `columns`: the columns of its list, where it has one, from left to right, by the key of what stands in them.
    """

    title: str
    form: str
    number: str
    law: str
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SettlementRule:
    """How the report of settlement (báo cáo giải quyết) is counted: its version, its law, its periods, its conventions.

    A reporting quarter or year begins on `first_day` of the month before its own first month. `rate`: what its share is.
    """

    version: str
    law: str
    period_law: str
    first_day: int
    conventions: Mapping[str, Convention]
    rate: str


@dataclass(frozen=True)
class OpenDataRule:
    """How open data is given: the licence line and its law, and what is put together so that no row tells of one person.

    Flows of agencies of the levels `told_in_full` are told row by row; at any other a count from one to less than
    `smallest` does not stand alone in a breakdown of an agency's month.
    """

    version: str
    law: str
    licence: str
    licence_law: str
    smallest: int
    told_in_full: tuple[str, ...]
    small_law: str


@dataclass(frozen=True)
class OnlineFiling:
    """Where people file online, and what helps those who cannot do it alone.

    `door`: "national_portal" (our pages lead there) or "own". `procedure`: address of a procedure at that door with
    {code}; empty where there is none to lead to. `bring`: what to bring to a counter where an officer helps to file.
    """

    door: str
    procedure: str
    bring: tuple[str, ...]
    law: str


@dataclass(frozen=True)
class QuietHours:
    """From when to when nobody is told anything (giờ yên tĩnh); what falls into it is told at its end."""

    begins: time
    ends: time
    law: str


@dataclass(frozen=True)
class RulePack:
    """The rules in force from `valid_from` up to, not including, `valid_to`.

    `code_order` is "root_first" (H12.14) or "root_last" (000.00.14.H12); `code_pattern` has {agency}, {day},
    {number}. `risk_points`: how many points of the limit's time may run ahead of the work before a dossier is
    at risk (the desk's own rule, not law). `quiet_hours`: when no message is sent. `looks_kept_months`: how long it is kept who looked at personal data.
    `ratings`: how people rate, `scoring`: how settlement is scored. `law_of`: by what a day is off or a promise moved, kind by kind.
    """

    name: str
    title: str
    valid_from: date
    valid_to: date | None
    counting: Counting
    deadlines: Parameters
    supplements_without_order: int
    online_check_working_hours: int
    risk_points: int
    online_filing: OnlineFiling
    code_order: str
    code_pattern: str
    desk_name: str
    quiet_hours: QuietHours
    looks_kept_months: int
    ratings: RatingRules
    forms: Mapping[str, FormWords]
    settlement: SettlementRule
    open_data: OpenDataRule
    scoring: ScoringRules
    law: str
    law_of: Mapping[str, str]

    def holds_on(self, day: date) -> bool:
        """Tell whether the pack is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
