"""What follows for ratings from an act on a dossier: one table, act to cause."""

from collections.abc import Mapping
from datetime import datetime

from motcua.domain.surveys import api as surveys
from motcua.foundation import ledger

FOLLOWER = "ratings"
DOSSIER = "dossier:"
ENDS: Mapping[str, surveys.Ended] = {"reopened": surveys.Ended.REOPENED, "voided": surveys.Ended.VOIDED}


def follow(*, at: datetime) -> ledger.Followed:
    """End what was asked and said of settlements that count no more."""
    return ledger.follow(FOLLOWER, react, acts=ENDS, at=at)


def react(happened: ledger.Happened) -> None:
    """End what one act ends; told twice it ends once."""
    if happened.subject.startswith(DOSSIER):
        code = happened.subject.removeprefix(DOSSIER)
        surveys.follow_dossier(code, ENDS[happened.act], at=happened.at)
