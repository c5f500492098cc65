"""What a national record says, mended or doubted: the cases of docs/law/national-records.md."""

from typing import Any

import pytest

from motcua.domain.procedures.rules.components import ComponentKind
from motcua.domain.procedures.rules.composition import Composition, compose
from motcua.domain.procedures.rules.national_record import Reading, read_record
from motcua.domain.procedures.rules.publication import Standing, classify
from motcua.domain.procedures.rules.raw_record import UnreadableRecord
from motcua.domain.procedures.rules.wording import fee_words, limit_words
from motcua.domain.procedures.testing import a_paper, a_record, a_row, import_records, rows_on_all_channels

LOST = "suzynotsusie/data-pipeline (unit collapsed)"


def read(**changes: Any) -> Reading:
    return read_record(a_record(**changes))


def composed(**changes: Any) -> Composition:
    reading = read(**changes)
    return compose(reading.record, doubts=reading.doubts)


def kinds(**changes: Any) -> set[str]:
    return {doubt.kind for doubt in composed(**changes).doubts}


def limits(**changes: Any) -> list[str]:
    return [limit_words(offer.limit) for case in composed(**changes).content.cases for offer in case.offers]


def test_a_clean_record_has_no_doubt_and_is_publishable_untouched() -> None:
    reading = read()

    assert kinds() == set()
    assert classify(reading.record, reading.doubts) is Standing.UNTOUCHED
    assert limits() == ["5 ngày làm việc"] * 3


@pytest.mark.parametrize(
    ("changes", "doubt", "limit"),
    [
        pytest.param(
            {"channels": [a_row(limit="3 ngày")], "time_source": LOST},
            "unit_lost",
            "Chưa có thời hạn",
            id="national-records 1.1 plain days of a source that loses units",
        ),
        pytest.param(
            {"channels": [a_row(limit="3 ngày làm việc")], "time_source": LOST},
            None,
            "3 ngày làm việc",
            id="national-records 1.2 working days of that source",
        ),
        pytest.param({"channels": [a_row(limit="3 ngày")]}, None, "3 ngày", id="national-records 1.3 another source"),
        pytest.param(
            {"channels": [a_row(limit="5")]}, "bare_number", "Chưa có thời hạn", id="national-records 2.1 bare number"
        ),
        pytest.param(
            {"channels": [a_row(limit="Không quy định")]},
            "limit_missing",
            "Chưa có thời hạn",
            id="national-records 8.3 no limit laid down",
        ),
        pytest.param({"channels": [a_row(limit="")]}, "limit_missing", "Chưa có thời hạn", id="empty limit"),
        pytest.param(
            {"channels": [a_row(limit="2 tuần")]},
            "limit_unreadable",
            "Chưa có thời hạn",
            id="national-records 8.2 a unit that is none of ours",
        ),
        pytest.param({"channels": [a_row(limit="0 ngày")]}, "limit_unreadable", "Chưa có thời hạn", id="zero"),
    ],
)
def test_a_limit_is_read_or_doubted_and_never_guessed(changes: dict[str, Any], doubt: str | None, limit: str) -> None:
    assert kinds(**changes) == ({doubt} if doubt else set())
    assert limits(**changes) == [limit]


def test_the_same_bare_number_on_three_channels_is_one_question() -> None:
    """national-records 2.2"""
    doubts = composed(channels=rows_on_all_channels("5")).doubts

    assert [(doubt.field, doubt.marked) for doubt in doubts] == [("time_limit", "5")]
    assert doubts[0].text.count("\n") == 2


def test_glued_cells_give_nothing() -> None:
    """national-records 3.1"""
    glued = "Hình thức nộpThời gianPhí, lệ phíTrực tuyến120 VNĐ(20.000 đồng/tờ khai)"

    assert kinds(channels=[], channels_raw=glued) == {"glued_cells", "limit_missing"}


