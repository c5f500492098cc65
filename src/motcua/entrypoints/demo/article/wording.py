"""What is written where an act needs words: the same for the real operations and for loading at once. All of it is sample."""

from motcua.entrypoints.demo.article.chance import chance
from motcua.entrypoints.demo.article.visits import Visit

SUPPLEMENT = (
    ("Bản sao thiếu trang có chữ ký của các bên (mẫu).", "Bản sao đủ các trang, 1 bản"),
    ("Tờ khai chưa ghi đủ các mục bắt buộc (mẫu).", "Tờ khai đã ghi đủ các mục, 1 bản chính"),
    ("Giấy tờ kèm theo đã hết thời hạn sử dụng (mẫu).", "Giấy tờ kèm theo còn thời hạn, 1 bản sao"),
)
LATE_REASON = "Phải đối chiếu với cơ quan khác rồi mới biết còn thiếu giấy tờ (mẫu)."
ORDER = "Giấy tờ bổ sung lần đầu chưa khớp với tờ khai (mẫu)."
PAUSE = "Chờ người nộp thực hiện nghĩa vụ tài chính (mẫu)."
REFUSE = "Hồ sơ không đủ điều kiện theo quy định của thủ tục (mẫu)."
WITHDRAW = "Người nộp xin rút để chuẩn bị lại (mẫu)."
STOP = "Người nộp đề nghị dừng để hoàn tất giấy tờ khác (mẫu)."
VOID = "Chọn nhầm thủ tục, đã hướng dẫn người nộp làm lại (mẫu)."
TURN_AWAY = "Chưa có tờ khai theo mẫu (mẫu)."
SEND_BACK = "Tệp gửi kèm bị mờ, không đọc được (mẫu)."
DECLINE = "Nộp trùng với hồ sơ đã nộp trước (mẫu)."
APOLOGY = (
    "Cán bộ thụ lý nghỉ, việc dồn lại chưa kịp giải quyết (mẫu).",
    "Hồ sơ phải xác minh thêm nên chậm so với giờ hẹn (mẫu).",
    "Nhiều hồ sơ cùng hẹn một lúc nên chưa kịp giải quyết (mẫu).",
)
_WHICH = 300


def supplement(visit: Visit) -> tuple[str, list[str]]:
    """Return why a supplement is asked, and what."""
    reason, item = SUPPLEMENT[int(chance(visit.key, _WHICH) * len(SUPPLEMENT))]
    return reason, [item]


def apology(visit: Visit) -> str:
    """Return the reason in a letter of apology."""
    return APOLOGY[int(chance(visit.key, _WHICH) * len(APOLOGY))]


def outside_code(number: int, day: str) -> str:
    """Return the code under which an online submission comes in."""
    return f"G99.{day}-{number:06d}"


def result_by(visit: Visit) -> str:
    """Return how the person wants the result."""
    return {"post": "post", "online": "electronic"}.get(visit.channel, "desk")
