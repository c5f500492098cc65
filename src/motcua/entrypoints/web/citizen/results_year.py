"""What the page of results shows of one year, each part counted once."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.reports import api as reports
from motcua.domain.surveys import api as surveys
from motcua.entrypoints import satisfaction_reports
from motcua.entrypoints.web import satisfaction_words, wording
from motcua.entrypoints.web.citizen import presenting_over_time as over_time
from motcua.entrypoints.web.citizen import presenting_results as presenting
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.working_time import ZONE

Build = Callable[[int, datetime], dict[str, Any]]


def figures(year: int, at: datetime) -> dict[str, Any]:
    """Return every figure of a year, in words."""
    first, last = _days(year, at)
    by_level, by_agency = (
        reports.settlement_report(reports.Asked(first, last, at.date(), by), at=at)
        for by in (flows.By.LEVEL, flows.By.AGENCY)
    )
    agencies = presenting.settled_rows(by_agency)
    return {
        **_face(year, at),
        "levels": presenting.settled_rows(by_level),
        "total": presenting.settled_row(by_level["total"]),
        "agencies": agencies,
        "bubbles": presenting.bubbles(agencies, organisation.levels_of_units(), last),
        "settled_months": over_time.settled(flows.agency_months(first, last), first, last),
        "letters": over_time.letters(letters(first, last), first, last),
        **over_time.catalogue(procedures.catalogue_on(days_shown(first, last))),
        **_satisfaction(first, last, at.date()),
    }


def rules(year: int, at: datetime) -> dict[str, Any]:
    """Return the rules by which the figures of a year are counted."""
    last = _days(year, at)[1]
    pack = rule_pack_on(last)
    return {
        **_face(year, at),
        "conventions": [one.options[one.chosen] for one in pack.settlement.conventions.values()],
        "rate": pack.settlement.rate,
        "settlement_law": pack.settlement.law,
        "settlement_version": pack.settlement.version,
        "apology_law": pack.law_of["apology"],
        "online_law": procedures.catalogue_on([last])[0].law,
        "ratings": satisfaction_words.face(pack),
        "z": wording.number(pack.ratings.confidence_z),
    }


def letters(first: date, last: date) -> tuple[dossiers.LettersMonth, ...]:
    """Return what was found late from the first to the last day, by month and agency, with how many have their letter."""
    since, until = (datetime.combine(day, time(), tzinfo=ZONE) for day in (first, last + timedelta(days=1)))
    return dossiers.letters_by_month(since, until)


def days_shown(first: date, last: date) -> tuple[date, ...]:
    """Return the last day of every month of a stretch, and the last day of the stretch."""
    ends = (month_end(month) for month in over_time.months(first, last))
    return tuple(min(day, last) for day in ends)


def month_end(month: date) -> date:
    """Return the last day of a month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _days(year: int, at: datetime) -> tuple[date, date]:
    return date(year, 1, 1), min(date(year, 12, 31), at.date())


def _face(year: int, at: datetime) -> dict[str, Any]:
    first, last = _days(year, at)
    folded = flows.folded_at()
    return {
        "year": year,
        "first": wording.in_figures(first),
        "last": wording.in_figures(last),
        "from": first.isoformat(),
        "to": last.isoformat(),
        "rated_to": _over(last, at.date()).isoformat(),
        "rated_as_of": (at.date() - timedelta(days=1)).isoformat(),
        "counted": wording.moment(at),
        "folded": wording.moment(folded) if folded else "",
    }


def _over(last: date, today: date) -> date:
    """Return the last day of a stretch that is over."""
    return min(last, today - timedelta(days=1))


def _satisfaction(first: date, last: date, today: date) -> dict[str, Any]:
    """Count the answers of days that are over: asked twice within a minute, today's would tell who said what (ADR 56)."""
    over, known = _over(last, today), today - timedelta(days=1)
    if first > over:
        return {"satisfaction": {"total": {"answered": 0}, "until": wording.in_figures(known)}}
    found = surveys.satisfaction(first, over, as_of=known, by=surveys.By.LEVEL)
    rows = [
        {"name": presenting.level_name(row.key), **satisfaction_words.row(row.counts, found.pack)} for row in found.rows
    ]
    return {
        "satisfaction": {
            **satisfaction_words.face(found.pack),
            "rows": rows,
            "total": satisfaction_words.row(found.total, found.pack),
            "withheld": satisfaction_reports.why_withheld(found),
            "until": wording.in_figures(known),
        }
    }
