"""Scores of the national index that are a share times a maximum; what nobody asked for scores as its data says.

The index of agencies will be computed by these; until it is, only the rows that the nation published hold them.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class ShareScore:
    """How one indicator scores: maximum points, the share that earns them all, and the points where none is due.

    `when_none` None: with a denominator of zero the indicator cannot be computed.
    """

    maximum: Fraction
    target: Fraction
    when_none: Fraction | None

    def of(self, part: int, whole: int) -> Fraction | None:
        """Return the exact points of part/whole, never above the maximum; round only what is shown."""
        if not whole:
            return self.when_none
        return min(self.maximum, self.maximum * Fraction(part, whole) / self.target)
