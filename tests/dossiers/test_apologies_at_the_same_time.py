"""Two leaders at one letter: one signature, one number, one message; what is broken off leaves nothing behind."""

import pytest
from django.db import transaction
from stories import a_dossier_of_many_ways, acts, on
from test_at_the_same_time import at_once, refused

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Apology
from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role

pytestmark = pytest.mark.django_db(transaction=True)
LATE, NEW = on("10", "10:00"), on("12", "15:00")
WHY = "Phải xác minh lại ranh giới thửa đất"


@pytest.fixture
def signers(team):
    commune = team.staff.places.commune
    return [
        organisation_testing.an_actor(commune, Role.LEADER, signature=lines)
        for lines in ("Chủ tịch", "KT. Chủ tịch\nPhó Chủ tịch")
    ]


def some_late(team, number):
    codes = [
        a_dossier_of_many_ways(team, person=testing.a_person(email=f"mau{place}@example.org"))
        for place in range(number)
    ]
    dossiers.sweep(at=LATE)
    return codes


def test_two_leaders_sign_one_draft_at_once_and_there_is_one_letter_with_one_number(team, signers):
    """apologies 1.5; no number is skipped by the one who is refused."""
    codes = some_late(team, 3)
    for code in codes:
        dossiers.apologise(code, reason=WHY, new_moment=NEW, by=team.handler, at=LATE)

    for code in codes:
        answers = at_once(*(lambda by=by, code=code: dossiers.sign_apology(code, by=by, at=LATE) for by in signers))
        assert len(refused(answers)) == 1
        assert "mỗi hồ sơ chỉ có một" in refused(answers)[0]

    assert sorted(Apology.objects.values_list("number", flat=True)) == ["1/PXL", "2/PXL", "3/PXL"]
    assert [acts(code).count("apology_signed") for code in codes] == [1, 1, 1]
    assert [len(notifications.deliveries_of(f"dossier:{code}")) for code in codes] == [1, 1, 1]


def test_two_leaders_write_and_sign_at_once_and_one_is_refused(team, signers):
    (code,) = some_late(team, 1)

    answers = at_once(
        *(lambda by=by: dossiers.apologise(code, reason=WHY, new_moment=NEW, by=by, at=LATE) for by in signers)
    )

    assert len(refused(answers)) == 1
    assert Apology.objects.get().number == "1/PXL"


def test_signing_that_is_broken_off_leaves_no_letter_no_message_and_no_number(team, signers):
    first, second = some_late(team, 2)

    with transaction.atomic():
        dossiers.apologise(first, reason=WHY, new_moment=NEW, by=signers[0], at=LATE)
        transaction.set_rollback(True)

    assert not Apology.objects.exists()
    assert notifications.deliveries_of(f"dossier:{first}") == ()
    dossiers.apologise(second, reason=WHY, new_moment=NEW, by=signers[0], at=LATE)
    assert Apology.objects.get().number == "1/PXL"
