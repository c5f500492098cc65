"""The inbox in words: its views with their counts, its groups, its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.desk import bulk, presenting
from motcua.foundation.actor import Actor
from motcua.kernel.language import say, to_say
from motcua.kernel.working_time import DayKind, WorkingTable

GROUP_TITLES = {
    "overdue": to_say("Quá hạn"),
    "risk": to_say("Nguy cơ trễ"),
    "normal": to_say("Trong hạn"),
    "waiting": to_say("Chờ"),
}
GROUP_TONES = {"overdue": "late", "risk": "risk"}


@dataclass(frozen=True)
class View:
    """One way to look at the inbox: its word in the address, its name in the domain, what stands on its link."""

    slug: str
    name: str
    label: str
    tone: str = ""
    empty: str = to_say("Không còn việc nào đang chờ bạn")


VIEWS = (
    View("", "all", to_say("Tất cả")),
    View("qua-han", "overdue", to_say("Quá hạn"), "late", to_say("Không có hồ sơ nào quá hạn")),
    View("nguy-co", "risk", to_say("Nguy cơ trễ"), "risk", to_say("Không có hồ sơ nào có nguy cơ trễ")),
    View("hom-nay", "today", to_say("Hẹn hôm nay"), "", to_say("Hôm nay không còn hồ sơ nào đến hẹn")),
    View("ban-giao", "untaken", to_say("Chờ nhận bàn giao"), "", to_say("Không có bàn giao nào chờ nhận")),
    View("bo-sung", "supplement", to_say("Chờ bổ sung"), "", to_say("Không có hồ sơ nào chờ bổ sung")),
    View("cho-tra", "ready", to_say("Chờ trả kết quả"), "", to_say("Không có kết quả nào chờ trả")),
)


def view_of(slug: str) -> View:
    """Return the view with that word in the address, the whole inbox for an unknown one."""
    return next((view for view in VIEWS if view.slug == slug), VIEWS[0])


def place_of(view: View, page: int) -> str:
    """Return the place in the inbox as one word, for the way back from a dossier; empty for its beginning."""
    return f"{view.slug}.{page}" if view.slug or page > 1 else ""


def query_of(place: str) -> str:
    """Return the query of the inbox for such a word; whatever else it says leads to the beginning."""
    slug, _, page = place.partition(".")
    view = view_of(slug)
    parts = [f"loc={view.slug}"] if view.slug else []
    parts += [f"trang={page}"] if page.isascii() and page.isdigit() and int(page[:6]) > 1 else []
    return f"?{'&'.join(parts)}" if parts else ""


def view_links(counts: Mapping[str, int], current: View) -> list[dict[str, object]]:
    """Return the links to all views with what each holds; a tone only where something is there."""
    return [
        {
            "href": f"?loc={view.slug}" if view.slug else "?",
            "label": say(view.label),
            "count": counts[view.name],
            "tone": view.tone if counts[view.name] else "",
            "current": view == current,
        }
        for view in VIEWS
    ]


Tables = Mapping[int, WorkingTable]


def tables_of(rows: Sequence[dossiers.InboxRow]) -> Tables:
    """Return the calendars that the rows were counted with, one statement for each that differs."""
    return {number: organisation.calendar_version(number).table for number in {row.calendar_id for row in rows}}


def acts_of(row: dossiers.InboxRow, by: Actor) -> list[str]:
    """Return the words of the acts that a row allows without opening it."""
    return sorted(bulk.SLUGS[act] for act in dossiers.doable_at_once(row, by))


def groups(
    rows: Sequence[dossiers.InboxRow],
    acts: Sequence[Sequence[str]],
    tables: Tables,
    by: Actor,
    at: datetime,
    *,
    chosen: Sequence[str] = (),
) -> list[dict[str, object]]:
    """Return the rows in the groups of urgency in which they come, each group with what the whole view holds of it.

    `acts`: what each row allows, as `acts_of` says.
    """
    others = {row.officer for row in rows if row.officer and row.officer != by.login}
    names = organisation.full_names(others) if others else {}
    return [
        {
            "title": say(GROUP_TITLES[group]),
            "tone": GROUP_TONES.get(group, ""),
            "count": found[0][0].group_total,
            "rows": [
                {
                    **_row(row, tables[row.calendar_id], by, at, names),
                    "acts": " ".join(allowed) or "khong",
                    "chosen": row.code in chosen,
                }
                for row, allowed in found
            ],
        }
        for group, found in (
            (name, list(some)) for name, some in groupby(zip(rows, acts, strict=True), key=lambda pair: pair[0].group)
        )
    ]


def _row(
    row: dossiers.InboxRow, table: WorkingTable, by: Actor, at: datetime, names: Mapping[str, str]
) -> dict[str, object]:
    due, when = _due(row, at, table)
    return {
        "code": row.code,
        "choose": say("Chọn {code}", code=row.code),
        "person": row.person,
        "work": row.procedure,
        "step": row.step_name,
        "notes": _notes(row, by, at, table, names),
        "due": due,
        "when": when,
        "tone": GROUP_TONES.get(row.group, ""),
        "is_waiting": row.group == "waiting",
        "tag": presenting.state_tag(row.state),
        "used": dossiers.time_used(
            at, start=row.start, promised_at=row.promised_at, table=table, paused=row.paused_minutes
        ),
        "done": row.work_done,
    }


def _due(row: dossiers.InboxRow, at: datetime, table: WorkingTable) -> tuple[str, str]:
    promised = wording.moment_in_table(row.promised_at, at)
    if row.state == dossiers.State.SUPPLEMENT:
        until = (
            say("Bổ sung trước {answer_by}", answer_by=wording.moment_in_table(row.answer_by, at))
            if row.answer_by
            else ""
        )
        return say("Chưa có giờ hẹn mới"), until
    if row.state == dossiers.State.PAUSED:
        return say("Đồng hồ đang dừng"), say("Hẹn cũ {promised}", promised=promised)
    if row.state == dossiers.State.READY:
        return say("Chờ người nộp đến nhận"), say("Hẹn {promised}", promised=promised)
    return presenting.time_left(at, row.promised_at, table), promised


def _notes(
    row: dossiers.InboxRow, by: Actor, at: datetime, table: WorkingTable, names: Mapping[str, str]
) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    if row.untaken:
        found.append({"text": say("Chưa nhận bàn giao"), "tone": "late"})
    elif row.officer is None and row.state in {dossiers.State.PROCESSING, dossiers.State.PAUSED}:
        found.append({"text": say("Chưa ai nhận"), "tone": ""})
    elif any(absent.login == row.officer for absent in by.stands_for):
        found.append(
            {
                "text": say("Làm thay {officer}, đang nghỉ", officer=names.get(row.officer or "", row.officer)),
                "tone": "",
            }
        )
    elif row.officer not in {None, by.login}:
        found.append({"text": say("{officer} đang giữ", officer=names.get(row.officer, row.officer)), "tone": ""})
    if row.step_due_at and at > row.step_due_at and row.state == dossiers.State.PROCESSING:
        found.append(
            {
                "text": say("Bước này quá {step_due_at}", step_due_at=presenting.span(row.step_due_at, at, table)),
                "tone": "risk",
            }
        )
    if row.is_late:
        is_ready = row.state == dossiers.State.READY
        found.append({"text": say("Phải xin lỗi") if is_ready else say("Phải xin lỗi và hẹn lại"), "tone": "late"})
    return found


def today_in_words(tables: Tables, at: datetime) -> str:
    """Return the day, and whether tomorrow is off by the calendar of what is shown."""
    day = wording.with_capital(wording.day(at))
    if not tables:
        return f"{day}."
    table = tables[max(tables)]
    tomorrow = table.day_of(at) + 1
    if tomorrow >= table.day_count:
        return f"{day}."
    kind, name = table.kinds[tomorrow], table.names[tomorrow]
    if kind in {DayKind.WORKING, DayKind.MAKE_UP}:
        return f"{day}."
    return say("{day}. Mai nghỉ{fact}.", day=day, fact=f", {name}" if name else "")


@dataclass(frozen=True)
class Opinion:
    """One opinion that waits for this unit's answer, or that this unit waits for past its due moment."""

    code: str
    work: str
    unit: str
    question: str
    answer_by: str
    is_late: bool


