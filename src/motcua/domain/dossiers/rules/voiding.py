"""When a dossier may be void: a slip of the hand, noticed on the same day (deadlines, rule 16)."""

from datetime import datetime

from motcua.domain.dossiers.rules.transitions import ForbiddenMove
from motcua.kernel.language import say, say_day
from motcua.kernel.working_time import local


def is_same_day(*, received_at: datetime, at: datetime) -> bool:
    """Tell whether the moment lies on the day of the reception."""
    return local(at).date() == local(received_at).date()


def require_same_day(*, received_at: datetime, at: datetime) -> None:
    """Raise ForbiddenMove on any later day: the person counts on the number then."""
    if not is_same_day(received_at=received_at, at=at):
        raise ForbiddenMove(
            say(
                "Chỉ hủy do nhập nhầm được trong ngày tiếp nhận, mà hồ sơ này tiếp nhận ngày "
                "{received_at}; nay chỉ rút hoặc dừng theo yêu cầu của người nộp. Không có gì thay đổi.",
                received_at=say_day(local(received_at)),
            ),
        )


def require_entered_here(outside_code: str | None) -> None:
    """Raise ForbiddenMove for what the person filed online: no desk entered it, and it would be lost without a word."""
    if outside_code is not None:
        raise ForbiddenMove(
            say(
                "Hồ sơ này do người nộp gửi trực tuyến, không phải quầy nhập, nên không hủy do nhập nhầm "
                "được. Không có gì thay đổi.",
            ),
        )


def require_no_letter(is_signed: bool) -> None:
    """Raise ForbiddenMove where the unit has apologised for it in writing already."""
    if is_signed:
        raise ForbiddenMove(
            say("Phiếu xin lỗi của hồ sơ này đã ký nên không hủy do nhập nhầm được nữa. Không có gì thay đổi."),
        )
