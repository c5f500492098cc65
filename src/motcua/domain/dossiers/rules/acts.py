"""The acts on a dossier as the ledger names them, with the words that pages show."""

from collections.abc import Mapping

ACT_NAMES: Mapping[str, str] = {
    "received": "Tiếp nhận hồ sơ",
    "handed_over": "Bàn giao hồ sơ",
    "taken": "Nhận bàn giao",
    "claimed": "Nhận việc",
    "assigned": "Giao việc",
    "step_done": "Xong bước",
    "decided": "Quyết định kết quả",
    "supplement_asked": "Yêu cầu bổ sung",
    "supplement_completed": "Đã bổ sung đủ, tính lại thời hạn",
    "closed_unanswered": "Đóng hồ sơ vì không bổ sung",
    "paused": "Dừng đồng hồ",
    "resumed": "Chạy lại đồng hồ",
    "refused": "Từ chối giải quyết",
    "withdrawn": "Người nộp rút hồ sơ",
    "result_ready": "Có kết quả tại một cửa",
    "returned": "Trả kết quả",
    "process_moved": "Chuyển sang phiên bản quy trình khác",
    "process_move_undone": "Trở lại phiên bản quy trình trước",
    "late_found": "Phát hiện trễ hạn",
    "paper_issued": "Lập phiếu",
    "paper_reprinted": "In lại phiếu",
}
