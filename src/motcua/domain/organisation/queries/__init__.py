"""Questions about the organisation: few statements each, plain values out."""

from motcua.domain.organisation.queries.calendars import (
    CalendarInfo,
    CalendarVersionInfo,
    NoCalendar,
    calendar_for,
    calendar_version,
    calendar_versions,
    units_on_calendar_of,
)
from motcua.domain.organisation.queries.people import (
    CounterInfo,
    OfficerInfo,
    counters_of,
    full_names,
    logins_with,
    officer_by_login,
    officers,
)
from motcua.domain.organisation.queries.rights import NoPosting, RightInfo, actor_for, rights_of, scope_units
from motcua.domain.organisation.queries.units import (
    UnitInfo,
    children_of,
    line_of,
    one_stop_desks,
    province,
    subtree_codes,
    successors_of,
    unit,
    unit_names,
    units,
)
from motcua.domain.organisation.queries.unknown import UnknownOfficer, UnknownUnit

__all__ = [
    "CalendarInfo",
    "CalendarVersionInfo",
    "CounterInfo",
    "NoCalendar",
    "NoPosting",
    "OfficerInfo",
    "RightInfo",
    "UnitInfo",
    "UnknownOfficer",
    "UnknownUnit",
    "actor_for",
    "calendar_for",
    "calendar_version",
    "calendar_versions",
    "children_of",
    "counters_of",
    "full_names",
    "line_of",
    "logins_with",
    "officer_by_login",
    "officers",
    "one_stop_desks",
    "province",
    "rights_of",
    "scope_units",
    "subtree_codes",
    "successors_of",
    "unit",
    "unit_names",
    "units",
    "units_on_calendar_of",
]
