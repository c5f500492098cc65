"""What may be published, and what a published report is told apart by (docs/law/settlement-report.md, 7)."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.domain.reports.rules.editions import settled_from
from motcua.domain.reports.rules.settlement import Column
from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal


class NotToBePublished(Refusal):
    """The report cannot be published: its period is not over and settled, it is published already, or a right is missing."""


class UnknownReport(Refusal):
    """No report was published under this number."""


@dataclass(frozen=True)
class Moved:
    """In which cells of the form one dossier counted, and in which it counts now; one is empty where it did not count."""

    was: tuple[Column, ...]
    now: tuple[Column, ...]


def publishable_from(last: date, as_of: date) -> datetime:
    """Return from when on the report of a period up to `last`, as known at the end of `as_of`, can be published: both are over."""
    return settled_from(max(last, as_of))


def require_all_counted(left: int) -> None:
    """Raise NotToBePublished where dossiers of the days of knowledge are in no figure, for their acts cannot be read."""
    if left:
        raise NotToBePublished(
            say(
                "Còn {count} hồ sơ trong sổ chưa đọc được nên chưa tính vào số liệu: quản trị hệ thống xem từng hồ sơ "
                "bằng lệnh motcua verify; sửa xong thì công bố được.",
                count=left,
            )
        )


def require_settled(last: date, as_of: date, *, now: datetime, begun: datetime | None) -> None:
    """Raise NotToBePublished while an act can still come whose moment the report would have counted.

    `begun`: when the oldest transaction began that still runs; what it writes is in no figure yet.
    """
    settled = publishable_from(last, as_of)
    if now < settled:
        raise NotToBePublished(
            say(
                "Số liệu đến hết ngày {day} còn thay đổi; báo cáo này công bố được từ {hour} ngày {on}.",
                day=say_day(max(last, as_of)),
                hour=f"{settled:%H:%M}",
                on=say_day(settled.date()),
            )
        )
    if begun is not None and begun < settled:
        raise NotToBePublished(
            say(
                "Một việc bắt đầu trước {hour} ngày {on} còn đang ghi vào sổ; việc đó xong thì công bố được.",
                hour=f"{settled:%H:%M}",
                on=say_day(settled.date()),
            )
        )
