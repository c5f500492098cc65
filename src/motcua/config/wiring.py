"""Bind the ports of the domain to other systems. The only place that does; nothing is made before it is asked for."""

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from motcua.domain.notifications.api import MessageSender


def message_sender() -> "MessageSender | None":
    """Return what brings messages away: the mail server, a folder where none is set, None where they are to wait."""
    from motcua.config.environment import Environment
    from motcua.integrations.messaging.console import FolderSender
    from motcua.integrations.messaging.email import EmailSender

    environment: Environment = settings.ENVIRONMENT
    mail = environment.mail
    if mail.is_off:
        return None
    if not mail.host:
        return FolderSender(environment.data / "messages")
    return EmailSender(
        host=mail.host,
        port=mail.port,
        user=mail.user,
        password=mail.password,
        security=mail.security,
        sender=mail.sender,
    )
