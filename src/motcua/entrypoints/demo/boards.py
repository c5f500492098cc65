"""Boards of codes in the demo: one desk hung those of two fields, the other none yet; somebody scanned them."""

from datetime import datetime

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.demo.province import WARD_DESK

OFFICER = "linh.tanthanh"
MADE = (("Hộ tịch", "sảnh"), ("Chứng thực", "cửa ra vào"))
HUNG = (("Hộ tịch", "a4", "sảnh"), ("Chứng thực", "a3", "cửa ra vào"), ("Hộ tịch", "screen", "màn hình ở sảnh"))
TITLES = {
    "1.004859": "Thay đổi, cải chính, bổ sung thông tin hộ tịch",
    "2.000815": "Chứng thực bản sao từ bản chính",
    "2.001035": "Chứng thực giao dịch về nhà, đất, động sản",
}


def set_up(*, at: datetime) -> None:
    """Give every procedure its short address, make and hang the boards of two fields at a ward's desk."""
    procedures.give_short_addresses(at=at)
    by = organisation.actor_for(OFFICER, at.date(), WARD_DESK)
    made = {
        field: procedures.make_board(desk=WARD_DESK, field=field, place=place, titles=TITLES, by=by, at=at)
        for field, place in MADE
    }
    for field, size, place in HUNG:
        one = made[field]
        procedures.hang_board(board=one.board, version=one.version, size=size, place=place, by=by, at=at)
