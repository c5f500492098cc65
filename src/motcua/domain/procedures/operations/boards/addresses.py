"""Give short addresses: one for ever per procedure and desk, made when first asked for."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from motcua.domain.procedures.models import Procedure, PublishedVersion, ShortAddress
from motcua.domain.procedures.queries.boards import letters_of
from motcua.domain.procedures.queries.page import UnknownProcedure
from motcua.domain.procedures.rules.boards.letters import new_letters


def short_address(code: str, *, at: datetime) -> str:
    """Return the letters of a procedure in the whole province, made now where it had none. Raises UnknownProcedure."""
    procedure = Procedure.objects.filter(code=code).first()
    if procedure is None:
        raise UnknownProcedure(code)
    found = ShortAddress.objects.filter(procedure=procedure, desk=None).values_list("letters", flat=True).first()
    return found or _made(procedure.pk, None, at)


@transaction.atomic
def give_short_addresses(*, at: datetime) -> int:
    """Give every published procedure that has none its short address in the whole province; return how many."""
    lacking = Procedure.objects.filter(
        ~Exists(ShortAddress.objects.filter(procedure=OuterRef("pk"), desk=None)),
        Exists(PublishedVersion.objects.filter(procedure=OuterRef("pk"), period__contains=at)),
    )
    keys = list(lacking.values_list("pk", flat=True))
    rows = [ShortAddress(procedure_id=key, letters=new_letters(secrets.choice), made_at=at) for key in keys]
    ShortAddress.objects.bulk_create(rows, ignore_conflicts=True)  # letters that somebody has: given the next time
    return len(rows)


@transaction.atomic
def short_addresses(desk: str, codes: Iterable[str], *, at: datetime) -> Mapping[str, str]:
    """Return the letters of procedures at a desk by their codes, and under the empty key those of its search page."""
    wanted = list(dict.fromkeys((*codes, "")))
    found = letters_of(desk, wanted)
    keys = dict(Procedure.objects.filter(code__in=wanted).values_list("code", "pk"))
    for code in wanted:
        if code not in found:
            found[code] = _made(keys[code] if code else None, desk, at)
    return found


def _made(procedure: int | None, desk: str | None, at: datetime) -> str:
    """Make an address with letters that nobody has; whoever asks for the same at the same moment gets the same."""
    place = {"procedure_id": procedure, "desk_id": desk}
    while True:
        row = ShortAddress(**place, letters=new_letters(secrets.choice), made_at=at)
        ShortAddress.objects.bulk_create([row], ignore_conflicts=True)
        found = ShortAddress.objects.filter(**place).values_list("letters", flat=True).first()
        if found:
            return str(found)
