"""The province over the national record: answers, what a later import does to them, and which layer a value has."""

from datetime import datetime
from typing import Any

import pytest

from motcua.domain.organisation.api import MissingRight, Role, UnknownUnit
from motcua.domain.organisation.testing import SmallProvince, a_small_province, an_actor
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.models import ProvinceAnswer
from motcua.domain.procedures.testing import (
    IMPORTED_AT,
    PUBLISHED_AT,
    a_paper,
    a_publisher,
    a_record,
    a_row,
    import_records,
    rows_on_all_channels,
)
from motcua.foundation import ledger
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db
CODE = "1.001193"
LATER = datetime(2026, 11, 20, 8, 0, tzinfo=ZONE)
THREE_DAYS = {"amount": "3", "unit": "working_day"}


@pytest.fixture(autouse=True)
def province() -> SmallProvince:
    return a_small_province()


def answer(field: str, value: Any, decision: str = "12/QĐ-UBND", at: datetime = PUBLISHED_AT) -> int:
    return procedures.answer_field(
        code=CODE, field=field, value=value, decision_number=decision, by=a_publisher(), at=at
    )


def page() -> procedures.PublicationPage:
    return procedures.publication_page(CODE, LATER)


def offers() -> list[procedures.Offer]:
    return [offer for case in page().content.cases for offer in case.offers]


def questions() -> set[tuple[str, str]]:
    return {(one.field, one.kind) for one in page().questions if one.topic != "process"}


def test_a_committed_limit_is_promised_and_the_statutory_one_kept() -> None:
    """national-records 20.2"""
    import_records(a_record())

    answer("committed", THREE_DAYS)

    offer = offers()[0]
    assert procedures.limit_words(offer.limit) == "3 ngày làm việc"
    assert procedures.limit_words(offer.statutory) == "5 ngày làm việc"
    assert offer.limit_source == procedures.Source(procedures.Layer.PROVINCE, "12/QĐ-UBND")
    assert offer.statutory_source.layer is procedures.Layer.NATIONAL


