"""What can be doubtful in a national record, and what an importer mends by itself: one table.

`pitfall` is the number under which docs/law/national-records.md describes it. A blocking doubt must be answered by an
officer before the procedure is published; the others are shown and may stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.kernel.language import to_say


@dataclass(frozen=True)
class Doubt:
    """One place where the record does not say clearly what a page or a clock needs.

    `text` is the source's own words; `marked` the part of them that is doubtful (empty: all of it).
    """

    field: str
    text: str
    reason: str
    kind: str
    blocking: bool
    marked: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of doubt: the pitfall it belongs to, whether it keeps from publication, and its sentence."""

    pitfall: int
    blocking: bool
    sentence: str


KINDS: Mapping[str, Kind] = {
    "unit_lost": Kind(1, True, to_say("Nguồn dữ liệu này làm mất đơn vị thời gian: “ngày” có thể là tháng hoặc giờ.")),
    "bare_number": Kind(2, True, to_say("Thời hạn chỉ là một con số, không có đơn vị.")),
    "glued_cells": Kind(3, True, to_say("Các ô cách nộp, thời hạn và phí dính vào nhau, không tách được.")),
    "fee_thousands_lost": Kind(4, True, to_say("Mức phí trong ô không khớp với chú thích, có thể mất ba số 0.")),
    "free_with_a_fee": Kind(5, True, to_say("Ghi “Miễn phí” nhưng chú thích nói có mức thu.")),
    "fee_see_note": Kind(5, True, to_say("Mức thu do cơ quan khác quy định, bản quốc gia không nêu số tiền.")),
    "fee_doubtful": Kind(6, True, to_say("Phí, lệ phí chưa rõ.")),
    "rows_repeat": Kind(7, True, to_say("Một cách nộp có nhiều thời hạn, chưa rõ thời hạn nào cho trường hợp nào.")),
    "limit_by_case": Kind(8, True, to_say("Thời hạn trong một ô khác nhau theo từng trường hợp.")),
    "limit_unreadable": Kind(8, True, to_say("Không đọc được thời hạn.")),
    "limit_missing": Kind(16, True, to_say("Bản quốc gia không quy định thời hạn.")),
    "level_unknown": Kind(9, True, to_say("Cấp thực hiện không có trong danh mục.")),
    "level_missing": Kind(16, True, to_say("Không có cấp thực hiện.")),
    "district_wording": Kind(9, False, to_say("Còn ghi cấp huyện, đã bỏ từ ngày 01/7/2025.")),
    "not_a_procedure": Kind(11, True, to_say("Tên là một quyết định công bố danh mục, không phải một thủ tục.")),
    "code_missing": Kind(16, True, to_say("Bản ghi không có mã thủ tục; giữ dưới mã tạm, không công bố được.")),
    "name_in_capitals": Kind(11, False, to_say("Tên viết hoa toàn bộ.")),
    "name_numbered": Kind(11, False, to_say("Tên còn số thứ tự ở đầu; đã bỏ số.")),
    "name_broken": Kind(11, False, to_say("Tên có xuống dòng; đã nối lại.")),
    "name_repeated": Kind(11, False, to_say("Tên lặp lại hai lần trong một ô; đã giữ một lần.")),
    "name_long": Kind(11, False, to_say("Tên rất dài; nên đặt tên ngắn.")),
    "agency_missing": Kind(12, False, to_say("Không ghi cơ quan thực hiện.")),
    "lookalike_letters": Kind(13, False, to_say("Có chữ cái Hy Lạp hoặc Nga giống chữ Việt; đã thay.")),
    "component_kind": Kind(15, True, to_say("Có dòng giấy tờ không ghi số lượng, chưa rõ là giấy tờ hay ghi chú.")),
    "component_count": Kind(15, False, to_say("Số lượng giấy tờ không thể đúng; để trống.")),
    "component_count_missing": Kind(15, False, to_say("Giấy tờ phải nộp không ghi số lượng.")),
    "cases_unclear": Kind(15, True, to_say("Giấy tờ chia nhóm nhưng chưa rõ mỗi nhóm có phải là một trường hợp.")),
    "channels_missing": Kind(16, True, to_say("Không có cách nộp nào.")),
    "channel_unknown": Kind(16, True, to_say("Cách nộp không có trong danh mục.")),
    "components_missing": Kind(16, True, to_say("Không có giấy tờ nào.")),
    "steps_missing": Kind(16, False, to_say("Không có trình tự thực hiện.")),
    "basis_missing": Kind(16, False, to_say("Không có căn cứ pháp lý.")),
    "code_from_number": Kind(
        17,
        False,
        to_say("Mã nằm trong ô số nên mất các số 0 ở cuối; đã thêm lại, cần xem có đúng không."),
    ),
    "list_name_differs": Kind(17, False, to_say("Danh sách ghi tên khác; giữ tên của bản đầy đủ.")),
    "national_changed": Kind(0, True, to_say("Bản quốc gia vừa nhập đã đổi chỗ mà tỉnh đã trả lời.")),
    "stated_by_source": Kind(0, False, to_say("Người nhập nguồn ghi là chưa chắc.")),
}

MENDED: Mapping[str, int] = {
    "lookalike_letters": 13,
    "letters_composed": 13,
    "invisible_characters": 13,
    "private_bullets": 13,
    "html_removed": 14,
    "glued_link_removed": 14,
    "local_path_removed": 14,
    "component_note": 15,
    "component_to_show": 15,
    "case_from_groups": 15,
    "case_from_rows": 7,
    "case_from_limits": 8,
    "rows_repeat_identically": 7,
    "limit_differs_by_channel": 7,
    "agencies_split": 12,
    "empty_words": 16,
    "province_suffix": 18,
}


def doubt(kind: str, *, field: str, text: str = "", marked: str = "", reason: str = "") -> Doubt:
    """Return a doubt of that kind with its sentence (or a closer one)."""
    known = KINDS[kind]
    return Doubt(
        field=field,
        text=text,
        reason=reason or known.sentence,
        kind=kind,
        blocking=known.blocking,
        marked=marked,
    )
