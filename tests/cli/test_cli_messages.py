"""`motcua messages`: the dead letters and sending one again."""

import pytest

from motcua.domain.dossiers import testing
from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.parties import api as parties
from motcua.foundation import outbox
from motcua.foundation.actor import SYSTEM

AT = testing.RECEIVED_AT


@pytest.fixture
def staff(db):
    return testing.a_staffed_province()


def a_dead_letter() -> int:
    recipient = parties.declare(
        kind="citizen", identifier="096185004321", name="Trần Thị Bích", email="bich@example.vn", at=AT
    )
    words = {"code": "A", "procedure": "Thủ tục", "desk": "Một cửa"}
    notifications.send(notifications.Message("dossier:A", "ready:1", "ready", recipient, words), by=SYSTEM, at=AT)

    def refused(_letter):
        raise outbox.Refused("550 không có hộp thư")

    outbox.deliver_due({notifications.ROUTE: notifications.outbox_sender(refused)}, at=AT, most=1)
    [dead] = notifications.dead_letters()
    return dead.id


def test_dead_letters_are_listed_with_their_reason_and_a_masked_mailbox(motcua, staff) -> None:
    assert motcua("messages", "dead", "--json").document == {"dead": []}
    delivery = a_dead_letter()

    assert motcua("messages", "dead", "--json").document == {
        "dead": [
            {
                "id": delivery,
                "subject": "dossier:A",
                "template": "ready",
                "to": "b…@example.vn",
                "attempts": 1,
                "error": "550 không có hộp thư",
            }
        ]
    }


def test_only_an_administrator_sends_one_again_and_only_while_it_is_dead(motcua, staff) -> None:
    delivery = a_dead_letter()
    administrator = organisation_testing.an_actor("H12", Role.ADMINISTRATOR)

    refused = motcua("messages", "resend", delivery, "--as", staff.reception.login)
    done = motcua("messages", "resend", delivery, "--as", administrator.login)
    again = motcua("messages", "resend", delivery, "--as", administrator.login)

    assert (refused.status, done.status, again.status) == (1, 0, 1)
    assert "cần quyền" in refused.err + refused.out
    assert [one.state for one in notifications.deliveries_of("dossier:A")] == ["queued"]
