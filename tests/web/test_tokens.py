"""The contrast that the design promises, computed again from the tokens (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "frontend" / "styles" / "tokens.css"
TEXT, MARK = 4.5, 3.0
WHITE = "#ffffff"
STATES = ("late", "risk", "done", "wait", "run")


def colours() -> dict[str, str]:
    return dict(re.findall(r"--mc-([\w-]+):\s*(#[0-9a-f]{6})\b", TOKENS.read_text()))


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_the_ratio_of_black_on_white_is_twenty_one() -> None:
    assert ratio("#000000", WHITE) == pytest.approx(21)


TEXTS = [
    *[("ink", ground) for ground in ("sheet", "ground", "brand-soft", *(f"{state}-soft" for state in STATES))],
    *[("ink-2", ground) for ground in ("sheet", "ground", "brand-soft", "run-soft")],
    *[("link", ground) for ground in ("sheet", "ground", "brand-soft", *(f"{state}-soft" for state in STATES))],
    *[(state, ground) for state in STATES for ground in ("sheet", "ground", f"{state}-soft", "brand-soft")],
    *[("sheet", ground) for ground in ("brand", "brand-deep", "late")],
    ("brand", "sheet"),
    ("ink", "focus"),
]
MARKS = [
    ("control", "sheet"),
    ("control", "ground"),
    ("brand", "sheet"),
    ("brand", "brand-soft"),
    ("focus", "ink"),
    ("focus", "brand-deep"),
    ("ink", "sheet"),
    *[(f"{state}-mark", "sheet") for state in STATES],
    *[(f"{state}-mark", f"{state}-soft") for state in STATES],
]


@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read(text: str, ground: str) -> None:
    found = colours()
    assert ratio(found[text], found[ground]) >= TEXT


@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_controls_and_marks_can_be_seen(mark: str, ground: str) -> None:
    found = colours()
    assert ratio(found[mark], found[ground]) >= MARK
