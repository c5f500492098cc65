"""What was corrected on a dossier or reopened, in words."""

from datetime import datetime
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web import wording
from motcua.foundation.actor import Actor
from motcua.kernel.language import say, to_say


def amended(info: dossiers.DossierInfo, by: Actor, at: datetime) -> list[dict[str, Any]]:
    """Return what was corrected or reopened, first first: when, by whom, what stood there before, and why."""
    found = [
        (
            one.at,
            {
                "title": say("Đính chính sau khi có kết quả") if one.settled else say("Đính chính"),
                "who": f"{info.names.get(one.by, one.by)}, {wording.stamp(one.at, at)}",
                "lines": [_corrected(part, info, by) for part in one.fields],
                "reason": one.reason,
            },
        )
        for one in info.corrections
    ]
    found += [
        (
            one.at,
            {
                "title": say("Mở lại hồ sơ"),
                "who": f"{info.names.get(one.by, one.by)}, {wording.stamp(one.at, at)}",
                "lines": [_before_reopening(one)],
                "reason": one.reason,
            },
        )
        for one in info.reopenings
    ]
    return [words for _, words in sorted(found, key=lambda one: one[0])]


LATENESS_WORDS = {"early": to_say("sớm hạn"), "on_time": to_say("đúng hạn"), "late": to_say("trễ hạn")}
WAY_WORDS = {
    "desk": to_say("tại nơi nộp hồ sơ"),
    "post": to_say("qua dịch vụ bưu chính"),
    "electronic": to_say("bản điện tử"),
}


def _corrected(part: dossiers.CorrectedField, info: dossiers.DossierInfo, by: Actor) -> str:
    name = say(dossiers.FIELD_NAMES.get(part.name, part.name)).capitalize()
    return f"{name}: {_told(part.name, part.was, info, by)} → {_told(part.name, part.now, info, by)}"


def _told(name: str, value: str, info: dossiers.DossierInfo, by: Actor) -> str:
    if name == "identifier":
        return (wording.identifier if by.unit_code == info.desk else wording.identifier_masked)(value)
    if name == "ready_at":
        return wording.moment(datetime.fromisoformat(value))
    words = {**LATENESS_WORDS, **WAY_WORDS}.get(value)
    return (say(words) if words else value) or say("(trống)")


def _before_reopening(one: dossiers.ReopeningInfo) -> str:
    state = say(dossiers.STATE_NAMES[dossiers.State(one.state)])
    if one.ready_at is None:
        return say("Trước đó: {state}.", state=state)
    standing = say(LATENESS_WORDS.get(one.lateness or "", ""))
    return say(
        "Trước đó: {state}, có kết quả lúc {ready_at}, {standing}; kết quả ấy không tính nữa.",
        state=state,
        ready_at=wording.moment(one.ready_at),
        standing=standing,
    )
