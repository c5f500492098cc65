"""English words for everyday matters, said in Vietnamese before anything else is read.

Vietnamese syllables without marks look like many English words (`can`, `in`, `my`), so an English word alone must be no
syllable of Vietnamese, and the small words are only left out of questions that are English for more than their half.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.domain.procedures.rules.search.phrases import Phrases, as_phrases, syllables

Row = tuple[str, ...]


@dataclass(frozen=True)
class English:
    """`words`: English phrases without small words, each with its Vietnamese; `small`: words that tell nothing."""

    words: Phrases[Row]
    small: frozenset[str]

    def in_vietnamese(self, row: Sequence[str]) -> Row:
        """Return a row of syllables with its English said in Vietnamese; a row without English as it is."""
        short = tuple(one for one in row if one not in self.small)
        left = sum(piece.end - piece.start for piece in self.words.parts(short) if piece.value is None)
        is_english = left < len(short) and 2 * left < len(row)
        return self._said(short if is_english else tuple(row))

    def _said(self, row: Row) -> Row:
        pieces = self.words.parts(row)
        return tuple(one for piece in pieces for one in (piece.value or row[piece.start : piece.end]))


def english_of(data: Mapping[str, Any]) -> English:
    """Return the English words as their file has them."""
    small = frozenset(one for row in as_phrases(data["small"]) for one in row)
    words = {syllables(said): syllables(meant) for said, meant in data["words"].items()}
    return English(Phrases(words), small)
