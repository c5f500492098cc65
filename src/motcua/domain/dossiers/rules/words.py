"""The words of a dossier's life: its states, how it ended, what its clock does, why a promise was made."""

from collections.abc import Mapping
from enum import StrEnum

from motcua.kernel.language import to_say


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
    State.PROCESSING: to_say("Đang giải quyết"),
    State.SUPPLEMENT: to_say("Chờ bổ sung"),
    State.PAUSED: to_say("Tạm dừng"),
    State.READY: to_say("Có kết quả, chờ trả"),
    State.RETURNED: to_say("Đã trả kết quả"),
    State.WITHDRAWN: to_say("Đã rút hồ sơ"),
    State.CLOSED: to_say("Đã đóng, không bổ sung"),
    State.STOPPED: to_say("Đã dừng theo yêu cầu"),
    State.VOID: to_say("Đã hủy do nhập nhầm"),
}
BECAUSE_NAMES: Mapping[Because, str] = {
    Because.RECEPTION: to_say("tiếp nhận hồ sơ"),
    Because.SUPPLEMENT_COMPLETED: to_say("bổ sung đủ giấy tờ, tính lại từ đầu"),
    Because.PAUSED: to_say("tạm dừng rồi tiếp tục"),
    Because.CALENDAR_CHANGED: to_say("lịch làm việc thay đổi"),
}
OPINION_STATE_NAMES: Mapping[OpinionState, str] = {
    OpinionState.ASKED: to_say("Chờ ý kiến"),
    OpinionState.ANSWERED: to_say("Đã trả lời"),
    OpinionState.WITHDRAWN: to_say("Đã rút câu hỏi"),
    OpinionState.PASSED_OVER: to_say("Quyết định khi chưa có ý kiến"),
    OpinionState.DOSSIER_ENDED: to_say("Hồ sơ kết thúc, không cần trả lời nữa"),
}
NOT_SUPPLEMENTED = to_say("Quá thời hạn bổ sung mà hồ sơ chưa được bổ sung đủ; người nộp có thể nộp lại.")
DECIDED_AT_STEP = to_say("Quyết định tại bước “{step}”.")
END_REASONS = (NOT_SUPPLEMENTED, DECIDED_AT_STEP)
"""Why a dossier ended where nobody typed it. Kept and printed in Vietnamese, said when it is shown."""
OPEN_STATES = frozenset({"processing", "supplement", "paused", "ready"})
