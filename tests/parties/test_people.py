"""People are remembered once, and what they declared stays as it was."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.domain.parties import api as parties
from motcua.domain.parties.models import Party, PartySnapshot
from motcua.domain.parties.testing import DECLARED_AT, a_person, a_snapshot

pytestmark = pytest.mark.django_db
LATER = DECLARED_AT + timedelta(days=30)


def test_a_person_is_one_row_however_often_and_however_typed():
    first = a_person("096 000 000 001")
    again = a_person("096000000001", name="Trần Văn Mẫu Mới", phone="0912345678", at=LATER)

    assert first == again
    assert parties.party(first).name == "Trần Văn Mẫu Mới"
    row = Party.objects.get()
    assert (row.created_at, row.changed_at, row.name_fold) == (DECLARED_AT, LATER, "tran van mau moi")


def test_the_same_number_of_a_citizen_and_of_a_business_are_two():
    a_person("380000001")
    a_person("2000000001", kind="business", name="Công ty Mẫu")

    assert Party.objects.count() == 2


def test_a_snapshot_shows_what_was_declared_whatever_is_declared_later():
    kept = a_snapshot(name="Trần Văn Mẫu")

    a_person(name="Tên Khác", address="Nơi khác", at=LATER)

    assert parties.person(kept).name == "Trần Văn Mẫu"
    assert parties.person(kept).address == "Ấp Mũi, xã Đất Mũi"


def test_what_is_not_declared_any_more_is_not_shown_as_declared():
    a_person(phone="0912345678", email="mau@noi.vn")

    party_id = a_person(phone="", email="", at=LATER)

    assert parties.party(party_id).phone == ""
    assert parties.person(parties.snapshot(party_id)).email == ""


def test_a_snapshot_is_changed_by_nobody_but_can_be_erased():
    a_snapshot()

    with pytest.raises(IntegrityError), transaction.atomic():
        PartySnapshot.objects.update(name="khác")
    PartySnapshot.objects.all().delete()


def test_a_person_is_found_by_number_and_a_stranger_is_not():
    party_id = a_person("2000000001-001", kind="business", name="Chi nhánh Mẫu")

    assert parties.find_person("business", "2000000001 001").party_id == party_id
    assert parties.find_person("business", "2000000001-001").name == "Chi nhánh Mẫu"
    assert parties.find_person("citizen", "2000000001-001") is None
    assert parties.find_person("business", "") is None
    assert parties.find_person("business", "2000000001") is None


def test_a_refused_declaration_leaves_nothing():
    with pytest.raises(parties.WrongDeclaration):
        a_person(name="ă" * 10_000)

    assert not Party.objects.exists()


def test_an_unknown_person_is_refused_in_a_sentence():
    for ask in (parties.party, parties.person, parties.snapshot):
        with pytest.raises(parties.UnknownPerson, match="Không tìm thấy"):
            ask(4711)


def test_questions_are_one_statement_each(count_statements):
    kept = [a_snapshot(f"09600000000{n}") for n in range(5)]

    assert count_statements(lambda: parties.people(kept)) == 1
    assert count_statements(lambda: parties.person(kept[0])) == 1
    assert count_statements(lambda: parties.find_person("citizen", "096000000001")) == 1
    assert len(parties.people([*kept, 4711])) == 5


def test_the_digest_of_a_number_is_the_same_however_typed_and_does_not_show_it():
    digest = parties.digest_of("096000000001")

    assert digest == parties.digest_of(" 096 000 000 001")
    assert digest != parties.digest_of("096000000002")
    assert "096" * 2 not in digest
    assert len(digest) == 32


def test_the_database_refuses_a_second_row_of_a_number_and_an_unknown_kind():
    a_person()

    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(
            kind="citizen",
            identifier="096000000001",
            name="X",
            name_fold="x",
            created_at=DECLARED_AT,
            changed_at=DECLARED_AT,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.update(kind="alien")
