"""The officers of the model: when they are there, how long a piece of work takes them, and what waits for them.

A team is everybody of a unit with one role. Whoever of it is free takes what is due first; nobody is interrupted.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.entrypoints.demo.article.chance import chance, happens, key_of
from motcua.entrypoints.demo.article.setting import RECEPTION, Post, Setting
from motcua.kernel.working_time import WorkingTable
from motcua.kernel.working_time.calendars import MINUTES_A_DAY

TeamName = tuple[str, str]
"""A unit and a role."""


@dataclass(slots=True, eq=False)
class Job:
    """One piece of work: `minutes` of the usual officer, `due` by when it should be done, `done` what follows then."""

    due: int
    minutes: float
    done: Callable[["Officer", int], None]
    is_dropped: bool = False


@dataclass(slots=True, eq=False)
class Officer:
    """One officer at work. `away`: numbers of the days on which nobody sits there."""

    post: Post
    table: WorkingTable
    away: set[int]
    pace: float
    free_at: int = 0
    is_awaited: bool = False

    def at_work(self, minute: int) -> int:
        """Return the first minute from this one on at which the officer works and has nothing in hand."""
        minute = self.table.next_start(max(minute, self.free_at))
        while minute // MINUTES_A_DAY in self.away:
            minute = self.table.opening_of(self.table.workday_from(minute // MINUTES_A_DAY + 1))
        return minute

    def until(self, begun: int, minutes: int) -> int:
        """Return when so many minutes of work, begun while at work, are done; days away do not count."""
        day = begun // MINUTES_A_DAY
        left = self.table.before[day + 1] - self.table.worked_until(begun)
        while minutes > left:
            minutes -= left
            day = self.table.workday_from(day + 1)
            while day in self.away:
                day = self.table.workday_from(day + 1)
            begun, left = self.table.opening_of(day), self.table.patterns[day].minutes
        return self.table.minute_after(begun, minutes)


@dataclass(slots=True, eq=False)
class Team:
    """The officers of a unit with one role, and what waits for them."""

    officers: list[Officer]
    waiting: list[tuple[int, int, Job]] = field(default_factory=list)

    def present(self, minute: int) -> Officer:
        """Return who of them is there at a minute, the one with least in hand; for acts that nobody waits in line for."""
        there = [one for one in self.officers if minute // MINUTES_A_DAY not in one.away]
        return min(there or self.officers, key=lambda one: (one.free_at, one.post.login))

    def next_free(self, minute: int) -> Officer | None:
        """Return who can begin first, of those that are not called already."""
        idle = [one for one in self.officers if not one.is_awaited]
        return min(idle, key=lambda one: (one.at_work(minute), one.post.login), default=None)


class Works:
    """All teams, and the queue in front of each."""

    def __init__(self, setting: Setting, seed: int, later: Callable[..., None]) -> None:
        self.setting, self.later, self._numbers = setting, later, 0
        self.knobs: dict[str, Any] = setting.knobs["work"]
        away = absences(setting, seed)
        members: dict[TeamName, list[Officer]] = {}
        for post in setting.posts:
            pace = setting.slower.get(post.login, 1.0) / post.skill
            officer = Officer(post, setting.table, away[post.login], pace)
            members.setdefault((post.unit, post.role), []).append(officer)
        self.teams = {name: Team(officers) for name, officers in members.items()}

    def team(self, unit: str, role: str) -> Team:
        """Return the team of a unit with a role."""
        return self.teams[unit, role]

    def put(self, minute: int, unit: str, role: str, job: Job) -> Job:
        """Put a job before a team; it is taken when its turn comes."""
        team = self.teams[unit, role]
        self._numbers += 1
        heapq.heappush(team.waiting, (job.due, self._numbers, job))
        self._call(team, minute)
        return job

    def _call(self, team: Team, minute: int) -> None:
        """Let the one who can begin first come for what waits, where somebody has his hands free."""
        officer = team.next_free(minute)
        if officer is not None:
            officer.is_awaited = True
            self.later(officer.at_work(minute), self._begin, team, officer)

    def _begin(self, minute: int, team: Team, officer: Officer) -> None:
        job = self._taken(team)
        if job is None:
            officer.is_awaited = False
            return
        takes = max(1, round(job.minutes * officer.pace * self._interrupted(team)))
        officer.free_at = officer.until(minute, takes)
        self.later(officer.free_at, self._end, team, officer, job)

    def _end(self, minute: int, team: Team, officer: Officer, job: Job) -> None:
        officer.is_awaited = False
        if not job.is_dropped:
            job.done(officer, minute)
        for _ in team.waiting[: len(team.officers)]:
            self._call(team, minute)

    def _taken(self, team: Team) -> Job | None:
        while team.waiting:
            _, _, job = heapq.heappop(team.waiting)
            if not job.is_dropped:
                return job
        return None

    def _interrupted(self, team: Team) -> float:
        """Return how much longer work takes while others wait and ask: a part more for each in the queue, up to a limit."""
        each = min(len(team.waiting) / len(team.officers), self.knobs["waiting_each_at_most"])
        return 1 + float(self.knobs["interruptions"]) * each / self.knobs["waiting_each_at_most"]


def absences(setting: Setting, seed: int) -> dict[str, set[int]]:
    """Return on which days each officer is away: leave, illness, training; on most a colleague is called back.

    Where a whole team would be away on a day, its first officer comes in after all as often as `stood_in` says;
    a counter never stays empty.
    """
    level_of = _levels(setting)
    away = {post.login: set(_away(setting, seed, post, level_of[post.unit])) for post in setting.posts}
    teams: dict[TeamName, list[Post]] = {}
    for post in setting.posts:
        teams.setdefault((post.unit, post.role), []).append(post)
    for (unit, role), posts in teams.items():
        for day in set.intersection(*(away[post.login] for post in posts)):
            stood_in = 1.0 if role == RECEPTION else setting.knobs["absence"]["stood_in"][level_of[unit]]
            if happens(key_of(seed, "stand-in", unit, role), day, stood_in):
                away[posts[0].login].discard(day)
    return away


def _levels(setting: Setting) -> Mapping[str, str]:
    found = {place.desk: place.level for place in setting.places} | {
        place.unit: place.level for place in setting.places
    }
    return {post.unit: found.get(post.unit, "province") for post in setting.posts}


def _away(setting: Setting, seed: int, post: Post, level: str) -> Iterator[int]:
    """Yield the days of one officer: an absence begins with some likelihood each day, and goes on with another."""
    knobs, key = setting.knobs["absence"], key_of(seed, "absence", post.login)
    is_away = False
    for day in _workdays(setting):
        likelihood = knobs["goes_on"] if is_away else knobs["begins"][level]
        is_away = chance(key, day) < likelihood
        if is_away:
            yield day


def _workdays(setting: Setting) -> Iterable[int]:
    table = setting.table
    first, last = (one.toordinal() - table.first_ordinal for one in (setting.opens_on, setting.period[1]))
    return [day for day in table.workdays if first <= day <= last]
