"""Messages in words, for officers and for whoever holds the receipt: by which way, where to, and how it stands."""

from motcua.domain.notifications import api as notifications
from motcua.entrypoints.web import wording
from motcua.kernel.language import say

State = notifications.MessageState
TONES = {State.QUEUED: "wait", State.SENT: "done", State.FAILED: "late", State.NO_ADDRESS: "wait", State.DECLINED: ""}


def by_way(one: notifications.DeliveryInfo) -> str:
    """Return by which way a message goes and where to, and that it went into a folder where nothing else is set."""
    way = say(notifications.CHANNEL_NAMES[one.asked])
    if one.state == State.DECLINED:
        return say("Chỉ giao giấy tờ pháp luật buộc phải giao")
    if one.state == State.NO_ADDRESS:
        return say("{way}: người nộp không khai địa chỉ", way=way)
    if one.channel == notifications.Channel.CONSOLE:
        way = say("{way}, chỉ ghi vào thư mục của máy chủ này", way=way)
    return f"{way}: {one.to}"


def address_hidden(address: str) -> str:
    """Return a mailbox or telephone as pages for people show it, its middle hidden."""
    return notifications.masked(address) if "@" in address else wording.phone_masked(address)