@pytest.mark.parametrize(
    ("text", "doubt", "words"),
    [
        pytest.param("20 VNĐ(20.000 đồng/tờ khai)", "fee_thousands_lost", None, id="national-records 4.1 zeros lost"),
        pytest.param("Miễn phí(35.000 đồng/giấy)", "free_with_a_fee", None, id="national-records 4.2 free, with a fee"),
        pytest.param("Miễn phí", None, "Không thu", id="national-records 4.3 free"),
        pytest.param("", None, "Chưa công bố, hỏi tại quầy", id="national-records 4.4 nothing stated"),
        pytest.param(
            "Miễn phí(Mức thu do Hội đồng nhân dân tỉnh quy định)",
            "fee_see_note",
            "Chưa công bố, hỏi tại quầy",
            id="national-records 4.5 set by the council",
        ),
        pytest.param("50.000 đồng", None, "50.000 đồng", id="an amount"),
    ],
)
def test_a_fee_is_stated_free_or_doubted(text: str, doubt: str | None, words: str | None) -> None:
    composition = composed(channels=[a_row(fee=text)])

    assert {one.kind for one in composition.doubts} == ({doubt} if doubt else set())
    if words:
        assert fee_words(composition.content.cases[0].offers[0].fee) == words


def test_rows_that_contradict_each_other_give_no_limit() -> None:
    """national-records 7.1"""
    rows = [a_row(limit="15 ngày", note="Nộp tại trung tâm."), a_row(limit="25 ngày", note="Nộp ở xã miền núi.")]

    assert kinds(channels=rows) == {"rows_repeat"}
    assert limits(channels=rows) == ["Chưa có thời hạn"]


def test_notes_that_name_their_case_make_cases() -> None:
    """national-records 7.2"""
    rows = [
        a_row(channel, limit, note=f"{case}\nThực hiện trong {limit}.")
        for channel in ("Trực tiếp", "Trực tuyến")
        for case, limit in (("a) Trường hợp cấp mới", "10 ngày làm việc"), ("b) Trường hợp cấp lại", "3 ngày làm việc"))
    ]

    content = composed(channels=rows).content

    assert [case.name for case in content.cases] == ["Trường hợp cấp mới", "Trường hợp cấp lại"]
    assert [limit_words(case.offers[0].limit) for case in content.cases] == ["10 ngày làm việc", "3 ngày làm việc"]
    assert kinds(channels=rows) == set()


def test_notes_that_are_steps_of_the_process_make_no_cases() -> None:
    """national-records 7.6"""
    rows = [
        a_row(limit="2 ngày làm việc", note="- Cơ quan chuyên môn thẩm định hồ sơ."),
        a_row(limit="5 ngày làm việc", note="- Chủ tịch Ủy ban nhân dân quyết định."),
    ]

    composition = composed(channels=rows)

    assert [case.name for case in composition.content.cases] == [""]
    assert {doubt.kind for doubt in composition.doubts} == {"rows_repeat"}


def test_a_row_that_repeats_word_for_word_is_one_offer() -> None:
    """national-records 7.3"""
    assert limits(channels=[a_row(), a_row()]) == ["5 ngày làm việc"]
    assert kinds(channels=[a_row(), a_row()]) == set()


def test_each_channel_keeps_its_own_limit() -> None:
    """national-records 7.4"""
    rows = [a_row("Trực tuyến", "20 ngày"), a_row("Trực tiếp", "15 ngày")]

    content = composed(channels=rows).content

    assert {offer.channel.value: limit_words(offer.limit) for offer in content.cases[0].offers} == {
        "online": "20 ngày",
        "counter": "15 ngày",
    }


def test_two_amounts_of_one_channel_keep_their_conditions() -> None:
    """national-records 7.5"""
    rows = [a_row(fee="50.000 đồng", note="Cấp mới"), a_row(fee="20.000 đồng", note="Cấp lại")]

    composition = composed(channels=rows)

    assert fee_words(composition.content.cases[0].offers[0].fee) == "50.000 đồng (Cấp mới); 20.000 đồng (Cấp lại)"
    assert composition.doubts == ()


