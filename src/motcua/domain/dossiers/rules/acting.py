"""Who may act on a step, and what is said when somebody may not."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from motcua.domain.dossiers.rules.transitions import ForbiddenMove
from motcua.domain.dossiers.rules.words import STATE_NAMES, State, StepState
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


class NotYours(Refusal):
    """The step belongs to another unit, role or officer."""


class ImpossibleMoment(Refusal):
    """The act would lie before what was already done."""


class UnknownAssignee(Refusal):
    """The officer named does not work in the unit with the role that the step needs."""


class UnknownAnswer(Refusal):
    """The step's choice has no such answer: a misspelt word must not go the default way unseen."""


class StepLike(Protocol):
    """A step as far as rights are concerned."""

    step: str
    name: str
    role: str
    unit_id: str
    officer_id: str | None
    state: str
    done_at: datetime | None
    done_by: str


Row = TypeVar("Row", bound=StepLike)


def may_act(row: StepLike, by: Actor) -> bool:
    """Tell whether the actor may act on the step: its unit, its role, and nobody else holds it.

    Or somebody holds it who is away and whose substitute the actor is. What nobody holds stays the unit's.
    """
    return row.unit_id == by.unit_code and is_open_to(row.officer_id, row.role, by)


def is_open_to(holder: str | None, role: str, by: Actor) -> bool:
    """Tell whether a step of the actor's unit with that holder and role is the actor's, or an absent officer's."""
    return (role in by.roles and holder in {None, by.login}) or by.in_place_of(holder, role) is not None


def named(rows: Iterable[StepLike], by: Actor) -> Actor:
    """Return the actor as the ledger names the act: "thay …" where only an absent officer's step gives the right."""
    mine = [row for row in rows if may_act(row, by)]
    absent = [by.in_place_of(row.officer_id, row.role) for row in mine]
    first = next(iter(absent), None)
    return by.standing_in(first) if first is not None and None not in absent else by


def require_may_act(row: StepLike, by: Actor) -> None:
    """Raise NotYours with the reason unless the actor may act on the step."""
    if may_act(row, by):
        return
    if row.unit_id != by.unit_code or row.role not in by.roles:
        raise NotYours(
            say(
                "Bước “{name}” do vị trí khác thực hiện; với quyền “{right}” bạn không làm bước này được.",
                name=row.name,
                right=by.right,
            ),
        )
    raise NotYours(
        say(
            "Bước “{name}” đang do {officer_id} giữ. Lãnh đạo đơn vị có thể giao lại.",
            name=row.name,
            officer_id=row.officer_id,
        ),
    )


def require_open(row: Row | None, *, name: str, state: State) -> Row:
    """Return the step where it is open; else raise ForbiddenMove saying since when it is not."""
    if row is not None and row.state == StepState.OPEN:
        return row
    if row is not None and row.state == StepState.DONE and row.done_at:
        raise ForbiddenMove(
            say(
                "Bước “{name}” đã được {done_by} làm xong trước đó. Không có gì thay đổi.",
                name=name,
                done_by=row.done_by,
            ),
        )
    raise ForbiddenMove(
        say(
            "Bước “{name}” chưa mở hoặc không còn mở: hồ sơ đang ở trạng thái “{state}”. Không có gì thay đổi.",
            name=name,
            state=say(STATE_NAMES[state]),
        ),
    )


def require_some(rows: Sequence[StepLike], sentence: str) -> None:
    """Raise NotYours with the sentence where there is nothing to act on."""
    if not rows:
        raise NotYours(sentence)


def known_assignee(login: str, able: frozenset[str]) -> str:
    """Return the login, or raise UnknownAssignee where the officer could not do the step."""
    if login not in able:
        raise UnknownAssignee(
            say("{login} không có vị trí phù hợp tại đơn vị để nhận bước này. Chưa giao việc.", login=login),
        )
    return login


def require_known_answer(given: object, words: Mapping[str, str], *, name: str) -> None:
    """Raise UnknownAnswer where a word was given that none of the step's answers is; without `words` any will do."""
    if given is None or not words or given in words:
        return
    raise UnknownAnswer(
        say(
            "Bước “{name}” không có câu trả lời “{given}”. {words}",
            name=name,
            given=str(given)[:40],
            words=_choose_among(words),
        ),
    )


def answer_missing(missing: Refusal, words: Mapping[str, str], *, name: str) -> Refusal:
    """Return the refusal of a step completed without its answer: with the answers to choose among, where they are known."""
    return (
        UnknownAnswer(say("Bước “{name}” cần câu trả lời. {words}", name=name, words=_choose_among(words)))
        if words
        else missing
    )


def _choose_among(words: Mapping[str, str]) -> str:
    known = "; ".join(f"{word} ({label})" for word, label in words.items())
    return say("Chọn một trong: {known}. Không có gì thay đổi.", known=known)
