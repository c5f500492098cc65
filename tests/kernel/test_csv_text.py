"""Tables as comma-separated text: read back they are the same, and no cell is taken for a formula."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.csv_text import csv_text

CELLS = st.one_of(st.integers(), st.text(st.characters(exclude_categories=("Cs", "Cc"))))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2)))
def test_read_back_the_rows_are_the_same(rows):
    text = csv_text(["a", "b"], rows)
    read = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))

    assert read[0] == ["a", "b"]
    assert [[cell.removeprefix("'") for cell in row] for row in read[1:]] == [
        [str(cell).removeprefix("'") for cell in row] for row in rows
    ]
    assert not [cell for row, told in zip(rows, read[1:], strict=True) for was, cell in zip(row, told, strict=True)
                if isinstance(was, str) and cell.startswith(("=", "+", "-", "@"))]  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+84", "-x", "@lan"])
def test_a_text_that_would_be_a_formula_begins_with_an_apostrophe(text):
    assert csv_text(["x"], [[text]]) == f"\ufeffx\n'{text}\n"


def test_a_negative_number_stays_a_number():
    assert csv_text(["x"], [[-1]]) == "\ufeffx\n-1\n"
