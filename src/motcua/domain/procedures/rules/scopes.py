"""Which cases and channels a question or an answer is about, written so that a field name tells it.

`time_limit` is all of them; `time_limit:online,post` two channels; `time_limit:2` the second case;
`fee:1/counter` one channel of one case. Several are parted by commas.
"""

from collections.abc import Collection, Iterable

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

Place = tuple[int, str]
PLACED = frozenset({"time_limit", "committed", "fee"})


class UnknownPlace(Refusal):
    """A field names a case or a channel that the procedure does not have."""


def topic_of(field: str) -> str:
    """Return the field without its places."""
    return field.partition(":")[0]


def places_of(field: str, all_places: Collection[Place]) -> tuple[Place, ...]:
    """Return the places a field is about. Raises UnknownPlace where a part of it fits none."""
    wanted = field.partition(":")[2]
    if not wanted:
        return tuple(all_places)
    chosen: dict[Place, None] = {}
    for part in wanted.split(","):
        found = [place for place in all_places if _fits(part, place)]
        if not found:
            raise UnknownPlace(say("Thủ tục không có trường hợp hoặc cách nộp “{part}”.", part=part))
        chosen.update(dict.fromkeys(found))
    return tuple(place for place in all_places if place in chosen)


def _fits(part: str, place: Place) -> bool:
    case, channel = place
    return part in (str(case), channel, f"{case}/{channel}")


def field_for(topic: str, places: Iterable[Place], all_places: Collection[Place]) -> str:
    """Return the shortest field name that is about just these places."""
    chosen = set(places)
    if chosen == set(all_places):
        return topic
    parts = []
    for channel in dict.fromkeys(channel for _, channel in all_places):
        column = {place for place in all_places if place[1] == channel}
        if column <= chosen:
            parts.append(channel)
    left = [place for place in all_places if place in chosen and place[1] not in parts]
    for case in dict.fromkeys(case for case, _ in left):
        row = {place for place in all_places if place[0] == case}
        if row <= chosen:
            parts.append(str(case))
            left = [place for place in left if place[0] != case]
    parts += [f"{case}/{channel}" for case, channel in left]
    return f"{topic}:{','.join(parts)}"
