"""The page of a dossier says what the person was told, how that stands, and the proof."""

from datetime import timedelta

import pytest
from desk_pages import set_clock, signed_in, text_of

from motcua.domain.dossiers import testing
from motcua.domain.notifications import api as notifications
from motcua.foundation import outbox
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
SOON = AT + timedelta(minutes=10)


@pytest.fixture
def staff():
    return testing.a_staffed_province()


def a_told_dossier(staff, mailbox: str) -> str:
    code = testing.a_dossier(staff, person=testing.a_person(email=mailbox))
    words = {"code": code, "procedure": "Thủ tục", "desk": "Một cửa", "promised_at": "mai"}
    notice = notifications.Message(f"dossier:{code}", "received:1", "received", _applicant(code), words)
    notifications.send(notice, by=SYSTEM, at=AT)
    return code


def _applicant(code: str) -> int:
    from motcua.domain.dossiers import api as dossiers

    return dossiers.notice_of(code, AT).applicant


def sent_by(sender) -> None:
    outbox.deliver_due({notifications.ROUTE: notifications.outbox_sender(sender)}, at=SOON, most=9)


def taken(letter):
    return notifications.Receipt(
        notifications.Channel.EMAIL, "mail.example:25", f"<{letter.stable_id}@a>", "250 queued"
    )


def refused(_letter):
    raise outbox.Refused("Máy chủ thư không nhận: 550 <mau@example.vn> & <script>")


def shown(staff, settings, code: str) -> str:
    set_clock(settings, SOON)
    return text_of(signed_in(staff.handler).get(f"/lam-viec/ho-so/{code}"))


def test_without_messages_it_says_so(staff, settings) -> None:
    assert "Chưa có tin nhắn nào." in shown(staff, settings, testing.a_dossier(staff))


def test_a_message_that_waits_was_sent_or_has_no_address_is_told_apart(staff, settings) -> None:
    code = a_told_dossier(staff, "mau@example.vn")
    waiting = shown(staff, settings, code)
    sent_by(taken)
    sent = shown(staff, settings, code)
    nowhere = shown(staff, settings, a_told_dossier(staff, ""))

    assert "Tiếp nhận hồ sơ Thư điện tử: m…@example.vn" in waiting
    assert "Chờ gửi" in waiting
    assert "Đã gửi" in sent
    assert "mail.example:25" in sent
    assert "250 queued" in sent
    assert "Thư điện tử: người nộp không khai địa chỉ" in nowhere
    assert "Không có địa chỉ" in nowhere
    assert "mau@example.vn" not in waiting + sent


def test_a_dead_letter_says_why_without_the_mailbox_and_cannot_put_words_into_the_page(staff, settings) -> None:
    code = a_told_dossier(staff, "mau@example.vn")
    sent_by(refused)
    set_clock(settings, SOON)
    raw = signed_in(staff.handler).get(f"/lam-viec/ho-so/{code}").content.decode()

    assert "Không gửi được" in raw
    assert "550 &lt;…@example.vn&gt; &amp; &lt;script&gt;" in raw
    assert "mau@example.vn" not in raw
