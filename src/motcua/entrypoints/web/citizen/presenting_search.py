"""What the page of search shows: answers by verdict, what is published by field."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web.citizen.presenting_procedure import name_for_people
from motcua.kernel.language import say, to_say
from motcua.kernel.vietnamese import sort_key

Entries = tuple[Any, ...]
TITLES: Final = {
    procedures.Verdict.FOUND: to_say("Kết quả"),
    procedures.Verdict.MULTI: to_say("Việc này cần nhiều thủ tục"),
    procedures.Verdict.CLARIFY: to_say("Ý bà con hỏi là thủ tục nào?"),
    procedures.Verdict.NONE: to_say("Chưa tìm được thủ tục nào hợp với câu hỏi"),
}


def answer(found: procedures.SearchAnswer) -> dict[str, Any]:
    """Return what an answer shows."""
    return {
        "verdict": found.verdict.value,
        "title": say(TITLES[found.verdict]),
        "results": [_result(one) for one in found.results],
    }


def suggestion(one: procedures.Found) -> dict[str, str]:
    """Return one suggestion while typing: where it leads, what it is called, who issued it."""
    return {"value": one.code, "label": name_for_people(one.name), "hint": one.issuer, "href": address_of(one.code)}


class Lists:
    """The lists of the page as they are shown, each written once until the catalogue changes, in each language."""

    def __init__(self) -> None:
        self._written: tuple[Entries, dict[tuple[str, str], str]] = ((), {})

    def of(self, entries: Entries, field: str) -> str:
        """Return the procedures of a field, or, without one, the fields; empty where there is nothing to list.

        Of a field that does not exist nothing is kept: whoever makes up fields fills no memory.
        """
        if self._written[0] is not entries:
            self._written = (entries, {})
        written, asked = self._written[1], (field, translation.get_language())
        if asked not in written:
            rows = _of_field(entries, field) if field else _fields(entries)
            if not rows:
                return ""
            written[asked] = render_to_string(
                "citizen/_listed.html" if field else "citizen/_fields.html", {"rows": rows}
            )
        return written[asked]


LISTS: Final = Lists()


def by_field(chosen: str, at: datetime) -> dict[str, Any]:
    """Return the fields with how many procedures are published, or the procedures of the chosen one.

    Of a field that is none here the words are not said again: they may be anybody's.
    """
    entries = procedures.published_entries(at)
    if chosen and (listed := LISTS.of(entries, chosen)):
        return {"field": chosen, "listed": listed}
    return {"is_unknown_field": bool(chosen), "fields": LISTS.of(entries, "")}


def _of_field(entries: Entries, field: str) -> list[dict[str, str]]:
    of_field = (one for one in entries if one.field == field)
    listed = sorted(of_field, key=lambda one: sort_key(name_for_people(one.name)))
    return [_listed(one.code, one.name) for one in listed]


def _fields(entries: Entries) -> list[dict[str, Any]]:
    counts = Counter(one.field for one in entries if one.field)
    fields = sorted(counts.items(), key=lambda one: sort_key(one[0]))
    return [{"name": name, "count": count} for name, count in fields]


def address_of(code: str) -> str:
    """Return where the page of a procedure is."""
    return reverse("citizen:procedure", kwargs={"code": code})


def _listed(code: str, name: str) -> dict[str, str]:
    return {"name": name_for_people(name), "href": address_of(code)}


def _result(one: procedures.Found) -> dict[str, Any]:
    return {
        **_listed(one.code, one.name),
        "code": one.code,
        "called": one.called,
        "issuer": one.issuer,
        "levels": _levels(one.levels),
        "is_published": one.is_published,
    }


def _levels(levels: Iterable[str]) -> str:
    return ", ".join(say(procedures.LEVEL_NAMES.get(level, level)) for level in levels)
