"""The words of intake: by which channel a dossier comes, and where an online submission stands."""

from collections.abc import Mapping
from enum import StrEnum


class Channel(StrEnum):
    """How a dossier reaches the desk (kênh nộp)."""

    COUNTER = "counter"
    ONLINE = "online"
    POST = "post"


class SubmissionState(StrEnum):
    """Where an online submission stands at the desk (chờ kiểm tra)."""

    WAITING = "waiting"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"
    NOT_RECEIVED = "not_received"


CHANNEL_NAMES: Mapping[Channel, str] = {
    Channel.COUNTER: "Trực tiếp tại quầy",
    Channel.ONLINE: "Trực tuyến",
    Channel.POST: "Dịch vụ bưu chính",
}
SUBMISSION_STATE_NAMES: Mapping[SubmissionState, str] = {
    SubmissionState.WAITING: "Chờ kiểm tra",
    SubmissionState.SENT_BACK: "Đã đề nghị hoàn thiện",
    SubmissionState.ACCEPTED: "Đã tiếp nhận",
    SubmissionState.NOT_RECEIVED: "Không tiếp nhận",
}
