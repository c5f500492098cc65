"""To which desk an online submission goes."""

from collections.abc import Mapping
from datetime import date

from motcua.domain.intake.rules.addresses import commune_in_address
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

BY_UNIT = "unit"


class NoDesk(Refusal):
    """No one-stop desk can take the submission."""


def desk_for(unit: str, address: str, competent: procedures.Competent | None, *, on: date) -> tuple[str, str | None]:
    """Return the desk of a submission and, for a commune's procedure, the commune where it is clear.

    The unit that the sender names decides; else, for a commune's procedure, the commune in the person's address;
    else the desk that serves the competent unit, which is the provincial centre for the province's departments.
    Raises UnknownUnit for a unit that is not there, NoDesk where no desk is open.
    """
    if unit:
        organisation.unit(unit, on)
    desks = organisation.one_stop_desks(on)
    if not desks:
        raise NoDesk(say("Chưa có bộ phận một cửa nào đang hoạt động nên chưa nhận được hồ sơ."))
    communes = {found.code: found.name for found in organisation.units(on, kind=organisation.Kind.COMMUNE)}
    fixed = competent.code if competent is not None and competent.kind == BY_UNIT else ""
    named = unit or (None if fixed else commune_in_address(address, communes))
    commune = next((code for code in organisation.line_of(named, on) if code in communes), None) if named else None
    wanted = named or fixed
    return _nearest(wanted, {desk.code: desk.parent_code for desk in desks}, on=on), commune


def _nearest(wanted: str, desks: Mapping[str, str | None], *, on: date) -> str:
    """Return the desk itself, else the one below the nearest unit on the way up from the wanted one."""
    if wanted in desks:
        return wanted
    for code in organisation.line_of(wanted, on) if wanted else ():
        for desk, parent in desks.items():
            if parent == code:
                return desk
    return _provincial(desks, on=on)


def _provincial(desks: Mapping[str, str | None], *, on: date) -> str:
    return next(
        (desk for desk in desks if organisation.unit(desk, on).level == organisation.Level.PROVINCE),
        next(iter(desks)),
    )
