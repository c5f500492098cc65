"""Tables of the dossiers: the dossier, its clock, its steps, its supplements, what was found late, its apology; closed registers."""

from motcua.domain.dossiers.models.apologies import Apology
from motcua.domain.dossiers.models.clock import ClockSegment, LateFinding, Promise
from motcua.domain.dossiers.models.corrections import Correction
from motcua.domain.dossiers.models.dossier import Dossier
from motcua.domain.dossiers.models.moving import MoveBatch, Moved
from motcua.domain.dossiers.models.opinions import Opinion
from motcua.domain.dossiers.models.registers import RegisterClosing, RegisterVolume
from motcua.domain.dossiers.models.reopening import Reopening
from motcua.domain.dossiers.models.steps import HandOver, Step
from motcua.domain.dossiers.models.supplements import Supplement
from motcua.domain.dossiers.models.withdrawals import WithdrawalRequest

__all__ = [
    "Apology",
    "ClockSegment",
    "Correction",
    "Dossier",
    "HandOver",
    "LateFinding",
    "MoveBatch",
    "Moved",
    "Opinion",
    "Promise",
    "RegisterClosing",
    "RegisterVolume",
    "Reopening",
    "Step",
    "Supplement",
    "WithdrawalRequest",
]
