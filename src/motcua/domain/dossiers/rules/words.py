"""The words of a dossier's life: its states, how it ended, what its clock does, why a promise was made."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a dossier stands; every state has one owner, so that none is ever without."""

    PROCESSING = "processing"
    SUPPLEMENT = "supplement"
    PAUSED = "paused"
    READY = "ready"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    STOPPED = "stopped"
    VOID = "void"


class Outcome(StrEnum):
    """What the result says."""

    GRANTED = "granted"
    REFUSED = "refused"


class ClockKind(StrEnum):
    """What the clock does in a segment."""

    RUNNING = "running"
    PAUSED = "paused"
    SUPPLEMENT = "supplement"


class StepState(StrEnum):
    """Where a step stands; suspended ones wait for a supplement, cancelled ones will never be done."""

    OPEN = "open"
    SUSPENDED = "suspended"
    DONE = "done"
    CANCELLED = "cancelled"


class MoveState(StrEnum):
    """What became of a dossier in a bulk move; a kept one was to go back but had been acted on since."""

    WAITING = "waiting"
    MOVED = "moved"
    STAYED = "stayed"
    UNDONE = "undone"
    KEPT = "kept"


class OpinionState(StrEnum):
    """What became of an opinion asked of another unit."""

    ASKED = "asked"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    PASSED_OVER = "passed_over"
    DOSSIER_ENDED = "dossier_ended"


class Because(StrEnum):
    """Why a moment was promised."""

    RECEPTION = "reception"
    SUPPLEMENT_COMPLETED = "supplement_completed"
    PAUSED = "paused"
    CALENDAR_CHANGED = "calendar_changed"


STATE_NAMES: Mapping[State, str] = {
    State.PROCESSING: "Đang giải quyết",
    State.SUPPLEMENT: "Chờ bổ sung",
    State.PAUSED: "Tạm dừng",
    State.READY: "Có kết quả, chờ trả",
    State.RETURNED: "Đã trả kết quả",
    State.WITHDRAWN: "Đã rút hồ sơ",
    State.CLOSED: "Đã đóng, không bổ sung",
    State.STOPPED: "Đã dừng theo yêu cầu",
    State.VOID: "Đã hủy do nhập nhầm",
}
BECAUSE_NAMES: Mapping[Because, str] = {
    Because.RECEPTION: "tiếp nhận hồ sơ",
    Because.SUPPLEMENT_COMPLETED: "bổ sung đủ giấy tờ, tính lại từ đầu",
    Because.PAUSED: "tạm dừng rồi tiếp tục",
    Because.CALENDAR_CHANGED: "lịch làm việc thay đổi",
}
OPINION_STATE_NAMES: Mapping[OpinionState, str] = {
    OpinionState.ASKED: "Chờ ý kiến",
    OpinionState.ANSWERED: "Đã trả lời",
    OpinionState.WITHDRAWN: "Đã rút câu hỏi",
    OpinionState.PASSED_OVER: "Quyết định khi chưa có ý kiến",
    OpinionState.DOSSIER_ENDED: "Hồ sơ kết thúc, không cần trả lời nữa",
}
OPEN_STATES = frozenset({"processing", "supplement", "paused", "ready"})
