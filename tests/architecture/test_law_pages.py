"""Every numbered case of the law pages is cited by a test, and every citation names a case that exists."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = {page.stem: page for page in sorted((ROOT / "docs" / "law").glob("*.md")) if page.stem != "README"}
CASE_ROW = re.compile(r"^\|\s*(\d+\.\d+)\s*\|", re.MULTILINE)


def cases_of(page: str) -> list[str]:
    return CASE_ROW.findall(PAGES[page].read_text(encoding="utf-8"))


def strings_in(test_file: Path) -> Iterator[str]:
    """Yield the string literals of a test file: parameter ids and docstrings, but no comments."""
    for node in ast.walk(ast.parse(test_file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def citations() -> set[tuple[str, str]]:
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, PAGES))}) (\d+\.\d+)\b")
    test_files = [path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__).resolve()]
    return {(page, case) for path in test_files for text in strings_in(path) for page, case in pattern.findall(text)}


def test_every_case_of_a_law_page_is_cited_by_a_test() -> None:
    missing = {(page, case) for page in PAGES for case in cases_of(page)} - citations()

    assert not missing, f"no test names these cases of docs/law: {sorted(missing)}"


def test_no_test_cites_a_case_that_no_law_page_has() -> None:
    invented = citations() - {(page, case) for page in PAGES for case in cases_of(page)}

    assert not invented, f"docs/law has no such cases: {sorted(invented)}"


def test_no_law_page_uses_a_number_twice() -> None:
    twice = {(page, case) for page in PAGES for case in cases_of(page) if cases_of(page).count(case) > 1}

    assert not twice, f"two cases of one page carry the same number: {sorted(twice)}"
