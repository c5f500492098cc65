"""Acts of the organisation: each one transaction, with its row in the ledger."""

from motcua.domain.organisation.operations.calendars import publish_calendar
from motcua.domain.organisation.operations.guards import LastAdministrator
from motcua.domain.organisation.operations.leaves import end_leave, enter_leave
from motcua.domain.organisation.operations.people import (
    AlreadyPosted,
    CounterTaken,
    PositionTaken,
    UnknownPosition,
    UnknownPosting,
    create_position,
    end_posting,
    open_counter,
    post_officer,
    set_signature,
)
from motcua.domain.organisation.operations.sign_in import (
    LoginTaken,
    NewOfficer,
    WeakPassword,
    WrongPassword,
    change_password,
    deactivate_officer,
    register_officer,
    register_officers,
)
from motcua.domain.organisation.operations.unit_lists import LoadedUnits, OverlappingVersion, load_units
from motcua.domain.organisation.operations.units import (
    StillHasUnits,
    StillPlanned,
    UnitBelowItself,
    UnitFacts,
    UnitTaken,
    VersionNotAfterStart,
    dissolve_unit,
    establish_unit,
    rename_unit,
    replace_unit_version,
)

__all__ = [
    "AlreadyPosted",
    "CounterTaken",
    "LastAdministrator",
    "LoadedUnits",
    "LoginTaken",
    "NewOfficer",
    "OverlappingVersion",
    "PositionTaken",
    "StillHasUnits",
    "StillPlanned",
    "UnitBelowItself",
    "UnitFacts",
    "UnitTaken",
    "UnknownPosition",
    "UnknownPosting",
    "VersionNotAfterStart",
    "WeakPassword",
    "WrongPassword",
    "change_password",
    "create_position",
    "deactivate_officer",
    "dissolve_unit",
    "end_leave",
    "end_posting",
    "enter_leave",
    "establish_unit",
    "load_units",
    "open_counter",
    "post_officer",
    "publish_calendar",
    "register_officer",
    "register_officers",
    "rename_unit",
    "replace_unit_version",
    "set_signature",
]
