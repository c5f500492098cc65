"""The port by which messages leave: whoever can bring a letter to a mailbox speaks this. Bound in config/wiring.py."""

from typing import Protocol

from motcua.domain.notifications.events import Letter, Receipt


class MessageSender(Protocol):
    """A way to bring a letter to a mailbox."""

    def __call__(self, letter: Letter, /) -> Receipt:
        """Send one letter, within thirty seconds, and say who took it.

        Raises `foundation.outbox.Refused` where the far side will never take it, any other exception to be asked again.
        """
