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
    "redated": "Lịch làm việc thay đổi, dời giờ hẹn",
    "answer_redated": "Lịch làm việc thay đổi, dời hạn bổ sung",
    "opinion_asked": "Hỏi ý kiến đơn vị khác",
    "opinion_answered": "Trả lời ý kiến",
    "opinion_withdrawn": "Rút câu hỏi ý kiến",
    "opinion_passed_over": "Quyết định khi chưa có ý kiến",
    "opinion_late": "Ý kiến quá hạn trả lời",
    "late_found": "Phát hiện trễ hạn",
    "paper_issued": "Lập phiếu",
    "paper_reprinted": "In lại phiếu",
}
