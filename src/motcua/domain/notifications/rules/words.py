"""The words of messages: by which channel one goes, and how its delivery stands."""

from collections.abc import Mapping
from enum import StrEnum

from motcua.kernel.language import to_say


class Channel(StrEnum):
    """By which way a message reaches a person; console stands for a folder of this machine, where no mail server is set."""

    EMAIL = "email"
    CONSOLE = "console"


class MessageState(StrEnum):
    """How the delivery of a message stands; a failed one was given up (dead letter) and can be sent again."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    NO_ADDRESS = "no_address"


STATE_NAMES: Mapping[MessageState, str] = {
    MessageState.QUEUED: to_say("Chờ gửi"),
    MessageState.SENT: to_say("Đã gửi"),
    MessageState.FAILED: to_say("Không gửi được"),
    MessageState.NO_ADDRESS: to_say("Không có địa chỉ"),
}
CHANNEL_NAMES: Mapping[Channel, str] = {
    Channel.EMAIL: to_say("Thư điện tử"),
    Channel.CONSOLE: to_say("Ghi vào thư mục (chưa đặt máy chủ thư)"),
}
