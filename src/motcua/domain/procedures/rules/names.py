"""The name of a procedure as it may be shown, and what was odd about it."""

import re

from motcua.domain.procedures.rules.doubts import Doubt, doubt
from motcua.domain.procedures.rules.raw_record import UnreadableRecord
from motcua.domain.procedures.rules.source_text import NUMBERED, is_empty, one_line, readable
from motcua.domain.procedures.rules.words import any_start, words
from motcua.kernel.language import to_say
from motcua.kernel.vietnamese import fold

LITERAL_BREAKS = re.compile(r"\\[tnr](?=[^\W\d_]{2})")


def read_name(raw: str, *, code: str) -> tuple[str, tuple[Doubt, ...], frozenset[str]]:
    """Return the name on one line without numbering, its doubts, and what was mended.

    Raises UnreadableRecord for no name, or one longer than any law's title.
    """
    text, mended = (found := readable(raw)).text, found.mended
    if is_empty(text):
        raise UnreadableRecord("Bản ghi không có tên thủ tục.", field="name", code=code)
    if len(text) > words()["longest_name"]:
        raise UnreadableRecord(f"Tên thủ tục dài {len(text)} ký tự, quá dài.", field="name", code=code)
    name, kinds = _straightened(text)
    if "lookalike_letters" in mended:
        kinds.append("lookalike_letters")
    if name == name.upper() and any(letter.isalpha() for letter in name):
        kinds.append("name_in_capitals")
    if no_procedure_because(name):
        kinds.append("not_a_procedure")
    if len(name) > words()["long_name"]:
        kinds.append("name_long")
    return name, tuple(doubt(kind, field="name", text=text) for kind in kinds), mended


def _straightened(text: str) -> tuple[str, list[str]]:
    kinds = []
    if NUMBERED.match(text):
        kinds.append("name_numbered")
        text = NUMBERED.sub("", text)
    if "\n" in text or LITERAL_BREAKS.search(text):
        kinds.append("name_broken")
        lines = [line.strip() for line in text.split("\n")]
        if len(lines) == 2 and lines[0] == lines[1]:
            kinds.append("name_repeated")
            text = lines[0]
        text = LITERAL_BREAKS.sub(" ", text)
    return one_line(text), kinds


NO_PROCEDURE = to_say("Tên là một quyết định công bố danh mục, không phải một thủ tục.")
"""Kept with the record: said when shown."""


def no_procedure_because(name: str) -> str:
    """Return why a record under this name is no procedure at all, or nothing."""
    if any_start(fold(name), "not_a_procedure"):
        return NO_PROCEDURE
    return ""
