"""Papers are issued with numbers of their books, stay as they were issued, and a reprint says that it is one."""

import hashlib
import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pikepdf
import pytest
from django.db import IntegrityError, connection, transaction

from motcua.domain.documents import api as documents
from motcua.domain.documents.models import IssuedPaper
from motcua.domain.documents.testing import AN_OFFICER, ISSUED_AT, a_paper, what_a_paper_says
from motcua.foundation import files, ledger
from motcua.foundation.rule_packs import rule_pack_named
from motcua.kernel.working_time import ZONE

SUBJECT = "dossier:H12.14-261125-0007"
LATER = ISSUED_AT + timedelta(days=2)
pytestmark = pytest.mark.django_db


def numbers():
    return [(row.unit_code, row.form, row.number) for row in IssuedPaper.objects.order_by("pk")]


def test_each_form_unit_and_year_has_its_own_book():
    a_paper("receipt")
    a_paper("receipt")
    a_paper("supplement")
    a_paper("receipt", unit_code="H12.61.90")
    a_paper("receipt", at=datetime(2027, 1, 1, 0, 0, tzinfo=ZONE))

    assert numbers() == [
        ("H12.14", "receipt", "1/TTPVHCC"),
        ("H12.14", "receipt", "2/TTPVHCC"),
        ("H12.14", "supplement", "1/PBS-TTPVHCC"),
        ("H12.61.90", "receipt", "1/TTPVHCC"),
        ("H12.14", "receipt", "1/TTPVHCC"),
    ]


def test_a_paper_that_was_taken_back_leaves_no_gap():
    a_paper()
    with transaction.atomic():
        a_paper()
        transaction.set_rollback(True)
    a_paper()

    assert [number for _, _, number in numbers()] == ["1/TTPVHCC", "2/TTPVHCC"]


def test_titles_and_numbers_are_those_of_the_rule_pack():
    old = documents.paper(a_paper("refusal", pack=rule_pack_named("2022")))
    new = documents.paper(a_paper("refusal"))

    assert old.number == "1/TCHS"
    assert new.number == "2/PTC-TTPVHCC"
    assert old.title == rule_pack_named("2022").forms["refusal"].title
    assert (new.subject, new.issued_at, new.issued_by, new.prints) == (SUBJECT, ISSUED_AT, AN_OFFICER.login, 0)


def test_the_ledger_tells_of_the_paper_and_nothing_of_the_person():
    paper_id = a_paper()
    row = ledger.rows_of(SUBJECT)[-1]

    assert row.act == "paper_issued"
    assert (row.body["form"], row.body["number"], row.body["paper"]) == ("receipt", "1/TTPVHCC", paper_id)
    for text in ("Nguyễn", "096185000321", "0918000317", "mau@"):
        assert text not in json.dumps(row.body, ensure_ascii=False)


def test_a_letter_that_cannot_be_printed_uses_up_no_number():
    with pytest.raises(documents.UnprintableText):
        a_paper(reason="Ảnh 漢 mờ")

    assert documents.paper(a_paper()).number == "1/TTPVHCC"


def test_a_form_nobody_knows_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="poster"):
        a_paper("poster")


def test_what_a_paper_says_is_changed_by_nobody_but_can_be_erased():
    a_paper()

    for change in ({"data": {}}, {"number": "9/X"}, {"issued_by": "khac"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            IssuedPaper.objects.update(**change)
    IssuedPaper.objects.all().delete()


def test_the_papers_of_a_dossier_are_listed_as_they_were_issued(count_statements):
    first, second = a_paper("receipt"), a_paper("supplement", at=LATER)
    a_paper("refusal", subject="dossier:H12.14-261125-0008")

    assert [paper.paper_id for paper in documents.papers_of(SUBJECT)] == [first, second]
    assert count_statements(lambda: documents.papers_of(SUBJECT)) == 1


def test_the_first_printing_is_the_original_and_is_kept():
    paper_id = a_paper()
    pdf = documents.print_paper(paper_id, by=AN_OFFICER, at=ISSUED_AT)

    kept = IssuedPaper.objects.get(pk=paper_id)
    assert (kept.prints, kept.digest) == (1, hashlib.sha256(pdf).hexdigest())
    assert files.read(kept.digest) == pdf
    assert [row.act for row in ledger.rows_of(SUBJECT)] == ["paper_issued"]


def test_a_later_printing_is_counted_marked_and_in_the_ledger():
    paper_id = a_paper()
    original = documents.print_paper(paper_id, by=AN_OFFICER, at=ISSUED_AT)
    reprints = [documents.print_paper(paper_id, by=AN_OFFICER, at=LATER) for _ in range(2)]

    assert len({original, *reprints}) == 3
    assert documents.paper(paper_id).prints == 3
    assert IssuedPaper.objects.get(pk=paper_id).digest == hashlib.sha256(original).hexdigest()
    rows = [row for row in ledger.rows_of(SUBJECT) if row.act == "paper_reprinted"]
    assert [row.body["reprint"] for row in rows] == [1, 2]
    assert all(row.body["number"] == "1/TTPVHCC" for row in rows)


def test_looking_at_a_paper_shows_what_was_printed_last_and_counts_nothing():
    paper_id = a_paper()
    unprinted = documents.view_paper(paper_id)
    for at in (ISSUED_AT, LATER, LATER):
        printed = documents.print_paper(paper_id, by=AN_OFFICER, at=at)
        assert documents.view_paper(paper_id) == printed != unprinted

    assert documents.paper(paper_id).prints == 3
    assert [row.act for row in ledger.rows_of(SUBJECT)].count("paper_reprinted") == 2


def test_a_reprint_shows_what_was_printed_whatever_is_said_later():
    paper_id = a_paper()
    documents.print_paper(paper_id, by=AN_OFFICER, at=ISSUED_AT)

    assert IssuedPaper.objects.get(pk=paper_id).data == what_a_paper_says()


def test_a_paper_that_is_not_there_is_said_to_be_not_there():
    for ask in (
        documents.paper,
        documents.view_paper,
        lambda paper_id: documents.print_paper(paper_id, by=AN_OFFICER, at=LATER),
    ):
        with pytest.raises(documents.UnknownPaper, match="Không có giấy"):
            ask(404)


def test_an_original_that_cannot_be_kept_is_not_counted_as_printed(monkeypatch):
    def full(content):
        raise files.StoreUnwritable("Đĩa đầy.")

    monkeypatch.setattr(files, "store", full)
    paper_id = a_paper()
    with pytest.raises(files.StoreUnwritable):
        documents.print_paper(paper_id, by=AN_OFFICER, at=ISSUED_AT)

    assert documents.paper(paper_id).prints == 0


@pytest.mark.django_db(transaction=True)
def test_printed_at_four_counters_at_once_there_is_one_original():
    paper_id = a_paper()

    def print_it(_):
        try:
            return documents.print_paper(paper_id, by=AN_OFFICER, at=LATER)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as counters:
        printed = list(counters.map(print_it, range(4)))

    assert documents.paper(paper_id).prints == 4
    originals = [pdf for pdf in printed if hashlib.sha256(pdf).hexdigest() == IssuedPaper.objects.get().digest]
    assert len(originals) == 1
    assert sorted(row.body["reprint"] for row in ledger.rows_of(SUBJECT) if row.act == "paper_reprinted") == [1, 2, 3]
    for pdf in printed:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert len(opened.pages) == 1
