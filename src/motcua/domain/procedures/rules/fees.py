"""The fee of one place from its rows: each text read, and put together where a channel has several.

A fee is shown only where the text is sure; otherwise it is a doubt with the source's own words.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from motcua.domain.procedures.rules.channel_rows import ChannelRow
from motcua.domain.procedures.rules.content import FeeAmount, FeeInfo
from motcua.domain.procedures.rules.fee_text import Fee, FeeKind, read_fee
from motcua.kernel.vietnamese import fold

FeeDoubt = tuple[str, str, str]
LOST_ZEROS = "ba số 0"
"""By these words the reader's doubt tells an amount that lost its thousands."""
NOTHING = FeeInfo(FeeKind.NOT_STATED)


def joined_fees(rows: Sequence[ChannelRow]) -> tuple[FeeInfo, FeeDoubt | None]:
    """Return the fee of the rows of one place, and the kind, text and reason of a doubt.

    Several texts: all sure amounts are kept, each under its row's note; anything else is a doubt.
    """
    by_text: dict[str, ChannelRow] = {}
    for row in rows:
        by_text.setdefault(row.fee_text, row)
    if not by_text:
        return NOTHING, None
    read = [(row, *fee_of(text)) for text, row in by_text.items()]
    if len(read) == 1:
        _, fee, doubt = read[0]
        return fee, doubt
    text = "\n".join(text for text in by_text if text)
    doubts = [one for _, _, one in read if one is not None]
    if doubts:
        return FeeInfo(FeeKind.NOT_STATED, text=text), (doubts[0][0], text, doubts[0][2])
    stated = [(row, fee) for row, fee, _ in read if fee.kind is not FeeKind.NOT_STATED]
    if len(stated) == 1 and len(read) == 2:
        return stated[0][1], None
    if any(fee.kind is not FeeKind.AMOUNT or not row.note for row, fee in stated) or not stated:
        return FeeInfo(FeeKind.NOT_STATED, text=text), (("fee_doubtful", text, "") if stated else None)
    amounts = tuple(
        replace(one, condition="; ".join(filter(None, (row.note, one.condition))))
        for row, fee in stated
        for one in fee.amounts
    )
    return FeeInfo(FeeKind.AMOUNT, amounts, text=text), None


@lru_cache(maxsize=8192)
def fee_of(text: str) -> tuple[FeeInfo, FeeDoubt | None]:
    """Return the fee that a text states, and the doubt where it is not sure."""
    fee = read_fee(text)
    info = FeeInfo(
        kind=fee.kind,
        amounts=tuple(
            FeeAmount(
                value=format(one.value, "f"), currency=one.currency, per=one.per or "", condition=one.condition or ""
            )
            for one in fee.amounts
        ),
        text=text,
    )
    kind = _doubt_kind(fee, text)
    return info, (kind, text, fee.doubt or "") if kind else None


def _doubt_kind(fee: Fee, text: str) -> str:
    if fee.kind is FeeKind.SEE_NOTE:
        return "fee_see_note"
    if not fee.doubt:
        return ""
    if LOST_ZEROS in fee.doubt:
        return "fee_thousands_lost"
    return "free_with_a_fee" if fold(text).startswith("mien phi") else "fee_doubtful"
