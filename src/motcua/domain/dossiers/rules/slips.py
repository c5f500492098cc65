"""What the control slip and the notice of payment may say: standing by moments, one amount by what is published."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final, Protocol, TypeVar

from motcua.domain.dossiers.rules.words import StepState
from motcua.kernel.language import say
from motcua.kernel.money import Money
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import Lateness, lateness_of

STANDINGS: Final = {
    Lateness.EARLY: "Trước hạn",
    Lateness.ON_TIME: "Đúng hạn",
    Lateness.LATE: "Quá hạn",
}
MOST_COPIES: Final = 999


class NothingToPay(Refusal):
    """There is no amount that a notice of payment could ask for."""


def standing(*, state: str, due_at: datetime | None, done_at: datetime | None, at: datetime) -> str:
    """Return how a step stands against its own due moment; one without says so."""
    if state == StepState.CANCELLED:
        return "Không làm nữa"
    if state == StepState.SUSPENDED:
        return "Tạm dừng, chờ bổ sung"
    if done_at is None:
        return "Đang giải quyết, quá hạn" if due_at is not None and at > due_at else "Đang giải quyết"
    if due_at is None:
        return "Đã xong, bước không có hạn riêng"
    return STANDINGS[lateness_of(ready_at=done_at, promised_at=due_at)]


class Amount(Protocol):
    """One published amount of a fee: `value` as text, in whole units of `currency`."""

    @property
    def value(self) -> str: ...

    @property
    def currency(self) -> str: ...


Published = TypeVar("Published", bound=Amount)


def amount_asked(amounts: Sequence[Published], number: int | None, *, is_free: bool = False) -> Published:
    """Return the amount a notice asks for: the only one, or the one chosen, from 1. Raises NothingToPay.

    `amounts`: those that are sure, none where the fee is not; `is_free`: it is sure that nothing is to be paid.
    """
    if is_free:
        raise NothingToPay(say("Hồ sơ này không thu phí, lệ phí nên không lập thông báo nộp."))
    if not amounts:
        raise NothingToPay(say("Mức thu của thủ tục này chưa công bố rõ nên chưa lập được thông báo nộp."))
    if number is None and len(amounts) > 1:
        raise NothingToPay(
            say("Thủ tục này có {count} mức thu: chọn mức áp dụng cho hồ sơ. Chưa lập gì.", count=len(amounts))
        )
    wanted = 1 if number is None else number
    if not 1 <= wanted <= len(amounts):
        raise NothingToPay(say("Không có mức thu thứ {number}. Chưa lập gì.", number=wanted))
    return amounts[wanted - 1]


def total_of(amount: Amount, copies: int) -> Money:
    """Return an amount times how many are asked for. Raises NothingToPay for what is no whole đồng, or no number."""
    if not 1 <= copies <= MOST_COPIES:
        raise NothingToPay(say("Số lượng phải từ 1 đến {most}. Chưa lập gì.", most=MOST_COPIES))
    try:
        value = Decimal(amount.value)
    except InvalidOperation:
        value = Decimal("0.5")
    if amount.currency != "VND" or value != int(value):
        raise NothingToPay(say("Mức thu này không phải số đồng nguyên nên chưa lập được thông báo nộp."))
    return Money(int(value)).times(copies)


def require_open(ended_at: datetime | None) -> None:
    """Raise NothingToPay for a dossier that has ended: nobody is asked to pay for it any more."""
    if ended_at is not None:
        raise NothingToPay(say("Hồ sơ đã kết thúc nên không lập thông báo nộp phí, lệ phí."))
