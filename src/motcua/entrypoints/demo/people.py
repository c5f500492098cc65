"""Invented people who file in the demo; their identifiers begin with a province number that was never given out."""

from dataclasses import dataclass

from motcua.domain.dossiers import api as dossiers


@dataclass(frozen=True)
class Invented:
    """One person who is nobody."""

    number: int
    name: str
    address: str

    @property
    def identifier(self) -> str:
        return f"0990{self.number:08d}"

    @property
    def mailbox(self) -> str:
        """Return the e-mail address under a name that is never given out; one in three has none."""
        return f"nguoi-nop-{self.number}@dan.example" if self.number % 3 else ""

    def declared(self) -> dossiers.Person:
        """Return what the person declares at the counter."""
        return dossiers.Person(
            kind="citizen",
            identifier=self.identifier,
            name=self.name,
            phone=f"0290{1_000_000 + self.number}",
            address=self.address,
            email=self.mailbox,
        )


_WARD, _COMMUNE = "phường Tân Thành, tỉnh Cà Mau", "xã Đất Mũi, tỉnh Cà Mau"
_NAMES = (
    "Lâm Thị Mộng Tuyền", "Võ Thị Bảy", "Lâm Quốc Thái", "Đoàn Minh Khang", "Thạch Sơn", "Danh Thị Sà Rương",
    "Trịnh Ngọc Hân", "Nguyễn Hoàng Lam", "Huỳnh Công Trứ", "Châu Thị Mỹ Duyên", "Sơn Thanh Tâm", "Ngô Bá Phước",
    "Kiều Thị Hạnh", "Trần Gia Bảo", "Phan Thị Út", "Lý Thanh Liêm", "Mã Ngọc Điệp", "Quách Văn Đời",
    "Tăng Thị Ửng", "Hứa Vĩnh Phúc", "Tiêu Thị Ngọc Ẩn", "Cao Đức Thịnh", "Nguyễn Văn Tư", "Trần Thị Xuân Ỷ",
    "Bùi Thị Lành", "Đinh Công Lý", "Dư Ngọc Bích", "Giang Thị Diễm", "Hà Văn Khởi", "Khưu Thị Sáu", "La Thành Công",
    "Lê Thị Mười", "Liêu Hoàng Ân", "Lưu Thị Thắm", "Mai Văn Chín", "Nghiêm Thị Loan", "Phạm Hữu Nghĩa", "Phùng Thị Sen",
    "Thái Văn Hiền", "Tạ Thị Nở", "Tống Phước Lộc", "Từ Thị Ngọc Nữ", "Trương Văn Mến", "Ung Thị Bé Ba", "Văn Công Danh",
    "Viên Thị Đẹp", "Vũ Đình Khôi", "Âu Thị Trúc", "Bành Quốc Huy", "Chung Thị Kiều", "Đặng Văn Năm", "Hồng Thị Thu",
    "Kim Sà Phol", "Lục Văn Giàu", "Ông Thị Phượng", "Quan Thị Hường", "Tiết Minh Nhựt", "Tô Thị Bông", "Trà Văn Lợi",
    "Yên Thị Mai",
)  # fmt: skip

PEOPLE: tuple[Invented, ...] = tuple(
    Invented(number, name, f"Khóm {number % 9 + 1}, {_WARD}" if number % 3 else f"Ấp {number % 9 + 1}, {_COMMUNE}")
    for number, name in enumerate(_NAMES, start=1)
)
