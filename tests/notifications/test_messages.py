"""Messages to people: owed once, told truly, in the words of the day, and harmless whatever a name holds."""

from datetime import datetime

import pytest
from django.db import transaction

from motcua.domain.notifications import api as notifications
from motcua.domain.notifications import queries
from motcua.domain.notifications.rules import templates
from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.foundation import ledger, outbox
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.working_time import ZONE

TODAY = datetime(2026, 11, 25, 9, tzinfo=ZONE)
IN_2022 = datetime(2022, 11, 25, 9, tzinfo=ZONE)
SUBJECT = "dossier:H12.14-261125-0001"
WORDS = {
    "code": "H12.14-261125-0001",
    "procedure": "Đăng ký khai sinh",
    "desk": "Trung tâm Phục vụ hành chính công phường Tân Thành",
    "promised_at": "16 giờ, thứ Sáu, ngày 27/11/2026",
}


def a_person(name: str = "Trần Thị Bích", mailbox: str = "bich@example.vn") -> int:
    return parties.declare(kind="citizen", identifier="096185004321", name=name, email=mailbox, at=TODAY)


def a_message(recipient: int, *, key: str = "received:1", template: str = "received", **more: str):
    return notifications.Message(subject=SUBJECT, key=key, template=template, recipient_id=recipient, data=WORDS | more)


class Postman:
    """A sender that keeps what it was given."""

    def __init__(self, failing: Exception | None = None):
        self.letters: list[notifications.Letter] = []
        self.failing = failing

    def __call__(self, letter):
        if self.failing:
            raise self.failing
        self.letters.append(letter)
        return notifications.Receipt(
            channel=notifications.Channel.EMAIL,
            server="mail.example",
            message_id=f"<{letter.stable_id}@a>",
            answer="250",
        )


def brought_away(postman: Postman) -> int:
    senders = {notifications.ROUTE: notifications.outbox_sender(postman)}
    return outbox.deliver_due(senders, at=TODAY, most=50).arrived


@pytest.mark.django_db
def test_a_message_asked_for_twice_is_owed_and_sent_once():
    message = a_message(a_person())

    first = notifications.send(message, by=SYSTEM, at=TODAY)
    again = notifications.send(message, by=SYSTEM, at=TODAY)
    postman = Postman()
    brought_away(postman)
    brought_away(postman)

    assert first == again
    assert len(postman.letters) == 1


@pytest.mark.django_db
def test_the_delivery_shows_its_proof_and_hides_the_mailbox():
    notifications.send(a_message(a_person()), by=SYSTEM, at=TODAY)
    [waiting] = notifications.deliveries_of(SUBJECT)
    postman = Postman()
    brought_away(postman)
    [sent] = notifications.deliveries_of(SUBJECT)

    assert (waiting.state, waiting.to, waiting.title) == ("queued", "b…@example.vn", "Tiếp nhận hồ sơ")
    assert (sent.state, sent.sent_at, sent.attempts) == ("sent", TODAY, 1)
    [letter] = postman.letters
    text = templates.Text(subject=letter.subject, body=letter.body)
    assert sent.proof == {
        "server": "mail.example",
        "message_id": f"<{letter.stable_id}@a>",
        "answer": "250",
        "digest": notifications.digest_of(text),
    }


@pytest.mark.django_db
def test_a_person_without_a_mailbox_is_told_so_and_nothing_fails():
    notifications.send(a_message(a_person(mailbox="")), by=SYSTEM, at=TODAY)

    [found] = notifications.deliveries_of(SUBJECT)

    assert (found.state, found.to, found.attempts) == ("no_address", "", 0)
    assert brought_away(Postman()) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "office"),
    [
        pytest.param(IN_2022, "Bộ phận Tiếp nhận và Trả kết quả", id="three_levels"),
        pytest.param(TODAY, "Trung tâm Phục vụ hành chính công", id="two_levels"),
    ],
)
def test_the_words_are_those_of_the_rules_of_that_day(at, office):
    notifications.send(a_message(a_person(), desk="Một cửa"), by=SYSTEM, at=at)
    postman = Postman()
    brought_away(postman)

    [letter] = postman.letters
    assert f"{office} đã tiếp nhận hồ sơ" in letter.body
    assert "Kính gửi ông/bà Trần Thị Bích," in letter.body
    assert "16 giờ, thứ Sáu, ngày 27/11/2026" in letter.body


