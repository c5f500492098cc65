"""How finely flows are kept."""

from enum import StrEnum
from typing import NamedTuple

from motcua.domain.flows.rules.measures import By


class Grain(StrEnum):
    """What tells the rows of one period apart. The last two are of all units together; of channels they know online alone."""

    AGENCY = "agency"
    FIELD = "field"
    PROCEDURE = "procedure"
    FIELDS = "fields"
    PROCEDURES = "procedures"


class Group(NamedTuple):
    """What a row counts; empty where its grain leaves that out."""

    unit: str
    level: str
    field: str
    procedure: str
    channel: str


DAY_GRAINS = (Grain.AGENCY, Grain.PROCEDURE)
"""The grains of days: with its field a day of an agency is hardly fewer rows than with its procedure, so that is not kept."""
MONTH_GRAINS = tuple(Grain)
YEAR_GRAINS = (Grain.AGENCY, Grain.FIELDS, Grain.PROCEDURES)
OF_ALL_UNITS = (Grain.FIELDS, Grain.PROCEDURES)
WITH_PROCEDURE = (Grain.PROCEDURE, Grain.PROCEDURES)
ONLINE = "online"


def grain_for(by: By, *, of_all_units: bool, field: str = "") -> Grain:
    """Return the coarsest grain that can answer: grouping by something, of all units or of some, within one field or in all."""
    if by is By.PROCEDURE:
        return Grain.PROCEDURES if of_all_units else Grain.PROCEDURE
    if by is By.FIELD or field:
        return Grain.FIELDS if of_all_units and by is not By.AGENCY else Grain.FIELD
    return Grain.AGENCY


def day_grain_for(grain: Grain) -> Grain:
    """Return at which grain the days are read where months are read at `grain`."""
    return Grain.AGENCY if grain is Grain.AGENCY else Grain.PROCEDURE


def seen_at(grain: Grain, group: Group) -> Group:
    """Return what a grain keeps of the finest group."""
    of_all_units = grain in OF_ALL_UNITS
    return Group(
        unit="" if of_all_units else group.unit,
        level=group.level,
        field="" if grain is Grain.AGENCY else group.field,
        procedure=group.procedure if grain in WITH_PROCEDURE else "",
        channel="" if of_all_units and group.channel != ONLINE else group.channel,
    )
