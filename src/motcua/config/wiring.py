"""Bind the ports of the domain to other systems. The only place that does; nothing is made before it is asked for."""

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from motcua.domain.notifications.api import Channel, MessageSender, TextSender


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


def text_senders() -> "Mapping[Channel, TextSender]":
    """Return what brings short messages away, by their way: folders, never in production; nothing where none is there.

    No gateway of SMS or Zalo is built yet: in production neither is offered to anybody.
    """
    from motcua.config.environment import Environment
    from motcua.domain.notifications.api import Channel
    from motcua.integrations.messaging.texts import FolderTexts

    environment: Environment = settings.ENVIRONMENT
    if environment.production or environment.mail.is_off:
        return {}
    folder = environment.data / "messages"
    return {Channel.SMS: FolderTexts(folder / "sms"), Channel.ZALO: FolderTexts(folder / "zalo")}
