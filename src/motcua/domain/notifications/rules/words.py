"""The words of messages: by which channel one goes, and how its delivery stands."""

from collections.abc import Mapping
from enum import StrEnum

from motcua.kernel.language import to_say


class Channel(StrEnum):
    """By which way a message reaches a person.

    `console` stands for a folder of this machine, where no server or gateway is set; `none` for a person who wants no messages.
    """

    EMAIL = "email"
    SMS = "sms"
    ZALO = "zalo"
    CONSOLE = "console"
    NONE = "none"


CHOOSABLE = (Channel.SMS, Channel.ZALO, Channel.EMAIL)
"""What a person may choose, in the order in which it is offered."""


class MessageState(StrEnum):
    """How the delivery of a message stands; a failed one was given up (dead letter) and can be sent again.

    A declined one was not sent: its person wants no messages, and is owed what the law demands on paper alone.
    """

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    NO_ADDRESS = "no_address"
    DECLINED = "declined"


STATE_NAMES: Mapping[MessageState, str] = {
    MessageState.QUEUED: to_say("Chờ gửi"),
    MessageState.SENT: to_say("Đã gửi"),
    MessageState.FAILED: to_say("Không gửi được"),
    MessageState.NO_ADDRESS: to_say("Không có địa chỉ"),
    MessageState.DECLINED: to_say("Người nộp không nhận tin"),
}
CHANNEL_NAMES: Mapping[Channel, str] = {
    Channel.EMAIL: to_say("Thư điện tử"),
    Channel.SMS: to_say("Tin nhắn SMS"),
    Channel.ZALO: to_say("Zalo"),
    Channel.CONSOLE: to_say("Ghi vào thư mục (chưa đặt máy chủ thư)"),
    Channel.NONE: to_say("Không nhận tin"),
}
