"""Periods of days or moments. The end does not belong to them, so one ends where the next begins."""

from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


class Ordered(Protocol):
    """What can bound a period: dates, moments, numbers."""

    def __lt__(self, other: Any, /) -> bool: ...
    def __le__(self, other: Any, /) -> bool: ...


T = TypeVar("T", bound=Ordered)


class EmptyPeriod(Refusal):
    """A period that would end before it holds anything."""

    def __init__(self) -> None:
        super().__init__(say("Thời điểm kết thúc phải sau thời điểm bắt đầu."))


@dataclass(frozen=True, slots=True)
class Period(Generic[T]):
    """From `start` until just before `end`; without `end` it is still open. Raises EmptyPeriod."""

    start: T
    end: T | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise EmptyPeriod

    def contains(self, moment: T) -> bool:
        """Tell whether the moment lies in the period; its start does, its end does not."""
        return self.start <= moment and (self.end is None or moment < self.end)

    def overlaps(self, other: "Period[T]") -> bool:
        """Tell whether the two have a moment in common; periods that only touch have none."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)
