"""Gaps as an officer reads them: a heading, where it applies, what may be meant, and passages that help.

Nothing is chosen for anyone: choices are only those the source's own words allow.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from motcua.domain.procedures.rules.content import Channel, limit_to_json
from motcua.domain.procedures.rules.doubts import KINDS
from motcua.domain.procedures.rules.fees import fee_of
from motcua.domain.procedures.rules.publication import Gap
from motcua.domain.procedures.rules.readers import likely_limits, limits_of
from motcua.domain.procedures.rules.reasons import reason_shown
from motcua.domain.procedures.rules.scopes import PLACED, Place, UnknownPlace, places_of, topic_of
from motcua.domain.procedures.rules.wording import CHANNEL_NAMES, fee_words, limit_words
from motcua.kernel.language import say, to_say
from motcua.kernel.working_time import TimeLimit

TOPIC_NAMES: Mapping[str, str] = {
    "time_limit": to_say("Thời hạn"),
    "committed": to_say("Thời hạn rút ngắn"),
    "fee": to_say("Lệ phí"),
    "counting": to_say("Cách tính ngày làm việc"),
    "competent": to_say("Cơ quan giải quyết"),
    "process": to_say("Quy trình nội bộ"),
    "channels": to_say("Nộp được ở"),
    "cases": to_say("Trường hợp"),
    "components": to_say("Giấy tờ"),
    "level": to_say("Cấp thực hiện"),
    "code": to_say("Mã thủ tục"),
    "name": to_say("Tên thủ tục"),
    "everyday_names": to_say("Người dân hay gọi"),
    "field": to_say("Lĩnh vực"),
    "agency": to_say("Cơ quan thực hiện"),
    "notes": to_say("Ghi chú của tỉnh"),
    "steps": to_say("Trình tự thực hiện"),
    "result": to_say("Kết quả"),
    "conditions": to_say("Yêu cầu, điều kiện"),
    "online_level": to_say("Mức độ trực tuyến"),
    "national_portal": to_say("Cổng Dịch vụ công quốc gia"),
    "legal_basis": to_say("Căn cứ pháp lý"),
    "source": to_say("Nguồn dữ liệu"),
}
PASSAGE = re.compile(r"[^\n.;]*\d+\s*(?:\([^)\n]{1,20}\)\s*)?(?:ngày|giờ|tháng)[^\n.;]*", re.IGNORECASE)
MOST_PASSAGES = 4
LONGEST_PASSAGE = 400


@dataclass(frozen=True)
class Choice:
    """One thing an officer may answer: its words and the value to store."""

    label: str
    value: Any


@dataclass(frozen=True)
class Question:
    """One gap on the page of publication. `passages` are sentences of the record that may help; `marked` is doubtful."""

    field: str
    topic: str
    heading: str
    reason: str
    where: str
    source_text: str
    marked: str
    blocking: bool
    kind: str
    choices: tuple[Choice, ...]
    passages: tuple[str, ...]


def question_of(gap: Gap, *, places: Collection[Place], case_names: Sequence[str], steps_text: str) -> Question:
    """Return the question that a gap asks."""
    topic = topic_of(gap.field)
    about_time = topic == "time_limit"
    return Question(
        field=gap.field,
        topic=topic,
        heading=f"{say(TOPIC_NAMES[topic])}: {_heading(gap)}",
        reason=reason_shown(gap.question),
        where=_where(gap.field, places, case_names),
        source_text=gap.source_text,
        marked=gap.marked,
        blocking=gap.blocking,
        kind=gap.kind,
        choices=_choices(topic, gap),
        passages=_passages(steps_text) if about_time else (),
    )


def _heading(gap: Gap) -> str:
    """Return the short form of a question: the doubtful number itself, or the sentence of its kind."""
    if gap.kind == "bare_number":
        return say("số “{marked}” không có đơn vị", marked=gap.marked)
    sentence = say(KINDS[gap.kind].sentence) if gap.kind in KINDS else reason_shown(gap.question)
    return f"{sentence[0].lower()}{sentence[1:]}".rstrip(".")


def _where(field: str, places: Collection[Place], case_names: Sequence[str]) -> str:
    """Say where a question applies: all ways to file, or which, and which cases."""
    if topic_of(field) not in PLACED or not places:
        return ""
    try:
        chosen = places_of(field, places)
    except UnknownPlace:
        return ""
    channels = list(dict.fromkeys(channel for _, channel in chosen))
    everywhere = len(set(chosen)) == len(set(places))
    if everywhere:
        count = len({channel for _, channel in places})
        return say("cả {count} cách nộp", count=count) if count > 1 else _channel(channels[0])
    names = ", ".join(map(_channel, channels))
    cases = list(dict.fromkeys(case for case, _ in chosen))
    if len(cases) < len({case for case, _ in places}):
        names = f"{names}; {', '.join(case_names[case - 1] for case in cases if case <= len(case_names))}"
    return names


def _channel(channel: str) -> str:
    return say(CHANNEL_NAMES[Channel(channel)]).lower()


def _choices(topic: str, gap: Gap) -> tuple[Choice, ...]:
    if topic == "time_limit":
        return tuple(Choice(limit_words(limit), limit_to_json(limit)) for limit in _limits(gap))
    if topic == "fee":
        return (
            *_amounts(gap),
            Choice(say("Không thu"), {"kind": "free", "amounts": [], "note": ""}),
            Choice(say("Thu theo nghị quyết của HĐND tỉnh"), {"kind": "amount", "amounts": [], "note": ""}),
            Choice(say("Chưa biết, chưa công bố phí"), {"kind": "not_stated", "amounts": [], "note": ""}),
        )
    if topic == "components" and gap.kind == "components_missing":
        return (Choice(say("Không cần giấy tờ"), {"none_needed": True}),)
    return CHOICES.get(topic, ())


CHOICES: Mapping[str, tuple[Choice, ...]] = {
    "cases": (
        Choice(to_say("Mỗi nhóm là một trường hợp"), {"as_read": True}),
        Choice(to_say("Chỉ có một trường hợp, nộp tất cả"), {"one_case": True}),
    ),
    "components": (Choice(to_say("Đúng như đã đọc"), {"as_read": True}),),
    "competent": (Choice(to_say("Xã nơi nhận hồ sơ"), {"kind": "commune_of_desk"}),),
    "channels": (
        Choice(to_say("Trực tiếp, bưu chính, trực tuyến"), ["counter", "post", "online"]),
        Choice(to_say("Trực tiếp và bưu chính"), ["counter", "post"]),
        Choice(to_say("Chỉ trực tiếp"), ["counter"]),
    ),
    "level": (
        Choice(to_say("Cấp tỉnh"), ["province"]),
        Choice(to_say("Cấp xã"), ["commune"]),
        Choice(to_say("Cấp tỉnh và cấp xã"), ["province", "commune"]),
        Choice(to_say("Cấp bộ"), ["ministry"]),
    ),
}


def _amounts(gap: Gap) -> tuple[Choice, ...]:
    """Return the amounts that the doubtful words name, to be taken over under those words."""
    fee, _ = fee_of(gap.marked)
    if not fee.amounts:
        return ()
    return (
        Choice(fee_words(fee), {"kind": "amount", "amounts": [asdict(one) for one in fee.amounts], "note": gap.marked}),
    )


def _limits(gap: Gap) -> tuple[TimeLimit, ...]:
    """Return the limits that the doubtful words may mean."""
    if gap.kind in ("bare_number", "unit_lost"):
        return likely_limits(gap.marked)
    lines = gap.source_text.split("\n") if gap.kind == "rows_repeat" else [gap.marked]
    found = [one.limit for line in lines for one in limits_of(line.partition(" (")[0], units_lost=False)]
    return tuple(dict.fromkeys(found))


def _passages(steps_text: str) -> tuple[str, ...]:
    passages = (found.group().strip(" -+*") for found in PASSAGE.finditer(steps_text))
    return tuple(dict.fromkeys(one[:LONGEST_PASSAGE] for one in passages))[:MOST_PASSAGES]
