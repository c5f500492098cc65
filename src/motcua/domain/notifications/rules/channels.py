"""By which ways a person wants to be told: chosen one by one, or none at all."""

from collections.abc import Iterable

from motcua.domain.notifications.rules.words import CHOOSABLE, Channel
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

BY_PHONE = frozenset({Channel.SMS, Channel.ZALO})


class UnusableChannels(Refusal):
    """A way that is not known, or one for which the person declared no address."""


def chosen(words: Iterable[str], *, email: str, phone: str) -> tuple[Channel, ...]:
    """Return the ways in their own order, each once. Raises UnusableChannels: unknown, or without mailbox or telephone."""
    wanted = set(words)
    if unknown := wanted - {one.value for one in CHOOSABLE}:
        raise UnusableChannels(
            say("Không có cách nhận tin “{word}”. Không có gì thay đổi.", word=str(min(unknown))[:40]),
        )
    found = tuple(one for one in CHOOSABLE if one.value in wanted)
    if not BY_PHONE.isdisjoint(found) and not phone:
        raise UnusableChannels(
            say("Muốn nhận tin nhắn SMS hay Zalo thì phải khai số điện thoại. Không có gì thay đổi.")
        )
    if Channel.EMAIL in found and not email:
        raise UnusableChannels(say("Muốn nhận thư điện tử thì phải khai địa chỉ thư. Không có gì thay đổi."))
    return found


def ways_of(choice: Iterable[str] | None) -> tuple[Channel, ...]:
    """Return by which ways a message goes: as chosen; who chose nothing gets e-mail where one was declared for that."""
    return (Channel.EMAIL,) if choice is None else tuple(Channel(one) for one in choice)
