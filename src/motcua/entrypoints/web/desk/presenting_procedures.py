"""Words of the queue of procedures: its filters, its rows, how far each procedure is."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.http import urlencode

from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.desk.presenting import PAGE_ROWS
from motcua.kernel.language import say, say_counted, to_say


@dataclass(frozen=True)
class View:
    """One filter by standing: its word in the address, its name, the standing it asks for, its tone."""

    slug: str
    name: str
    standing: str
    tone: str = ""


VIEWS = (
    View("", to_say("Chờ công bố"), ""),
    View("nhap-lai", to_say("Nhập lại đã đổi"), "asked_again", "risk"),
    View("ro-rang", to_say("Bản quốc gia rõ"), procedures.Standing.UNTOUCHED.value),
    View("mot-cho", to_say("Một chỗ chưa rõ"), procedures.Standing.ONE_FIELD.value),
    View("nhieu-cho", to_say("Nhiều chỗ chưa rõ"), procedures.Standing.MORE.value),
    View("khong-the", to_say("Không phải thủ tục"), procedures.Standing.NEVER.value),
    View("dang-cong-bo", to_say("Đang công bố"), "published"),
)
LEVEL_SLUGS = {"ministry": "bo", "province": "tinh", "district": "huyen", "commune": "xa", "other": "khac"}


@dataclass(frozen=True)
class Wanted:
    """What the officer asks of the list."""

    text: str
    view: View
    level: str

    def address(self) -> str:
        """Return the query that asks for the same."""
        return f"?{urlencode({'q': self.text, 'loc': self.view.slug, 'cap': LEVEL_SLUGS.get(self.level, '')})}"


def view_of(slug: str) -> View:
    """Return the filter of that word, or what waits."""
    return next((view for view in VIEWS if view.slug == slug), VIEWS[0])


def level_of(slug: str) -> str:
    """Return the level of that word, or nothing for all of them."""
    return next((level for level, one in LEVEL_SLUGS.items() if one == slug), "")


def view_links(found: procedures.Queue, wanted: Wanted) -> list[dict[str, Any]]:
    """Return the filters by standing with their counts; one that is empty is shown only where it is chosen."""
    links = []
    for view in VIEWS:
        count = found.counts[view.standing or "all"]
        if count or view is wanted.view or not view.slug:
            href = replace(wanted, view=view).address()
            links.append(
                _link(href, say(view.name), count, current=view is wanted.view, tone=view.tone if count else "")
            )
    return links


def level_links(found: procedures.Queue, wanted: Wanted) -> list[dict[str, Any]]:
    """Return the filters by level with their counts under the chosen standing."""
    names = {"": to_say("mọi cấp"), **procedures.LEVEL_NAMES}
    links = []
    for level, name in names.items():
        count = found.level_counts[level or "all"]
        if count or level in ("", wanted.level):
            href = replace(wanted, level=level).address()
            links.append(_link(href, wording.with_capital(say(name)), count, current=level == wanted.level))
    return links


def _link(href: str, name: str, count: int, *, current: bool, tone: str = "") -> dict[str, Any]:
    return {"href": href, "name": name, "count": count, "current": current, "tone": tone}


def page_of(found: procedures.Queue) -> Page:
    """Return the pager of the list."""
    return Paginator(range(found.total), PAGE_ROWS).get_page(found.page)


def row(one: procedures.ProcedureRow) -> dict[str, Any]:
    """Return a row of the list."""
    levels = ", ".join(say(procedures.LEVEL_NAMES[level]) for level in one.levels)
    return {
        "code": one.code,
        "name": one.name,
        "about": ", ".join(part for part in (one.field, levels) if part),
        "tag": _tag(one),
        "state": _state(one),
    }


def _tag(one: procedures.ProcedureRow) -> dict[str, str]:
    if one.asked_again:
        return {"label": say("Nhập lại đã đổi"), "tone": "risk"}
    if one.is_published:
        return {"label": say("Đang công bố"), "tone": "done"}
    if one.standing is procedures.Standing.NEVER:
        return {"label": say("Không phải thủ tục"), "tone": ""}
    return {"label": say("Chưa công bố"), "tone": ""}


def _state(one: procedures.ProcedureRow) -> str:
    """Say what the officer still has to do."""
    if one.standing_because:
        return one.standing_because
    parts = [say_counted("{count} chỗ chưa rõ", one.open_questions)] if one.open_questions else []
    if not one.has_process:
        parts.append(say("chưa gắn quy trình"))
    return wording.with_capital(", ".join(parts)) or ("" if one.is_published else say("Đủ để công bố"))
