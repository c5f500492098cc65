"""The ports by which messages leave: a way to a mailbox, a way to a telephone. Bound in config/wiring.py."""

from typing import Protocol

from motcua.domain.notifications.events import Letter, Receipt, ShortText


class MessageSender(Protocol):
    """A way to bring a letter to a mailbox."""

    def __call__(self, letter: Letter, /) -> Receipt:
        """Send one letter, within thirty seconds, and say who took it.

        Raises `foundation.outbox.Refused` where the far side will never take it, any other exception to be asked again.
        """


class TextSender(Protocol):
    """A way to bring a short message to a telephone: a gateway of SMS, or of Zalo."""

    def __call__(self, text: ShortText, /) -> Receipt:
        """Send one short message, within thirty seconds, and say who took it. Raises as `MessageSender` does."""
