"""Hide what looks like a number of ours and is none: laws, articles, dates, times of the day.

A time limit or a fee is written among citations ("Thông tư số 25/2021/TT-BTC ngày 07/4/2021", "sau 15 giờ"). Readers
look for their numbers in the hidden text, which keeps every position, and quote from the original.
"""

import re
from typing import Final

MASK: Final = "§"

_WORD_OF_LAW: Final = (
    r"(?:thông\s?tư|nghị\s?định|quyết\s?định|nghị\s?quyết|luật|bộ luật|pháp lệnh|công văn)(?:\s+liên tịch)?"
)
_CITATIONS: Final = (
    rf"{_WORD_OF_LAW}\s+số:?\s*\d+(?:\s*/[\w\s]{{0,2}}[\w-]+)*",
    rf"{_WORD_OF_LAW}:?\s*\d+(?:\s*/[\w\s]{{0,2}}[\w-]+)+",
    r"(?:số:?\s*)?\d+\s*/\s*\d{4}\s*/\s*[A-ZĐ][\w-]*",
    r"(?:số:?\s*)?\d+\s*/\s*[A-ZĐ]{2,}[\w-]*-[\w-]+",
    r"(?:điều|khoản|điểm|mục|phụ lục|chương|tiểu mục|biểu số|stt)\s+(?:[IVX]+[ab]?|\d+[a-z]?)\b(?:(?:\s*,\s*|\s+và\s+)\d+\b(?!\s*(?:ngày|tháng|giờ|đồng)))*",
)
_DATES: Final = (
    r"(?:ngày\s+)+\d{1,2}\s*/\s*\d{1,2}(?:\s*/\s*\d{4})?",
    r"\b\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}",
    r"\b(?:đến|từ)\s+\d{1,2}\s*/\s*\d{1,2}\b(?!\s*ngày)",
    r"(?:ngày\s+)?\b\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}",
    r"\bngày\s+\d{1,2}\s+(?:của\s+)?(?:hằng\s+|hàng\s+)?tháng\b(?:\s+\d{1,2}\b)?",
    r"\btháng\s+\d{1,2}(?:\s*/\s*\d{4}|\s+năm\s+\d{4}|\b)(?!\s*(?:ngày|giờ|tháng|tuần|năm|[.,]\d))",
    r"\bnăm\s+\d{4}\b",
    r"\bquý\s+(?:\d|I{1,3}V?|IV)\b",
)
_TIMES_OF_DAY: Final = (
    r"\b(?:sau|trước|lúc|từ|đến|hồi)\s+\d{1,2}\s*(?:giờ|h|g)\b(?!\s*làm\s+việc)(?:\s*\d{1,2}\b)?(?:\s*phút)?",
    r"\b\d{1,2}\s*(?:giờ|h)\s*\d{2}\b(?:\s*phút)?",
)
_LAWS_AND_DATES: Final = re.compile("|".join(_CITATIONS + _DATES), re.IGNORECASE)
_TIMES: Final = re.compile("|".join(_TIMES_OF_DAY), re.IGNORECASE)


def hide_citations(text: str) -> str:
    """Return the text with laws, articles and dates blotted out, every position kept."""
    return _LAWS_AND_DATES.sub(blot, text)


def hide_times_of_day(text: str) -> str:
    """Return the text with times of the day ("sau 15 giờ") blotted out, every position kept."""
    return _TIMES.sub(blot, text)


def blot(found: re.Match[str]) -> str:
    """Return as many blots as the match has characters."""
    return MASK * len(found.group())
