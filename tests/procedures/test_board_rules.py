"""Letters that nobody mixes up, what stands on a board and on which sheet, when it is out of date: docs/law/qr-boards.md."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.procedures.rules.boards.face import (
    Aging,
    BoardCell,
    BoardFace,
    differences,
    with_titles,
)
from motcua.domain.procedures.rules.boards.letters import ALPHABET, LENGTH, TAKEN_FOR, new_letters, read_letters
from motcua.domain.procedures.rules.boards.serving import DeskPlace, stands_at
from motcua.domain.procedures.rules.boards.sizes import CELLS, BoardSize, sheets
from motcua.domain.procedures.rules.boards.wording import heading_of, name_on_board, time_on_board

LETTERS = st.text(alphabet=ALPHABET, min_size=LENGTH, max_size=LENGTH)
LOOK_ALIKE = ("0OQD", "1ILJ|!", "2Z", "5S", "8B", "6GC", "UVY", "4A")
TELEX = "AEIOUYDWĂÂÊÔƠƯĐ"


def test_no_two_letters_look_alike_and_none_is_turned_into_a_mark_by_telex() -> None:
    for group in LOOK_ALIKE:
        assert len(set(group) & set(ALPHABET)) <= 1, group
    assert not set(TELEX) & set(ALPHABET)
    assert not set(TAKEN_FOR) & set(ALPHABET)


@given(letters=LETTERS, data=st.data())
def test_whatever_is_mixed_up_when_typing_the_letters_are_the_same(letters: str, data: st.DataObject) -> None:
    """qr-boards 1.1: case, blanks, dashes. And qr-boards 1.2: look-alikes."""
    seen_as = {kept: [typed for typed, meant in TAKEN_FOR.items() if meant == kept] for kept in ALPHABET}
    typed = [data.draw(st.sampled_from([one, one.lower(), *seen_as[one]])) for one in letters]
    between = data.draw(st.sampled_from(["", " ", "-", "."]))

    assert read_letters(between.join(typed)) == letters


@given(first=LETTERS, second=LETTERS)
def test_two_addresses_are_never_taken_for_each_other(first: str, second: str) -> None:
    assert (read_letters(first) == read_letters(second)) is (first == second)


@pytest.mark.parametrize("typed", ["", "B", "BCFHK", "BCFHKMN", "BCFHK0", "ĐCFHKM", "b" * 10_000, "' OR 1", "<b>BCF"])
def test_letters_that_cannot_be_any_are_none(typed: str) -> None:
    """qr-boards 1.3: too few, too many, signs that are none."""
    assert read_letters(typed) is None


def test_new_letters_are_six_of_the_alphabet() -> None:
    made = {new_letters(random.Random(number).choice) for number in range(200)}

    assert len(made) == 200
    assert all(read_letters(one) == one for one in made)


def cell(code: str, title: str = "", time: str = "5 ngày làm việc", name: str = "") -> BoardCell:
    return BoardCell(
        letters="", code=code, name=name or title or f"Thủ tục {code}", title=title or f"Thủ tục {code}", time=time
    )


SEARCH = cell("", "Thủ tục khác", "Tìm theo việc cần làm")


def face(*cells: BoardCell, **changes: str) -> BoardFace:
    said = {"origin": "https://mc.vn", "desk_name": "Quầy xã", "field": "Hộ tịch", "place": "sảnh", **changes}
    return BoardFace(**said, cells=cells, search=SEARCH)


HUNG = face(cell("1"), cell("2"))


@pytest.mark.parametrize(
    ("now", "kinds"),
    [
        pytest.param(HUNG, [], id="qr-boards 4.5 nothing that is printed changed"),
        pytest.param(face(cell("1"), cell("2"), cell("3")), [Aging.ADDED], id="qr-boards 4.1 added"),
        pytest.param(face(cell("1")), [Aging.ENDED], id="qr-boards 4.2 ended"),
        pytest.param(face(cell("1", "Tên mới"), cell("2")), [Aging.RENAMED], id="qr-boards 4.3 renamed"),
        pytest.param(face(cell("1"), cell("2", time="3 ngày")), [Aging.RETIMED], id="qr-boards 4.4 another limit"),
        pytest.param(replace(HUNG, desk_name="Quầy mới"), [Aging.UNIT_RENAMED], id="qr-boards 4.6 desk renamed"),
        pytest.param(None, [Aging.UNIT_ENDED], id="qr-boards 4.7 desk no more"),
        pytest.param(replace(HUNG, origin="https://khac.vn"), [Aging.READDRESSED], id="qr-boards 4.8 another address"),
        pytest.param(replace(HUNG, place="cửa"), [], id="where it is to hang is no reason"),
        pytest.param(face(cell("2"), cell("3")), [Aging.ENDED, Aging.ADDED], id="what ended first"),
    ],
)
def test_a_board_is_out_of_date_where_what_is_printed_is_otherwise_now(
    now: BoardFace | None, kinds: list[Aging]
) -> None:
    found = differences(HUNG, now)

    assert [one.kind for one in found] == kinds
    assert all("{" not in one.in_words() for one in found)


def test_a_short_title_goes_on_while_the_official_name_is_the_same() -> None:
    """qr-boards 3.3: the short title stays with the name it was given to."""
    before = face(replace(cell("1", name="Tên rất dài"), title="Tên ngắn"))
    same, renamed = cell("1", "Tên rất dài"), cell("1", "Tên dài khác")

    assert with_titles([same], before, {})[0].title == "Tên ngắn"
    assert with_titles([renamed], before, {})[0].title == "Tên dài khác"
    assert with_titles([renamed], before, {"1": "Mới"})[0].title == "Mới"
    assert with_titles([same], before, {"1": ""})[0].title == "Tên rất dài"


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        pytest.param(["5 ngày làm việc"], "5 ngày làm việc", id="qr-boards 3.5 one limit"),
        pytest.param(["Trong ngày"], "Trả trong ngày", id="within the day"),
        pytest.param(["3 ngày làm việc", "5 ngày làm việc", "3 ngày làm việc"], "3 hoặc 5 ngày làm việc", id="two"),
        pytest.param(["Trong ngày", "5 ngày"], "Trong ngày hoặc 5 ngày", id="two of different kinds"),
        pytest.param(["1 ngày", "2 ngày", "3 ngày"], "Tùy trường hợp, quét để xem", id="more"),
        pytest.param([], "Hỏi tại quầy", id="none stated"),
    ],
)
def test_how_long_it_takes_is_said_on_one_line(limits: list[str], said: str) -> None:
    assert time_on_board(limits) == said


def test_official_names_lose_what_people_need_not_read() -> None:
    assert name_on_board("Thủ tục đăng ký khai sinh") == "Đăng ký khai sinh"
    assert name_on_board("Tách thửa hoặc hợp thửa đất.") == "Tách thửa hoặc hợp thửa đất"
    assert (heading_of("Hộ tịch"), heading_of("Thủ tục khác"), heading_of("")) == (
        "Thủ tục hộ tịch", "Thủ tục khác", "Thủ tục hành chính")  # fmt: skip


@given(count=st.integers(1, 60), size=st.sampled_from(BoardSize))
def test_every_procedure_stands_once_and_every_shared_sheet_ends_with_the_search_page(
    count: int, size: BoardSize
) -> None:
    """qr-boards 3.7: several sheets, each of which ends with the search page; a card has none."""
    cells = list(range(count))

    found = sheets(cells, -1, size)

    assert [one for sheet in found for one in sheet if one >= 0] == cells
    assert all(len(sheet) <= CELLS[size] for sheet in found)
    assert {sheet[-1] == -1 for sheet in found} == {size is not BoardSize.CARD}


COMMUNE = DeskPlace("X.01", "Quầy xã", "X", is_commune=True, is_district=False)
CENTRE = DeskPlace("T.14", "Trung tâm", "T", is_commune=False, is_district=False)
DISTRICT = DeskPlace("H.01", "Quầy huyện", "H", is_commune=False, is_district=True)


@pytest.mark.parametrize(
    ("settles", "line", "desks"),
    [
        pytest.param("commune_of_desk", (), [COMMUNE], id="qr-boards 3.1 communes"),
        pytest.param("district_of_desk", (), [DISTRICT], id="districts"),
        pytest.param("S", ("S", "T"), [CENTRE], id="qr-boards 3.2 a department below the council"),
        pytest.param("X", ("X", "T"), [COMMUNE, CENTRE], id="one commune alone, and the centre above it"),
        pytest.param("Z", ("Z",), [], id="a unit of another tree"),
    ],
)
def test_a_procedure_stands_where_the_unit_that_settles_it_has_its_desk(settles, line, desks) -> None:
    assert [one for one in (COMMUNE, DISTRICT, CENTRE) if stands_at(settles, one, line)] == desks
