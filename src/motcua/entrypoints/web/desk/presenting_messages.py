"""What the person was told of a dossier, and the proof of it."""

from datetime import datetime

from motcua.domain.notifications import api as notifications
from motcua.entrypoints.web import message_words, wording
from motcua.kernel.language import say, to_say


def messages(code: str, at: datetime) -> list[dict[str, object]]:
    """Return the messages about a dossier, the newest first."""
    return [_message(one, at) for one in reversed(notifications.deliveries_of(f"dossier:{code}"))]


def _message(one: notifications.DeliveryInfo, at: datetime) -> dict[str, object]:
    return {
        "title": one.title,
        "at": wording.stamp(one.queued_at, at),
        "state": say(notifications.STATE_NAMES[one.state]),
        "tone": message_words.TONES[one.state],
        "way": message_words.by_way(one),
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
