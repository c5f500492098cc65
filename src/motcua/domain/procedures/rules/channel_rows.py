"""One row of ways to file, as the national record has it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChannelRow:
    """Counter, post or online, with the texts of its time limit and fee. `case` empty: every case."""

    channel: str
    time_limit_text: str
    fee_text: str
    note: str
    case: str = ""
