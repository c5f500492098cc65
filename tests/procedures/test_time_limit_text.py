"""Reading the text of a time limit: docs/law/time-limits.md."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.procedures.rules.time_limit_text import (
    LimitCase,
    Readable,
    Unreadable,
    answer_time_limit,
    read_time_limit,
)
from motcua.domain.procedures.rules.time_limit_text.answers import as_json
from motcua.kernel.working_time import LimitUnit, TimeLimit

from .reading_cases import labelled

WD, CD, WH, MONTH = LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY, LimitUnit.WORKING_HOUR, LimitUnit.MONTH
SAME_DAY = (None, LimitUnit.SAME_DAY, None)


def cases_in(text: str, **how):
    answer = read_time_limit(text, **how)
    if isinstance(answer, Unreadable):
        return answer
    return [(case.limit.amount, case.limit.unit, case.condition) for case in answer.cases]


@pytest.mark.parametrize(("text", "amount", "unit"), [
    pytest.param("5 ngày làm việc", "5", WD, id="time-limits 1.1 working days"),
    pytest.param("7,5 Ngày làm việc", "7.5", WD, id="time-limits 1.2 a part of a day"),
    pytest.param("năm (05) ngày làm việc", "5", WD, id="time-limits 1.3 words and figures"),
    pytest.param("mười lăm ngày làm việc", "15", WD, id="time-limits 1.4 words"),
    pytest.param("10 ngày", "10", CD, id="time-limits 1.5 calendar days"),
    pytest.param("2 Tháng", "2", MONTH, id="time-limits 1.6 months"),
    pytest.param("1,5 năm", "18", MONTH, id="time-limits 1.7 years"),
    pytest.param("5 ngay lam viec", "5", WD, id="time-limits 1.8 without marks"),
    pytest.param("Không quá 10 ngày làm việc. ngày", "10", WD, id="time-limits 1.9 the unit appended twice"),
    pytest.param("5 ngày<br>làm việc", "5", WD, id="time-limits 1.13 a tag inside"),
    pytest.param("6 ngày (sáu ngày) làm việc", "6", WD, id="time-limits 1.14 the unit behind the bracket"),
    pytest.param("một trăm hai mươi ngày", "120", CD, id="time-limits 1.15 hundreds in words"),
    pytest.param("15 (mười lăm) ngày", "15", CD, id="time-limits 1.16 a unit that nobody appended"),
    pytest.param("9 (ngày làm việc)", "9", WD, id="time-limits 1.17 the unit in brackets"),
    pytest.param("8 Giờ", "8", WH, id="time-limits 2.1 a day's hours"),
    pytest.param("0,5 giờ", "0.5", WH, id="time-limits 2.2 a part of an hour"),
    pytest.param("24 giờ làm việc", "24", WH, id="time-limits 2.3 working hours"),
    pytest.param("2 ngày làm việc (16 giờ)", "2", WD, id="time-limits 2.7 the same in hours"),
    pytest.param("Thời hạn chứng thực không quá 2 ngày làm việc", "2", WD, id="time-limits 6.14 the name of the act"),
    pytest.param("6 ngày làm việc đối với hồ sơ đầy đủ, hợp lệ", "6", WD, id="time-limits 6.17 every dossier is complete"),
    pytest.param("7 ngày làm việc (Sở: 3 ngày làm việc; xã: 4 ngày làm việc)", "7", WD, id="time-limits 7.4 shares"),
    pytest.param("7 ngày làm việc (trong đó 3 ngày niêm yết)", "7", WD, id="time-limits 7.10 one part"),
    pytest.param("20 ngày theo khoản 3 Điều 15 Nghị định số 12/2025/NĐ-CP ngày 20/01/2025", "20", CD, id="time-limits 9.8 laws"),
])  # fmt: skip
def test_a_number_with_its_unit_is_a_limit(text, amount, unit):
    assert cases_in(text) == [(Decimal(amount), unit, None)]


@pytest.mark.parametrize("text", [
    pytest.param("Trong ngày làm việc", id="time-limits 3.1 within the working day"),
    pytest.param("Ngay khi tiếp nhận hồ sơ", id="time-limits 3.2 at once"),
    pytest.param("Trong ngày nhận hồ sơ; nộp sau 15 giờ thì trả ngày làm việc tiếp theo", id="time-limits 3.3 the rule's own hour"),
    pytest.param("Trong ngày, hoặc ngày làm việc tiếp theo nếu nhận hồ sơ sau 15 giờ", id="time-limits 3.6 the rule's own hour as a condition"),
    pytest.param("Ngay sau khi nhận đủ hồ sơ hoặc trong ngày làm việc", id="time-limits 3.7 said twice"),
])  # fmt: skip
def test_at_once_means_within_the_day(text):
    assert cases_in(text) == [SAME_DAY]


@pytest.mark.parametrize(("text", "reason"), [
    pytest.param("05 (bảy) ngày", "không khớp", id="time-limits 1.10 figures and words differ"),
    pytest.param("0,5 ngày", "phần lẻ", id="time-limits 1.11 half a calendar day"),
    pytest.param("1.000 ngày", "hàng nghìn", id="time-limits 1.12 one or a thousand"),
    pytest.param("9 giờ", "giờ làm việc hay giờ liên tục", id="time-limits 2.4 which hours"),
    pytest.param("48h", "giờ làm việc hay giờ liên tục", id="time-limits 2.5 which hours"),
    pytest.param("0 giờ", "lớn hơn 0", id="time-limits 2.6 no hours"),
    pytest.param("2 ngày làm việc (10 giờ)", "không bằng tổng", id="time-limits 2.8 not the same in hours"),
    pytest.param("Trong ngày, nộp sau 10 giờ thì trả ngày làm việc tiếp theo", "10 giờ", id="time-limits 3.4 another hour"),
    pytest.param("Chậm nhất là ngay trước khi tàu rời cảng", "Chưa quy định", id="time-limits 3.5 before an event"),
    pytest.param("", "Chưa quy định", id="time-limits 4.1 empty"),
    pytest.param("Không quy định", "Chưa quy định", id="time-limits 4.2 not laid down"),
    pytest.param("Theo mô tả ngày", "Chưa quy định", id="time-limits 4.3 see the description"),
    pytest.param("5", "không có đơn vị", id="time-limits 4.4 a bare number"),
    pytest.param("0 ngày", "lớn hơn 0", id="time-limits 4.5 no days"),
    pytest.param("2 tuần", "đơn vị", id="time-limits 4.6 weeks"),
    pytest.param("1 phiên họp", "đơn vị", id="time-limits 4.7 sittings"),
    pytest.param("10 ngày làm", "đơn vị", id="time-limits 4.8 a unit cut off"),
    pytest.param("10 ngày công", "đơn vị", id="time-limits 4.9 another kind of day"),
    pytest.param("4 ngày l.v", "đơn vị", id="time-limits 4.10 a unit shortened"),
    pytest.param("Không quá 10 ngày làm việc. Đối với các xã đảo thì được tăng thêm không quá 5 ngày", "đơn vị khác", id="time-limits 6.4 two units"),
    pytest.param("Đối với đất ở: 5 ngày làm việc; đối với đất khác: theo dự án được duyệt", "không ghi thời hạn", id="time-limits 6.6 a case without limit"),
    pytest.param("15 ngày; trường hợp phức tạp gia hạn 10 ngày", "tăng thêm hay là tổng", id="time-limits 6.8 added or in all"),
    pytest.param("15 ngày; trường hợp cần gia hạn thì không quá 5 ngày", "tăng thêm hay là tổng", id="time-limits 6.15 added or in all"),
    pytest.param("Bước 1: 2 ngày làm việc. Bước 2: 3 ngày làm việc", "từng bước", id="time-limits 7.1 steps"),
    pytest.param("Tiếp nhận: 1 ngày làm việc. Thẩm định: 5 ngày làm việc", "tổng thời hạn", id="time-limits 7.2 steps without number"),
    pytest.param("12 ngày làm việc + thời gian lấy ý kiến", "tổng", id="time-limits 7.3 a sum"),
    pytest.param("7 ngày làm việc (Sở: 3 ngày làm việc; xã: 5 ngày làm việc)", "không bằng tổng", id="time-limits 7.5 shares that do not add up"),
    pytest.param("5 ngày làm việc. Trường hợp hồ sơ chưa hợp lệ thì trong 2 ngày làm việc thông báo", "từng việc", id="time-limits 7.6 an incomplete dossier"),
    pytest.param("5 ngày làm việc kể từ ngày có kết quả thẩm định", "giữa quy trình", id="time-limits 7.7 another start"),
    pytest.param("2 tháng 15 ngày", "Nhiều thời hạn", id="time-limits 7.8 a sum of two units"),
    pytest.param("3 ngày làm việc sau khi có kết quả thẩm định", "giữa quy trình", id="time-limits 7.9 after something on the way"),
    pytest.param("5 ngày làm việc kể từ ngày nhận hồ sơ do Sở chuyển đến", "giữa quy trình", id="time-limits 7.11 sent on by another office"),
    pytest.param("10 ngày, không kể ngày nghỉ", "ngày nghỉ", id="time-limits 8.2 days off left out"),
    pytest.param("10-25", "Không đọc được", id="time-limits 9.1 a range"),
    pytest.param("Từ 3 đến 5 ngày làm việc", "khoảng", id="time-limits 9.2 from to"),
    pytest.param("khoảng 5 ngày", "ước chừng", id="time-limits 9.3 about"),
    pytest.param("ít nhất 5 ngày làm việc", "tối đa", id="time-limits 9.4 at least"),
    pytest.param("1/12 hàng năm ngày", "Không đọc được", id="time-limits 9.5 a date"),
    pytest.param("5 ngày trước ngày khai mạc", "tính lùi", id="time-limits 9.6 counted back"),
    pytest.param("Giấy phép có hiệu lực trong 5 năm", "hiệu lực", id="time-limits 9.7 how long a paper holds"),
    pytest.param("Chậm nhất ngày 20 tháng đầu của quý", "Không đọc được", id="time-limits 9.10 a date"),
    pytest.param("Trong vòng 30 ngày nộp hồ sơ về xã", "người dân", id="time-limits 9.11 the applicant's time"),
    pytest.param("Trực tiếp30 NgàyMiễn phí", "Không tách", id="time-limits 9.12 columns run together"),
    pytest.param("Trong 10 ngày đầu tháng", "theo kỳ", id="time-limits 9.13 the first days of a month"),
    pytest.param("20 ngày làm việc kể từ ngày 15 tháng 3 hàng năm", "theo kỳ", id="time-limits 9.14 from a date"),
    pytest.param("-5 ngày", "số âm", id="time-limits 9.9 a dash or a minus"),
])  # fmt: skip
def test_what_is_not_sure_is_left_to_an_officer_with_the_reason(text, reason):
    answer = cases_in(text)

    assert isinstance(answer, Unreadable)
    assert reason in answer.reason


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("20 ngày", None, id="time-limits 5.1 the source that lost its units"),
    pytest.param("20 ngày làm việc", (Decimal(20), WD, None), id="time-limits 5.2 its working days are sure"),
    pytest.param("Không quá 15 ngày. ngày", None, id="time-limits 5.3 in a sentence"),
    pytest.param("10 ngày làm việc. Đối với xã đảo tăng thêm không quá 10 ngày", None, id="time-limits 5.4 in the extra"),
])  # fmt: skip
def test_a_plain_day_of_the_source_that_lost_its_units_is_no_day(text, expected):
    answer = cases_in(text, plain_day_is_doubtful=True)

    assert isinstance(answer, Unreadable) if expected is None else answer == [expected]


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("Cấp mới: 10 ngày làm việc; cấp lại: 5 ngày làm việc", [(10, WD, "Cấp mới"), (5, WD, "cấp lại")], id="time-limits 6.1 kinds of one act"),
    pytest.param("3 ngày làm việc, trường hợp phải xác minh thì không quá 8 ngày làm việc", [(3, WD, None), (8, WD, "trường hợp phải xác minh")], id="time-limits 6.2 a case beside the rule"),
    pytest.param("Không quá 10 ngày làm việc. Đối với các xã đảo thì được tăng thêm không quá 5 ngày làm việc", [(10, WD, None), (15, WD, "Đối với các xã đảo")], id="time-limits 6.3 an extra is a case with the sum"),
    pytest.param("15 ngày; trường hợp phức tạp thì kéo dài nhưng không quá 30 ngày", [(15, CD, None), (30, CD, "trường hợp phức tạp")], id="time-limits 6.5 longer but at most"),
    pytest.param("Thời hạn giải quyết đối với trường hợp tặng cho là 10 ngày làm việc", [(10, WD, "đối với trường hợp tặng cho")], id="time-limits 6.7 one case only"),
    pytest.param("8 ngày làm việc đối với tách thửa. Đối với các xã đảo thì không quá 13 ngày làm việc", [(8, WD, "đối với tách thửa"), (13, WD, "đối với tách thửa; Đối với các xã đảo")], id="time-limits 6.10 a place within a case"),
    pytest.param("5 ngày làm việc đối với đất ở; đất vườn; đất ao", [(5, WD, "đối với đất ở; đất vườn; đất ao")], id="time-limits 6.11 a list of who is meant"),
    pytest.param("9 ngày làm việc (đối với cấp mới, cấp đổi), 2 ngày làm việc (đối với cấp lại)", [(9, WD, "đối với cấp mới, cấp đổi"), (2, WD, "đối với cấp lại")], id="time-limits 6.12 each with its bracket"),
    pytest.param("15 ngày. Đối với xã đảo; xã biên giới thì không quá 25 ngày", [(15, CD, None), (25, CD, "Đối với xã đảo; xã biên giới")], id="time-limits 6.13 a list up to its limit"),
    pytest.param("Cá nhân: 3 ngày làm việc; tổ chức: 5 ngày làm việc", [(3, WD, "Cá nhân"), (5, WD, "tổ chức")], id="time-limits 6.16 who applies"),
    pytest.param("Đối với đăng ký thêm ngành nghề: 4 ngày làm việc", [(4, WD, "Đối với đăng ký thêm ngành nghề")], id="time-limits 6.18 nothing is added"),
    pytest.param("Trong ngày; trường hợp phải xác minh thì 3 ngày làm việc", [SAME_DAY, (3, WD, "trường hợp phải xác minh")], id="time-limits 6.9 the day and a case"),
])  # fmt: skip
def test_several_limits_become_cases_with_their_conditions(text, expected):
    assert cases_in(text) == expected


def test_time_that_does_not_count_is_kept_beside_the_limit():
    """time-limits 8.1: the words are kept, the limit stays."""
    answer = read_time_limit("3 ngày làm việc (không tính thời gian nộp thuế)")

    assert answer == Readable((LimitCase(TimeLimit(Decimal(3), WD)),), "không tính thời gian nộp thuế")


def test_the_answer_of_the_command_line_has_numbers_and_null():
    assert answer_time_limit("Trong ngày; trường hợp phải xác minh thì 2,5 ngày làm việc") == {
        "readable": True,
        "cases": [
            {"amount": None, "unit": "same_day", "condition": None},
            {"amount": 2.5, "unit": "working_day", "condition": "trường hợp phải xác minh"},
        ],
    }
    assert answer_time_limit("5") == {
        "readable": False,
        "reason": "“5” chỉ có số, không có đơn vị; cán bộ cần ghi rõ ngày, giờ hay trong ngày.",
    }


@pytest.mark.parametrize("label", labelled("labelled_time_texts.jsonl"), ids=lambda label: label["text"][:40])
def test_every_text_that_was_labelled_by_hand_is_read_as_labelled(label):
    answer = read_time_limit(label["text"], plain_day_is_doubtful=label.get("plain_day_is_doubtful", False))

    cases = None
    if isinstance(answer, Readable):
        cases = [
            {"amount": as_json(case.limit.amount), "unit": case.limit.unit.value, "condition": case.condition}
            for case in answer.cases
        ]
    assert cases == label["cases"]


WORDS = {WD: ("ngày làm việc", "Ngày làm việc"), CD: ("ngày", "Ngày"), WH: ("giờ làm việc",), MONTH: ("tháng", "Tháng")}
LIMITS = st.one_of(
    st.builds(TimeLimit, st.decimals(Decimal("0.25"), 400, places=2), st.sampled_from((WD, WH))),
    st.builds(TimeLimit, st.integers(1, 999).map(Decimal), st.sampled_from((CD, MONTH))),
)
OPENERS = st.sampled_from(("", "Không quá ", "Thời hạn giải quyết: ", "Tối đa ", "- ", "Trong thời hạn "))
ENDINGS = st.sampled_from(("", ".", " kể từ ngày nhận đủ hồ sơ", ". ngày", " (không tính thời gian nộp thuế)"))


@given(limit=LIMITS, opener=OPENERS, ending=ENDINGS, data=st.data())
@settings(max_examples=300)
def test_every_limit_that_is_written_out_reads_back(limit, opener, ending, data):
    assert limit.amount is not None
    number = format(limit.amount, "f").rstrip("0").rstrip(".") if not limit.is_whole else str(int(limit.amount))
    written = f"{opener}{number.replace('.', ',')} {data.draw(st.sampled_from(WORDS[limit.unit]))}{ending}"

    answer = read_time_limit(written)

    assert isinstance(answer, Readable), answer
    assert [case.limit for case in answer.cases] == [limit]


@given(st.sampled_from([label["text"] for label in labelled("labelled_time_texts.jsonl")]), st.data())
@settings(max_examples=200)
def test_control_characters_and_decomposed_letters_change_nothing(text, data):
    at = data.draw(st.integers(0, len(text)))
    other = unicodedata.normalize("NFD", text[:at] + data.draw(st.sampled_from("\x00\x07\u200b\ufeff")) + text[at:])

    assert answer_time_limit(other) == answer_time_limit(text)


@given(st.text(max_size=80))
def test_reading_never_fails_and_a_text_without_number_is_at_most_within_the_day(text):
    answer = read_time_limit(text)

    if isinstance(answer, Readable) and not any(letter.isnumeric() for letter in text):
        assert {case.limit.unit for case in answer.cases} <= {LimitUnit.SAME_DAY}
