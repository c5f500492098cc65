"""Texts of a published record as people read them: in paragraphs, without the marks of the list they came from, a long one beginning first.

Nothing is left out: where only a beginning stands first, the whole is one touch below it.
"""

import re
from dataclasses import dataclass

from motcua.kernel.vietnamese import fold

RESULT_CODE = re.compile(r"\s*(?:\(?\s*Mã:\s*(?:[`'][^`'\n]*[`']|[A-Z0-9.\-]*\d)\s*\)?|\(KQ[A-Z0-9.\-]*\d\))")
"""The code of a result in the national list, often glued to the words before and after it."""
FRONT_MARK = re.compile(r"^(?:[*•+\-–]\s*)+")
EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
POINT = re.compile(r"[^\W\d_]{1,2}[).]")
"""How a point of a law begins: a letter, or two."""
FILE_ENDING = re.compile(r"\.+(?:docx?|xlsx?|pdf|rtf)\b", re.IGNORECASE)
NO_FEE = frozenset({"0", "khong", "mien"})
WORDS_OF_NO_FEE = NO_FEE | {"co", "dong", "le", "phi", "thu", "vnd"}
"""What a source says of no fee at all, folded."""


@dataclass(frozen=True)
class Text:
    """A text on a page: its lines, and where they are long what stands first (empty where all of it stands there)."""

    lines: tuple[str, ...]
    start: str = ""

    def __str__(self) -> str:
        return self.start or " ".join(self.lines)

    def __bool__(self) -> bool:
        return bool(self.lines)


def text_of(text: str, most: int) -> Text:
    """Return a text word for word; longer than `most` letters, it begins with as many whole words as they hold."""
    return lines_of([one.strip() for one in text.splitlines()], most)


def lines_of(lines: list[str], most: int) -> Text:
    """Return lines as one text, the empty ones left out."""
    kept = tuple(one for one in lines if one)
    return Text(kept, beginning(" ".join(kept), most))


def told_apart(names: list[str], most: int) -> list[Text]:
    """Return names that stand beside each other: so much of each that no two begin alike."""
    longest = max(map(len, names), default=0)
    while most < longest:
        found = [text_of(one, most) for one in names]
        if len({str(one) for one in found}) == len(set(names)):
            return found
        most *= 2
    return [text_of(one, most) for one in names]


def beginning(text: str, most: int) -> str:
    """Return the first whole words of a text; nothing where all of it has room, or where little more is left."""
    if len(text) <= most + most // 5:
        return ""
    cut = text[: most + 1].rsplit(" ", 1)[0] if " " in text[:most] else text[:most]
    return cut.rstrip(" ,;:.(-–“\"'")


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a long text: a line that goes on in small letters belongs to the one before it."""
    found: list[str] = []
    may_go_on = False
    for line in (one.strip() for one in EMPHASIS.sub(r"\1", text).splitlines()):
        if line and may_go_on and line[0].islower() and not POINT.match(line):
            found[-1] = f"{found[-1]} {line}"
        elif line:
            found.append(line)
        may_go_on = bool(line)
    return found


def results(text: str) -> list[str]:
    """Return what a procedure gives, one paper a line, without their codes in the state's list."""
    parts = (part for line in text.splitlines() for part in RESULT_CODE.split(line))
    return [kept for part in parts if (kept := FRONT_MARK.sub("", part.strip()).strip(" ;"))]


def form_name(form: str) -> str:
    """Return how a form is called, without the endings of files."""
    return FILE_ENDING.sub("", form).strip(" .;")


def adds_to_fee(text: str, fee: str, *, is_free: bool) -> bool:
    """Tell whether the record's words of a fee say more than what the page itself says above them."""
    words = [word for word in re.split(r"\W+", fold(text)) if word]
    if set(words) <= WORDS_OF_NO_FEE:
        return not is_free and not NO_FEE.isdisjoint(words)
    return "".join(words) != "".join(re.split(r"\W+", fold(fee)))
