"""Write a letter as e-mail has it: plain text, one recipient, named by the stable id of its delivery."""

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from motcua.domain.notifications.api import Letter


def message_id_of(letter: Letter, sender: str) -> str:
    """Return the Message-ID, the same at every attempt, by which a mailbox tells that it has the letter already."""
    return f"<{letter.stable_id}@{sender.rpartition('@')[2]}>"


def written(letter: Letter, *, sender: str, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """Return the e-mail. What is wrong in a header is refused when it is sent (BadHeaderError)."""
    headers = {"Message-ID": message_id_of(letter, sender), "Auto-Submitted": "auto-generated"}
    return EmailMessage(
        subject=letter.subject,
        body=letter.body,
        from_email=sender,
        to=[letter.to],
        headers=headers,
        connection=connection,
    )
