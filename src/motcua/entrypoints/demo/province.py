"""The small province `today`: a provincial centre, three departments, two communes, and who works there."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files

from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import SYSTEM

PASSWORD = "mot-cua-dung-thu"  # noqa: S105 - demo accounts exist in demo mode only, which production refuses
PROVINCE, CENTRE = "H12", "H12.14"
JUSTICE, CONSTRUCTION, AGRICULTURE = "H12.04", "H12.10", "H12.31"
LAND_OFFICE, TAX = "H12.11.01", "G12.80"
WARD, WARD_DESK = "H12.128", "H12.128.01"
COMMUNE, COMMUNE_DESK = "H12.164", "H12.164.01"
UNITS = frozenset(
    {
        PROVINCE, "H12.01", CENTRE, JUSTICE, CONSTRUCTION, AGRICULTURE, LAND_OFFICE, TAX,
        WARD, WARD_DESK, COMMUNE, COMMUNE_DESK,
    }
)  # fmt: skip

_R = organisation.Role
KT_DIRECTOR, KT_CHAIR = "KT. Giám đốc\nPhó Giám đốc", "KT. Chủ tịch\nPhó Chủ tịch"


@dataclass(frozen=True)
class Post:
    """One invented officer with one position; `signature` are its lines where it signs for the unit."""

    login: str
    name: str
    unit: str
    title: str
    roles: tuple[organisation.Role, ...]
    signature: str = ""


STAFF: tuple[Post, ...] = (
    Post("ngan.trungtam", "Nguyễn Thị Kim Ngân", CENTRE, "Cán bộ một cửa, Quầy 1", (_R.RECEPTION,)),
    Post("tam.trungtam", "Lê Minh Tâm", CENTRE, "Cán bộ một cửa, Quầy 2", (_R.RECEPTION,)),
    Post("hoa.trungtam", "Trần Thị Hòa", CENTRE, "Giám đốc Trung tâm", (_R.LEADER, _R.SUPERVISOR), "Giám đốc"),
    Post("duong.congbo", "Đặng Thùy Dương", PROVINCE, "Chuyên viên công bố thủ tục", (_R.PUBLISHER,)),
    Post("giam.sat", "Phạm Văn Sang", PROVINCE, "Giám sát, Văn phòng UBND tỉnh", (_R.SUPERVISOR,)),
    Post("quan.tri", "Võ Hoàng Anh", PROVINCE, "Quản trị hệ thống", (_R.ADMINISTRATOR,)),
    Post("thu.tuphap", "Lý Anh Thư", JUSTICE, "Chuyên viên", (_R.HANDLER,)),
    Post("binh.tuphap", "Huỳnh Thái Bình", JUSTICE, "Phó Giám đốc Sở", (_R.LEADER,), KT_DIRECTOR),
    Post("khoa.xaydung", "Trịnh Đăng Khoa", CONSTRUCTION, "Chuyên viên", (_R.HANDLER,)),
    Post("hai.xaydung", "Ngô Quang Hải", CONSTRUCTION, "Phó Giám đốc Sở", (_R.LEADER,), KT_DIRECTOR),
    Post("my.nongnghiep", "Thạch Thị Mỹ", AGRICULTURE, "Chuyên viên", (_R.HANDLER,)),
    Post("long.nongnghiep", "Danh Hoàng Long", AGRICULTURE, "Phó Giám đốc Sở", (_R.LEADER,), KT_DIRECTOR),
    Post("an.datdai", "Kiều Thúy An", LAND_OFFICE, "Viên chức", (_R.HANDLER,)),
    Post("phuc.datdai", "Lâm Hữu Phúc", LAND_OFFICE, "Giám đốc Văn phòng", (_R.LEADER,), "Giám đốc"),
    Post("vy.thue", "Đoàn Tường Vy", TAX, "Công chức thuế", (_R.HANDLER,)),
    Post("linh.tanthanh", "Mai Khánh Linh", WARD_DESK, "Cán bộ một cửa, Quầy 1", (_R.RECEPTION,)),
    Post("dat.tanthanh", "Tô Thành Đạt", WARD_DESK, "Cán bộ một cửa, Quầy 2", (_R.RECEPTION,)),
    Post("viet.tanthanh", "Trần Quốc Việt", WARD, "Chuyên viên", (_R.HANDLER,)),
    Post("nhi.tanthanh", "Hồ Yến Nhi", WARD, "Công chức tư pháp, hộ tịch", (_R.HANDLER,)),
    Post("phuoc.tanthanh", "Lê Hoàng Phước", WARD, "Phó Chủ tịch UBND phường", (_R.LEADER,), KT_CHAIR),
    Post("tu.datmui", "Dương Cẩm Tú", COMMUNE_DESK, "Cán bộ một cửa", (_R.RECEPTION,)),
    Post("son.datmui", "Sơn Minh Trí", COMMUNE, "Chuyên viên", (_R.HANDLER,)),
    Post("kiet.datmui", "Châu Tuấn Kiệt", COMMUNE, "Chủ tịch UBND xã", (_R.LEADER,), "Chủ tịch"),
)


CONTACTS = {
    CENTRE: (
        "Tòa nhà Viettel, 298 Trần Hưng Đạo, phường Tân Thành",
        "0290 000 0014 (mẫu)",
        "Tọa độ làm tròn (mẫu)",
        "9.2, 105.2",
    ),
    WARD_DESK: (
        "Trụ sở UBND phường Tân Thành (mẫu)",
        "0290 000 0128 (mẫu)",
        "Cửa bên trái, có lối cho xe lăn. Tọa độ làm tròn (mẫu)",
        "9.2, 105.1",
    ),
    COMMUNE_DESK: ("Trụ sở UBND xã Đất Mũi (mẫu)", "0290 000 0164 (mẫu)", "Tọa độ làm tròn (mẫu)", "8.6, 104.7"),
}
"""The centre's address is public; the rest is invented and says so.

