"""What is said when a unit or an officer is not known."""

from datetime import date

from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal


class UnknownUnit(Refusal):
    """There is no such unit, or not on that day."""

    def __init__(self, code: str, on: date | None = None) -> None:
        when = say(" vào ngày {on}", on=say_day(on)) if on else ""
        super().__init__(say("Không có đơn vị mã {code}{when}.", code=code, when=when))


class UnknownOfficer(Refusal):
    """There is no officer with that login."""

    def __init__(self, login: str) -> None:
        super().__init__(say("Không có tài khoản cán bộ {login}.", login=login))
