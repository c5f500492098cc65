"""One table of the acts on a dossier, for the command line and for whatever else names acts by word."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.domain.procedures import api as procedures
from motcua.foundation import idempotency
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import TimeLimit, local


class UnknownAct(Refusal):
    """There is no such act, or not yet."""


Data = Mapping[str, Any]
Act = Callable[..., Any]


def _text(data: Data, name: str) -> str:
    return str(data.get(name) or "")


def _accept(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
    return dossiers.accept(code, by=by, at=at, competent=_text(data, "unit"))


def _send_back(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
    return dossiers.send_back(code, reason=_text(data, "reason"), by=by, at=at)


def _not_received(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
    return dossiers.not_received(code, reason=_text(data, "reason"), by=by, at=at)


def _supplement(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
    items = data.get("items") or []
    return dossiers.ask_supplement(
        code,
        reason=_text(data, "reason"),
        items=[str(item) for item in (items if isinstance(items, list) else [items])],
        by=by,
        at=at,
        late_reason=_text(data, "late_reason"),
        ordered=bool(data.get("order")),
    )


def _reasoned(act: Act) -> Act:
    def do(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
        return act(code, reason=_text(data, "reason"), by=by, at=at)

    return do


def _plain(act: Act) -> Act:
    def do(code: str, _data: Data, *, by: Actor, at: datetime) -> Any:
        return act(code, by=by, at=at)

    return do


def _decide(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
    return dossiers.decide(code, by=by, at=at, data=data)


def _opinion(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
    return dossiers.ask_opinion(
        code,
        unit=_text(data, "unit"),
        question=_text(data, "reason"),
        answer_by=_moment(_text(data, "answer_by")),
        limit=_limit(_text(data, "limit")),
        by=by,
        at=at,
    )


def _moment(text: str) -> datetime | None:
    try:
        return local(datetime.fromisoformat(text)) if text else None
    except ValueError as error:
        raise UnknownAct(
            say("Không đọc được thời điểm “{text}”: ghi theo dạng 2026-11-02T09:00+07:00.", text=text[:40])
        ) from error


def _limit(text: str) -> TimeLimit | None:
    if not text:
        return None
    cases: tuple[Any, ...] = getattr(procedures.read_time_limit(text), "cases", ())
    if len(cases) != 1:
        raise UnknownAct(
            say("Không đọc được hạn trả lời “{text}”: ghi như “3 ngày làm việc”. Không có gì thay đổi.", text=text[:60])
        )
    found: TimeLimit = cases[0].limit
    return found


def _answer_opinion(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
    return dossiers.answer_opinion(code, answer=_text(data, "text"), by=by, at=at)


def _withdraw_opinion(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
    return dossiers.withdraw_opinion(code, unit=_text(data, "unit"), reason=_text(data, "reason"), by=by, at=at)


def _apologise(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
    return dossiers.apologise(
        code, reason=_text(data, "reason"), new_moment=_moment(_text(data, "new_moment")), by=by, at=at
    )


def _apology_given(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
    return dossiers.note_apology_given(code, how=_text(data, "how"), by=by, at=at)


def _reopen(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
    return dossiers.reopen(code, reason=_text(data, "reason"), step=_text(data, "step"), by=by, at=at)


def _correct(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
    given = data.get("changes")
    facts = data.get("facts")
    return dossiers.correct(
        code,
        changes={str(name): str(value) for name, value in given.items()} if isinstance(given, Mapping) else {},
        facts=facts if isinstance(facts, Mapping) else {},
        reason=_text(data, "reason"),
        by=by,
        at=at,
    )


def _correct_ready(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
    moment = _moment(_text(data, "ready_at"))
    if moment is None:
        raise UnknownAct(say("Cần ghi lúc có kết quả. Không có gì thay đổi."))
    return dossiers.correct_ready(code, ready_at=moment, reason=_text(data, "reason"), by=by, at=at)


def _assign(code: str, data: Data, *, by: Actor, at: datetime) -> Any:
    return dossiers.assign(code, _text(data, "assignee"), by=by, at=at)


ACTS: Mapping[str, Act] = {
    "accept": _accept,
    "send_back": _send_back,
    "not_received": _not_received,
    "supplement": _supplement,
    "completed": _plain(dossiers.complete_supplement),
    "pause": _reasoned(dossiers.pause),
    "resume": _plain(dossiers.resume),
    "refuse": _reasoned(dossiers.refuse),
    "withdraw": _reasoned(dossiers.withdraw),
    "stop": _reasoned(dossiers.stop),
    "void": _reasoned(dossiers.void),
    "reopen": _reopen,
    "+reissue": _reasoned(dossiers.reissue_receipt),
    "+correct": _correct,
    "+correct_ready": _correct_ready,
    "decide": _decide,
    "ready": _plain(dossiers.make_result_ready),
    "return": _plain(dossiers.return_result),
    "opinion": _opinion,
    "+answer_opinion": _answer_opinion,
    "+withdraw_opinion": _withdraw_opinion,
    "apologise": _apologise,
    "+sign_apology": _plain(dossiers.sign_apology),
    "+drop_apology": _plain(dossiers.drop_apology),
    "+apology_given": _apology_given,
    "+take": _plain(dossiers.take_over),
    "+claim": _plain(dossiers.claim),
    "+assign": _assign,
}
"""By word. Those with a plus are not of the command line's contract; no step can be called like that."""


def perform(
    code: str, step: str, *, data: Data, by: Actor, at: datetime, key: str = "", sent: Data | None = None
) -> dict[str, Any]:
    """Do one act by its word, or complete the step of that id; return what happened in plain values.

    With a key the same act sent twice is one. `sent` is what the sender gave, where `data` was read from it with the
    help of the dossier's state: after the act the same words are read otherwise. Raises Refusal.
    """

    def do() -> dict[str, Any]:
        act = ACTS.get(step)
        done = act(code, data, by=by, at=at) if act else dossiers.complete_step(code, step, by=by, at=at, data=data)
        return _answer(done)

    if not key:
        return do()
    request = {"code": code, "step": step, "data": dict(data if sent is None else sent)}
    return idempotency.once(scope=f"act:{by.login}", key=key, request=request, at=at, act=do)


def _answer(done: Any) -> dict[str, Any]:
    found = asdict(done)
    return {name: _json(value) for name, value in found.items()}


def _json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_json(part) for part in value]
    if isinstance(value, dict):
        return {name: _json(part) for name, part in value.items()}
    return value
