"""One act for many rows of the inbox: all or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints import acts
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import presenting, sending
from motcua.foundation import clock, idempotency
from motcua.foundation.actor import Actor
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal


class NotForAll(Refusal):
    """One of the chosen dossiers does not allow the act: nothing was done."""


@dataclass(frozen=True)
class BulkAct:
    """One act that many rows may allow: its word in the form, its name, what is said afterwards."""

    slug: str
    name: str
    done: str
    word: str = ""


SLUGS = {dossiers.COMPLETE: "xong", dossiers.TAKE_OVER: "nhan-ban-giao", dossiers.MAKE_READY: "ve-quay"}
ACTS = (
    BulkAct("xong", to_say("Xong bước này"), to_say("Đã xong bước của")),
    BulkAct("nhan-ban-giao", to_say("Nhận bàn giao"), to_say("Đã nhận bàn giao"), "+take"),
    BulkAct("ve-quay", to_say("Nhận kết quả về quầy"), to_say("Đã nhận kết quả về quầy của"), "ready"),
)


def buttons(allowed: Sequence[str]) -> list[BulkAct]:
    """Return the acts of the dock, the one that most rows allow first: it is the main one.

    `allowed`: the slugs of all rows, each as often as there are rows that allow it.
    """
    wanted = sorted(ACTS, key=lambda act: -allowed.count(act.slug))
    return [replace(act, name=say(act.name)) for act in wanted]


def act_on_many(request: HttpRequest, codes: Sequence[str], slug: str) -> str:
    """Do one act for every chosen dossier and return what to say. Raises Refusal, then none was changed."""
    act = next((one for one in ACTS if one.slug == slug), None)
    chosen = sorted(set(codes))[: presenting.PAGE_ROWS]
    if act is None or not chosen:
        raise NotForAll(say("Chưa chọn hồ sơ nào hoặc chưa chọn việc. Không có gì thay đổi."))
    by, at = actor_of(request), clock.now()

    def do() -> dict[str, int]:
        for code in chosen:
            _one(code, act, by)
        return {"count": len(chosen)}

    request_said = {"codes": chosen, "act": slug}
    key = sending.key_of(request) or sending.new_key()
    answer = idempotency.once(scope=f"bulk:{by.login}", key=key, request=request_said, at=at, act=do)
    return say("{done} {count} hồ sơ.", done=say(act.done), count=answer["count"])


def _one(code: str, act: BulkAct, by: Actor) -> None:
    at = clock.now()
    try:
        acts.perform(code, act.word or _plain_step(code, by), data={}, by=by, at=at)
    except Refusal as refusal:
        raise NotForAll(
            say("Chưa làm gì với các hồ sơ đã chọn vì {code}: {refusal}", code=code, refusal=refusal)
        ) from refusal


def _plain_step(code: str, by: Actor) -> str:
    steps = [step for step in dossiers.possible(code, by, clock.now()).steps if not (step.answers or step.decides)]
    if len(steps) != 1:
        raise NotForAll(say("hồ sơ này phải mở ra để chọn cách xong bước."))
    return steps[0].step
