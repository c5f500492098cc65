"""Wordings that hold a number and a unit and are still no limit that can be promised: an officer must read them."""

import re
from typing import Final

from motcua.kernel.language import to_say
from motcua.kernel.refusal import Refusal

_NUMBER_AND_UNIT: Final = r"(?:\d+(?:[.,]\d+)?|nửa|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s*(?:\(\w+\)\s*)?(?:ng[àa]y|gi[ờo]|th[áa]ng|năm|tuần)"
_A_NUMBER: Final = r"\d+(?:[.,]\d+)?"
_UNIT_WORDS: Final = r"(?:ng[àa]y|gi[ờo]|th[áa]ng|tuần)(?:\s*l[àa]m\s*vi[ệe]c)?"

_WORK: Final = r"(?:\s*l[àa]m\s*vi[ệe]c)?"
# What happens on the way, after the dossier was received; the first words are those of what a person files.
_ON_THE_WAY: Final = (
    r"(?:(?!hồ\b(?!\s+sơ\s+(?:do|từ)\b)|đơn\b|yêu\b|đề\b|giấy\b|phiếu\b)\w+\s+){0,4}?(?:hết thời hạn|thẩm định|kiểm tra|kết quả|ý kiến|văn bản (?:thẩm định|trả lời|thông báo|chấp thuận|đồng ý)|báo cáo|biên bản"
    r"|tờ trình|kết thúc|hoàn thành|họp|quyết định|phê duyệt|niêm yết|hồ sơ\s+(?:do|từ)\s+(?:cơ quan|sở|phòng|ủy ban|uỷ ban|ubnd|chi cục|bộ phận)\b[^.;,]{0,60}?(?:trình|chuyển|gửi)|(?:nộp|đóng)\s+(?:đủ\s+|xong\s+)?(?:tiền|phí|lệ phí|thuế))\b"
)
_RECURRING: Final = r"(?:\bđịnh kỳ|\bmỗi|\b(?:hàng|hằng)\s+(?:năm|tháng|quý|tuần|ngày))\b"
_WORDINGS: Final = (
    (
        (
            rf"{_A_NUMBER}\s*(?:-|–|—|~|÷|đến|tới|hoặc)\s*{_A_NUMBER}\s*{_UNIT_WORDS}|{_UNIT_WORDS}\s*(?:đến|tới|hoặc|~|–|-)\s*(?:không quá\s*)?{_A_NUMBER}\s*{_UNIT_WORDS}"
            rf"|\btừ\s+{_NUMBER_AND_UNIT}{_WORK}\s+(?:đến|tới|trở)"
        ),
        to_say("Thời hạn ghi theo khoảng; cán bộ cần chọn một mức."),
    ),
    (r"\bbước\s*(?:\d|[IVX]+\b|một|hai|ba)|\bgiai đoạn\s*(?:\d|[IVX]+\b)", to_say("Thời hạn ghi theo từng bước; cán bộ cần ghi tổng thời hạn.")),
    (r"[^\s.:;]\s*\+\s*(?:thời gian|thời hạn|\d)|\bcộng\s+(?:thêm\s+)?(?:với\s+)?(?:thời gian|\d)", to_say("Thời hạn là tổng của nhiều khoảng; cán bộ cần ghi tổng thời hạn.")),
    (rf"\b(?:(?:cần|phải|được|xin)\s+(?:gia hạn|kéo dài)\s+thì|gia hạn|kéo dài)\s+(?:thời hạn\s+)?(?:(?:không quá|tối đa|đến|tới|là|trong)\s+)*{_NUMBER_AND_UNIT}", to_say("Chưa rõ thời gian kéo dài là phần tăng thêm hay là tổng; cán bộ cần ghi rõ.")),
    (
        rf"{_NUMBER_AND_UNIT}{_WORK}\s+(?:phải\s+)?(?:nộp|gửi)\b",
        to_say("Đây là hạn để người dân nộp hồ sơ, không phải thời hạn giải quyết."),
    ),
    (rf"^-{_NUMBER_AND_UNIT}", to_say("Chưa rõ dấu “-” là gạch đầu dòng hay số âm; cán bộ cần ghi rõ.")),
    (r"\brưỡi\b", to_say("Thời hạn ghi “rưỡi”; cán bộ cần ghi bằng số.")),
    (rf"\b(?:khoảng|dự kiến|ước tính|bình quân|trung bình|xấp xỉ|gần)\s+(?:là\s+)?{_NUMBER_AND_UNIT}", to_say("Thời hạn chỉ ghi ước chừng; cán bộ cần ghi rõ.")),
    (rf"\b(?:ít nhất|tối thiểu|không dưới|không ít hơn|hơn|trên|(?<!không )quá|dưới)\s+(?:là\s+)?{_NUMBER_AND_UNIT}|{_NUMBER_AND_UNIT}{_WORK}\s+trở\s+(?:lên|đi|xuống)", to_say("Thời hạn không ghi mức tối đa; cán bộ cần ghi rõ.")),
    (rf"\btrước\s+(?:ngày|khi|thời điểm|thời hạn)\b[^.;]{{0,40}}?{_NUMBER_AND_UNIT}|\btrước\s+(?:ít nhất\s+|tối thiểu\s+)?{_NUMBER_AND_UNIT}|{_NUMBER_AND_UNIT}{_WORK},?\s+trước\b", to_say("Thời hạn tính lùi từ một sự kiện khác; cán bộ cần ghi rõ.")),
    (rf"{_RECURRING}[^.;]{{0,15}}{_NUMBER_AND_UNIT}|{_NUMBER_AND_UNIT}{_WORK}\s*(?:/\s*(?:năm|tháng|tuần|lần|kỳ)|{_RECURRING}|một lần|đầu\b|cuối\b)|\btừ\s+§+\s*{_RECURRING}", to_say("Việc làm theo kỳ, không phải thời hạn giải quyết một hồ sơ.")),
    (
        rf"(?:\b(?:kể\s+)?từ|{_NUMBER_AND_UNIT}{_WORK},?\s+sau|^sau)\s+(?:ngày|khi|lúc|thời điểm)\s+{_ON_THE_WAY}",
        to_say("Thời hạn tính từ một việc ở giữa quy trình, không từ lúc nhận hồ sơ; cán bộ cần ghi rõ."),
    ),
    (r"\bhiệu lực\s+(?:là\s+)?(?:trong\s+)?(?:không quá\s+)?\d|\bgiá trị\s+(?:sử dụng\s+)?(?:là\s+)?(?:trong\s+)?\d", to_say("Đây là thời hạn hiệu lực, không phải thời hạn giải quyết.")),
)  # fmt: skip
_TABLE: Final = tuple((re.compile(wording, re.IGNORECASE), reason) for wording, reason in _WORDINGS)
_DAYS_OFF_LEFT_OUT: Final = re.compile(
    r"(?:không|trừ|chưa)\b[^.;]{0,30}?(?:ngày nghỉ|thứ bảy|thứ 7|chủ nhật|nghỉ lễ|ngày lễ|lễ,? tết)",
    re.IGNORECASE,
)


def require_plain_wording(hidden: str) -> None:
    """Raise Refusal, with the reason, for a wording that only an officer can turn into one limit."""
    for wording, reason in _TABLE:
        if wording.search(hidden):
            raise Refusal(reason)


def leaves_out_days_off(hidden: str) -> bool:
    """Tell whether the text says that days off do not count (then "N ngày" is no plain count of calendar days)."""
    return _DAYS_OFF_LEFT_OUT.search(hidden) is not None
