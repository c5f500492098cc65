"""Which unit is competent for a dossier that comes in at a desk, and under which agency it is numbered."""

from datetime import date, datetime

from motcua.domain.dossiers.rules.routing import NoCompetentUnit
from motcua.domain.intake import api as intake
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.kernel.language import say

BY_UNIT = "unit"
BY_DISTRICT = "district_of_desk"


def competent_unit(rule: procedures.Competent | None, *, desk: str, named: str, address: str, at: datetime) -> str:
    """Return the code of the competent unit by the procedure's rule.

    A fixed unit; or the district whose desk received (2022); or the commune: the one named, else the desk's own, else
    the one in the person's address.
    Raises NoCompetentUnit where none of these tells it.
    """
    day = at.date()
    if rule is not None and rule.kind == BY_UNIT:
        return organisation.unit(rule.code, day).code
    if rule is not None and rule.kind == BY_DISTRICT:
        return _district_of(desk, day)
    communes = {unit.code: unit.name for unit in organisation.units(day, kind=organisation.Kind.COMMUNE)}
    if named in communes:
        return named
    own = next((code for code in organisation.line_of(desk, day) if code in communes), None)
    found = own or intake.commune_in_address(address, communes)
    if found is None:
        raise NoCompetentUnit(
            say("Chưa rõ xã, phường nào giải quyết hồ sơ này: hãy chọn xã, phường. Những gì đã nhập vẫn còn."),
        )
    return found


def _district_of(desk: str, day: date) -> str:
    """Return the district above a desk. Raises NoCompetentUnit for a desk that stands under none."""
    districts = {
        unit.code
        for unit in organisation.units(day, kind=organisation.Kind.COUNCIL)
        if unit.level is organisation.Level.DISTRICT
    }
    found = next((code for code in organisation.line_of(desk, day) if code in districts), None)
    if found is None:
        raise NoCompetentUnit(say("Thủ tục này do huyện nhận hồ sơ giải quyết; nơi này không thuộc huyện nào."))
    return found


def agency_of_desk(desk: str, on: date) -> str:
    """Return under whose code a desk's dossiers are numbered: the commune's, else the desk's own."""
    found = organisation.unit(desk, on)
    if found.parent_code is None:
        return desk
    above = organisation.unit(found.parent_code, on)
    return above.code if above.kind == organisation.Kind.COMMUNE else desk
