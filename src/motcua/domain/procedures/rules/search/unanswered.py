"""What is kept of a question that found nothing: words without digits, cut short, nothing of who asked."""

import re
from typing import Final

from motcua.domain.procedures.rules.search.phrases import syllables, without_addresses

MOST_KEPT: Final = 12
LONGEST_KEPT: Final = 12
MASK: Final = "#"
_DIGIT: Final = re.compile(r"[0-9]")


def kept_words(text: str) -> str:
    """Return the words of a question as they may be kept: no addresses, folded, whatever holds a digit masked, at most twelve of them."""
    row = syllables(without_addresses(text), MOST_KEPT)
    return " ".join(MASK if _DIGIT.search(one) else one[:LONGEST_KEPT] for one in row)
