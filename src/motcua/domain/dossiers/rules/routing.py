"""Which unit a step falls to, and which unit is competent for a dossier that came in at a desk."""

from motcua.kernel.refusal import Refusal

DESK, COMPETENT, UNIT = "desk", "competent", "unit:"


class NoCompetentUnit(Refusal):
    """It does not follow from desk and address which commune is competent; somebody must say."""


def unit_of_place(place: str, *, desk: str, competent: str) -> str:
    """Return the code of the unit to which a step's place points. Raises ValueError for an unbound place."""
    if place == DESK:
        return desk
    if place == COMPETENT:
        return competent
    if place.startswith(UNIT):
        return place.removeprefix(UNIT)
    raise ValueError(f"the place {place!r} was never bound to a unit")
