"""Builders for tests of every module: papers that say something about nobody."""

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.domain.documents.operations import issue_paper
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_named
from motcua.kernel.rule_pack import RulePack
from motcua.kernel.working_time import ZONE

ISSUED_AT = datetime(2026, 11, 25, 9, 5, tzinfo=ZONE)
AN_OFFICER = Actor(
    login="quay3",
    right="Cán bộ một cửa, Trung tâm Phục vụ hành chính công tỉnh Cà Mau",
    officer_id=1,
    unit_code="H12.14",
    roles=frozenset({"reception"}),
)
AN_APPLICANT = {
    "kind": "citizen",
    "name": "Nguyễn Thị Ước Mẫu",
    "identifier": "096185000321",
    "phone": "0918000317",
    "address": "Ấp Mũi, xã Đất Mũi, tỉnh Cà Mau",
    "email": "mau@example.org",
}

LISTED: dict[str, Any] = {
    "partners": "Thuế tỉnh Cà Mau",
    "standing": "Trước hạn, có kết quả lúc 16 giờ, thứ Sáu, ngày 27/11/2026",
    "period": "Từ 07 giờ, thứ Tư, ngày 25/11/2026 đến 17 giờ, thứ Tư, ngày 25/11/2026",
    "receiver": "Sở Nông nghiệp và Môi trường tỉnh Cà Mau",
    "case": "Tàu cá dài từ 15 mét trở lên",
    "total": "80.000 đồng",
    "total_words": "Tám mươi nghìn đồng",
    "basis": "Mức thu của thủ tục 1.004884, quy định chung của quốc gia",
    "source_text": "40.000 đồng/giấy phép",
    "waiting": "",
    "closed": "Sổ khóa lúc 08 giờ, thứ Hai, ngày 04/01/2027.",
    "counted": "2 hồ sơ, trong đó 1 hồ sơ đã hủy do nhập nhầm",
    "rows": [
        {
            "number": "1",
            "code": "H12.14-261125-0007",
            "procedure": ["Cấp giấy phép khai thác thủy sản", "Thẩm định hồ sơ"],
            "person": "Nguyễn Thị Ước Mẫu",
            "reached": "Ấp Mũi, xã Đất Mũi, tỉnh Cà Mau, 0918 000 317",
            "competent": "Sở Nông nghiệp và Môi trường tỉnh Cà Mau",
            "received_at": "2026-11-25T09:05:00+07:00",
            "promised_at": "2026-11-30T09:05:00+07:00",
            "returned_at": "2026-11-27T16:10:00+07:00",
            "result_by": "Tại nơi nộp hồ sơ",
            "sender": ["Lê Văn Quầy", "Trung tâm Phục vụ hành chính công tỉnh Cà Mau"],
            "receiver": ["Trần Thị Thụ Lý", "Sở Nông nghiệp và Môi trường tỉnh Cà Mau"],
            "times": [["giao", "2026-11-25T09:05:00+07:00"], ["nhận", "2026-11-25T10:00:00+07:00"], ["xong", ""]],
            "standing": "Trước hạn",
            "note": "",
            "sign": "",
            "papers": "2 bản chính, 3 bản sao",
            "given": ["Lê Văn Quầy", "2026-11-25T09:05:00+07:00"],
            "taken": ["chưa nhận"],
            "what": "Lệ phí cấp giấy phép",
            "rate": "40.000 đồng/bản",
            "quantity": "2",
            "amount": "80.000 đồng",
            "was": "",
            "now": "16:10 27/11/2026",
        },
        {
            "number": "2",
            "code": "H12.14-261125-0008",
            "procedure": "Cấp giấy phép khai thác thủy sản Ỷ ỷ Ỹ ỹ đ Đ ơ ư ặ ẫ ộ",
            "person": "Nguyễn Thị Ước Mẫu",
            "received_at": "2026-11-25T09:06:00+07:00",
            "sign": "Hủy do nhập nhầm: nhập hai lần",
            "struck": True,
        },
    ],
}


def what_a_paper_says(**changes: Any) -> dict[str, Any]:
    """Return data that serves all forms, as dossiers hand it over."""
    return {
        "code": "H12.14-261125-0007",
        "outside_code": "",
        "desk": "Trung tâm Phục vụ hành chính công tỉnh Cà Mau",
        "above_desk": "Văn phòng Ủy ban nhân dân tỉnh Cà Mau",
        "competent": "Sở Nông nghiệp và Môi trường tỉnh Cà Mau",
        "person": dict(AN_APPLICANT),
        "procedure": "Cấp giấy phép khai thác thủy sản Ỷ ỷ Ỹ ỹ đ Đ ơ ư ặ ẫ ộ",
        "procedure_code": "1.004884",
        "channel": "Tại quầy",
        "officer": "Lê Văn Quầy",
        "officer_right": AN_OFFICER.right,
        "issued_at": "2026-11-25T09:05:00+07:00",
        "tracking": "https://motcua.example/theo-doi/H12.14-261125-0007",
        "components": [
            {"name": "Đơn đề nghị theo mẫu", "originals": 1, "copies": 0},
            {"name": "Giấy chứng nhận đăng ký tàu cá", "originals": 0, "copies": 1},
            {"name": "Giấy chứng nhận an toàn kỹ thuật tàu cá", "originals": 0, "copies": 2},
        ],
        "limit": "3 ngày làm việc",
        "received_at": "2026-11-25T09:05:00+07:00",
        "clock_start": "2026-11-25T09:05:00+07:00",
        "due_at": "2026-11-30T09:05:00+07:00",
        "result_by": "Tại nơi nộp hồ sơ",
        "fee": "40.000 đồng",
        "fee_layer": "mức do Trung ương quy định",
        "items": ["Bản sao giấy chứng nhận đăng ký tàu cá còn hiệu lực", "Chữ ký của chủ tàu trong đơn"],
        "reason": "Giấy chứng nhận đã nộp hết hiệu lực từ ngày 01/11/2026.",
        "answer_by": "2026-12-16T17:00:00+07:00",
        "promised_at": "2026-11-30T09:05:00+07:00",
        "stopped_at": "2026-11-26T08:30:00+07:00",
        "new_moment": "2026-12-03T15:00:00+07:00",
        "outlook": "Thời điểm hẹn lại trả kết quả: 15 giờ, thứ Năm, ngày 03/12/2026.",
        "signature": ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "signer": "Lê Hoàng Mẫu",
        "contact": "Cán bộ một cửa, Quầy 3, Trung tâm Phục vụ hành chính công tỉnh Cà Mau",
        **LISTED | changes,
    }


@transaction.atomic
def a_paper(
    form: str = "receipt",
    *,
    subject: str = "dossier:H12.14-261125-0007",
    unit_code: str = "H12.14",
    pack: RulePack | None = None,
    by: Actor = AN_OFFICER,
    at: datetime = ISSUED_AT,
    **changes: Any,
) -> int:
    """Issue a paper; return its id."""
    return issue_paper(
        subject=subject,
        form=form,
        unit_code=unit_code,
        pack=pack or rule_pack_named("today"),
        data=what_a_paper_says(**changes),
        by=by,
        at=at,
    )
