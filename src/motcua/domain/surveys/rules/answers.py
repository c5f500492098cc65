"""What an answer may be, when an invitation is open, and which answers are doubtful."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from motcua.domain.surveys.rules.words import Channel, Doubt, Ended
from motcua.kernel.language import say, to_say
from motcua.kernel.rating_rules import RatingRules
from motcua.kernel.refusal import Refusal


@dataclass(frozen=True)
class Reason:
    """A reason that an answer may name, in force from `valid_from` up to, not including, `valid_to`."""

    code: str
    text: str
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Tell whether the reason is offered on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Answer:
    """What a person says of a settled dossier: a level from 5 (very satisfied) to 1, why, free words.

    `slip`: what else was said, for the scoring of settlement, by number of the index; nobody has to.
    """

    level: int
    reasons: tuple[str, ...] = ()
    comment: str = ""
    slip: Mapping[int, str] = field(default_factory=dict, hash=False)


class UnusableAnswer(Refusal):
    """An answer without a known level, or with an unknown reason."""


class NotOpen(Refusal):
    """A link or a call on a device takes no answer any more; nothing that was answered is lost."""


ENDED_SENTENCES: Mapping[Ended, str] = {
    Ended.REPLACED: to_say(
        "Liên kết này đã được thay bằng liên kết mới hơn; dùng liên kết trên phiếu mới. Chưa ghi đánh giá nào."
    ),
    Ended.REOPENED: to_say(
        "Hồ sơ đã được mở lại để giải quyết tiếp nên chưa đánh giá được; khi có kết quả mới sẽ có liên kết mới. Chưa ghi đánh giá nào."
    ),
    Ended.VOIDED: to_say("Hồ sơ này đã hủy do nhập nhầm nên không có gì để đánh giá. Chưa ghi đánh giá nào."),
}


RATED_ALREADY = to_say(
    "Lần trả kết quả này đã được đánh giá. Mỗi hồ sơ đánh giá một lần; đánh giá đã gửi được giữ nguyên."
)
"""Without the moment: beside free words that are shown it would tell whose they are."""


def require_answer(answer: Answer, rules: RatingRules, known: Collection[str]) -> None:
    """Raise UnusableAnswer unless the level and every reason are among those offered."""
    if answer.level not in rules.levels:
        raise UnusableAnswer(say("Chọn một mức hài lòng rồi gửi. Chưa ghi đánh giá nào."))
    if not set(answer.reasons) <= set(known):
        raise UnusableAnswer(say("Có lý do không còn dùng; tải lại trang rồi chọn lại. Chưa ghi đánh giá nào."))


def require_open(*, used_at: datetime | None, ended: str, expires_at: datetime, at: datetime) -> None:
    """Raise NotOpen where an invitation was used, ended or ran out."""
    if used_at is not None:
        raise NotOpen(say(RATED_ALREADY))
    if ended:
        raise NotOpen(say(ENDED_SENTENCES[Ended(ended)]))
    if at >= expires_at:
        raise NotOpen(
            say(
                "Liên kết đánh giá này đã hết hạn; muốn đánh giá, hỏi nơi trả kết quả để nhận liên kết mới. Chưa ghi đánh giá nào."
            )
        )


@dataclass(frozen=True)
class Circumstances:
    """How an answer came: its way, since when it was asked for, who else answered from there of late."""

    channel: Channel
    opened_at: datetime
    at: datetime
    from_officers_browser: bool
    of_sender: int
    before_on_device: datetime | None


def doubts_of(came: Circumstances, rules: RatingRules) -> tuple[Doubt, ...]:
    """Return what makes an answer doubtful; `of_sender` counts earlier ones of the sender within `sender_minutes`."""
    found = [Doubt.OFFICERS_BROWSER] if came.from_officers_browser else []
    if came.channel == Channel.LINK:
        found += [Doubt.SAME_SENDER] if came.of_sender >= rules.sender_most else []
        found += [Doubt.TOO_FAST] if came.at - came.opened_at < timedelta(seconds=rules.fast_seconds) else []
    elif came.before_on_device is not None:
        pause = timedelta(seconds=rules.device_pause_seconds)
        found += [Doubt.TOO_FAST] if came.at - came.before_on_device < pause else []
    return tuple(found)
