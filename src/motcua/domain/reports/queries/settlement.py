"""The settlement report of a period, as it was known on a day: counted from the flows by the rule pack of its last day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.reports.rules import document, periods, settlement
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import to_say
from motcua.kernel.rule_pack import RulePack
from motcua.kernel.working_time import local

FORM: Final = "settlement"
BY_NAMES: Final = {
    flows.By.LEVEL: to_say("Cấp"),
    flows.By.AGENCY: to_say("Cơ quan giải quyết"),
    flows.By.FIELD: to_say("Lĩnh vực"),
    flows.By.PROCEDURE: to_say("Thủ tục"),
}


@dataclass(frozen=True)
class Asked:
    """What is asked: the days from `first` to `last`, both included, as known at the end of `as_of`, grouped how.

    `compare`: None as the rule pack chooses; `unit`: with those below it, empty for the whole province.
    """

    first: date
    last: date
    as_of: date
    by: flows.By
    compare: settlement.Compare | None = None
    unit: str = ""


def asked_for(
    *,
    first: date | None,
    last: date | None,
    as_of: date | None,
    by: flows.By,
    compare: settlement.Compare | None,
    unit: str,
    today: date,
) -> Asked:
    """Return the question with what was left open filled in: from the first dossier to the last, as known today."""
    known = flows.span() if first is None or last is None else None
    begins, ends = known or (today, today)
    return Asked(first or begins, last or max(ends, first or ends), as_of or today, by, compare, unit)


def settlement_report(asked: Asked, *, at: datetime, groups: tuple[flows.Group, ...] | None = None) -> dict[str, Any]:
    """Return the report as a document (`rules.document`); `at`: now; `groups`: where they are counted already.

    Raises UnreadablePeriod, NotBalanced.
    """
    groups = groups_of(asked, at) if groups is None else groups
    pack = rule_pack_on(asked.last)
    chosen = conventions_of(asked, pack)
    counted = [(one, settlement.figures(one.counts._asdict(), chosen)) for one in groups]
    lines = [document.Line(one.key, named(one.name), found) for one, found in counted if found.is_anything]
    total = sum((one.counts for one in groups), flows.ZERO)
    return document.document(
        first=asked.first,
        last=asked.last,
        as_of=asked.as_of,
        by=asked.by.value,
        compare=chosen.compare.value,
        face=_face(asked, pack, chosen),
        lines=lines,
        total=settlement.figures(total._asdict(), chosen),
    )


def live_report(asked: Asked, *, at: datetime, groups: tuple[flows.Group, ...] | None = None) -> dict[str, Any]:
    """Return the report as `settlement_report` does, and how many dossiers are in no figure, for they cannot be read."""
    return {**settlement_report(asked, at=at, groups=groups), document.NOT_COUNTED: not_counted(asked)}


def not_counted(asked: Asked) -> int:
    """Return how many dossiers something had happened to by the day of knowledge, and are set aside: they count nowhere."""
    return len(flows.set_aside(known=asked.as_of))


def named(name: str) -> str:
    """Return what a row is called where it stands alone."""
    return name[:1].upper() + name[1:]


def groups_of(asked: Asked, at: datetime) -> tuple[flows.Group, ...]:
    """Return the counts that a question asks for; `at`: now. Raises UnreadablePeriod."""
    periods.require_readable(asked.first, asked.last, as_of=asked.as_of, today=local(at).date(), known=flows.span())
    stood = stood_below(asked)
    if stood is None:
        return flows.counts(asked.first, asked.last, as_of=asked.as_of, by=asked.by, at=at)
    return flows.counts_below(stood, asked.first, asked.last, as_of=asked.as_of, by=asked.by, at=at)


def stood_below(asked: Asked) -> organisation.StoodBelow | None:
    """Return the unit asked for and those below it in the period; None: all units. Raises UnreadablePeriod."""
    if not asked.unit:
        return None
    existed = organisation.levels_of_units().get(asked.unit, ())
    known = tuple((begins, ends) for begins, ends, _ in existed)
    periods.require_existed(asked.unit, asked.first, asked.last, known)
    return organisation.stood_below(asked.unit, asked.first, min(asked.last, asked.as_of))


def within_of(asked: Asked, key: str | None = None) -> dossiers.Within:
    """Return which dossiers are meant: of the unit asked for, and of a row where its key is given. Raises UnreadablePeriod."""
    stood = stood_below(asked)
    reached = dossiers.Within() if stood is None else dossiers.Within(agencies=stood.always, spells=stood.spells)
    row: dict[str, Any] = {} if key is None else {asked.by.value: key}
    return replace(reached, **row)


def conventions_of(asked: Asked, pack: RulePack) -> settlement.Conventions:
    """Return the conventions of a report: those of the rule pack, the comparison as asked where it was."""
    chosen = settlement.chosen_in(pack.settlement)
    return replace(chosen, compare=asked.compare) if asked.compare else chosen


def asked_of(report: Mapping[str, Any]) -> Asked:
    """Return the question that a report answered."""
    return Asked(
        date.fromisoformat(report["from"]),
        date.fromisoformat(report["to"]),
        date.fromisoformat(report["as_of"]),
        flows.By(report["by"]),
        settlement.Compare(report["compare"]) if report["compare"] else None,
        report["unit"]["code"],
    )


def _face(asked: Asked, pack: RulePack, chosen: settlement.Conventions) -> document.Face:
    words, rule = pack.forms[FORM], pack.settlement
    picked = {name: getattr(chosen, name).value for name in rule.conventions}
    top = organisation.province(asked.last)
    top_name = top.name if top else ""
    names = organisation.unit_names([asked.unit], asked.last) if asked.unit else {}
    return document.Face(
        title=words.title,
        form=f"{words.form}, {words.law}",
        unit=asked.unit,
        unit_name=names.get(asked.unit, asked.unit) if asked.unit else top_name,
        above=top_name if asked.unit and (top is None or asked.unit != top.code) else "",
        by_name=BY_NAMES[asked.by],
        rules=rule.version,
        pack=pack.name,
        law=rule.law,
        conventions=(*(one.options[picked[name]] for name, one in rule.conventions.items()), rule.rate),
    )


def group_name(asked: Asked, key: str, *, at: datetime) -> str:
    """Return what a row is called, its key where it has no name; `at`: now."""
    found = groups_of(asked, at)
    return next((named(one.name) for one in found if one.key == key), key)


def dossiers_behind(
    asked: Asked, column: settlement.Column, key: str | None, *, reader: Actor, at: datetime, limit: int, offset: int
) -> dossiers.LivesPage:
    """Return the dossiers that a cell counts, those the reader may see; `key` None: of the total. Raises UnreadablePeriod."""
    periods.require_readable(asked.first, asked.last, as_of=asked.as_of, today=local(at).date(), known=flows.span())
    terms = settlement.terms_of(column, conventions_of(asked, rule_pack_on(asked.last)))
    return dossiers.lives_in(
        [dossiers.Cell(name) for name in terms.adds],
        asked.first,
        asked.last,
        as_of=asked.as_of,
        reader=reader,
        at=at,
        within=within_of(asked, key),
        without=[dossiers.Cell(name) for name in terms.without],
        limit=limit,
        offset=offset,
    )
