"""The words of intake: where an online submission stands."""

from collections.abc import Mapping
from enum import StrEnum

from motcua.kernel.language import to_say


class SubmissionState(StrEnum):
    """Where an online submission stands at the desk (chờ kiểm tra)."""

    WAITING = "waiting"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"
    NOT_RECEIVED = "not_received"


SUBMISSION_STATE_NAMES: Mapping[SubmissionState, str] = {
    SubmissionState.WAITING: to_say("Chờ kiểm tra"),
    SubmissionState.SENT_BACK: to_say("Đã đề nghị hoàn thiện"),
    SubmissionState.ACCEPTED: to_say("Đã tiếp nhận"),
    SubmissionState.NOT_RECEIVED: to_say("Không tiếp nhận"),
}
