"""Who comes when, where, with what: the arrivals of the model. Their number is input; what becomes of them is not known here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from motcua.entrypoints.demo.article.chance import Weighted, between, chance, happens, key_of
from motcua.entrypoints.demo.article.setting import (
    COMMUNE,
    COUNTER,
    DISTRICT,
    LEVELS,
    ONLINE,
    POST,
    PROVINCE,
    Place,
    Setting,
    Trade,
)
from motcua.kernel.working_time.calendars import MINUTES_A_DAY

DAY, HOUR, MINUTE, PLACE, TRADE, CASE, CHANNEL, ELSEWHERE, WHERE, FATE, HARD, PERSON, BUSINESS, TURNED = range(14)
AT_COUNTER, IN_QUEUE = "counter", "queue"


@dataclass(frozen=True, slots=True)
class Visit:
    """One person who files one thing; `minute`: at the counter, or when it was sent in online.

    `fate`: what the person or the law will bring about, empty for most: void, withdraw, stop, refuse, supplement,
    unanswered, twice (a second request by order), pause; turned_away, sent_back, declined are no dossiers.
    """

    key: int
    minute: int
    place: Place
    desk: str
    trade: Trade
    case: int
    channel: str
    person: int
    is_business: bool
    fate: str
    is_hard: bool


def visits(setting: Setting, *, seed: int, scale: float) -> list[Visit]:
    """Return every visit in the order of its moment: the numbers of the table, times `scale`."""
    found = [
        visit
        for level in LEVELS
        for visit in _Arrivals(setting, level, seed).all(round(setting.arrivals[level] * scale))
    ]
    return sorted(found, key=lambda one: (one.minute, one.key))


class _Arrivals:
    """The draws of one level."""

    def __init__(self, setting: Setting, level: str, seed: int) -> None:
        self.setting, self.level, self.seed = setting, level, seed
        self.knobs: dict[str, Any] = setting.knobs["arrivals"]
        self.places = [one for one in setting.places if one.level == level]
        self.by_share = Weighted([one.share for one in self.places])
        self.channels = Weighted([self.knobs["channels"][level][one] for one in (COUNTER, ONLINE, POST)])
        fates = setting.knobs["fates"][level]
        self.fates, self.by_fate = ["", *fates], Weighted([1 - sum(fates.values()), *fates.values()])

    def all(self, count: int) -> Iterator[Visit]:
        for number in range(count):
            yield self._one(key_of(self.seed, self.level, number))

    def _one(self, key: int) -> Visit:
        place = self.places[self.by_share.pick(key, PLACE)]
        trade = self._trade(key, place)
        minute = self._minute(key, AT_COUNTER)
        offer = trade.offer_at(minute)
        channel = self._channel(key, offer.is_online, {channel for _, channel in offer.limits})
        if channel == ONLINE:
            minute = self._minute(key, IN_QUEUE)
            offer = trade.offer_at(minute)
        cases = sorted(case for case, by in offer.limits if by == channel)
        usual = happens(key, CASE, self.knobs["usual_case"])
        case = cases[0] if usual else cases[between(key, CASE + 100, 0, len(cases) - 1)]
        is_elsewhere = channel != ONLINE and happens(key, ELSEWHERE, self.knobs["elsewhere"][self.level])
        return Visit(
            key=key,
            minute=minute,
            place=place,
            desk=self._another_desk(key, place) if is_elsewhere else place.desk,
            trade=trade,
            case=case,
            channel=channel,
            person=between(key, PERSON, 1, self.knobs["people"][self.level]),
            is_business=happens(key, BUSINESS, self.knobs["businesses"][self.level]),
            fate=self._fate(key, channel),
            is_hard=happens(key, HARD, self.setting.knobs["work"]["hard"][self.level]),
        )

    def _trade(self, key: int, place: Place) -> Trade:
        """Choose a procedure: of those that fall to the unit the second is filed half as often as the first, and so on."""
        trades, weights = self._offered[place.unit if self.level == PROVINCE else self.level]
        return trades[weights.pick(key, TRADE)]

    @cached_property
    def _offered(self) -> dict[str, tuple[list[Trade], Weighted]]:
        found: dict[str, list[Trade]] = {}
        for trade in self.setting.trades:
            if trade.level == self.level:
                found.setdefault(trade.unit if self.level == PROVINCE else self.level, []).append(trade)
        power = self.knobs["zipf"][self.level]
        return {
            unit: (trades, Weighted([1 / (rank**power) for rank in range(1, len(trades) + 1)]))
            for unit, trades in found.items()
        }

    def _channel(self, key: int, is_online: bool, known: set[str]) -> str:
        wanted = (COUNTER, ONLINE, POST)[self.channels.pick(key, CHANNEL)]
        if wanted == ONLINE and not is_online:
            wanted = COUNTER
        return wanted if wanted in known else next(one for one in (COUNTER, POST, ONLINE) if one in known)

    def _fate(self, key: int, channel: str) -> str:
        at_desk = self.knobs["answered_otherwise"]
        if channel == ONLINE:
            for fate in ("sent_back", "declined"):
                if happens(key, TURNED + len(fate), at_desk[fate]):
                    return fate
        elif channel == COUNTER and happens(key, TURNED, at_desk["turned_away"]):
            return "turned_away"
        fate = self.fates[self.by_fate.pick(key, FATE)]
        # Nobody at the desk entered what came in online, so nobody can have entered it by mistake.
        return "" if fate == "void" and channel == ONLINE else fate

    def _another_desk(self, key: int, place: Place) -> str:
        """Choose a desk that does not serve the unit: the district's or the province's for a commune, a district's else."""
        near = self.setting.desks[place.unit]
        return near[between(key, WHERE, 0, len(near) - 1)]

    def _minute(self, key: int, how: str) -> int:
        """Choose a moment: by month and weekday first, then by hour; at the counter only while it is open."""
        days, weights = self._days[how]
        day = days[weights.pick(key, DAY)]
        hours: list[float] = self.knobs["hours"][how][self.level if how == AT_COUNTER else ONLINE]
        opens = range(24) if how == IN_QUEUE else self._open_hours
        hour = opens[Weighted(hours).pick(key, HOUR)]
        return day * MINUTES_A_DAY + hour * 60 + int(chance(key, MINUTE) * 60)

    @cached_property
    def _open_hours(self) -> list[int]:
        """Return the hours of the usual day at which the counters are open."""
        sessions = self.setting.table.patterns[self.setting.table.workdays[0]].sessions
        return [hour for opens, closes in sessions for hour in range(opens // 60, closes // 60)]

    @cached_property
    def _days(self) -> dict[str, tuple[list[int], Weighted]]:
        table, first, last = self.setting.table, self.setting.opens_on, self.setting.period[1]
        every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        months, weekdays = self.knobs["months"][self.level], self.knobs["weekdays"]
        found = {}
        for how in (AT_COUNTER, IN_QUEUE):
            on = [one for one in every if how == IN_QUEUE or table.patterns[self._number(one)].minutes]
            weights = [months[str(one.month)] * weekdays[how][one.weekday()] for one in on]
            found[how] = ([self._number(one) for one in on], Weighted(weights))
        return found

    def _number(self, on: date) -> int:
        return on.toordinal() - self.setting.table.first_ordinal


__all__ = ["COMMUNE", "DISTRICT", "Visit", "visits"]
