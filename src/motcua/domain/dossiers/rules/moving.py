"""Whether a running dossier may go on by another process version, from where it stands.

Law: docs/law/processes.md, section 8. Change that page and its cases first, then this file.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from motcua.kernel.language import say, say_kept, to_say
from motcua.kernel.refusal import Refusal

Marking = tuple[frozenset[str], frozenset[str]]
MOST_SHARE = Decimal("999999.999")
THOUSANDTH = Decimal("0.001")
SAME_PLACE = to_say("Hai bước đang mở, hoặc hai nhánh đang chờ, chuyển vào cùng một chỗ.")
NOT_THERE = to_say("Ở quy trình chuyển đến, hồ sơ đã đến mức này không thể đứng ở các bước đó.")
OTHER_UNIT = to_say("Bước «{step}» ở đơn vị {unit}, còn «{other}» ở đơn vị {other_unit}.")
OTHER_CLOCK = to_say("Đồng hồ dừng ở một trong hai bước «{step}» và «{other}», không ở bước kia.")
NOT_BY_THIS = to_say("Hồ sơ không còn chạy theo phiên bản này.")
NOT_IN_MAP = to_say("Bảng chuyển bước không có «{step}».")
MOVE_UNDONE = to_say("Đợt chuyển đã hoàn lại trước khi tới hồ sơ này.")
ACTED_ON = to_say("Hồ sơ đã được xử lý tiếp sau khi chuyển, giữ phiên bản mới.")
REASONS = (SAME_PLACE, NOT_THERE, OTHER_UNIT, OTHER_CLOCK, NOT_BY_THIS, NOT_IN_MAP, MOVE_UNDONE, ACTED_ON)
"""Why a dossier stays where it is, or keeps the new version. Kept in Vietnamese, whoever reads it: said when shown."""


class UnusableMap(Refusal):
    """A map from the steps of one version to those of another cannot be used; the sentence names the step."""


@dataclass(frozen=True)
class Post:
    """A step as it falls to one dossier: who does it, and whether the clock stands still meanwhile."""

    name: str
    unit: str
    role: str
    stops_clock: bool


def require_map(steps: Mapping[str, str], *, old: Collection[str], new: Collection[str]) -> None:
    """Refuse a map that names a step or a token (`FROM>JOIN`) which its version does not have."""
    for here, there in steps.items():
        if here not in old:
            raise UnusableMap(say("Quy trình đang dùng không có bước «{here}».", here=here))
        if there not in new:
            raise UnusableMap(say("Quy trình chuyển đến không có bước «{there}».", there=there))
        if (">" in here) != (">" in there):
            raise UnusableMap(
                say(
                    "«{here}» và «{there}» không cùng loại: nhánh chờ gộp chỉ chuyển thành nhánh chờ gộp.",
                    here=here,
                    there=there,
                ),
            )


def require_complete(steps: Mapping[str, str], needed: Iterable[str]) -> None:
    """Refuse a map that lacks a step at which a dossier stands, or a token that waits; all are named."""
    lacking = sorted(set(needed) - set(steps))
    if lacking:
        named = ", ".join(f"«{name}»" for name in lacking)
        raise UnusableMap(
            say("Bảng chuyển bước còn thiếu {named}, nơi đang có hồ sơ. Không có gì thay đổi.", named=named),
        )


def problems(
    here: Mapping[str, Post],
    there: Mapping[str, Post],
    *,
    waiting: Collection[str],
    steps: Mapping[str, str],
    markings: Collection[Marking],
) -> tuple[str, ...]:
    """List why one dossier must stay; empty where it may move.

    `here` are its open and suspended steps, `there` all steps of the other version, `markings` every state in which a
    dossier that is as far (decided or not, result at the desk or not) may stand there: open steps, waiting tokens.
    """
    found = [
        reason
        for name, post in here.items()
        if (other := there.get(steps[name])) is not None and (reason := _unlike(post, other))
    ]
    marking = (frozenset(steps[name] for name in here), frozenset(steps[token] for token in waiting))
    if len(marking[0]) < len(here) or len(marking[1]) < len(waiting):
        found.append(SAME_PLACE)
    elif marking not in markings:
        found.append(NOT_THERE)
    return tuple(found)


def reason_shown(reason: str) -> str:
    """Return a kept reason, one or more of the sentences above, in the language spoken now."""
    return say_kept(reason, REASONS)


def _unlike(post: Post, other: Post) -> str:
    if post.unit != other.unit:
        return OTHER_UNIT.format(step=post.name, unit=post.unit, other=other.name, other_unit=other.unit)
    if post.stops_clock != other.stops_clock:
        return OTHER_CLOCK.format(step=post.name, other=other.name)
    return ""


def whole_after(*, whole: Decimal, left_before: Decimal, left_after: Decimal) -> Decimal:
    """Return the shares that count as the whole after the move, so that the part that is done stays the same."""
    if whole <= 0 or left_before <= 0:
        return min(left_after, MOST_SHARE)
    return min((left_after * whole / left_before).quantize(THOUSANDTH), MOST_SHARE)
