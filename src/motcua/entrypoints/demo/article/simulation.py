"""The model at work: visits come, officers take what waits, and in the end some things were late. Nobody said which.

Every act is brought out at the moment it happens, so the acts stand in their order. After the last day nobody comes any more,
and what is under way is brought to its end.
"""

import heapq
from collections.abc import Callable
from typing import Any

from motcua.entrypoints.demo.article import life as lives
from motcua.entrypoints.demo.article.acts import Act, Word
from motcua.entrypoints.demo.article.chance import between, chance, happens, spread
from motcua.entrypoints.demo.article.life import ENDED, PAUSED, PROCESSING, READY, SUPPLEMENT, Life
from motcua.entrypoints.demo.article.officers import Job, Officer, Works
from motcua.entrypoints.demo.article.setting import HANDLER, LEADER, ONLINE, RECEPTION, Setting, StepPlan
from motcua.entrypoints.demo.article.visits import COUNTER, Visit, visits

CARRY, PAID, GONE, FETCH, NEVER, SIGN = range(100, 106)
SUPPLEMENTED, NOISE, ASIDE = 200, 1000, 2000
_OPEN = frozenset({PROCESSING, SUPPLEMENT, PAUSED})


class Simulation:
    """One run of the model: `acts` in their order, `lives` of all that was received."""

    def __init__(self, setting: Setting, *, seed: int, scale: float = 1.0) -> None:
        self.setting, self.knobs = setting, setting.knobs
        self.visits: list[Visit] = visits(setting, seed=seed, scale=scale)
        self.acts: list[Act] = []
        self.lives: list[Life] = []
        self._coming: list[tuple[int, int, Callable[..., None], tuple[Any, ...]]] = []
        self._order = 0
        self.works = Works(setting, seed, self.later)

    def run(self) -> "Simulation":
        """Let everything happen; return the run."""
        for number, visit in enumerate(self.visits):
            self.later(visit.minute, self._arrive, number, visit)
        while self._coming:
            minute, _, happen, known = heapq.heappop(self._coming)
            happen(minute, *known)
        return self

    def later(self, minute: int, happen: Callable[..., None], *known: object) -> None:
        """Let something happen at a minute."""
        self._order += 1
        heapq.heappush(self._coming, (minute, self._order, happen, known))

    def _act(self, minute: int, life: Life, word: Word, officer: Officer | None = None, **data: object) -> None:
        post = officer.post if officer else None
        self.acts.append(
            Act(minute, life.number, word, post.login if post else "", post.unit if post else "", data or None)
        )

    # Reception

    def _arrive(self, minute: int, number: int, visit: Visit) -> None:
        life = Life(number, visit, lives.limit_of(visit), visit.trade.course.steps)
        if visit.channel == ONLINE:
            self._act(minute, life, Word.SUBMIT)
            due = lives.after_days(self.setting, minute, self.setting.check_hours / 8)
            self._put(minute, life, visit.desk, RECEPTION, due, self._check)
            return
        officer = self.works.team(visit.desk, RECEPTION).present(minute)
        if visit.fate == "turned_away":
            self._act(minute, life, Word.TURN_AWAY, officer)
            return
        self._act(minute, life, Word.RECEIVE, officer)
        self._received(minute, life)

    def _check(self, life: Life, officer: Officer, minute: int) -> None:
        answered = {"sent_back": Word.SEND_BACK, "declined": Word.DECLINE}.get(life.visit.fate)
        if answered:
            self._act(minute, life, answered, officer)
            return
        # What is promised is read when it is accepted; the version is that of the day on which it was sent.
        self._act(minute, life, Word.ACCEPT, officer)
        self._received(minute, life)

    def _received(self, minute: int, life: Life) -> None:
        life.received, life.state = minute, PROCESSING
        self.lives.append(life)
        self._promise(life, lives.promise(self.setting, life, minute))
        self._next(minute, life)
        fate, key, take = life.visit.fate, life.visit.key, self.knobs["people_take"]
        if fate == "void":
            self.later(minute + between(key, GONE, *take["void_minutes"]), self._void, life)
        elif fate in {"withdraw", "stop"}:
            low, high = take["withdraw_days"]
            gone = lives.after_days(self.setting, minute, low + chance(key, GONE) * (high - low))
            self.later(gone, self._leave, life, Word.WITHDRAW if fate == "withdraw" else Word.STOP)

    def _promise(self, life: Life, promised: int) -> None:
        life.promised = promised
        self.later(promised + 1, self._find_late, life, promised)

    # Work

    def _next(self, minute: int, life: Life) -> None:
        """Put the open step before its team; at a step of the payer the clock stands until it is paid."""
        if life.place == len(life.steps):
            low, high = self.knobs["work"]["carrying"][life.visit.place.level]
            carried = self.setting.table.next_start(minute + between(life.visit.key, CARRY, low, high))
            self.later(carried, self._carried, life)
            return
        step = life.step
        if step.stops_clock:
            self._find_late_now(minute, life)
            life.state, life.paused_from = PAUSED, minute
            self.later(self._paid(minute, life), self._step, life)
            return
        self.later(self._laid_aside(minute, life), self._step, life)

    def _laid_aside(self, minute: int, life: Life) -> int:
        """Return when a dossier comes up at its handler, who has other work: sooner the less time it has."""
        days = _days(life)
        if life.step.role != HANDLER or days < 1:
            return minute
        part = (
            chance(life.visit.key, ASIDE + life.place) ** 2 * self.knobs["work"]["laid_aside"][life.visit.place.level]
        )
        return lives.after_days(self.setting, minute, part * days)

    def _paid(self, minute: int, life: Life) -> int:
        low, high = self.knobs["people_take"]["payment_days"]
        return lives.after_days(self.setting, minute, low + chance(life.visit.key, PAID) * (high - low))

    def _step(self, minute: int, life: Life) -> None:
        if life.state not in {PROCESSING, PAUSED}:
            return
        step = life.step
        self._put(minute, life, life.unit_of(step.place), step.role, life.promised, self._worked)

    def _put(
        self, minute: int, life: Life, unit: str, role: str, due: int, done: Callable[[Life, Officer, int], None]
    ) -> None:
        takes = self._minutes(life, role)
        life.job = self.works.put(minute, unit, role, Job(due, takes, lambda officer, at: done(life, officer, at)))

    def _minutes(self, life: Life, role: str) -> float:
        """Return how long the usual officer takes for the open step of this dossier: by limit, by chance, longer if hard."""
        work, visit = self.knobs["work"], life.visit
        takes = float(work["minutes"][visit.place.level][role]) * spread(visit.key, NOISE + life.place, work["sigma"])
        if role != HANDLER:
            return takes
        low, high = work["least_and_most"]
        by_limit = (_days(life) / work["usual_limit_days"]) ** work["by_limit"]
        return takes * min(max(by_limit, low), high) * (work["hard_takes"] if visit.is_hard else 1)

    def _worked(self, life: Life, officer: Officer, minute: int) -> None:
        step, fate = life.step, life.visit.fate
        if step.role == HANDLER and not life.is_held_up and not life.is_decided and self._is_held_up(fate):
            life.is_held_up = True
            self._hold_up(minute, life, officer)
        elif fate == "twice" and life.asked == 1 and step.role in {HANDLER, LEADER} and not life.is_decided:
            self._ask(minute, life, self.works.team(life.unit_of(step.place), LEADER).present(minute), Word.ORDER)
        elif fate == "refuse" and step.decides and step.role == LEADER and not life.visit.trade.course.refusal:
            self._refuse(minute, life, officer)
        else:
            self._completed(minute, life, officer, step)

    @staticmethod
    def _is_held_up(fate: str) -> bool:
        return fate in {"supplement", "unanswered", "twice", "pause"}

    def _completed(self, minute: int, life: Life, officer: Officer, step: StepPlan) -> None:
        data = dict(step.data)
        if life.visit.fate == "refuse" and life.visit.trade.course.refusal and not life.refused:
            refusal = life.visit.trade.course.refusal
            if (
                life.place < len(refusal)
                and refusal[life.place].data != step.data
                and refusal[life.place].id == step.id
            ):
                life.steps, life.refused = refusal, True
                data = dict(refusal[life.place].data)
        self._act(minute, life, Word.COMPLETE, officer, step=step.id, answers=data)
        life.is_decided = life.is_decided or step.decides
        life.place += 1
        if step.stops_clock:
            self._runs_again(minute, life)
        self._next(minute, life)

    def _runs_again(self, minute: int, life: Life) -> None:
        life.state = PROCESSING
        self._promise(life, lives.promise_after_pause(self.setting, life, minute))

    def _refuse(self, minute: int, life: Life, officer: Officer) -> None:
        self._act(minute, life, Word.REFUSE, officer)
        life.is_decided, life.refused, life.place = True, True, len(life.steps)
        self._next(minute, life)

    # What holds a dossier up

    def _hold_up(self, minute: int, life: Life, officer: Officer) -> None:
        if life.visit.fate == "pause":
            self._act(minute, life, Word.PAUSE, officer)
            self._find_late_now(minute, life)
            life.state, life.paused_from = PAUSED, minute
            self.later(self._paid(minute, life), self._resume, life)
        else:
            self._ask(minute, life, officer, Word.ASK)

    def _ask(self, minute: int, life: Life, officer: Officer, word: Word) -> None:
        self._act(minute, life, word, officer)
        self._find_late_now(minute, life)
        life.state, life.asked = SUPPLEMENT, life.asked + 1
        if life.visit.fate == "unanswered":
            answer_by = lives.after_days(self.setting, minute, self.setting.answer_days)
            self.later(answer_by + 1, self._close, life)
            return
        low, high = self.knobs["people_take"]["supplement_days"]
        brought = low + chance(life.visit.key, SUPPLEMENTED + life.asked) * (high - low)
        self.later(lives.after_days(self.setting, minute, brought), self._supplemented, life)

    def _supplemented(self, minute: int, life: Life) -> None:
        if life.state != SUPPLEMENT or self._closed_now(minute, self._supplemented, life):
            return
        self._act(minute, life, Word.SUPPLEMENTED, self.works.team(life.visit.desk, RECEPTION).present(minute))
        life.state = PROCESSING
        self._promise(life, lives.promise_anew(self.setting, life, minute))
        self._step(minute, life)

    def _resume(self, minute: int, life: Life) -> None:
        if life.state != PAUSED or self._closed_now(minute, self._resume, life):
            return
        team = self.works.team(life.unit_of(life.step.place), life.step.role)
        self._act(minute, life, Word.RESUME, team.present(minute))
        self._runs_again(minute, life)
        self._step(minute, life)

    def _close(self, minute: int, life: Life) -> None:
        if life.state == SUPPLEMENT:
            self._act(minute, life, Word.SWEEP)
            self._end(minute, life, "closed")

    def _void(self, minute: int, life: Life) -> None:
        is_same_day = minute // 1440 == life.received // 1440
        if life.state in _OPEN and not life.is_decided and is_same_day and not life.letter_at:
            self._act(minute, life, Word.VOID, self.works.team(life.visit.desk, RECEPTION).present(minute))
            life.void = True
            self._end(minute, life, "void")

    def _leave(self, minute: int, life: Life, word: Word) -> None:
        if self._closed_now(minute, self._leave, life, word):
            return
        if life.state in _OPEN and not life.is_decided:
            self._find_late_now(minute, life)
            self._act(minute, life, word, self.works.team(life.visit.desk, RECEPTION).present(minute))
            self._end(minute, life, word.value)

    def _end(self, minute: int, life: Life, how: str) -> None:
        if life.job:
            life.job.is_dropped = True
        life.state, life.ended_at, life.ended_as = ENDED, minute, how

    # Result, letter, return

    def _carried(self, minute: int, life: Life) -> None:
        self._put(minute, life, life.visit.desk, RECEPTION, life.promised, self._ready)

    def _ready(self, life: Life, officer: Officer, minute: int) -> None:
        self._act(minute, life, Word.READY, officer)
        life.state, life.ready_at, life.is_late = READY, minute, minute > life.promised
        if life.is_late and not life.late_since:
            self._owe_letter(minute, life)
        if not happens(life.visit.key, NEVER, self.knobs["people_take"]["never_fetched"]):
            self.later(self._fetched(minute, life), self._return, life)

    def _find_late(self, minute: int, life: Life, promised: int) -> None:
        if life.state == PROCESSING and life.promised == promised and not life.late_since:
            self._act(minute, life, Word.SWEEP)
            self._owe_letter(minute, life)

    def _find_late_now(self, minute: int, life: Life) -> None:
        """Note what an act finds late that takes the dossier from where the sweep looks."""
        if life.state == PROCESSING and minute > life.promised and not life.late_since:
            self._owe_letter(minute, life)

    def _closed_now(self, minute: int, happen: Callable[..., None], *known: object) -> bool:
        """Tell whether nobody is at work now; then it happens as soon as somebody is."""
        opens = self.setting.table.next_start(minute)
        if opens != minute:
            self.later(opens, happen, *known)
        return opens != minute

    def _owe_letter(self, minute: int, life: Life) -> None:
        life.late_since = minute
        low, high = self.knobs["letters"]["signed_after_minutes"]
        start = self.setting.table.next_start(minute)
        signed = self.setting.table.minute_after(start, between(life.visit.key, SIGN, low, high))
        self.later(signed, self._sign, life)

    def _sign(self, minute: int, life: Life) -> None:
        if life.void:
            return
        heads = self.works.team(life.visit.place.unit, LEADER).officers
        day = minute // 1440
        head = next((one for one in heads if day not in one.away), heads[0])
        days = self.knobs["letters"]["appointed_days"]
        anew = lives.after_days(self.setting, max(minute, life.promised), days)
        is_open = life.state in _OPEN
        self._act(minute, life, Word.APOLOGISE, head, **({"new_moment": anew} if is_open else {}))
        life.letter_at = minute
        posted = lives.after_days(self.setting, minute, self.knobs["letters"]["posted_after_days"])
        self.later(posted, self._give, life, "posted")

    def _give(self, minute: int, life: Life, how: str) -> None:
        if not life.letter_at or life.is_given or self._closed_now(minute, self._give, life, how):
            return
        life.is_given = True
        self._act(minute, life, Word.GIVEN, self.works.team(life.visit.desk, RECEPTION).present(minute), how=how)

    def _fetched(self, minute: int, life: Life) -> int:
        """Return when the person comes for the result: soon after, the same day where the result was promised for it."""
        take, key = self.knobs["people_take"], life.visit.key
        if _days(life) < 1 and life.visit.channel == COUNTER:
            minutes = take["fetch_same_day_minutes"] * spread(key, FETCH, 0.6)
        else:
            minutes = take["fetch_days"] * self.setting.table.reference_day_minutes * spread(key, FETCH, 0.9)
        table = self.setting.table
        return table.minute_after(table.next_start(minute), max(1, round(minutes)))

    def _return(self, minute: int, life: Life) -> None:
        if life.late_since and not life.letter_at:
            self.later(minute + 60, self._return, life)
            return
        if self._closed_now(minute, self._return, life):
            return
        self._give(minute, life, "handed")
        self._act(minute, life, Word.RETURN, self.works.team(life.visit.desk, RECEPTION).present(minute))
        life.returned_at = minute


def _days(life: Life) -> float:
    """Return how many working days a limit has, roughly; none for one within the day."""
    limit = life.limit
    if limit.amount is None:
        return 0.5
    days = float(limit.amount)
    per = {"working_day": 1.0, "calendar_day": 0.7, "month": 21.0, "working_hour": 0.125, "clock_hour": 1 / 24}
    return max(days * per[limit.unit.value], 0.5)
