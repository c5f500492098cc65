"""Free words of people: how long they may be, and what a supervisor may leave out before they are shown."""

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

MARK = "[…]"
"""Stands where something was left out."""
LONGEST = 1_000


class FaultyRedaction(Refusal):
    """What is to be shown is not what was written with parts left out."""


class TooLong(Refusal):
    """Free words that are longer than a form takes; what was typed stays on the page."""


def comment(text: str) -> str:
    """Return free words as they are kept. Raises TooLong."""
    kept = clean(text)
    if len(kept) > LONGEST:
        raise TooLong(say("Góp ý dài quá {longest} chữ; rút gọn rồi gửi lại. Chưa ghi đánh giá nào.", longest=LONGEST))
    return kept


def require_redaction(written: str, shown: str) -> None:
    """Raise FaultyRedaction unless the text shown is the one written, with a mark for each part left out and nothing added."""
    pieces = [piece.strip() for piece in shown.split(MARK)]
    fits = any(pieces) and written.startswith(pieces[0]) and written.endswith(pieces[-1])
    place = 0
    for piece in pieces:
        found = written.find(piece, place)
        fits = fits and found >= 0
        place = found + len(piece)
    if len(pieces) == 1:
        fits = shown == written
    if not fits:
        raise FaultyRedaction(
            say(
                "Chỉ được bỏ bớt, thay chỗ bỏ bằng {mark}, không được thêm hay đổi chữ. Không có gì thay đổi.",
                mark=MARK,
            )
        )