def test_a_limit_that_names_its_conditions_makes_cases() -> None:
    """national-records 8.1"""
    text = "Trường hợp cấp mới: 10 ngày làm việc; trường hợp cấp lại: 3 ngày làm việc"

    content = composed(channels=rows_on_all_channels(text)).content

    assert [limit_words(case.offers[0].limit) for case in content.cases] == ["10 ngày làm việc", "3 ngày làm việc"]
    assert kinds(channels=rows_on_all_channels(text)) == set()


@pytest.mark.parametrize(
    ("level", "read_as"),
    [
        pytest.param(
            ["Cấp Bộ", "Cấp bộ/ngành", "Cấp Xã"], ("ministry", "commune"), id="national-records 9.1 spellings"
        ),
        pytest.param(["Cấp\u00a0tỉnh"], ("province",), id="no-break space"),
    ],
)
def test_levels_are_read_in_all_their_spellings(level: list[str], read_as: tuple[str, ...]) -> None:
    assert read(level=level).record.levels == read_as


@pytest.mark.parametrize(
    ("changes", "doubt", "blocks"),
    [
        pytest.param({"level": ["Cấp vùng"]}, "level_unknown", True, id="national-records 9.2 unknown level"),
        pytest.param({"level": []}, "level_missing", True, id="no level"),
        pytest.param(
            {"agency": "Bảo hiểm xã hội cấp huyện"},
            "district_wording",
            False,
            id="national-records 9.3 district wording",
        ),
        pytest.param({"channels": []}, "channels_missing", True, id="national-records 16.2 no channels"),
        pytest.param({"channels": [a_row("Qua ứng dụng lạ")]}, "channel_unknown", True, id="an unknown channel"),
        pytest.param({"components": []}, "components_missing", True, id="national-records 16.3 no papers"),
        pytest.param({"legal_basis": []}, "basis_missing", False, id="national-records 16.4 no legal basis"),
        pytest.param({"steps_text": "Không có thông tin"}, "steps_missing", False, id="no steps"),
    ],
)
def test_what_is_missing_is_said_and_blocks_where_it_must(changes: dict[str, Any], doubt: str, *, blocks: bool) -> None:
    found = {one.kind: one.blocking for one in composed(**changes).doubts}

    assert found[doubt] is blocks


def test_without_channels_there_is_no_limit_either() -> None:
    assert "limit_missing" in kinds(channels=[])


@pytest.mark.parametrize(
    ("name", "shown", "doubt"),
    [
        pytest.param(
            "Cấp giấy phép\nxây dựng", "Cấp giấy phép xây dựng", "name_broken", id="national-records 11.2 line break"
        ),
        pytest.param(
            "ĐĂNG KÝ KẾT HÔN", "ĐĂNG KÝ KẾT HÔN", "name_in_capitals", id="national-records 11.3 capitals only"
        ),
        pytest.param(
            "1.\tCông nhận hòa giải viên",
            "Công nhận hòa giải viên",
            "name_numbered",
            id="national-records 11.4 numbering",
        ),
        pytest.param(
            "Thẩm định đề án\nThẩm định đề án", "Thẩm định đề án", "name_repeated", id="national-records 11.7 twice"
        ),
        pytest.param("Cấp b\u0438ên bản", "Cấp b\u0438ên bản", "lookalike_letters", id="a letter without a twin"),
        pytest.param(
            "\u0420hê duyệt đề án", "Phê duyệt đề án", "lookalike_letters", id="national-records 13.3 Cyrillic"
        ),
        pytest.param("Cấp phép " + "rất dài " * 50, None, "name_long", id="a long name"),
    ],
)
def test_a_name_is_straightened_and_said(name: str, shown: str | None, doubt: str) -> None:
    reading = read(name=name)

    assert shown is None or reading.record.name == shown
    assert doubt in {one.kind for one in reading.doubts}


