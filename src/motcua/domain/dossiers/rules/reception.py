"""What must hold before a dossier is received. Law: docs/law/deadlines.md, rules 7 and 16."""

from collections.abc import Sequence

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import fold
from motcua.kernel.working_time import TimeLimit


class NoLimit(Refusal):
    """The procedure states no readable limit for this case and channel: no moment can be promised."""


class MissingComponent(Refusal):
    """A component that must be filed was not brought: the dossier is not received."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(
            say(
                "Chưa tiếp nhận được hồ sơ vì thiếu giấy tờ phải nộp: {names}. Bổ sung giấy tờ rồi tiếp "
                "nhận, hoặc in phiếu không tiếp nhận.",
                names="; ".join(names),
            ),
        )


class UnknownComponent(Refusal):
    """A component is said to be missing that the case does not ask for."""


class UnknownCase(Refusal):
    """The procedure has no case of that number."""


AT_THE_DESK = frozenset({"counter", "post"})
"""By which channels a desk itself receives; what came in online is accepted from its queue."""


class NotByThisChannel(Refusal):
    """The case is not taken in by this channel."""


def require_desk_channel(channel: str) -> None:
    """Raise NotByThisChannel unless a desk receives that way."""
    if channel not in AT_THE_DESK:
        raise NotByThisChannel(say("Tại bộ phận một cửa chỉ nhận trực tiếp hoặc qua bưu chính. Chưa tiếp nhận hồ sơ."))


def require_whole(components: Sequence[tuple[str, bool]], *, missing: Sequence[str]) -> frozenset[str]:
    """Return the names of what is missing; raise MissingComponent where one of them must be filed.

    `components`: name and whether it must be filed. A missing one is named by its name (marks and case do
    not matter) or by its place in the list, from 1. Raises UnknownComponent for any other name.
    """
    names = {fold(name): (name, must) for name, must in components}
    places = {str(place): part for place, part in enumerate(components, start=1)}
    found = [names.get(fold(wanted)) or places.get(wanted.strip()) for wanted in missing]
    for wanted, part in zip(missing, found, strict=True):
        if part is None:
            raise UnknownComponent(
                say("Trường hợp này không có giấy tờ “{wanted}”. Chưa tiếp nhận hồ sơ.", wanted=wanted[:120]),
            )
    lacking = [part[0] for part in found if part and part[1]]
    if lacking:
        raise MissingComponent(lacking)
    return frozenset(part[0] for part in found if part)


def readable(limit: TimeLimit | None) -> TimeLimit:
    """Return the limit, or raise NoLimit: none is invented (rule 7)."""
    if limit is None:
        raise NoLimit(
            say(
                "Thủ tục này chưa có thời hạn đọc được cho trường hợp và cách nộp đã chọn nên chưa tiếp "
                "nhận được. Cán bộ công bố thủ tục phải ghi thời hạn.",
            ),
        )
    return limit
