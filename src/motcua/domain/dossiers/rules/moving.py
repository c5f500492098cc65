"""Whether a running dossier may go on by another process version, from where it stands.

Law: docs/law/processes.md, section 8. Change that page and its cases first, then this file.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from motcua.kernel.refusal import Refusal

Marking = tuple[frozenset[str], frozenset[str]]
MOST_SHARE = Decimal("999999.999")
THOUSANDTH = Decimal("0.001")


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
            raise UnusableMap(f"Quy trình đang dùng không có bước «{here}».")
        if there not in new:
            raise UnusableMap(f"Quy trình chuyển đến không có bước «{there}».")
        if (">" in here) != (">" in there):
            raise UnusableMap(f"«{here}» và «{there}» không cùng loại: nhánh chờ gộp chỉ chuyển thành nhánh chờ gộp.")


def require_complete(steps: Mapping[str, str], needed: Iterable[str]) -> None:
    """Refuse a map that lacks a step at which a dossier stands, or a token that waits; all are named."""
    lacking = sorted(set(needed) - set(steps))
    if lacking:
        named = ", ".join(f"«{name}»" for name in lacking)
        raise UnusableMap(f"Bảng chuyển bước còn thiếu {named}, nơi đang có hồ sơ. Không có gì thay đổi.")


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
        found.append("Hai bước đang mở, hoặc hai nhánh đang chờ, chuyển vào cùng một chỗ.")
    elif marking not in markings:
        found.append("Ở quy trình chuyển đến, hồ sơ đã đến mức này không thể đứng ở các bước đó.")
    return tuple(found)


def _unlike(post: Post, other: Post) -> str:
    if post.unit != other.unit:
        return f"Bước «{post.name}» ở đơn vị {post.unit}, còn «{other.name}» ở đơn vị {other.unit}."
    if post.stops_clock != other.stops_clock:
        return f"Đồng hồ dừng ở một trong hai bước «{post.name}» và «{other.name}», không ở bước kia."
    return ""


def whole_after(*, whole: Decimal, left_before: Decimal, left_after: Decimal) -> Decimal:
    """Return the shares that count as the whole after the move, so that the part that is done stays the same."""
    if whole <= 0 or left_before <= 0:
        return min(left_after, MOST_SHARE)
    return min((left_after * whole / left_before).quantize(THOUSANDTH), MOST_SHARE)
