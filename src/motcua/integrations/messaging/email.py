"""Send letters through the province's mail server, and bring back what it answered."""

import smtplib
from dataclasses import dataclass
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

from motcua.domain.notifications.api import Channel, Letter, Receipt
from motcua.foundation.outbox import Refused
from motcua.integrations.messaging.writing import message_id_of, written

PATIENCE = 20
"""Seconds after which a server that does not answer is left; the lease of a delivery is longer."""
_FOR_EVER = 500


class _Noting:
    """Keep what the server answered to the letter: smtplib throws it away."""

    answer = ""

    def data(self, msg: Any) -> tuple[int, bytes]:
        code, said = super().data(msg)  # type: ignore[misc]
        self.answer = f"{code} {said.decode(errors='replace')}"[:300]
        return code, said


class _Plain(_Noting, smtplib.SMTP):
    pass


class _Encrypted(_Noting, smtplib.SMTP_SSL):
    pass


class NotingBackend(EmailBackend):
    """Django's own backend over connections that keep the server's answer."""

    @property
    def connection_class(self) -> type:
        """Return the class of connections."""
        return _Encrypted if self.use_ssl else _Plain


@dataclass(frozen=True)
class EmailSender:
    """A mail server. `security`: tls (from the first byte), starttls, none."""

    host: str
    port: int
    user: str
    password: str
    security: str
    sender: str

    def __call__(self, letter: Letter, /) -> Receipt:
        """Send the letter. Raises Refused where the server will never take it, any other exception for now."""
        backend = self._backend()
        try:
            backend.open()
            written(letter, sender=self.sender, connection=backend).send()
            answer = getattr(backend.connection, "answer", "")
        except smtplib.SMTPRecipientsRefused as error:
            raise _refusal([code for code, _ in error.recipients.values()], error) from error
        except smtplib.SMTPDataError as error:
            raise _refusal([error.smtp_code], error) from error
        except (
            ValueError
        ) as error:  # a header that would break, an address that is none, letters that cannot be written
            raise Refused(f"Thư này không viết được thành thư điện tử ({type(error).__name__}).") from error
        finally:
            backend.close()
        return Receipt(
            channel=Channel.EMAIL,
            server=f"{self.host}:{self.port}",
            message_id=message_id_of(letter, self.sender),
            answer=answer,
        )

    def _backend(self) -> NotingBackend:
        return NotingBackend(
            host=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            use_tls=self.security == "starttls",
            use_ssl=self.security == "tls",
            timeout=PATIENCE,
        )


def _refusal(codes: list[int], error: Exception) -> Exception:
    """Return Refused where every answer is for ever, the error itself where the server may take it later."""
    if all(code >= _FOR_EVER for code in codes):
        return Refused(f"Máy chủ thư không nhận thư này: {error}")
    return error
