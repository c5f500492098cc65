"""Amounts in Vietnamese đồng: whole numbers, never floats."""

from dataclasses import dataclass

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


class NotAnAmount(Refusal):
    """A number that is no amount of đồng."""

    def __init__(self) -> None:
        super().__init__(say("Số tiền phải là số đồng nguyên, không âm."))


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of whole đồng, zero or more. Raises NotAnAmount for anything else."""

    vnd: int

    def __post_init__(self) -> None:
        if type(self.vnd) is not int or self.vnd < 0:
            raise NotAnAmount

    def __add__(self, other: "Money") -> "Money":
        return Money(self.vnd + other.vnd)

    def times(self, copies: int) -> "Money":
        """Return the amount for so many copies."""
        return Money(self.vnd * copies)

    def __str__(self) -> str:
        return format_vnd(self.vnd)


def format_vnd(amount: int) -> str:
    """Write an amount as papers do, in Vietnamese whatever is spoken: `50.000 đồng`."""
    return f"{amount:,} đồng".replace(",", ".")


def say_vnd(amount: int) -> str:
    """Write an amount for who reads it now, in the language spoken now; in Vietnamese as papers do."""
    return say("{amount} đồng", amount=f"{amount:,}".replace(",", say("1.000")[1]))
