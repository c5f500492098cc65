"""Doubts of an import that name what was read: kept with the version in Vietnamese, said when they are shown."""

from typing import Final

from motcua.kernel.language import say_kept, to_say

WORD_TAKEN: Final = to_say("Mã «{old}» đã dành cho một thao tác trên hồ sơ: đổi thành «{new}».")
BY_LANE: Final = to_say("Nơi và vai trò suy ra từ tên làn «{lane}».")
SUM_DIFFERS: Final = to_say("Các bước cộng lại là {added} ngày, khác tổng thời gian {total} ngày.")
TASKS_BY_SHARES: Final = to_say(
    "Các công việc cộng lại là {added} ngày, bước ghi {days} ngày: lấy theo bước, chia theo tỷ lệ.",
)
TASKS_EVENLY: Final = to_say("Các công việc cộng lại là {added} ngày, bước ghi {days} ngày: lấy theo bước, chia đều.")
TASKS_TO_ONE: Final = to_say(
    "Các công việc cộng lại là {added} ngày, bước ghi {days} ngày: lấy theo bước, giao cả cho công việc này.",
)
ORDER_GAP: Final = to_say("Số thứ tự nhảy từ {before} sang {here}: có thể thiếu một bước.")
FOREIGN_CODE: Final = to_say("Các công việc mang mã của quy trình khác ({code}).")
OF_FACTS: Final = (
    WORD_TAKEN, BY_LANE, SUM_DIFFERS, TASKS_BY_SHARES, TASKS_EVENLY, TASKS_TO_ONE, ORDER_GAP, FOREIGN_CODE,
)  # fmt: skip


def doubt_shown(reason: str) -> str:
    """Return a kept doubt in the language spoken now."""
    return say_kept(reason, OF_FACTS, any_sentence=True)
