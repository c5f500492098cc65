"""What every act on a procedure asks first: the right, and the procedure locked."""

from datetime import datetime

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.models import Procedure
from motcua.domain.procedures.queries.page import UnknownProcedure
from motcua.domain.procedures.rules.content import Competent
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import local

SYSTEM_ROLE = "system"


def require_importer(by: Actor) -> None:
    """Raise MissingRight unless the actor publishes or administers, or is the product's own command line."""
    if SYSTEM_ROLE not in by.roles:
        organisation.require_any_role(by, [organisation.Role.PUBLISHER, organisation.Role.ADMINISTRATOR])


def require_dictionary_keeper(by: Actor, at: datetime) -> None:
    """Raise MissingRight unless the actor administers the province, whose words all find by, or owns the machine."""
    if SYSTEM_ROLE not in by.roles:
        top = organisation.province(local(at).date())
        organisation.require_role(by, organisation.Role.ADMINISTRATOR, top.code if top else None)


def require_publisher(by: Actor, competent: Competent | None, at: datetime) -> None:
    """Raise MissingRight unless the actor publishes for the province, or for the unit that settles the procedure."""
    organisation.require_role(by, organisation.Role.PUBLISHER)
    if competent is not None and competent.code == by.unit_code:
        return
    unit = organisation.unit(by.unit_code, local(at).date())
    if unit.level is not organisation.Level.PROVINCE:
        raise organisation.MissingRight(
            say(
                "Việc này cần quyền công bố thủ tục ở một cơ quan cấp tỉnh, hoặc ở đơn vị giải quyết thủ "
                "tục này; người quản trị cấp tỉnh phân công quyền này.",
            ),
        )


def require_province_publisher(by: Actor, at: datetime) -> None:
    """Raise MissingRight unless the actor publishes for an agency of the province."""
    require_publisher(by, None, at)


def require_overlayer(by: Actor, unit_code: str, at: datetime) -> None:
    """Raise MissingRight unless the actor publishes for the unit, for one above it, or for the province."""
    organisation.require_role(by, organisation.Role.PUBLISHER)
    day = local(at).date()
    if by.unit_code in organisation.line_of(unit_code, day):
        return
    if organisation.unit(by.unit_code, day).level is not organisation.Level.PROVINCE:
        raise organisation.MissingRight(
            say(
                "Phần riêng của đơn vị {unit_code} do người có quyền công bố thủ tục của đơn vị đó hoặc của tỉnh ghi.",
                unit_code=unit_code,
            )
        )


def locked(code: str) -> Procedure:
    """Return the procedure, locked until the transaction ends. Raises UnknownProcedure."""
    found = (
        Procedure.objects.select_for_update(of=("self",)).select_related("national").filter(code=clean(code)).first()
    )
    if found is None or found.national is None:
        raise UnknownProcedure(clean(code))
    return found
