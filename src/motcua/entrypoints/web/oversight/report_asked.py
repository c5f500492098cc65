"""What is asked of the settlement report: period, day of knowledge, comparison, grouping, unit; as read from an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import QueryDict
from django.utils.http import urlencode

from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.reports import api as reports
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.oversight import catalogue_asked
from motcua.entrypoints.web.typed_days import day_typed
from motcua.foundation import clock
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say, to_say
from motcua.kernel.vietnamese import clean

READERS: Final = catalogue_asked.READERS
GROUPS: Final = {
    "cap": (flows.By.LEVEL, to_say("Cấp")),
    "co-quan": (flows.By.AGENCY, to_say("Cơ quan giải quyết")),
    "linh-vuc": (flows.By.FIELD, to_say("Lĩnh vực")),
    "thu-tuc": (flows.By.PROCEDURE, to_say("Thủ tục")),
}
COMPARED: Final = {
    "gio": (reports.Compare.MOMENT, to_say("Theo giờ hẹn")),
    "ngay": (reports.Compare.DATE, to_say("Theo ngày hẹn")),
}
KINDS: Final = {
    reports.PeriodKind.REPORT_QUARTER: ("bc-quy", to_say("Quý báo cáo {number}/{year}"), to_say("Quý báo cáo")),
    reports.PeriodKind.REPORT_YEAR: ("bc-nam", to_say("Năm báo cáo {year}"), to_say("Năm báo cáo")),
    reports.PeriodKind.MONTH: ("thang", to_say("Tháng {number}/{year}"), to_say("Tháng")),
    reports.PeriodKind.QUARTER: ("quy", to_say("Quý {number}/{year} theo lịch"), to_say("Quý theo lịch")),
    reports.PeriodKind.YEAR: ("nam", to_say("Năm {year} theo lịch"), to_say("Năm theo lịch")),
}
ANY: Final = "khac"
LONGEST: Final = 200


@dataclass(frozen=True)
class Page:
    """The question with the words of its address; `first_day`: of a month, on which a period of reporting begins."""

    asked: reports.Asked
    period: str
    first_day: int

    @property
    def by_word(self) -> str:
        return next(word for word, (by, _) in GROUPS.items() if by is self.asked.by)

    def query(self, **more: str) -> str:
        """Return the address of the same question, with what is added; days in full, so that it says the same tomorrow."""
        return "?" + urlencode({**query_of(self.asked), **({} if self.period == ANY else {"ky": self.period}), **more})

    def words(self) -> dict[str, Any]:
        """Return what the form of the question shows."""
        return {
            "typed": {
                "first": self.asked.first.isoformat(),
                "last": self.asked.last.isoformat(),
                "as_of": self.asked.as_of.isoformat(),
                "unit": self.asked.unit,
            },
            "period": self.period,
            "periods": _offered(self.first_day),
            "groupings": [(word, say(name), by is self.asked.by) for word, (by, name) in GROUPS.items()],
            "comparisons": [(word, say(name), one is self.asked.compare) for word, (one, name) in COMPARED.items()],
        }


def query_of(asked: reports.Asked) -> dict[str, str]:
    """Return the parts of an address that say a question whole."""
    by = next(word for word, (one, _) in GROUPS.items() if one is asked.by)
    compare = next(word for word, (one, _) in COMPARED.items() if one is asked.compare)
    days = {"tu": asked.first.isoformat(), "den": asked.last.isoformat(), "tinh-den": asked.as_of.isoformat()}
    return {**days, "so": compare, "theo": by, **({"don-vi": asked.unit} if asked.unit else {})}


def page_of(given: QueryDict) -> Page:
    """Return the question of an address. Raises NotADay for a day that is none, UnreadablePeriod for a period that is none.

    A named period stands over the two days, unless it is the one that was shown before and the days were changed.
    """
    today = clock.now().date()
    first_day = rule_pack_on(today).settlement.first_day
    first, last, as_of = (day_typed(given.get(name, "")) for name in ("tu", "den", "tinh-den"))
    period = given.get("ky", ANY if first or last else "")
    if period not in {"", ANY}:
        named = _named(period).bounds(first_day)
        if given.get("truoc") == period and first and last and (first, last) != named:
            period = ANY
        else:
            first, last = named
    if not (first and last):
        period, first, last = _usual(first, last, today, first_day)
    by, _ = GROUPS.get(given.get("theo", ""), GROUPS["cap"])
    compare, _ = COMPARED.get(given.get("so", ""), COMPARED["gio"])
    unit = clean(given.get("don-vi", ""))[:LONGEST]
    return Page(reports.Asked(first, last, as_of or today, by, compare, unit), period or ANY, first_day)


def _usual(first: date | None, last: date | None, today: date, first_day: int) -> tuple[str, date, date]:
    """Return what is shown where nothing is asked: the quarter of reporting of the newest dossier, or from or to a given day."""
    known = flows.span() or (today, today)
    if first or last:
        return ANY, first or known[0], last or today
    on = min(today, known[1])
    found = reports.last_periods(on, first_day=first_day)[0]
    return _word(found), *found.bounds(first_day)


def _word(one: reports.NamedPeriod) -> str:
    return f"{KINDS[one.kind][0]}-{one.year}-{one.number}"


def _named(word: str) -> reports.NamedPeriod:
    """Return the period that a word of the address names. Raises UnreadablePeriod."""
    name, _, rest = word[:LONGEST].rpartition("-")
    name, _, year = name.rpartition("-")
    kind = next((kind for kind, (known, _, _) in KINDS.items() if known == name), None)
    most = {reports.PeriodKind.MONTH: 12, reports.PeriodKind.QUARTER: 4, reports.PeriodKind.REPORT_QUARTER: 4}
    is_number = all(part.isascii() and part.isdigit() and len(part) < 5 for part in (rest, year))
    if kind is None or not is_number or not 1 <= int(rest) <= most.get(kind, 1) or not 1990 <= int(year) <= 2200:
        raise reports.UnreadablePeriod(say("Không có kỳ báo cáo này. Chọn một kỳ trong danh sách, hoặc ghi hai ngày."))
    return reports.NamedPeriod(kind, int(year), int(rest))


def _offered(first_day: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the periods to choose from, in groups: the word of each and how it is called, with its days."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in reports.last_periods(clock.now().date(), first_day=first_day):
        _, name, group = KINDS[one.kind]
        first, last = (wording.in_figures(day) for day in one.bounds(first_day))
        called = say(name, number=one.number, year=one.year)
        told = say("{period}: {first} đến {last}", period=called, first=first, last=last)
        groups.setdefault(say(group), []).append((_word(one), told))
    return list(groups.items())


def units_offered(asked: reports.Asked) -> list[tuple[str, str, bool]]:
    """Return the units a report may be about: code, name, whether it is chosen; those of the period's last known day."""
    found = organisation.units(min(asked.last, asked.as_of))
    known = [(one.code, one.name, one.code == asked.unit) for one in found]
    if asked.unit and asked.unit not in {code for code, _, _ in known}:
        known.append((asked.unit, asked.unit, True))
    return known


def face(report: Mapping[str, Any]) -> dict[str, str]:
    """Return the days of a report in words."""
    return {
        "first": wording.in_figures(date.fromisoformat(report["from"])),
        "last": wording.in_figures(date.fromisoformat(report["to"])),
        "as_of": wording.in_figures(date.fromisoformat(report["as_of"])),
    }
