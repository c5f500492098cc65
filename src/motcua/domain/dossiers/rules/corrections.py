"""What may be corrected, when, and what counts as a change. Law: docs/law/dossier-life.md, section 11."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from motcua.domain.dossiers.rules.reopening import SETTLED
from motcua.domain.dossiers.rules.transitions import forbidden
from motcua.domain.dossiers.rules.words import OPEN_STATES, State
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

PERSON = ("name", "identifier", "phone", "address", "email")
RESULT_BY, READY_AT, LATENESS = "result_by", "ready_at", "lateness"
FIELD_NAMES: Mapping[str, str] = {
    "name": to_say("họ tên"),
    "identifier": to_say("số định danh"),
    "phone": to_say("số điện thoại"),
    "address": to_say("địa chỉ"),
    "email": "email",
    RESULT_BY: to_say("cách nhận kết quả"),
    READY_AT: to_say("lúc có kết quả"),
    LATENESS: to_say("kết luận sớm, đúng hay trễ hạn"),
}


class FaultyCorrection(Refusal):
    """The correction changes nothing, or names what there is not."""


def require_correctable(state: State) -> None:
    """Raise ForbiddenMove for what ended without a result."""
    if state not in SETTLED and state.value not in OPEN_STATES:
        raise forbidden(state, say("đính chính"))


def changed(old: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of the given differs from the old. Raises FaultyCorrection for a field that is not there."""
    unknown = sorted(set(given) - set(old))
    if unknown:
        raise FaultyCorrection(
            say("Hồ sơ không có mục “{field}” để đính chính. Không có gì thay đổi.", field=unknown[0][:40]),
        )
    return {name: value for name, value in given.items() if value != old[name]}


def require_change(fields: Collection[str]) -> None:
    """Raise FaultyCorrection where every new value is the old one."""
    if not fields:
        raise FaultyCorrection(say("Giá trị mới giống giá trị cũ nên không có gì để đính chính."))


def require_known_way(way: str, known: Collection[str]) -> None:
    """Raise FaultyCorrection for a way of handing out the result that there is not."""
    if way not in known:
        raise FaultyCorrection(say("Không có cách nhận kết quả “{way}”. Không có gì thay đổi.", way=way[:40]))


def require_possible_ready(ready_at: datetime, *, earliest: datetime, latest: datetime) -> None:
    """Raise FaultyCorrection where the result cannot have lain at the desk then."""
    if not earliest <= ready_at <= latest:
        raise FaultyCorrection(
            say(
                "Lúc có kết quả phải sau khi quyết định và trước khi trả cho người nộp, không ở tương "
                "lai. Không có gì thay đổi.",
            ),
        )