@pytest.mark.django_db
def test_a_word_that_is_missing_is_refused_in_a_sentence_and_owes_nothing():
    message = notifications.Message(SUBJECT, "a", "received", a_person(), {**WORDS, "promised_at": " "})

    with pytest.raises(notifications.MissingWords, match="promised_at"):
        notifications.send(message, by=SYSTEM, at=TODAY)
    with pytest.raises(notifications.UnknownTemplate, match="nothing"):
        notifications.send(a_message(a_person(), template="nothing"), by=SYSTEM, at=TODAY)
    assert notifications.deliveries_of(SUBJECT) == ()


def test_nothing_that_is_filled_in_breaks_a_line_or_is_read_as_a_template():
    edition = queries.edition_on("received", TODAY.date())
    data = WORDS | {"code": "A\r\nBcc: x@example.vn", "procedure": "{person} <b>{code}</b>"}

    text = templates.filled(edition, data, person="Bích\r\nSubject: khác {code}")

    assert text.subject == "Đã tiếp nhận hồ sơ A Bcc: x@example.vn"
    assert "Kính gửi ông/bà Bích Subject: khác {code}," in text.body
    assert "Thủ tục: {person} <b>{code}</b>" in text.body


def a_file(**changes) -> dict:
    one = {"valid_from": "2020-01-01", "valid_to": None, "subject": "Hồ sơ {code}", "body": ["Kính gửi {person}."]}
    edition = one | {name: value for name, value in changes.items() if name in one}
    places = changes.get("places", ["code"])
    return {"template": "a", "title": "A", "places": places, "editions": [edition, *changes.get("others", [])]}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"subject": "Hồ sơ {number}"}, "unknown places", id="a_place_nobody_fills"),
        pytest.param({"places": ["code", "reason"]}, "never used", id="a_place_that_is_not_in_the_text"),
        pytest.param({"subject": "{code.__class__}"}, "no plain name", id="a_look_into_the_code"),
        pytest.param({"subject": "{code!r:>9}"}, "no plain name", id="a_format"),
        pytest.param({"subject": "{}{code}"}, "no plain name", id="a_place_without_name"),
        pytest.param({"subject": "{code"}, "expected '}'", id="a_brace_left_open"),
        pytest.param({"subject": "{code}\nBcc: x"}, "one line", id="a_subject_of_two_lines"),
        pytest.param({"body": [" "]}, "body", id="no_body"),
        pytest.param({"others": [a_file()["editions"][0]]}, "same day", id="two_texts_on_one_day"),
    ],
)
def test_a_template_that_is_not_sound_is_refused_when_it_is_read(changes, said):
    with pytest.raises(templates.FaultyTemplateError, match=said):
        templates.editions_of(a_file(**changes))


def test_every_template_of_the_product_is_sound_and_holds_on_every_day_of_both_rule_packs():
    found = queries.templates()

    assert len(found) >= 12
    for word, editions in found.items():
        for day in (IN_2022.date(), datetime(2025, 6, 30).date(), datetime(2025, 7, 1).date(), TODAY.date()):
            assert sum(edition.holds_on(day) for edition in editions) == 1, word


def an_administrator(*roles: str) -> Actor:
    return Actor(login="quan.tri", right="Quản trị", officer_id=1, unit_code="H12", roles=frozenset(roles))


@pytest.mark.django_db
def test_an_administrator_sends_a_dead_letter_again_and_the_ledger_says_so():
    notifications.send(a_message(a_person()), by=SYSTEM, at=TODAY)
    brought_away(Postman(failing=outbox.Refused("550 không có hộp thư")))
    [dead] = notifications.dead_letters()
    assert (dead.state, dead.error) == ("failed", "550 không có hộp thư")

    with pytest.raises(organisation.MissingRight):
        notifications.resend(dead.id, by=an_administrator("reception"), at=TODAY)
    notifications.resend(dead.id, by=an_administrator("administrator"), at=TODAY)
    with pytest.raises(notifications.NotDead):
        notifications.resend(dead.id, by=an_administrator("administrator"), at=TODAY)
    brought_away(Postman())

    assert notifications.dead_letters() == ()
    assert [one.state for one in notifications.deliveries_of(SUBJECT)] == ["sent"]
    assert [(row.act, row.by_login) for row in ledger.rows_of(SUBJECT)] == [("message_resent", "quan.tri")]


@pytest.mark.django_db(transaction=True)
def test_a_message_of_an_act_that_is_rolled_back_is_never_sent():
    recipient = a_person()

    def fails():
        with transaction.atomic():
            notifications.send(a_message(recipient), by=SYSTEM, at=TODAY)
            raise ValueError

    with pytest.raises(ValueError):
        fails()

    postman = Postman()
    assert brought_away(postman) == 0