def test_a_list_of_procedures_under_a_procedure_s_code_is_never_published() -> None:
    """national-records 11.1"""
    reading = read(name="Công bố Danh mục và Quy trình nội bộ thủ tục hành chính của Sở")

    assert classify(reading.record, reading.doubts) is Standing.NEVER


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"name": "Đ" * 10_000}, "name", id="national-records 11.5 ten thousand characters"),
        pytest.param({"name": " \u200b "}, "name", id="national-records 11.6 no name"),
        pytest.param({"code": "khai-sinh"}, "code", id="national-records 18.2 what is no code"),
        pytest.param({"code": 1.001193}, "code", id="a code that became a number"),
        pytest.param({"channels": "Trực tiếp"}, "channels", id="channels that are no list"),
        pytest.param({"components": [{"name": "Đơn", "originals": -1}]}, "components.0.originals", id="less than none"),
        pytest.param(
            {"components": [{"name": "Đơn", "originals": "1"}]}, "components.0.originals", id="a count in words"
        ),
    ],
)
def test_a_record_without_shape_is_refused_by_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(UnreadableRecord) as refused:
        read(**changes)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("agency", "agencies"),
    [
        pytest.param("Sở Tư pháp; Sở Nội vụ", ("Sở Tư pháp", "Sở Nội vụ"), id="national-records 12.1 semicolon"),
        pytest.param("Sở Tư pháp\nSở Nội vụ", ("Sở Tư pháp", "Sở Nội vụ"), id="line break"),
        pytest.param("Sở Tư pháp, Ủy ban nhân dân cấp xã", ("Sở Tư pháp", "Ủy ban nhân dân cấp xã"), id="comma"),
        pytest.param(
            "Sở Tài chính các tỉnh, thành phố", ("Sở Tài chính các tỉnh, thành phố",), id="national-records 12.2 one"
        ),
    ],
)
def test_agencies_are_parted_where_one_ends(agency: str, agencies: tuple[str, ...]) -> None:
    assert read(agency=agency).record.agencies == agencies


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(
            "Giâ\u0301y\u00a0khai\u200b sinh cu\u0309a \u00d0ất",
            "Giấy khai sinh của Đất",
            id="national-records 13.1 NFD",
        ),
        pytest.param("\uf0fc Đơn", "- Đơn", id="national-records 13.2 private bullet"),
        pytest.param("Bước 1<br>Bước 2</p>", "Bước 1\nBước 2", id="national-records 14.1 tags"),
        pytest.param("nhỏ < 5 và > 3", "nhỏ < 5 và > 3", id="signs that are no tags"),
        pytest.param("a\x07b\x00c", "abc", id="control characters"),
    ],
)
def test_text_is_mended_and_means_the_same(text: str, shown: str) -> None:
    assert read(result=text).record.result == shown


@pytest.mark.parametrize("nothing", ["Không có thông tin", "Không", "--", "N/A", "", "Không có.", "\u200b"])
def test_nothing_is_said_in_many_ways(nothing: str) -> None:
    """national-records 16.1"""
    assert read(conditions=nothing).record.conditions == ""


def papers(*rows: dict[str, Any]) -> Reading:
    return read(components=list(rows))


def test_papers_to_show_and_notes_are_told_from_papers_to_file() -> None:
    """national-records 15.1, national-records 15.2"""
    reading = papers(
        a_paper(group="* Giấy tờ phải nộp:"),
        a_paper("Hộ chiếu", 1, group="* Giấy tờ phải xuất trình:"),
        a_paper("Bản sao phải được chứng thực", 0, group="* Lưu ý:"),
        a_paper("Trường hợp ở xa thì gửi bưu chính", 0),
    )

    assert [row.kind for row in reading.record.components] == [
        ComponentKind.TO_FILE,
        ComponentKind.TO_SHOW,
        ComponentKind.NOTE,
        ComponentKind.NOTE,
    ]
    assert reading.doubts == ()


