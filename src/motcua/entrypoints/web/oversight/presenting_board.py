"""The numbers of the board in words: figures of today, loads by unit and officer, what is urgent, the chart of hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from motcua.domain.dossiers import api as dossiers
from motcua.domain.intake import api as intake
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.oversight import presenting_lists as lists
from motcua.kernel.language import say, to_say
from motcua.kernel.vietnamese import sort_key

ONLINE = "online"
SETTLED = (
    ("early", to_say("Kết quả trước hạn")),
    ("on_time", to_say("Kết quả đúng hạn")),
    ("late", to_say("Kết quả trễ hạn")),
)
BAR_WIDTH = 160
MOST_OFFICERS = 60
"""More rows than this are no board: then each unit's number leads to the list of that unit."""


def figures(board: dossiers.Board, at: datetime) -> list[dict[str, Any]]:
    """Return the five figures, each with the address of what it counts and one line more."""
    today, month = board.settled.today, board.settled.month
    whole = sum(month.values())
    kept = whole - month.get("late", 0)
    name = wording.month(at)
    return [
        _figure(
            say("Tiếp nhận hôm nay"), sum(one.count for one in board.received), "received", _by_channel(board.received)
        ),
        *(
            _figure(
                say(label),
                today.get(late, 0),
                f"today_{late}",
                [_part(f"{name}: ", month.get(late, 0), f"month_{late}")],
            )
            for late, label in SETTLED
        ),
        {
            "label": say("Trước và đúng hạn"),
            "number": wording.percent(kept, whole),
            "href": lists.address("month") if whole else "",
            "more": [
                {
                    "before": say(
                        "{name}: {kept} trên {whole}", name=name, kept=wording.number(kept), whole=wording.number(whole)
                    ),
                    "number": "",
                    "href": "",
                }
            ],
        },
    ]


def _figure(label: str, count: int, group: str, more: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "label": label,
        "number": wording.number(count),
        "href": lists.address(group) if count else "",
        "more": more,
    }


def _part(before: str, count: int, group: str, after: str = "") -> dict[str, str]:
    href = lists.address(group) if count else ""
    return {"before": before, "number": wording.number(count), "href": href, "after": after}


def _by_channel(received: Sequence[dossiers.ReceivedInHour]) -> list[dict[str, str]]:
    online = sum(one.count for one in received if one.channel == ONLINE)
    others = sum(one.count for one in received) - online
    return [
        _part("", online, "received_online", say(" trực tuyến, ")),
        _part("", others, "received_counter", say(" tại quầy, bưu chính")),
    ]


