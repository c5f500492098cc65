"""Which desk receives for which unit, so that everything received elsewhere was received at any desk."""

from datetime import date

from motcua.domain.organisation import api as organisation


def serves(desk: str, competent: str, *, on: date) -> bool:
    """Tell whether the desk receives for this unit, so that the printed moment starts the clock (rule 15).

    A unit's desk is the one below the nearest unit on its way up: a commune's own desk for the commune. For units
    without one, the province's departments, it is the provincial centre, wherever that stands itself. Every other
    desk is any desk.
    """
    desks = {found.code: found for found in organisation.one_stop_desks(on)}
    served = {found.parent_code for found in desks.values()}
    nearest = next((code for code in organisation.line_of(competent, on) if code in served), None)
    own = desks.get(desk)
    if own is None:
        return False
    return own.level == organisation.Level.PROVINCE if nearest is None else own.parent_code == nearest
