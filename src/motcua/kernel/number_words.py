"""Whole numbers in Vietnamese words, as amounts are written out on slips: `một triệu không trăm năm mươi nghìn`."""

from typing import Final

from motcua.kernel.money import NotAnAmount

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS: Final = ("", "nghìn", "triệu")
_BILLION: Final = 1_000_000_000


def number_in_words(number: int) -> str:
    """Return a whole number of zero or more in words, small letters. Raises NotAnAmount for a negative one."""
    if number < 0:
        raise NotAnAmount
    return " ".join(_words(number, leads=True)) or _DIGITS[0]


def amount_in_words(vnd: int) -> str:
    """Return an amount as a slip writes it out: `Năm mươi nghìn đồng`."""
    words = f"{number_in_words(vnd)} đồng"
    return words[0].upper() + words[1:]


def _words(number: int, *, leads: bool) -> list[str]:
    """Return the words of a number; one that does not lead says its empty places, too."""
    billions, rest = divmod(number, _BILLION)
    words = [*_words(billions, leads=leads), "tỷ"] if billions else []
    leads = leads and not billions
    for place in (2, 1, 0):
        group, rest = divmod(rest, 1000**place) if place else (rest, 0)
        if group:
            said = _group(group, leads=leads)
            words += [*said, _GROUPS[place]] if place else said
            leads = False
    return words


def _group(group: int, *, leads: bool) -> list[str]:
    """Return the words of three digits, `không trăm` said where something stands before them."""
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or not leads else []
    if tens == 1:
        words.append("mười")
    elif tens:
        words += [_DIGITS[tens], "mươi"]
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones(tens, ones))
    return words


def _ones(tens: int, ones: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    return "lăm" if ones == 5 and tens else _DIGITS[ones]
