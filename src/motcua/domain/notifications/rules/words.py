"""The words of messages: by which channel one goes, and how its delivery stands."""

from collections.abc import Mapping
from enum import StrEnum


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
    MessageState.QUEUED: "Chờ gửi",
    MessageState.SENT: "Đã gửi",
    MessageState.FAILED: "Không gửi được",
    MessageState.NO_ADDRESS: "Không có địa chỉ",
}
CHANNEL_NAMES: Mapping[Channel, str] = {
    Channel.EMAIL: "Thư điện tử",
    Channel.CONSOLE: "Ghi vào thư mục (chưa đặt máy chủ thư)",
}
