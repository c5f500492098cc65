"""Keep by which procedures one was replaced: what its page and the codes printed for it lead to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from motcua.domain.procedures.events import Act, subject_of
from motcua.domain.procedures.models import Procedure, ProcedureReplacement
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

MOST: Final = 5


class UnfitReplacement(Refusal):
    """A procedure that cannot stand in the place of another: itself, an unknown one, or too many."""


def keep_replacements(procedure: Procedure, codes: Sequence[str], *, by: Actor, at: datetime) -> bool:
    """Keep that these stand in the place of a procedure, and no others; in the caller's transaction.

    Return whether that was new. Raises UnfitReplacement.
    """
    wanted = {one.pk: one for one in fit_replacements(procedure, codes)}
    rows = ProcedureReplacement.objects.filter(procedure=procedure, taken_back_at=None)
    known = {row.successor_id: row for row in rows}
    if set(known) == set(wanted):
        return False
    gone = [row.pk for key, row in known.items() if key not in wanted]
    ProcedureReplacement.objects.filter(pk__in=gone).update(taken_back_by=by.login, taken_back_at=at)
    ProcedureReplacement.objects.bulk_create(
        ProcedureReplacement(procedure=procedure, successor=one, said_by=by.login, said_at=at)
        for key, one in wanted.items()
        if key not in known
    )
    body = {"replaced_by": sorted(one.code for one in wanted.values())}
    ledger.write(subject=subject_of(procedure.code), act=Act.REPLACEMENT_SAID, by=by, at=at, body=body)
    return True


def fit_replacements(procedure: Procedure, typed: Sequence[str]) -> list[Procedure]:
    """Return the procedures of these codes, in the order of codes. Raises UnfitReplacement for what cannot stand in the place."""
    codes = [clean(code) for code in typed if clean(code)]
    if len(set(codes)) > MOST:
        raise UnfitReplacement(say("Ghi nhiều nhất {most} thủ tục thay thế.", most=MOST))
    if procedure.code in codes:
        raise UnfitReplacement(say("Thủ tục không thay thế chính nó."))
    found = {one.code: one for one in Procedure.objects.filter(code__in=codes)}
    unknown = next((code for code in codes if code not in found), "")
    if unknown:
        raise UnfitReplacement(
            say("Không có thủ tục {code} trong danh mục; ghi mã của thủ tục thay thế.", code=unknown[:40])
        )
    return [found[code] for code in sorted(found)]