def unit_rows(board: dossiers.Board, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what each unit holds, by name; the bars share one scale."""
    longest = max((load.held for load in board.by_unit), default=1)
    return sorted(
        (
            {
                "name": names.get(load.unit, load.unit),
                "held": _link(load.held, "open", "", unit=load.unit),
                "risk": _link(load.risk, "risk", "risk", unit=load.unit),
                "overdue": _link(load.overdue, "overdue", "late", unit=load.unit),
                "bars": _bars(load, longest),
            }
            for load in board.by_unit
        ),
        key=lambda row: sort_key(str(row["name"])),
    )


def _bars(load: dossiers.Load, longest: int) -> list[dict[str, Any]]:
    """Return the bars of one unit: in time, at risk, overdue; what is there at all is at least 3 wide."""
    parts = (("brand", load.held - load.risk - load.overdue), ("risk", load.risk), ("late", load.overdue))
    bars, x = [], 0
    for tone, count in parts:
        if count:
            width = max(3, round(count * (BAR_WIDTH - 12) / longest))
            bars.append({"tone": tone, "x": x, "width": width})
            x += width + 2
    return bars


def officer_rows(
    board: dossiers.Board, names: Mapping[str, str], officers: Mapping[str, str]
) -> list[dict[str, Any]] | None:
    """Return the load of each officer by unit and name, never by number; None where they are too many for the board."""
    if len(board.by_officer) > MOST_OFFICERS:
        return None
    rows = [
        {
            "unit": names.get(load.unit, load.unit),
            "name": "" if load.officer == dossiers.NOBODY else officers.get(load.officer, load.officer),
            "held": _link(load.held, "open", "", unit=load.unit, officer=load.officer),
        }
        for load in board.by_officer
    ]
    return sorted(rows, key=lambda row: (sort_key(str(row["unit"])), sort_key(str(row["name"]))))


def _link(count: int, group: str, tone: str, *, unit: str, officer: str = "") -> dict[str, Any]:
    href = lists.address(group, unit=unit, officer=officer) if count else ""
    return {"number": wording.number(count), "href": href, "tone": tone if count else ""}


def urgent(board: dossiers.Board, waiting: intake.WaitingLoad, at: datetime) -> list[dict[str, str]]:
    """Return what needs a decision, most urgent first; only what is there."""
    total = board.total
    rows = [
        (board.owed, "late", say("Hồ sơ trễ hạn còn nợ phiếu xin lỗi"), say("phải soạn, ký và gửi người nộp"), "owed"),
        (total.overdue, "late", say("Hồ sơ quá hạn, chưa có kết quả"), "", "overdue"),
        (
            board.untaken,
            "late",
            say("Bàn giao chưa ai nhận, đã quá giờ phải nhận"),
            say("tính cho bên nhận"),
            "untaken",
        ),
        (total.risk, "risk", say("Hồ sơ có nguy cơ trễ"), say("thời gian đã dùng đi trước việc đã làm"), "risk"),
        (total.due_today, "", say("Hồ sơ hẹn trả hôm nay, chưa có kết quả"), _next_due(total), "due_today"),
        (total.stopped, "", say("Hồ sơ chờ bổ sung hoặc tạm dừng"), say("đồng hồ không chạy"), "stopped"),
        (total.ready, "", say("Kết quả chờ người đến nhận"), _since(total.ready_since, at), "ready"),
    ]
    found = [
        {"count": wording.number(count), "tone": tone, "text": text, "more": more, "href": lists.address(group)}
        for count, tone, text, more, group in rows
        if count
    ]
    if waiting.waiting:
        found.insert(sum(1 for row in found if row["tone"] == "late"), _checking(waiting, at))
    return found


def _checking(waiting: intake.WaitingLoad, at: datetime) -> dict[str, str]:
    if waiting.overdue:
        more = say("{overdue} hồ sơ đã quá giờ phải trả lời", overdue=wording.number(waiting.overdue))
    else:
        more = (
            say("sớm nhất phải trả lời trước {next_due}", next_due=wording.moment_in_table(waiting.next_due, at))
            if waiting.next_due
            else ""
        )
    return {
        "count": wording.number(waiting.waiting),
        "tone": "late" if waiting.overdue else "",
        "text": say("Hồ sơ trực tuyến chờ kiểm tra"),
        "more": more,
        "href": reverse("oversight:board_submissions"),
    }


def _next_due(total: dossiers.Load) -> str:
    return say("sớm nhất: {next_due}", next_due=wording.hour(total.next_due)) if total.next_due else ""


def _since(moment: datetime | None, at: datetime) -> str:
    return say("lâu nhất từ {moment}", moment=wording.stamp(moment, at)) if moment else ""


@dataclass(frozen=True)
class Bar:
    """One hour of the chart: places in the picture are in its own units, heights grow upwards from the ground line."""

    hour: int
    online: int
    others: int
    href: str
    x: int
    online_y: int
    online_height: int
    others_y: int
    others_height: int

    @property
    def total(self) -> int:
        return self.online + self.others

    @property
    def middle(self) -> int:
        return self.x + BAR // 2

    @property
    def number_y(self) -> int:
        return self.others_y - 6


WIDTH, GROUND, HIGHEST, LEFT, BAR = 754, 130, 100, 40, 46


def chart(received: Sequence[dossiers.ReceivedInHour]) -> dict[str, Any] | None:
    """Return the receptions of today by hour, from the first hour to the last; None where there were none."""
    if not received:
        return None
    hours = range(min(one.hour for one in received), max(one.hour for one in received) + 1)
    counts = {
        hour: (
            sum(one.count for one in received if one.hour == hour and one.channel == ONLINE),
            sum(one.count for one in received if one.hour == hour and one.channel != ONLINE),
        )
        for hour in hours
    }
    top = _round_top(max(sum(pair) for pair in counts.values()))
    apart = min(116, (WIDTH - LEFT) // len(hours))
    bars = [_bar(hour, counts[hour], LEFT + 12 + place * apart, top) for place, hour in enumerate(hours)]
    lines = [{"value": value, "y": GROUND - value * HIGHEST // top} for value in (0, top // 2, top)]
    totals = {"online": sum(bar.online for bar in bars), "others": sum(bar.others for bar in bars)}
    return {"bars": bars, "lines": lines, "width": WIDTH, "left": LEFT, "bar": BAR, **totals}


def _bar(hour: int, counts: tuple[int, int], x: int, top: int) -> Bar:
    heights = [round(count * HIGHEST / top) for count in counts]
    online_y = GROUND - heights[0]
    href = lists.address("received", hour=hour) if any(counts) else ""
    return Bar(hour, *counts, href, x, online_y, heights[0], online_y - heights[1], heights[1])


def _round_top(most: int) -> int:
    """Return the top of the scale: an even number of the form 2, 4, 10, 20, 40, 100 … that holds the highest bar."""
    step = 1
    while True:
        for factor in (2, 4, 10):
            if most <= factor * step:
                return factor * step
        step *= 10