def opinions(by: Actor, at: datetime) -> dict[str, tuple[Opinion, ...]]:
    """Return the opinions that the actor's unit must give, and those that others owe it or its desk and are late."""
    rows = dossiers.opinions_waiting(by, at)
    units = {unit for row in rows for unit in (row.unit, row.asking_unit)}
    names = organisation.unit_names(units, at.date()) if units else {}
    own = tuple(_opinion(row, row.asking_unit, names, at) for row in rows if row.unit == by.unit_code)
    owed = tuple(_opinion(row, row.unit, names, at) for row in rows if row.unit != by.unit_code)
    return {"to_answer": own, "owed": owed}


def _opinion(row: dossiers.OpinionRow, unit: str, names: Mapping[str, str], at: datetime) -> Opinion:
    return Opinion(
        code=row.code,
        work=row.procedure_name,
        unit=names.get(unit, unit),
        question=row.question,
        answer_by=wording.moment_in_table(row.answer_by, at),
        is_late=at > row.answer_by,
    )


@dataclass(frozen=True)
class AskedBack:
    """One dossier whose person asks to have it back."""

    code: str
    work: str
    asked: str
    reason: str


def asked_back(by: Actor, at: datetime) -> tuple[AskedBack, ...]:
    """Return what people ask back of the actor's desk or unit, the oldest first; the act of the dossier carries it out."""
    return tuple(
        AskedBack(row.code, row.procedure_name, wording.moment_in_table(row.asked_at, at), row.reason)
        for row in dossiers.following.asked_back(by)
    )


@dataclass(frozen=True)
class Untaken:
    """One dossier that this unit handed over and the other did not take in time: red on both (rule 15)."""

    code: str
    step: str
    receiver: str
    handed: str
    take_by: str


def untaken_elsewhere(by: Actor, at: datetime) -> tuple[Untaken, ...]:
    """Return what the actor's unit handed over and nobody took in time; what others handed to it is in the list."""
    sent = [one for one in dossiers.overdue_hand_overs(by, at) if one.sender == by.unit_code]
    names = organisation.unit_names({one.receiver for one in sent}, at.date()) if sent else {}
    return tuple(
        Untaken(
            code=one.code,
            step=one.step_name,
            receiver=names.get(one.receiver, one.receiver),
            handed=wording.moment_in_table(one.handed_at, at),
            take_by=wording.moment_in_table(one.take_by, at),
        )
        for one in sent
    )
