"""Letters on their way out: through a mail server that listens here, and into a folder."""

import email
import email.policy
import socket
import stat
import threading
from contextlib import contextmanager

import pytest

from motcua.domain.notifications.api import Channel, Letter
from motcua.foundation.outbox import Refused
from motcua.integrations.messaging.console import FolderSender
from motcua.integrations.messaging.email import EmailSender

LETTER = Letter(
    stable_id="abc-1", to="bich@example.vn", subject="Đã tiếp nhận hồ sơ", body="Kính gửi <b>bà</b> Bích,\n…"
)


@contextmanager
def a_server(*, to_recipient: str = "250 ok", to_data: str = "250 2.0.0 queued as 42"):
    """Listen as a mail server does for one letter; give its port and what it got."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(10)
    got: list[str] = []

    def talk():
        taken, _ = listening.accept()
        with taken, taken.makefile("rw", encoding="utf-8", newline="") as lines:

            def say(line):
                lines.write(f"{line}\r\n")
                lines.flush()

            say("220 mail.test ESMTP")
            answers = {"EHLO": "250 mail.test", "MAIL": "250 ok", "RCPT": to_recipient, "RSET": "250 ok"}
            while line := lines.readline():
                word = line[:4].upper()
                if word == "QUIT":
                    say("221 bye")
                    return
                if word == "DATA":
                    say("354 go on")
                    while (part := lines.readline()) != ".\r\n":
                        got.append(part)
                    say(to_data)
                    continue
                say(answers.get(word, "250 ok"))

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    yield listening.getsockname()[1], got
    thread.join(10)
    listening.close()


def a_sender(port: int) -> EmailSender:
    return EmailSender("127.0.0.1", port, user="", password="", security="none", sender="mot-cua@tinh.example")


def test_the_server_s_answer_and_the_stable_name_are_the_proof():
    with a_server() as (port, got):
        receipt = a_sender(port)(LETTER)

    read = email.message_from_bytes("".join(got).encode(), policy=email.policy.default)
    assert (receipt.channel, receipt.server) == (Channel.EMAIL, f"127.0.0.1:{port}")
    assert receipt.message_id == "<abc-1@tinh.example>"
    assert "queued as 42" in receipt.answer
    assert read["Message-ID"] == "<abc-1@tinh.example>"
    assert (read["Subject"], read["To"], read["Auto-Submitted"]) == (LETTER.subject, LETTER.to, "auto-generated")
    assert read.get_content_type() == "text/plain"
    assert read.get_content().splitlines() == LETTER.body.splitlines()


@pytest.mark.parametrize(
    ("answers", "refused"),
    [
        pytest.param({"to_recipient": "550 5.1.1 unknown"}, Refused, id="no_such_mailbox"),
        pytest.param({"to_recipient": "451 4.7.1 later"}, Exception, id="mailbox_busy"),
        pytest.param({"to_data": "554 5.6.0 content"}, Refused, id="content_refused"),
    ],
)
def test_what_a_server_refuses_for_ever_is_told_from_what_it_refuses_for_now(answers, refused):
    with a_server(**answers) as (port, _), pytest.raises(refused) as caught:
        a_sender(port)(LETTER)

    assert isinstance(caught.value, Refused) == (refused is Refused)


def test_a_server_that_is_not_there_is_for_now():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    with pytest.raises(OSError):
        a_sender(port)(LETTER)


@pytest.mark.parametrize("field", ["subject", "to"])
def test_a_line_break_in_a_header_is_refused_for_ever(field):
    from dataclasses import replace

    broken = replace(LETTER, **{field: "a@b.vn\r\nBcc: c@d.vn"})

    with a_server() as (port, got), pytest.raises(Refused):
        a_sender(port)(broken)

    assert got == []


def test_in_the_folder_a_letter_is_one_file_for_its_owner_only_however_often_it_is_written(tmp_path):
    sender = FolderSender(tmp_path / "messages")

    first, second = sender(LETTER), sender(LETTER)

    [file] = (tmp_path / "messages").iterdir()
    assert first == second
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    read = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert read["To"] == LETTER.to
    assert "Kính gửi" in read.get_content()
