"""What the model brings out: acts in the order in which they happened, each by an officer or a person, with its moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Word(StrEnum):
    """The acts that the model does; each is one real operation."""

    RECEIVE = "receive"
    TURN_AWAY = "turn_away"
    SUBMIT = "submit"
    ACCEPT = "accept"
    SEND_BACK = "send_back"
    DECLINE = "decline"
    COMPLETE = "complete"
    ASK = "ask"
    ORDER = "order"
    SUPPLEMENTED = "supplemented"
    PAUSE = "pause"
    RESUME = "resume"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    STOP = "stop"
    VOID = "void"
    READY = "ready"
    RETURN = "return"
    SWEEP = "sweep"
    APOLOGISE = "apologise"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `visit`: the place of its visit in the list; `login` and `unit` are empty where the system acts."""

    minute: int
    visit: int
    word: Word
    login: str = ""
    unit: str = ""
    data: Mapping[str, object] | None = None
