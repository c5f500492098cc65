"""What people hand in is written down once, numbered, and found again."""

import pytest

from motcua.domain.documents import api as documents
from motcua.domain.documents.testing import ISSUED_AT

SUBJECT = "dossier:H12.14-261125-0007"
pytestmark = pytest.mark.django_db


def record(*papers, subject=SUBJECT):
    documents.record_components(subject=subject, components=papers, at=ISSUED_AT)


def test_papers_are_numbered_from_one_in_their_order():
    record(documents.Component("Đơn  đề nghị \n"), documents.Component("Bản vẽ", originals=0, copies=2))

    first, second = documents.components_of(SUBJECT)
    assert (first.number, first.name, first.originals, first.copies, first.digest) == (1, "Đơn  đề nghị", 1, 0, "")
    assert (second.number, second.name, second.originals, second.copies) == (2, "Bản vẽ", 0, 2)
    assert second.recorded_at == ISSUED_AT


def test_what_is_brought_later_is_numbered_on_and_every_dossier_for_itself():
    record(documents.Component("Đơn"))
    record(documents.Component("Bản vẽ"), documents.Component("Giấy ủy quyền"))
    record(documents.Component("Khác"), subject="dossier:khác")

    assert [part.number for part in documents.components_of(SUBJECT)] == [1, 2, 3]
    assert [part.number for part in documents.components_of("dossier:khác")] == [1]


def test_three_hundred_papers_take_one_statement_and_one_to_read(count_statements):
    many = [documents.Component(f"Giấy tờ {number}") for number in range(300)]

    assert count_statements(lambda: record(*many)) == 1
    assert count_statements(lambda: documents.components_of(SUBJECT)) == 1
    assert [part.name for part in documents.components_of(SUBJECT)] == [part.name for part in many]


def test_nothing_handed_in_writes_nothing(count_statements):
    assert count_statements(record) == 0


@pytest.mark.parametrize(
    "paper",
    [
        pytest.param(documents.Component(" \u200b"), id="no_name"),
        pytest.param(documents.Component("x" * 20_001), id="endless_name"),
        pytest.param(documents.Component("Đơn", originals=-1), id="less_than_none"),
        pytest.param(documents.Component("Đơn", copies=10_000), id="too_many"),
        pytest.param(documents.Component("Đơn", digest="abc"), id="no_digest"),
    ],
)
def test_what_cannot_be_written_down_is_refused_by_its_number(paper):
    with pytest.raises(documents.WrongComponent, match="Giấy tờ số 2") as refused:
        record(documents.Component("Đơn"), paper)

    assert refused.value.number == 2
    assert documents.components_of(SUBJECT) == ()


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        documents.record_components(subject=SUBJECT, components=[], at=ISSUED_AT.replace(tzinfo=None))
