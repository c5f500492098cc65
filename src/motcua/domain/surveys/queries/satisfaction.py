"""How satisfied people are: what was settled in a period and what they said of it, as it was known on a day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncMonth

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.surveys.models import Rating
from motcua.domain.surveys.queries.slips import set_aside, standing
from motcua.domain.surveys.rules.counting import Counts, SatisfactionRow
from motcua.domain.surveys.rules.telling import as_told, put_together
from motcua.domain.surveys.rules.words import By
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say, to_say
from motcua.kernel.rule_pack import RulePack
from motcua.kernel.vietnamese import sort_key
from motcua.kernel.working_time import ZONE

COLUMNS = {
    By.LEVEL: ("unit_level",),
    By.AGENCY: ("unit_level", "competent"),
    By.FIELD: ("field",),
    By.PROCEDURE: ("field", "procedure_code"),
}
"""The columns of a grouping, before its own that of the wider one: what is told of both must not tell of few."""
LEVEL_NAMES = {
    "province": to_say("Cấp tỉnh"),
    "district": to_say("Cấp huyện"),
    "commune": to_say("Cấp xã"),
}


@dataclass(frozen=True)
class Satisfaction:
    """Satisfaction of a period: rows, their sum, and the rule pack by whose mapping the form's levels are counted.

    Levels of what too few answered are told nowhere (docs/law/ratings.md, 8): such counts hold only how many answered.
    """

    first: date
    last: date
    as_of: date
    by: By
    rows: tuple[SatisfactionRow, ...]
    total: Counts
    pack: RulePack

    @property
    def is_withheld(self) -> bool:
        """Tell whether the levels of any row or of the sum are not told."""
        return any(counts.untold for counts in (self.total, *(row.counts for row in self.rows)))


def satisfaction(
    first: date, last: date, *, as_of: date, by: By, stood: organisation.StoodBelow | None = None
) -> Satisfaction:
    """Count what was settled from the first to the last day, and what people said of it until the end of a day.

    A rating that was set aside, or whose dossier was reopened, by the end of that day is not among the answers.
    `stood`: only what units settled that stood below one on that day.
    """
    settled, names = _settled(first, last, as_of=as_of, by=by, stood=stood)
    parts = _answers(first, last, as_of=as_of, by=by, stood=stood)
    answers: dict[str, Counts] = {}
    for (_, key), counts in parts.items():
        answers[key] = answers.get(key, Counts()) + counts
    names |= _names(by, set(settled) | set(answers), last)
    rows = [
        SatisfactionRow(key, names.get(key) or key or say("Chưa rõ"), answers.get(key, Counts()).over(settled[key]))
        for key in set(settled) | set(answers)
    ]
    order = list(LEVEL_NAMES)
    rows.sort(key=lambda row: (order.index(row.key) if row.key in order else 0, sort_key(row.name), row.key))
    pack = rule_pack_on(last)
    answered = {part: counts.answered for part, counts in parts.items()}
    told, total = as_told(rows, answered=answered, least=pack.ratings.least_told)
    return Satisfaction(first, last, as_of, by, told, total, pack)


@dataclass(frozen=True)
class SatisfactionMonth:
    """What was settled in one month (its first day) by the units of one level, and what people said of it.

    `month` None: in several months of `year` put together, or in all; `level` empty: of several levels put together.
    """

    year: int
    month: date | None
    level: str
    counts: Counts


def satisfaction_by_month(first: date, last: date, *, as_of: date) -> tuple[SatisfactionMonth, ...]:
    """Count as `satisfaction` does, by month and level, from above; a year's rows add up to what that says of it.

    What too few answered is put together, so that a year's rows still add up: months of a level, then whole levels.
    """
    settled: Counter[tuple[date, str]] = Counter()
    for group, count in dossiers.settlements.settled_by_month(first, last, as_of=as_of).items():
        settled[group.month, group.level] += count
    months = _rows(first, last, as_of=as_of).annotate(month=TruncMonth("moment", tzinfo=ZONE))
    answers: dict[tuple[date, str], Counts] = {}
    for month, level, *said in _said(months, "month", "unit_level", as_of=as_of):
        answers[month.date(), level] = answers.get((month.date(), level), Counts()) + _counts(*said)
    counted = {key: answers.get(key, Counts()).over(settled[key]) for key in {*settled, *answers}}
    least = rule_pack_on(last).ratings.least_told
    rows = [
        SatisfactionMonth(year, month, level, counts)
        for year in sorted({month.year for month, _ in counted})
        for month, level, counts in put_together({key: counted[key] for key in counted if key[0].year == year}, least)
    ]
    order = [*LEVEL_NAMES, ""]
    places = {level: place for place, level in enumerate(order)}
    rows.sort(key=lambda row: (row.month or date(row.year, 12, 31), row.month is None, places.get(row.level, 0)))
    return tuple(rows)


@dataclass(frozen=True)
class RatingChanges:
    """How many ratings of a period came after a day, were set aside, taken back in, or ended with their settlement."""

    came: int
    set_aside: int
    taken_back_in: int
    ended: int

    def __bool__(self) -> bool:
        return any((self.came, self.set_aside, self.taken_back_in, self.ended))


def rating_changes(
    first: date, last: date, *, was: date, now: date, stood: organisation.StoodBelow | None = None
) -> RatingChanges:
    """Count what became of the ratings of what was settled in a period, between the ends of two days of knowledge."""
    before, after = (_standing(first, last, as_of=day, stood=stood) for day in (was, now))
    return RatingChanges(
        came=len(after.keys() - before.keys()),
        set_aside=sum(is_aside and not before.get(pk, False) for pk, is_aside in after.items()),
        taken_back_in=sum(is_aside and not after.get(pk, True) for pk, is_aside in before.items()),
        ended=len(before.keys() - after.keys()),
    )


def _standing(first: date, last: date, *, as_of: date, stood: organisation.StoodBelow | None) -> dict[int, bool]:
    """Return the ratings of a period as known at the end of a day, and whether each stood aside."""
    rows = _rows(first, last, as_of=as_of, stood=stood)
    aside = set(set_aside(_midnight(as_of + timedelta(days=1))))
    return {pk: pk in aside for pk in rows.values_list("pk", flat=True)}


def _settled(
    first: date, last: date, *, as_of: date, by: By, stood: organisation.StoodBelow | None
) -> tuple[Counter[str], dict[str, str]]:
    """Return how many were settled of each group, and what procedures are called where they are the groups."""
    found: Counter[str] = Counter()
    names: dict[str, str] = {}
    if by in (By.LEVEL, By.AGENCY):
        for month, count in dossiers.settlements.settled_by_month(first, last, as_of=as_of, stood=stood).items():
            found[month.level if by == By.LEVEL else month.competent] += count
        return found, names
    for group, count in dossiers.settlements.settled_by_group(first, last, as_of=as_of, stood=stood).items():
        found[group.field if by == By.FIELD else group.procedure] += count
        names[group.procedure] = group.procedure_name
    return found, names


def _rows(first: date, last: date, *, as_of: date, stood: organisation.StoodBelow | None = None) -> QuerySet[Rating]:
    """Return the ratings of what was settled in a period, as known at the end of a day; `moment`: when it was settled."""
    since, until, known = (_midnight(day) for day in (first, last + timedelta(days=1), as_of + timedelta(days=1)))
    settlements = dossiers.settlements
    rows = Rating.objects.filter(standing(known), rated_at__lt=known)
    codes, moment = settlements.moved_until(known, dossier="dossier_id", since="rated_at")
    moved = dict(rows.filter(dossier__in=codes).annotate(moment=moment).values_list("pk", "moment"))
    within = Q(settled_at__gte=since, settled_at__lt=until)
    if later := {pk: at for pk, at in moved.items() if at is not None}:
        here = [pk for pk, at in later.items() if since <= at < until]
        rows = rows.filter(within & ~Q(pk__in=list(later)) | Q(pk__in=here)).annotate(
            moment=Coalesce(moment, "settled_at")
        )
    else:
        rows = rows.filter(within).annotate(moment=F("settled_at"))
    return rows.filter(settlements.settled_below(stood, competent="competent", moment="moment"))


def _said(rows: QuerySet[Rating], *columns: str, as_of: date) -> Iterable[tuple[Any, ...]]:
    """Return for each group and answer how many count, were set aside, are doubtful."""
    aside = Q(pk__in=set_aside(_midnight(as_of + timedelta(days=1))))
    counted = rows.values_list(*columns, "answer").annotate(
        counts=Count("pk", filter=~aside),
        aside=Count("pk", filter=aside),
        doubtful=Count("pk", filter=Q(doubts__len__gt=0) & ~aside),
    )
    return counted.order_by(*columns, "answer")


def _counts(answer: int, counts: int, set_aside: int, doubtful: int) -> Counts:
    return Counts(0, {answer: counts}, set_aside, doubtful)


def _answers(
    first: date, last: date, *, as_of: date, by: By, stood: organisation.StoodBelow | None
) -> dict[tuple[str, str], Counts]:
    """Return what was answered of each group, by the wider group that it lies in; empty where there is none."""
    columns = COLUMNS[by]
    found: dict[tuple[str, str], Counts] = {}
    for row in _said(_rows(first, last, as_of=as_of, stood=stood), *columns, as_of=as_of):
        keys, said = row[: len(columns)], row[len(columns) :]
        place = (keys[0] if len(keys) > 1 else "", keys[-1])
        found[place] = found.get(place, Counts()) + _counts(*said)
    return found


def _names(by: By, keys: Iterable[str], day: date) -> dict[str, str]:
    if by == By.LEVEL:
        return {key: say(name) for key, name in LEVEL_NAMES.items()}
    if by == By.AGENCY:
        return dict(organisation.unit_names(keys, day))
    return {}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)