Coordinates are of the demo: rounded to a tenth of a degree (eleven kilometres), so that nobody takes them for a door.
"""


def unit_rows(on: date) -> Iterator[dict[str, str]]:
    """Yield the rows of the province's own unit table that hold on a day, for the units of the demo."""
    table = files("motcua.data") / "units" / "ca_mau.csv"
    with table.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            holds = row["valid_from"] <= on.isoformat() and (not row["valid_to"] or on.isoformat() < row["valid_to"])
            if holds and row["agency_code"] in UNITS:
                yield {**row, "predecessors": ""}


def set_up(*, at: datetime) -> None:
    """Set up units, the working calendar, positions and officers of the demo."""
    organisation.load_units(list(unit_rows(at.date())), by=SYSTEM, at=at)
    organisation.publish_calendar(
        unit_code=PROVINCE, spec=organisation.seed_spec(), reason="Lịch làm việc ban đầu", by=SYSTEM, at=at
    )
    organisation.register_officers(
        [organisation.NewOfficer(post.login, post.name) for post in STAFF], password=PASSWORD, by=SYSTEM, at=at
    )
    for title, unit, roles, signature in dict.fromkeys(
        (post.title, post.unit, post.roles, post.signature) for post in STAFF
    ):
        organisation.create_position(unit_code=unit, title=title, roles=roles, signature=signature, by=SYSTEM, at=at)
    for post in STAFF:
        organisation.post_officer(
            login=post.login, unit_code=post.unit, title=post.title, from_on=at.date(), by=SYSTEM, at=at
        )
    for unit, (address, phone, note, coordinates) in CONTACTS.items():
        organisation.state_contact(
            unit=unit, address=address, phone=phone, note=note, coordinates=coordinates, by=SYSTEM, at=at
        )
    for unit, counters in ((CENTRE, 2), (WARD_DESK, 2), (COMMUNE_DESK, 1)):
        for number in range(1, counters + 1):
            organisation.open_counter(
                unit_code=unit, number=number, name=f"Quầy {number}", from_on=at.date(), by=SYSTEM, at=at
            )
