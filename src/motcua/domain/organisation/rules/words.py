"""The words of the organisation: roles, levels and kinds of unit, with the names that people read."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a position may do; the rights of an officer are the roles of the positions held on a day."""

    RECEPTION = "reception"
    HANDLER = "handler"
    LEADER = "leader"
    PUBLISHER = "publisher"
    SUPERVISOR = "supervisor"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"


class Level(StrEnum):
    """Level of government a unit belongs to (cấp); districts exist only until 30 June 2025."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Kind(StrEnum):
    """What a unit is: a one-stop desk, a department, a commune, an office, a tax office, a council or another."""

    ONE_STOP = "one_stop"
    DEPARTMENT = "department"
    COMMUNE = "commune"
    OFFICE = "office"
    TAX = "tax"
    COUNCIL = "council"
    OTHER = "other"


ROLE_NAMES: Mapping[Role, str] = {
    Role.RECEPTION: "tiếp nhận và trả kết quả",
    Role.HANDLER: "thụ lý hồ sơ",
    Role.LEADER: "lãnh đạo đơn vị",
    Role.PUBLISHER: "công bố thủ tục",
    Role.SUPERVISOR: "giám sát",
    Role.INSPECTOR: "kiểm tra, thanh tra",
    Role.ADMINISTRATOR: "quản trị",
}
LEVEL_NAMES: Mapping[Level, str] = {
    Level.PROVINCE: "cấp tỉnh",
    Level.DISTRICT: "cấp huyện",
    Level.COMMUNE: "cấp xã",
}
KIND_NAMES: Mapping[Kind, str] = {
    Kind.ONE_STOP: "bộ phận một cửa",
    Kind.DEPARTMENT: "cơ quan chuyên môn",
    Kind.COMMUNE: "Ủy ban nhân dân cấp xã",
    Kind.OFFICE: "văn phòng",
    Kind.TAX: "cơ quan thuế",
    Kind.COUNCIL: "Ủy ban nhân dân",
    Kind.OTHER: "đơn vị khác",
}