@pytest.mark.parametrize(
    ("row", "kind", "doubt", "blocks"),
    [
        pytest.param(
            a_paper("Giấy chứng sinh", 0), "to_file", "component_count_missing", False, id="national-records 15.3 paper"
        ),
        pytest.param(
            a_paper("Đúng như đã khai ở trên", 0), "note", "component_kind", True, id="national-records 15.4 unclear"
        ),
        pytest.param(a_paper("Đơn", 20261, 1), "to_file", "component_count", False, id="national-records 15.7 a year"),
    ],
)
def test_a_doubtful_paper_is_said(row: dict[str, Any], kind: str, doubt: str, *, blocks: bool) -> None:
    reading = papers(a_paper(), row)

    assert reading.record.components[1].kind == kind
    assert [(one.kind, one.blocking) for one in reading.doubts] == [(doubt, blocks)]


def test_a_count_that_cannot_be_is_left_out() -> None:
    assert papers(a_paper("Đơn", 20261, 1)).record.components[0].originals is None


def test_two_headings_that_name_cases_make_cases() -> None:
    """national-records 15.5"""
    content = composed(
        components=[
            a_paper("Tờ khai"),
            a_paper("Bản án", group="a) Trường hợp có bản án:"),
            a_paper("Giấy chứng tử", group="b) Trường hợp vợ hoặc chồng đã chết:"),
        ]
    ).content

    assert [(case.name, [paper.name for paper in case.components]) for case in content.cases] == [
        ("Trường hợp có bản án", ["Tờ khai", "Bản án"]),
        ("Trường hợp vợ hoặc chồng đã chết", ["Tờ khai", "Giấy chứng tử"]),
    ]


def test_one_heading_that_names_a_case_is_a_condition() -> None:
    """national-records 15.6"""
    content = composed(components=[a_paper(), a_paper("Văn bản ủy quyền", group="Trường hợp ủy quyền")]).content

    paper = content.cases[0].components[1]
    assert len(content.cases) == 1
    assert (paper.only_if, paper.must_be_filed) == ("Trường hợp ủy quyền", False)


def test_headings_that_name_no_case_are_a_question() -> None:
    """national-records 15.8"""
    rows = [a_paper(group="A. Phần hành chính"), a_paper("Bản vẽ", group="B. Phần kỹ thuật")]

    assert kinds(components=rows) == {"cases_unclear"}


def test_a_form_shows_no_path_of_somebody_s_machine() -> None:
    """national-records 15.9"""
    reading = papers(a_paper(form="[Mẫu 02.docx](file:///D:/bieu-mau/mau.docx)"))

    assert reading.record.components[0].form == "Mẫu 02.docx"


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("1.012753.H19", id="national-records 18.1 suffix of a province"),
        pytest.param("1.012753.000.00.00.H55", id="long suffix"),
        pytest.param(" 1.012753 ", id="blanks"),
    ],
)
def test_a_province_s_suffix_is_not_part_of_the_national_code(code: str) -> None:
    assert read(code=code).record.code == "1.012753"


def test_the_same_content_in_another_wrapping_has_the_same_digest() -> None:
    """national-records 19.1"""
    wrapped = a_record(
        result="Giâ\u0301y\u00a0 khai sinh ", source_path="/2.html", quality={"rows": 3}, conditions="--"
    )

    assert read_record(wrapped).record.digest() == read(result="Giấy khai sinh").record.digest()


@pytest.mark.django_db
def test_a_record_without_a_code_is_kept_and_never_published() -> None:
    """national-records 18.3: nothing of it is lost, a second import knows it again."""
    record = a_record("", name="Chuyển nơi hưởng trợ cấp", agency="Trung tâm dịch vụ việc làm")

    first, second = import_records(record), import_records(record)

    assert (first.created, second.unchanged) == (1, 1)
    assert first.standing["never"] == 1
    assert [doubt["field"] for doubt in first.needs_officer][:1] == ["code"]
    assert first.needs_officer[0]["code"].startswith("CHUA-MA-")
