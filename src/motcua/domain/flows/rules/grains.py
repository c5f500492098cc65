"""How finely flows are kept."""

from enum import StrEnum

from motcua.domain.flows.rules.measures import By


class Grain(StrEnum):
    """What tells the rows of one day apart, beside unit, level and channel."""

    AGENCY = "agency"
    FIELD = "field"
    PROCEDURE = "procedure"


COARSEST = {
    By.LEVEL: Grain.AGENCY,
    By.AGENCY: Grain.AGENCY,
    By.FIELD: Grain.FIELD,
    By.PROCEDURE: Grain.PROCEDURE,
}


def grain_for(by: By, *, field: str = "") -> Grain:
    """Return the coarsest grain that can answer: grouping by something, within one field or in all."""
    return Grain.FIELD if field and COARSEST[by] is Grain.AGENCY else COARSEST[by]


DAY_GRAINS = (Grain.AGENCY, Grain.PROCEDURE)
"""The grains of days: with its field a day of an agency is hardly fewer rows than with its procedure, so that is not kept."""


def day_grain_for(grain: Grain) -> Grain:
    """Return at which grain the days are read where months are read at `grain`."""
    return grain if grain in DAY_GRAINS else Grain.PROCEDURE
