"""What keeps a procedure from publication, what its page asks, and what a published version is."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.domain.organisation.api import MissingRight, Role
from motcua.domain.organisation.testing import SmallProvince, a_small_province, an_actor
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.models import NationalVersion, PublishedVersion
from motcua.domain.procedures.testing import (
    PUBLISHED_AT,
    a_paper,
    a_published_procedure,
    a_publisher,
    a_record,
    a_row,
    import_records,
    rows_on_all_channels,
)
from motcua.domain.workflow.testing import a_bound_process
from motcua.foundation import kept_answers, ledger
from motcua.kernel.working_time import ZONE, Counting

pytestmark = pytest.mark.django_db
CODE = "1.001193"
LATER = PUBLISHED_AT + timedelta(days=10)
FIVE_DAYS = {"amount": "5", "unit": "working_day"}


@pytest.fixture(autouse=True)
def province() -> SmallProvince:
    return a_small_province()


def bind(code: str = CODE) -> None:
    version = a_bound_process(procedure_code=code)
    procedures.bind_process(code=code, process_version_id=version.id, by=a_publisher(), at=PUBLISHED_AT)


def answer(field: str, value: Any) -> None:
    procedures.answer_field(
        code=CODE, field=field, value=value, decision_number="1/QĐ-UBND", by=a_publisher(), at=PUBLISHED_AT
    )


def publish(at: datetime = PUBLISHED_AT, **more: Any) -> int:
    return procedures.publish(code=CODE, by=a_publisher(), at=at, **more)


def refusal_of_publishing() -> procedures.NotPublishable:
    with pytest.raises(procedures.NotPublishable) as refused:
        publish()
    return refused.value


@pytest.mark.parametrize("text", ["", "5", "Không quy định", "Theo mô tả", "0 ngày", "10-25", "2 tuần"])
def test_without_a_readable_limit_nothing_is_published_until_an_officer_states_one(text: str) -> None:
    """national-records 20.1"""
    import_records(a_record(channels=rows_on_all_channels(text)))
    bind()
    assert [gap.field for gap in refusal_of_publishing().gaps] == ["time_limit"]

    answer("time_limit", FIVE_DAYS)

    content = procedures.published_version(publish()).content
    assert {procedures.limit_words(offer.limit) for offer in content.cases[0].offers} == {"5 ngày làm việc"}
    assert {offer.limit_source.layer for offer in content.cases[0].offers} == {procedures.Layer.PROVINCE}


def test_a_gap_on_one_channel_keeps_the_whole_procedure() -> None:
    import_records(a_record(channels=[a_row(), a_row("Trực tuyến", "5")]))
    bind()

    assert [gap.field for gap in refusal_of_publishing().gaps] == ["time_limit:online"]


def test_without_a_process_or_a_competent_unit_nothing_is_published() -> None:
    import_records(a_record(level=["Cấp tỉnh"], agency="Sở Tư pháp"))
    refused = refusal_of_publishing()

    assert [gap.field for gap in refused.gaps] == ["competent", "process"]
    assert {gap.origin.value for gap in refused.gaps} == {"province"}
    assert "quy trình nội bộ" in str(refused)


def test_a_list_of_procedures_is_never_published() -> None:
    import_records(a_record(name="Công bố Danh mục và Quy trình nội bộ thủ tục hành chính"))
    bind()

    with pytest.raises(procedures.NeverPublishable):
        publish()


def test_a_changed_answered_field_keeps_from_publishing_again_but_the_published_version_holds() -> None:
    import_records(a_record(channels=rows_on_all_channels("5")))
    bind()
    answer("time_limit", FIVE_DAYS)
    first = publish()

    import_records(a_record(channels=rows_on_all_channels("7 ngày làm việc")), at=LATER)

    assert {gap.kind for gap in refusal_of_publishing().gaps} == {"national_changed"}
    assert procedures.published(CODE, LATER).version_id == first
    assert procedures.publication_page(CODE, LATER).questions


def test_a_published_version_is_frozen_whatever_comes_later() -> None:
    info = a_published_procedure()

    import_records(a_record(result="Khác"), at=LATER)
    answer("notes", "Ghi chú mới")

    assert procedures.published(CODE, LATER).content == info.content
    page = procedures.publication_page(CODE, LATER)
    assert page.changed_since_published
    assert page.content.result == "Khác"


def test_a_new_publication_ends_the_one_before_at_its_start() -> None:
    first = a_published_procedure()
    answer("notes", "Ghi chú mới")

    second = publish(at=LATER, valid_from=LATER + timedelta(days=5))

    assert procedures.published(CODE, LATER + timedelta(days=5) - timedelta(seconds=1)).version_id == first.version_id
    assert procedures.published(CODE, LATER + timedelta(days=5)).version_id == second
    assert procedures.published_version(second).number == 2


def test_before_the_first_publication_and_after_its_end_nothing_is_published() -> None:
    a_published_procedure()

    procedures.expire(code=CODE, by=a_publisher(), at=LATER)

    assert procedures.published(CODE, LATER - timedelta(seconds=1)).number == 1
    for moment in (PUBLISHED_AT - timedelta(seconds=1), LATER):
        with pytest.raises(procedures.NotPublished):
            procedures.published(CODE, moment)
    with pytest.raises(procedures.NotInForce):
        procedures.expire(code=CODE, by=a_publisher(), at=LATER)


def test_nothing_is_published_into_the_past_of_a_version() -> None:
    a_published_procedure()

    with pytest.raises(procedures.NotInForce):
        publish(at=LATER, valid_from=PUBLISHED_AT)


def test_the_database_itself_lets_no_two_versions_hold_at_once() -> None:
    version = PublishedVersion.objects.get(pk=a_published_procedure().version_id)
    version.pk, version.number = None, 2

    with pytest.raises(IntegrityError), transaction.atomic():
        version.save(force_insert=True)


@pytest.mark.parametrize(
    ("model", "change"),
    [
        pytest.param(PublishedVersion, {"content": {}}, id="published content"),
        pytest.param(PublishedVersion, {"process_version_id": None}, id="published process"),
        pytest.param(NationalVersion, {"record": {}}, id="national record"),
        pytest.param(NationalVersion, None, id="national record deleted"),
    ],
)
def test_the_database_itself_changes_no_version(model: Any, change: dict[str, Any] | None) -> None:
    a_published_procedure()

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**change) if change is not None else model.objects.all()._raw_delete("default")


def test_a_version_read_back_is_the_content_that_was_published() -> None:
    info = a_published_procedure(
        a_record(components=[a_paper(), a_paper("Hộ chiếu", group="Giấy tờ phải xuất trình")]),
        answers={"committed": {"amount": "0.5", "unit": "working_day"}},
    )

    content = info.content
    assert procedures.ProcedureContent.from_json(content.to_json()) == content
    assert procedures.limit_words(content.cases[0].offers[0].limit) == "0,5 ngày làm việc"
    assert [paper.must_be_filed for paper in content.cases[0].components] == [True, False]
    assert content.competent == procedures.Competent("commune_of_desk")


def test_versions_are_read_from_memory(count_statements: Any) -> None:
    version_id = a_published_procedure().version_id
    procedures.published_version(version_id)

    assert count_statements(lambda: procedures.published_version(version_id)) == 1
    assert count_statements(lambda: procedures.published(CODE, LATER)) == 1
    assert count_statements(lambda: procedures.published_versions([version_id] * 50)) == 1


def test_a_version_kept_in_memory_is_not_taken_for_one_of_another_database_with_its_number_and_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with transaction.atomic():
        gone = a_published_procedure(a_record("1.000002", name="Thủ tục đăng ký kết hôn"))
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('procedures_publishedversion_id_seq', %s, false)", [gone.version_id])
    monkeypatch.setattr(kept_answers, "_marks", {connection.connection: ("another",)})

    info = a_published_procedure()

    assert (info.version_id, info.published_at) == (gone.version_id, gone.published_at)
    assert info.code == CODE


def test_an_unfit_process_is_not_bound() -> None:
    import_records(a_record(), a_record("1.000002"))
    other = a_bound_process(procedure_code="1.000002")

    with pytest.raises(procedures.UnfitProcess):
        procedures.bind_process(code=CODE, process_version_id=other.id, by=a_publisher(), at=PUBLISHED_AT)


def test_an_unknown_procedure_is_said_in_a_sentence() -> None:
    with pytest.raises(procedures.UnknownProcedure, match=r"9\.999999"):
        procedures.publish(code="9.999999", by=a_publisher(), at=PUBLISHED_AT)
    with pytest.raises(procedures.UnknownProcedure):
        procedures.publication_page("9.999999\x00", PUBLISHED_AT)
    with pytest.raises(procedures.NotPublished):
        procedures.published("\x00", PUBLISHED_AT)


def test_only_a_publisher_publishes() -> None:
    import_records(a_record())
    bind()

    with pytest.raises(MissingRight):
        procedures.publish(code=CODE, by=an_actor("H12", Role.LEADER), at=PUBLISHED_AT)


def test_every_act_is_in_the_ledger() -> None:
    a_published_procedure(answers={"notes": "x"})
    procedures.expire(code=CODE, by=a_publisher(), at=LATER)

    acts = [row.act for row in ledger.rows_of(f"procedure:{CODE}")]
    assert acts == ["national_created", "field_answered", "process_bound", "published", "expired"]


def test_the_page_asks_each_doubt_beside_its_own_words() -> None:
    steps = "Bước 1. Nộp hồ sơ.\nBước 2. Trong thời hạn 05 ngày làm việc, công chức kiểm tra."
    fee = "Miễn phí(35.000 đồng/giấy)"
    import_records(a_record(channels=rows_on_all_channels("5", fee), steps_text=steps))

    limit, money, process = procedures.publication_page(CODE, PUBLISHED_AT).questions

    assert (limit.heading, limit.where, limit.marked) == ("Thời hạn: số “5” không có đơn vị", "cả 3 cách nộp", "5")
    assert [choice.label for choice in limit.choices] == ["5 ngày làm việc", "5 ngày"]
    assert limit.passages == ("Trong thời hạn 05 ngày làm việc, công chức kiểm tra",)
    assert next(choice.label for choice in money.choices) == "35.000 đồng/giấy"
    assert process.topic == "process"


def test_an_offered_choice_can_be_stored_as_it_is() -> None:
    import_records(a_record(channels=rows_on_all_channels("1", "Miễn phí(35.000 đồng/giấy)")))
    bind()
    for question in procedures.publication_page(CODE, PUBLISHED_AT).questions:
        procedures.answer_field(
            code=CODE, field=question.field, value=question.choices[0].value, decision_number="", by=a_publisher(),
            at=PUBLISHED_AT,
        )  # fmt: skip

    content = procedures.published_version(publish()).content
    assert procedures.limit_words(content.cases[0].offers[0].limit) == "Trong ngày"


def test_the_page_shows_settled_fields_with_their_layer_and_the_gate() -> None:
    a_published_procedure(answers={"committed": {"amount": "3", "unit": "working_day"}})

    page = procedures.publication_page(CODE, LATER)

    lines = {(field.topic, field.text, field.layer.value) for field in page.settled}
    assert ("time_limit", "5 ngày làm việc", "national") in lines
    assert ("committed", "3 ngày làm việc", "province") in lines
    assert page.may_be_published
    assert not page.changed_since_published
    assert {check.open_places for check in page.checks} == {0}
    assert [row.name for row in page.process_rows]


@pytest.mark.parametrize(
    ("value", "due"),
    [
        pytest.param(FIVE_DAYS, datetime(2026, 12, 2, 9, 0, tzinfo=ZONE), id="five working days"),
        pytest.param({"amount": None, "unit": "same_day"}, datetime(2026, 11, 25, 17, 0, tzinfo=ZONE), id="same day"),
    ],
)
def test_the_effect_of_an_answer_is_told_before_it_is_stored(value: Any, due: datetime) -> None:
    received = datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)

    told = procedures.due_if_received(
        value=value, counting=Counting.FROM_HOUR, received_at=received, unit_code="H12.61"
    )

    assert told == due


def test_the_queue_lists_what_waits_with_the_nearest_to_publication_first() -> None:
    import_records(
        a_record("1.000001", channels=rows_on_all_channels("5"), components=[]),
        a_record("1.000002"),
        a_record("1.000003", channels=rows_on_all_channels("5")),
        a_record("1.000004", name="Công bố Danh mục và Quy trình nội bộ"),
    )
    a_published_procedure()

    queue = procedures.unpublished_queue(at=LATER)

    assert [row.code for row in queue.rows] == ["1.000002", "1.000003", "1.000001", "1.000004"]
    standings = {"untouched": 1, "one_field": 1, "more": 1, "never": 1}
    assert queue.counts == {"all": 4, "published": 1, "asked_again": 0} | standings
    assert queue.level_counts["commune"] == 4
    assert [row.code for row in procedures.unpublished_queue(at=LATER, standing="one_field").rows] == ["1.000003"]
    assert procedures.unpublished_queue(at=LATER, text="khai sinh").total == 3
    assert [row.code for row in procedures.procedures(at=LATER, published_only=True)] == [CODE]
    assert len(procedures.procedures(at=LATER)) == 5
    assert procedures.count_unpublished(LATER) == 4
    assert procedures.place_in_queue("1.000003", LATER) == procedures.PlaceInQueue(2, 4, "1.000002", "1.000001")
    assert procedures.place_in_queue(CODE, LATER) is None
