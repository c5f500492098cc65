"""Where a short address leads: to the procedure and desk it was printed for, or to what stands in their place now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.models import Procedure, ProcedureReplacement, PublishedVersion, ShortAddress
from motcua.domain.procedures.queries.published import PublishedInfo
from motcua.domain.procedures.rules.boards.letters import read_letters
from motcua.foundation.kept_answers import kept
from motcua.kernel.working_time import local

_FARTHEST = 10
"""How many replacements after each other are followed: a circle ends here."""


@dataclass(frozen=True)
class Lead:
    """Where a code leads. Both empty: the search page. No desk: the procedure in the whole province.

    `printed_for`: the procedure that another stands in for now; `printed_at`: the desk that another stands in for, or
    that is there no more. Both are empty where nothing changed since it was printed.
    """

    code: str
    desk: str
    printed_for: str = ""
    printed_at: str = ""

    @property
    def is_moved(self) -> bool:
        """Tell whether it leads elsewhere than what it was printed for."""
        return bool(self.printed_for or self.printed_at)


def lead_of(typed: str, at: datetime) -> Lead | None:
    """Return where a short address leads, without counting; none for unknown letters."""
    letters = read_letters(typed)
    found = ShortAddress.objects.filter(letters=letters).values_list("procedure__code", "desk_id").first()
    return lead_from(str(found[0] or ""), str(found[1] or ""), at) if found else None


def short_address_of(version: PublishedInfo, desk: str = "") -> str:
    """Return the letters under which a published procedure is reached at a desk, else in the whole province; empty for none yet.

    They never change, so what was found is kept in memory.
    """
    try:
        return _letters(version.code, desk, (version.version_id, version.published_at))
    except ShortAddress.DoesNotExist:
        return ""


@kept(8192)
def _letters(code: str, desk: str, version: tuple[int, datetime]) -> str:
    """The version is part of the key: with a new one it is looked whether the desk has letters of its own by now."""
    _ = version
    at_desk: dict[str, Any] = {"desk_id": desk}
    wanted = Q(desk=None) | Q(**at_desk) if desk else Q(desk=None)
    rows = ShortAddress.objects.filter(wanted, procedure__code=code).order_by(F("desk_id").asc(nulls_last=True))
    found = rows.values_list("letters", flat=True).first()
    if found is None:
        raise ShortAddress.DoesNotExist
    return found


def lead_from(code: str, desk: str, at: datetime) -> Lead:
    """Return where a code leads that was printed for a procedure (empty: the search page) at a desk (empty: none)."""
    if not code:
        return Lead("", "")
    now_code, now_desk = _procedure_now(code, at), _desk_now(desk, local(at).date())
    return Lead(
        now_code,
        now_desk,
        printed_for=code if now_code != code else "",
        printed_at=desk if now_desk != desk else "",
    )


def replacements_of(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return by which procedures some were replaced, in the order of codes, in one statement."""
    found: dict[str, tuple[str, ...]] = {}
    rows = ProcedureReplacement.objects.filter(procedure__code__in=set(codes), taken_back_at=None)
    for code, successor in rows.order_by("successor__code").values_list("procedure__code", "successor__code"):
        found[code] = (*found.get(code, ()), successor)
    return found


def replaced_by(code: str) -> tuple[tuple[str, str], ...]:
    """Return code and name of the procedures that stand in the place of one, in the order of codes."""
    rows = Procedure.objects.filter(pk__in=ProcedureReplacement.objects.filter(
        procedure__code=code, taken_back_at=None).values("successor_id")).order_by("code")  # fmt: skip
    return tuple(rows.values_list("code", "name"))


def _procedure_now(code: str, at: datetime) -> str:
    """Follow from a procedure that is published no more to the one that stands in for it.

    Where several do, to the one whose page names them; where none is published in the end, itself.
    """
    now, seen = code, {code}
    while not PublishedVersion.objects.filter(procedure__code=now, period__contains=at).exists():
        after = replacements_of([now]).get(now, ())
        if len(after) > 1:
            return now
        if not after or after[0] in seen or len(seen) > _FARTHEST:
            return code
        now = after[0]
        seen.add(now)
    return now


def _desk_now(desk: str, day: date) -> str:
    """Return the desk itself while it is there, else that of the units that took over; none where that is not one."""
    desks = {one.code: one for one in organisation.one_stop_desks(day)}
    if not desk or desk in desks:
        return desk
    line = organisation.line_of(desk, day)
    found = _taken_over(desk, desks) or _desks_below(_heirs(line[1] if len(line) > 1 else "", day), desks)
    return next(iter(found)) if len(found) == 1 else ""


def desk_after(desk: str, at: datetime) -> str | None:
    """Return which desk stands in the place of one that is no more: empty where no one does, or not one alone.

    None for a desk that is there, and for what never was one.
    """
    day = local(at).date()
    versions = organisation.versions_of(desk)
    if not versions or versions[-1].kind is not organisation.Kind.ONE_STOP:
        return None
    ended = versions[-1].ends_on
    return _desk_now(desk, day) if ended is not None and ended <= day else None


def _taken_over(desk: str, desks: dict[str, organisation.UnitInfo]) -> set[str]:
    """Return the desks that took over from a desk itself, however often in between."""
    found, asked, seen = set(), [desk], {desk}
    while asked:
        for heir in organisation.successors_of(asked.pop()):
            if heir in desks:
                found.add(heir)
            elif heir not in seen:
                asked.append(heir)
            seen.add(heir)
    return found


def _heirs(unit: str, day: date) -> set[str]:
    """Return the units that are there in the place of a unit: itself, or those that took over, however often in between."""
    there = {one.code for one in organisation.units(day)}
    found, asked, seen = set(), [unit] if unit else [], {unit}
    while asked:
        one = asked.pop()
        if one in there:
            found.add(one)
            continue
        news = [heir for heir in organisation.successors_of(one) if heir not in seen]
        asked += news
        seen.update(news)
    return found


def _desks_below(units: set[str], desks: dict[str, organisation.UnitInfo]) -> set[str]:
    return {code for code, one in desks.items() if one.parent_code in units}


def near(desk: str, day: date) -> frozenset[str]:
    """Return who looks after the boards of a desk: the desk and the units above it.

    Of a desk that is there no more also the units that took over, those above them, and their desks.
    """
    line = organisation.line_of(desk, day)
    desks = {one.code: one for one in organisation.one_stop_desks(day)}
    if desk in desks or len(line) < 2:
        return frozenset(line)
    heirs = _heirs(line[1], day)
    above = {code for heir in heirs for code in organisation.line_of(heir, day)}
    return frozenset({*line, *above, *_desks_below(heirs, desks), *_taken_over(desk, desks)})
