"""The words of ratings: by which way they come, why they end, what makes one doubtful, by what they are counted."""

from collections.abc import Mapping
from enum import StrEnum

from motcua.kernel.language import to_say


class Channel(StrEnum):
    """By which way a rating is asked for."""

    LINK = "link"
    DEVICE = "device"


class Ended(StrEnum):
    """Why an invitation is open no more, or a rating counts no more."""

    REPLACED = "replaced"
    REOPENED = "reopened"
    VOIDED = "voided"


class Doubt(StrEnum):
    """What makes a rating doubtful; it counts until a supervisor sets it aside."""

    OFFICERS_BROWSER = "officers_browser"
    SAME_SENDER = "same_sender"
    TOO_FAST = "too_fast"


class CommentState(StrEnum):
    """Whether free words are shown: only once a supervisor let them be."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"


class By(StrEnum):
    """By what satisfaction is counted."""

    LEVEL = "level"
    AGENCY = "agency"
    FIELD = "field"
    PROCEDURE = "procedure"


CHANNEL_NAMES: Mapping[Channel, str] = {
    Channel.LINK: to_say("Liên kết một lần"),
    Channel.DEVICE: to_say("Máy ở quầy"),
}
DOUBT_NAMES: Mapping[Doubt, str] = {
    Doubt.OFFICERS_BROWSER: to_say("Gửi từ trình duyệt của cán bộ đang đăng nhập"),
    Doubt.SAME_SENDER: to_say("Nhiều đánh giá từ cùng một máy"),
    Doubt.TOO_FAST: to_say("Gửi quá nhanh sau khi mở"),
}
SAID_AS_DATA = (
    to_say("Rất hài lòng"),
    to_say("Hài lòng"),
    to_say("Bình thường"),
    to_say("Không hài lòng"),
    to_say("Rất không hài lòng"),
    to_say("Thái độ của cán bộ"),
    to_say("Thời gian chờ, thời hạn giải quyết"),
    to_say("Hướng dẫn giấy tờ, thủ tục"),
    to_say("Số lần phải đi lại, bổ sung"),
    to_say("Kết quả nhận được"),
    to_say("Chỗ ngồi, trang thiết bị ở nơi tiếp nhận"),
    to_say("Khoản phải trả ngoài mức công bố"),
    to_say("Nộp và theo dõi hồ sơ trực tuyến"),
)
"""Names of levels and reasons as rule packs and reasons have them: put into the catalogue here, said where shown."""
