"""The words of the organisation: roles, levels and kinds of unit, with the names that people read."""

from collections.abc import Mapping
from enum import StrEnum

from motcua.kernel.language import to_say


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
    Role.RECEPTION: to_say("tiếp nhận và trả kết quả"),
    Role.HANDLER: to_say("thụ lý hồ sơ"),
    Role.LEADER: to_say("lãnh đạo đơn vị"),
    Role.PUBLISHER: to_say("công bố thủ tục"),
    Role.SUPERVISOR: to_say("giám sát"),
    Role.INSPECTOR: to_say("kiểm tra, thanh tra"),
    Role.ADMINISTRATOR: to_say("quản trị"),
}
LEVEL_NAMES: Mapping[Level, str] = {
    Level.PROVINCE: to_say("cấp tỉnh"),
    Level.DISTRICT: to_say("cấp huyện"),
    Level.COMMUNE: to_say("cấp xã"),
}
KIND_NAMES: Mapping[Kind, str] = {
    Kind.ONE_STOP: to_say("bộ phận một cửa"),
    Kind.DEPARTMENT: to_say("cơ quan chuyên môn"),
    Kind.COMMUNE: to_say("Ủy ban nhân dân cấp xã"),
    Kind.OFFICE: to_say("văn phòng"),
    Kind.TAX: to_say("cơ quan thuế"),
    Kind.COUNCIL: to_say("Ủy ban nhân dân"),
    Kind.OTHER: to_say("đơn vị khác"),
}
