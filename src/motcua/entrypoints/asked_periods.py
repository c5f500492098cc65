"""Which periods can be asked of satisfaction and of scores, and as known on which day: the same for pages and commands."""

from datetime import date

from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal


class FaultyPeriod(Refusal):
    """A period that ends before it begins, or of which nothing can be known on the day that is asked."""


def require_period(first: date, last: date, *, as_of: date, today: date) -> None:
    """Raise FaultyPeriod for a period that ends before it begins, and for a day of knowledge before it or still to come."""
    if last < first:
        raise FaultyPeriod(say("Ngày cuối của kỳ phải không trước ngày đầu."))
    if as_of > today:
        raise FaultyPeriod(say("Chưa biết số liệu đến hết ngày {day}: ngày đó chưa đến.", day=say_day(as_of)))
    if as_of < first:
        raise FaultyPeriod(
            say(
                "Kỳ báo cáo bắt đầu ngày {first}; đến hết ngày {day} kỳ đó chưa bắt đầu nên không có số liệu.",
                first=say_day(first),
                day=say_day(as_of),
            )
        )
