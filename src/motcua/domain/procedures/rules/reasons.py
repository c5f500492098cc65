"""Why a place of a record is doubtful, where the sentence names what was read; and how a kept reason is shown.

Readers keep their results and records are kept with their doubts: both stay Vietnamese, whoever reads them first, and
are said in the reader's language when they are shown.
"""

from typing import Final

from motcua.kernel.language import say_kept, to_say

NO_UNIT: Final = to_say("“{words}” chỉ có số, không có đơn vị; cán bộ cần ghi rõ ngày, giờ hay trong ngày.")
OTHER_HOUR: Final = to_say("Mốc {hour} giờ khác mốc chung của “trong ngày”; cán bộ cần ghi rõ.")
UNIT_LOST: Final = to_say(
    "Nguồn này ghi “ngày” thay cho mọi đơn vị khác ngày làm việc, nên “{words}” chưa rõ đơn vị.",
)
DAYS_OFF: Final = to_say("“{words}” nhưng không tính ngày nghỉ; cán bộ cần ghi rõ ngày hay ngày làm việc.")
CASE_WITHOUT: Final = to_say("Có trường hợp không ghi thời hạn: “{words}”.")
NOT_COUNTED: Final = to_say("“{words}” không phải đơn vị tính được; cán bộ cần ghi rõ thời hạn.")
WHICH_HOURS: Final = to_say("“{words}” chưa rõ là giờ làm việc hay giờ liên tục; cán bộ cần ghi rõ.")
GLUED: Final = to_say("Không tách được số và đơn vị ở “{words}”.")
AT_ODDS: Final = to_say("Số và chữ không khớp: “{words}”.")
PART_OR_THOUSANDS: Final = to_say("Không rõ “{words}” là số lẻ hay hàng nghìn.")
NO_NUMBER: Final = to_say("“{words}” không phải là số.")
FAULTY_AMOUNT: Final = to_say("Có số tiền viết sai dạng: “{words}”.")
OF_FACTS: Final = (
    NO_UNIT, OTHER_HOUR, UNIT_LOST, DAYS_OFF, CASE_WITHOUT, NOT_COUNTED, WHICH_HOURS, GLUED, AT_ODDS,
    PART_OR_THOUSANDS, NO_NUMBER, FAULTY_AMOUNT,
)  # fmt: skip


def reason_shown(reason: str) -> str:
    """Return a kept reason in the language spoken now."""
    return say_kept(reason, OF_FACTS, any_sentence=True)
