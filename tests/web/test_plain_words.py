"""Pages for people are written in plain words: the list with its reasons is docs/plain-words.md."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "src" / "motcua" / "entrypoints" / "web"
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
PAGES = sorted([*(WEB / "templates" / "citizen").glob("*.html"), *(WEB / "citizen").glob("*.py")])


def rows() -> list[tuple[str, str, str]]:
    found = ROW.findall((ROOT / "docs" / "plain-words.md").read_text(encoding="utf-8"))
    return [row for row in found if row[0] not in ("write", "---")]


def test_every_word_of_the_list_has_its_reason() -> None:
    assert len(rows()) >= 12
    assert all(len(why.split()) >= 4 for _, _, why in rows())


@pytest.mark.parametrize("avoided", [avoided for _, avoided, _ in rows()])
def test_no_page_for_people_uses_the_word_that_is_avoided(avoided: str) -> None:
    word = re.compile(rf"(?<!\w){re.escape(avoided)}(?!\w)", re.IGNORECASE)

    assert len(PAGES) > 20
    assert [path.name for path in PAGES if word.search(path.read_text(encoding="utf-8"))] == []