@pytest.mark.parametrize(
    ("field", "value", "decision", "refusal"),
    [
        pytest.param(
            "committed",
            {"amount": "9", "unit": "working_day"},
            "12/QĐ-UBND",
            procedures.NotShorter,
            id="national-records 20.3 longer than the law",
        ),
        pytest.param("committed", THREE_DAYS, "", procedures.UnusableAnswer, id="no decision"),
        pytest.param(
            "fee",
            {"kind": "amount", "amounts": [{"value": 8000}]},
            "",
            procedures.UnusableAnswer,
            id="national-records 20.4 a fee without its resolution",
        ),
        pytest.param(
            "fee", {"kind": "amount", "amounts": []}, "1", procedures.UnusableAnswer, id="an amount of nothing"
        ),
        pytest.param(
            "fee", {"kind": "amount", "amounts": [{"value": "0.5"}]}, "1", procedures.UnusableAnswer, id="half a đồng"
        ),
        pytest.param("fee", {"kind": "dear"}, "1", procedures.UnusableAnswer, id="no kind of fee"),
        pytest.param("time_limit", {"amount": "0", "unit": "working_day"}, "", Exception, id="zero is no limit"),
        pytest.param("time_limit", None, "", procedures.UnusableAnswer, id="no limit"),
        pytest.param(
            "time_limit", {"amount": "2", "unit": "week"}, "", procedures.UnusableAnswer, id="no unit of ours"
        ),
        pytest.param("time_limit:7", THREE_DAYS, "", procedures.UnknownPlace, id="no such case"),
        pytest.param("name:online", "Tên", "", procedures.UnknownField, id="a name has no channel"),
        pytest.param("colour", "đỏ", "", procedures.UnknownField, id="no such field"),
        pytest.param("competent", {"kind": "unit", "code": "H99"}, "", UnknownUnit, id="no such unit"),
        pytest.param("channels", [], "", procedures.UnusableAnswer, id="no channel"),
        pytest.param(
            "committed", {"amount": "1E+999999", "unit": "month"}, "1", procedures.UnusableAnswer, id="for ever"
        ),
        pytest.param(
            "fee", {"kind": "amount", "amounts": [{"value": "1E+99"}]}, "1", procedures.UnusableAnswer, id="too dear"
        ),
        pytest.param("time_limit:" + "1," * 200, THREE_DAYS, "", procedures.UnknownField, id="a field without end"),
        pytest.param("fee", "Miễn phí", "1", procedures.UnusableAnswer, id="a fee in words"),
        pytest.param("notes", "a" * 30_000, "", procedures.UnusableAnswer, id="too long"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(
    field: str, value: Any, decision: str, refusal: type[Exception]
) -> None:
    import_records(a_record())

    with pytest.raises(refusal):
        answer(field, value, decision)

    assert not ProvinceAnswer.objects.exists()


def test_a_fee_by_the_council_s_resolution_lies_over_the_national_words() -> None:
    import_records(a_record(channels=rows_on_all_channels(fee="Miễn phí(Mức thu do Hội đồng nhân dân tỉnh quy định)")))
    assert questions() == {("fee", "fee_see_note")}

    answer("fee", {"kind": "amount", "amounts": [{"value": 8000, "per": "bản"}]}, "09/2026/NQ-HĐND")

    assert questions() == set()
    assert procedures.fee_words(offers()[0].fee) == "8.000 đồng/bản"
    assert offers()[0].fee.source.decision == "09/2026/NQ-HĐND"
    assert "Hội đồng nhân dân" in offers()[0].fee.text


def test_a_later_import_that_touches_an_answered_field_asks_again_and_keeps_the_answer() -> None:
    """national-records 20.5"""
    import_records(a_record(channels=rows_on_all_channels("5")))
    answer("time_limit", THREE_DAYS, "")

    import_records(a_record(channels=rows_on_all_channels("7 ngày làm việc")), at=LATER)

    assert questions() == {("time_limit", "national_changed")}
    assert procedures.limit_words(offers()[0].limit) == "3 ngày làm việc"
    assert "7 ngày làm việc" in page().questions[0].source_text
    assert page().answers[0].national_text == "Trực tiếp: 5\nDịch vụ bưu chính: 5\nTrực tuyến: 5"
    assert procedures.unpublished_queue(at=LATER, standing="asked_again").total == 1


def test_a_later_import_of_other_words_asks_nothing() -> None:
    """national-records 20.6"""
    import_records(a_record(channels=rows_on_all_channels("5")))
    answer("time_limit", THREE_DAYS, "")

    import_records(a_record(channels=rows_on_all_channels("5"), result="Giấy khai sinh bản điện tử"), at=LATER)

    assert questions() == set()
    assert page().content.result == "Giấy khai sinh bản điện tử"
    assert procedures.limit_words(offers()[0].limit) == "3 ngày làm việc"


def test_a_confirmed_answer_is_asked_no_more() -> None:
    import_records(a_record(channels=rows_on_all_channels("5")))
    answer("time_limit", THREE_DAYS, "")
    import_records(a_record(channels=rows_on_all_channels("7 ngày làm việc")), at=LATER)

    procedures.confirm_answer(code=CODE, field="time_limit", by=a_publisher(), at=LATER)

    assert questions() == set()
    with pytest.raises(procedures.NoSuchAnswer):
        procedures.confirm_answer(code=CODE, field="time_limit", by=a_publisher(), at=LATER)


def test_an_import_that_goes_back_to_the_answered_words_asks_no_more() -> None:
    first, second = (a_record(channels=rows_on_all_channels(text)) for text in ("5", "7 ngày làm việc"))
    import_records(first)
    answer("time_limit", THREE_DAYS, "")
    import_records(second, at=LATER)

    import_records(first, at=LATER)

    assert questions() == set()


def test_an_answer_taken_back_lets_the_national_record_speak_again() -> None:
    """national-records 20.7"""
    import_records(a_record())
    answer("committed", THREE_DAYS)

    procedures.withdraw_answer(code=CODE, field="committed", by=a_publisher(), at=LATER)

    assert procedures.limit_words(offers()[0].limit) == "5 ngày làm việc"
    assert ProvinceAnswer.objects.get().superseded_at == LATER
    with pytest.raises(procedures.NoSuchAnswer):
        procedures.withdraw_answer(code=CODE, field="committed", by=a_publisher(), at=LATER)


def test_a_second_answer_supersedes_the_first_and_both_stay_on_record() -> None:
    import_records(a_record())
    answer("committed", THREE_DAYS)
    answer("committed", {"amount": "2", "unit": "working_day"}, at=LATER)

    assert procedures.limit_words(offers()[0].limit) == "2 ngày làm việc"
    assert ProvinceAnswer.objects.count() == 2


def test_a_closer_answer_has_the_last_word() -> None:
    import_records(a_record())
    answer("committed:online", {"amount": "1", "unit": "working_day"})
    answer("committed", THREE_DAYS)

    words = {offer.channel.value: procedures.limit_words(offer.limit) for offer in offers()}
    assert words == {"online": "1 ngày làm việc", "post": "3 ngày làm việc", "counter": "3 ngày làm việc"}


def test_limits_of_cases_are_answered_one_by_one() -> None:
    rows = [a_row(limit="15 ngày", note="Đồng bằng."), a_row(limit="25 ngày", note="Miền núi.")]
    import_records(a_record(channels=rows))
    assert questions() == {("time_limit", "rows_repeat")}

    answer("cases", {"cases": [{"name": "Xã đồng bằng"}, {"name": "Xã miền núi"}]}, "")
    answer("time_limit:1", {"amount": "15", "unit": "calendar_day"}, "")
    assert questions() == {("time_limit:2", "rows_repeat")}
    answer("time_limit:2", {"amount": "25", "unit": "calendar_day"}, "")

    assert questions() == set()
    assert [(case.name, procedures.limit_words(case.offers[0].limit)) for case in page().content.cases] == [
        ("Xã đồng bằng", "15 ngày"),
        ("Xã miền núi", "25 ngày"),
    ]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        pytest.param({"as_read": True}, ["A. Phần hành chính", "B. Phần kỹ thuật"], id="each heading a case"),
        pytest.param({"one_case": True}, [""], id="one case, all papers"),
    ],
)
def test_unclear_headings_are_settled_by_an_officer(value: dict[str, bool], names: list[str]) -> None:
    papers = [a_paper(group="A. Phần hành chính"), a_paper("Bản vẽ", group="B. Phần kỹ thuật")]
    import_records(a_record(components=papers))

    answer("cases", value, "")

    cases = page().content.cases
    assert [case.name for case in cases] == [name.removeprefix("A. ").removeprefix("B. ") for name in names]
    assert sum(len(case.components) for case in cases) == 2
    assert questions() == set()


def test_papers_can_be_told_apart_added_or_declared_unnecessary() -> None:
    import_records(a_record(components=[a_paper(), a_paper("Đúng như đã khai ở trên", 0)]))
    assert questions() == {("components", "component_kind")}

    answer("components", {"kinds": {"2": "to_show"}, "add": [{"name": "Ảnh 4x6", "originals": 2}]}, "")

    papers = page().content.cases[0].components
    assert [(paper.kind.value, paper.source.layer.value) for paper in papers] == [
        ("to_file", "national"),
        ("to_show", "province"),
        ("to_file", "province"),
    ]
    answer("components", {"none_needed": True}, "")
    assert page().content.cases[0].components == ()


@pytest.mark.parametrize(
    ("field", "value", "of_content"),
    [
        ("name", "Đăng ký khai sinh", "name"),
        ("everyday_names", ["làm giấy khai sinh", "khai sanh"], "everyday_names"),
        ("notes", "Nghỉ trưa từ 11 giờ.", "notes"),
        ("level", ["province"], "levels"),
        ("steps", "Một bước.", "steps_text"),
        ("online_level", {"old": 4, "extent": "full"}, "online_level"),
        ("competent", {"kind": "unit", "code": "H12.04"}, "competent"),
        ("legal_basis", [{"number": "1/2026/NĐ-CP"}], "legal_basis"),
    ],
)
def test_a_field_said_by_the_province_carries_its_layer(field: str, value: Any, of_content: str) -> None:
    import_records(a_record())
    before = getattr(page().content, of_content)

    answer(field, value)

    content = page().content
    assert getattr(content, of_content) != before
    assert content.source_of(field) == procedures.Source(procedures.Layer.PROVINCE, "12/QĐ-UBND")
    assert content.source_of("result").layer is procedures.Layer.NATIONAL


def test_counting_is_the_rule_pack_s_unless_the_province_says_otherwise() -> None:
    import_records(a_record())
    assert {offer.counting.value for offer in offers()} == {"from_hour"}

    answer("counting", "end_of_nth_day")

    assert {offer.counting.value for offer in offers()} == {"end_of_nth_day"}


def test_the_shortened_times_of_a_sample_record_are_taken_over_by_an_act() -> None:
    stated = [{"case": "", "channel": "Trực tiếp", "time_limit_text": "2 ngày làm việc", "decision": "MẪU-1/QĐ-UBND"}]
    import_records(a_record(committed=stated))
    assert all(offer.committed is None for offer in offers())

    taken = procedures.take_stated_commitments(code=CODE, by=a_publisher(), at=PUBLISHED_AT)

    committed = {offer.channel.value: procedures.limit_words(offer.limit) for offer in offers()}
    assert taken == 1
    assert committed == {"online": "5 ngày làm việc", "post": "5 ngày làm việc", "counter": "2 ngày làm việc"}


@pytest.mark.parametrize(("unit", "roles"), [("H12.61", (Role.PUBLISHER,)), ("H12", (Role.RECEPTION, Role.LEADER))])
def test_only_publishers_of_the_province_s_agencies_answer(unit: str, roles: tuple[Role, ...]) -> None:
    import_records(a_record())

    with pytest.raises(MissingRight):
        procedures.answer_field(
            code=CODE, field="notes", value="x", decision_number="", by=an_actor(unit, *roles), at=PUBLISHED_AT
        )


def test_a_department_and_the_unit_that_settles_it_may_answer() -> None:
    import_records(a_record())
    answer("competent", {"kind": "unit", "code": "H12.61"})

    for unit in ("H12.04", "H12.61"):
        procedures.answer_field(
            code=CODE, field="notes", value=unit, decision_number="", by=a_publisher(unit), at=PUBLISHED_AT
        )

    assert page().content.notes == "H12.61"


def test_every_answer_is_in_the_ledger_without_its_words() -> None:
    import_records(a_record(), at=IMPORTED_AT)
    answer("notes", "Nghỉ trưa từ 11 giờ.")
    procedures.withdraw_answer(code=CODE, field="notes", by=a_publisher(), at=LATER)

    rows = ledger.rows_of(f"procedure:{CODE}")
    assert [row.act for row in rows] == ["national_created", "field_answered", "answer_withdrawn"]
    assert "Nghỉ trưa" not in str([row.body for row in rows])
