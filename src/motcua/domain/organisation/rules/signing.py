"""In whose name a position signs: the lines over the name, as a letter ends (thể thức ký).

The head signs in the own name; a deputy for the head (KT.), somebody below by order (TL.) or by delegation (TUQ.).
Source: NĐ 30/2020/NĐ-CP, article 13 and annex I.
"""

from enum import StrEnum

from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

MOST_LINES, MOST_LETTERS = 2, 100


class SigningForm(StrEnum):
    """By which right somebody signs."""

    HEAD = "head"
    FOR_HEAD = "for_head"
    BY_ORDER = "by_order"
    BY_DELEGATION = "by_delegation"


PREFIXES = {
    "KT.": SigningForm.FOR_HEAD,
    "TL.": SigningForm.BY_ORDER,
    "TUQ.": SigningForm.BY_DELEGATION,
}
SIGNING_FORM_NAMES = {
    SigningForm.HEAD: to_say("người đứng đầu ký"),
    SigningForm.FOR_HEAD: to_say("ký thay người đứng đầu"),
    SigningForm.BY_ORDER: to_say("ký thừa lệnh"),
    SigningForm.BY_DELEGATION: to_say("ký thừa ủy quyền"),
}


class FaultySignature(Refusal):
    """The lines over a signature do not say in whose name it is given."""


def signature_lines(text: str) -> str:
    """Return the lines as they are printed, in capitals; empty where a position signs nothing.

    One line is the head's own title; two lines begin with KT., TL. or TUQ. and end with the signer's own title.
    Raises FaultySignature.
    """
    lines = [line.upper() for line in (clean(part) for part in text.splitlines()) if line]
    if not lines:
        return ""
    if len(lines) > MOST_LINES or any(len(line) > MOST_LETTERS for line in lines):
        raise FaultySignature(say("Thể thức ký có nhiều nhất hai dòng, mỗi dòng không quá 100 chữ."))
    stands_for = lines[0].split(" ")[0] in PREFIXES
    if stands_for != (len(lines) > 1):
        raise FaultySignature(
            say(
                "Thể thức ký của người đứng đầu là một dòng chức danh; người ký thay, thừa lệnh, thừa ủy "
                "quyền có dòng đầu bắt đầu bằng KT., TL. hoặc TUQ. và dòng sau là chức danh của mình."
            )
        )
    return "\n".join(lines)


def signing_form(lines: str) -> SigningForm:
    """Return by which right the lines are given. Call with lines that are not empty."""
    return PREFIXES.get(lines.split(" ", maxsplit=1)[0], SigningForm.HEAD)
