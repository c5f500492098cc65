"""What the person was told of a dossier, and the proof of it."""

from datetime import datetime

from motcua.domain.notifications import api as notifications
from motcua.entrypoints.web import wording
from motcua.kernel.language import say, to_say

TONES = {
    notifications.MessageState.QUEUED: "wait",
    notifications.MessageState.SENT: "done",
    notifications.MessageState.FAILED: "late",
    notifications.MessageState.NO_ADDRESS: "wait",
}


def messages(code: str, at: datetime) -> list[dict[str, object]]:
    """Return the messages about a dossier, the newest first."""
    return [_message(one, at) for one in reversed(notifications.deliveries_of(f"dossier:{code}"))]


def _message(one: notifications.DeliveryInfo, at: datetime) -> dict[str, object]:
    return {
        "title": one.title,
        "at": wording.stamp(one.queued_at, at),
        "state": say(notifications.STATE_NAMES[one.state]),
        "tone": TONES[one.state],
        "way": _way(one),
        "sent": wording.stamp(one.sent_at, at) if one.sent_at else "",
        "error": one.error if one.state != notifications.MessageState.SENT else "",
        "attempts": one.attempts,
        "proof": [(say(word), one.proof[name]) for name, word in PROOF if one.proof.get(name)],
    }


PROOF = (
    ("server", to_say("Nơi nhận gửi")),
    ("answer", to_say("Trả lời")),
    ("message_id", to_say("Mã thư")),
    ("digest", to_say("SHA-256 của nội dung")),
)


def _way(one: notifications.DeliveryInfo) -> str:
    if one.state == notifications.MessageState.NO_ADDRESS:
        return say("Người nộp không khai thư điện tử")
    return f"{say(notifications.CHANNEL_NAMES[one.channel])}: {one.to}"
