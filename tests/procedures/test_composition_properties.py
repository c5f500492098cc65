"""Whatever a record says: nothing that can be published lacks a limit, and nothing is invented."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.procedures.rules.answers import Answer
from motcua.domain.procedures.rules.composition import compose
from motcua.domain.procedures.rules.content import ProcedureContent
from motcua.domain.procedures.rules.doubts import Doubt
from motcua.domain.procedures.rules.national_record import NationalRecord, read_record
from motcua.domain.procedures.rules.publication import checklist
from motcua.domain.procedures.rules.scopes import field_for, places_of, topic_of
from motcua.domain.procedures.testing import a_paper, a_record, a_row

limits = st.sampled_from(
    ["5 ngày làm việc", "5", "", "3 ngày", "Trong ngày", "2 tuần", "Không quy định", "10-25", "0 giờ", "1 tháng"]
)
fees = st.sampled_from(["Miễn phí", "", "50.000 đồng", "20 VNĐ", "Miễn phí(35.000 đồng/giấy)", "0 Đồng"])
notes = st.sampled_from(["", "Trường hợp cấp mới", "Trường hợp cấp lại", "Nộp tại trung tâm", "- Thẩm định hồ sơ."])
rows = st.builds(a_row, st.sampled_from(["Trực tiếp", "Trực tuyến", "Dịch vụ bưu chính"]), limits, fees, note=notes)
groups = st.sampled_from(["", "--", "Giấy tờ phải nộp", "Trường hợp cấp mới", "Trường hợp cấp lại", "Hồ sơ A", "Lưu ý"])
papers = st.builds(a_paper, st.sampled_from(["Tờ khai", "Đúng như trên", "Ảnh"]), st.integers(0, 2), group=groups)
records = st.builds(
    a_record,
    channels=st.lists(rows, max_size=7),
    components=st.lists(papers, max_size=6),
    time_source=st.sampled_from(["", "suzynotsusie"]),
)
places = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["counter", "post", "online"])), min_size=1, unique=True)


@settings(max_examples=300, deadline=None)
@given(records)
def test_a_record_without_blocking_doubts_has_a_limit_everywhere(record: dict[str, Any]) -> None:
    reading = read_record(record)
    composition = compose(reading.record, doubts=reading.doubts)

    offers = [offer for case in composition.content.cases for offer in case.offers]
    if not any(doubt.blocking for doubt in composition.doubts):
        assert offers
        assert all(offer.limit is not None for offer in offers)


@settings(max_examples=200, deadline=None)
@given(records)
def test_answering_every_question_about_time_leaves_none(record: dict[str, Any]) -> None:
    reading = read_record(record)
    answers = {
        doubt.field: Answer({"amount": "5", "unit": "working_day"})
        for doubt in compose(reading.record, doubts=reading.doubts).doubts
        if topic_of(doubt.field) == "time_limit"
    }

    composition = compose(reading.record, answers, reading.doubts)

    assert not [doubt for doubt in composition.doubts if topic_of(doubt.field) == "time_limit"]
    assert all(offer.limit for case in composition.content.cases for offer in case.offers)


@settings(max_examples=200, deadline=None)
@given(records)
def test_record_and_content_come_back_from_json_as_they_were(record: dict[str, Any]) -> None:
    read = read_record(record).record
    content = compose(read).content

    assert NationalRecord.from_json(read.to_json()) == read
    assert ProcedureContent.from_json(content.to_json()) == content
    assert read_record(record).record.digest() == NationalRecord.from_json(read.to_json()).digest()


@settings(max_examples=200, deadline=None)
@given(places, st.data())
def test_a_field_name_tells_its_places_exactly(all_places: list[tuple[int, str]], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(all_places), min_size=1, unique=True))

    field = field_for("time_limit", chosen, all_places)

    assert set(places_of(field, all_places)) == set(chosen)


def test_an_unforeseen_doubt_that_blocks_keeps_from_publication() -> None:
    doubt = Doubt(field="fee", text="?", reason="Chưa rõ.", kind="fee_doubtful", blocking=True)
    composition = compose(read_record(a_record()).record, doubts=[doubt])

    assert [gap.field for gap in checklist(composition, has_process=True)] == ["fee"]
