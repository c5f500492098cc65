"""The administrators' list of messages that could not be sent."""

import pytest
from desk_pages import set_clock, signed_in, text_of

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import testing as organisation_testing
from motcua.foundation import ledger, outbox
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
PAGE = "/quan-tri/tin-nhan"


@pytest.fixture
def staff(settings):
    set_clock(settings, AT)
    return testing.a_staffed_province()


@pytest.fixture
def administrator(staff):
    return signed_in(organisation_testing.an_actor("H12", "administrator"))


@pytest.fixture
def code(staff):
    """A dossier whose message was given up."""
    code = testing.a_dossier(staff, person=testing.a_person(email="mau@example.vn"))
    words = {"code": code, "procedure": "Thủ tục", "desk": "Một cửa"}
    applicant = dossiers.notice_of(code, AT).applicant
    notifications.send(notifications.Message(f"dossier:{code}", "ready:9", "ready", applicant, words), by=SYSTEM, at=AT)

    def refused(_letter):
        raise outbox.Refused("Máy chủ thư không nhận: 550 <mau@example.vn>")

    outbox.deliver_due({notifications.ROUTE: notifications.outbox_sender(refused)}, at=AT, most=1)
    return code


def test_without_dead_letters_it_says_so(administrator) -> None:
    assert "Không có tin nhắn nào không gửi được" in text_of(administrator.get(PAGE))


def test_it_says_about_which_dossier_and_why_without_name_or_mailbox(administrator, code) -> None:
    shown = text_of(administrator.get(PAGE))

    assert code in shown
    assert "Máy chủ thư không nhận: 550 <…@example.vn>" in shown
    assert "m…@example.vn" in shown
    assert "mau@example.vn" not in shown
    assert "Nguyễn Thị Mẫu" not in shown


def test_the_button_sends_it_again_once_and_the_ledger_says_who(administrator, code) -> None:
    [dead] = notifications.dead_letters()

    first = administrator.post(f"{PAGE}/{dead.id}/gui-lai", follow=True)
    second = administrator.post(f"{PAGE}/{dead.id}/gui-lai", follow=True)

    assert "Đã xếp tin nhắn vào hàng gửi lại" in text_of(first)
    assert "Không có gì thay đổi" in text_of(second)
    assert [one.state for one in notifications.deliveries_of(f"dossier:{code}")] == ["queued"]
    assert [row.act for row in ledger.rows_of(f"dossier:{code}")].count("message_resent") == 1


def test_nobody_but_the_province_s_administrator_sees_or_sends(staff, code) -> None:
    [dead] = notifications.dead_letters()
    others = [staff.reception, staff.leader, organisation_testing.an_actor(staff.places.commune, "administrator")]

    for other in map(signed_in, others):
        assert other.get(PAGE).status_code == 403
        assert other.post(f"{PAGE}/{dead.id}/gui-lai").status_code == 403
    assert [one.state for one in notifications.deliveries_of(f"dossier:{code}")] == ["failed"]
