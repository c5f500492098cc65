"""What working time cannot be counted from, each as one sentence for the user."""

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


class NaiveMoment(Refusal):
    """A moment that does not say its time zone."""

    def __init__(self) -> None:
        super().__init__(say("Thời điểm phải ghi rõ múi giờ, ví dụ 2026-11-02T09:00+07:00."))


class OutsideCalendar(Refusal):
    """Counting needs a year whose calendar is not published; `year` says which."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(say("Lịch làm việc năm {year} chưa được công bố nên chưa tính được thời hạn.", year=year))


class UnreadableLimit(Refusal):
    """A time limit that no due moment can be counted from."""


class UnreadableCalendar(Refusal):
    """A working calendar that contradicts itself or never works."""


class PauseEndsBeforeItBegins(Refusal):
    """A pause whose end lies before its beginning."""

    def __init__(self) -> None:
        super().__init__(say("Thời điểm tiếp tục phải sau thời điểm tạm dừng."))
