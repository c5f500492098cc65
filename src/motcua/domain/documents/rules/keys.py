"""The key of a receipt: eight letters and digits that nobody mixes up, four and four (mã xem chi tiết).

Law: docs/law/following.md, cases 5 to 9.
"""

from typing import Final

LETTERS: Final = "ACDEFHJKLMNPRTUWXY34679"
"""Neither 0 nor O and Q, 1 nor I, 2 nor Z, 5 nor S, 8 nor B, 6 nor G, U nor V together: of such a pair at most one."""
LENGTH: Final = 8
_MEANT: Final = str.maketrans({"G": "6", "V": "U", "I": "L", "1": "L"})


def key_from(digest: str) -> str:
    """Return the key that a digest (hexadecimal) stands for."""
    rest, letters = int(digest, 16), ""
    for _ in range(LENGTH):
        rest, place = divmod(rest, len(LETTERS))
        letters += LETTERS[place]
    return letters


def grouped(key: str) -> str:
    """Return a key as it is printed: `ACDE-3467`."""
    return f"{key[: LENGTH // 2]}-{key[LENGTH // 2 :]}"


def as_typed(text: str) -> str:
    """Return what was typed as a key: blanks, dashes and small letters do not matter, nor a letter that looks alike."""
    kept = "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())
    return kept.translate(_MEANT)[: LENGTH + 1]
