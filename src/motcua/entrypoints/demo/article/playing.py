"""The model's acts done one by one by the real operations: what loading at once is held against, and small scales are loaded by."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.domain.intake import api as intake
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.demo.article import people, wording
from motcua.entrypoints.demo.article.acts import Act, Word
from motcua.entrypoints.demo.article.setting import COMMUNE
from motcua.entrypoints.demo.article.visits import Visit
from motcua.foundation.actor import Actor
from motcua.kernel.working_time import WorkingTable


class Player:
    """Does acts in their order, all but sweeps, which are nobody's; `codes` are the dossiers by the place of their visit."""

    def __init__(self, table: WorkingTable, visits: list[Visit]) -> None:
        self.table, self.visits = table, visits
        self.codes: dict[int, str] = {}
        self._actors: dict[tuple[str, str], Actor] = {}
        self._do: Mapping[Word, Callable[[Act, Visit, datetime], None]] = {
            word: getattr(self, f"_{word.value}") for word in Word if word is not Word.SWEEP
        }

    def play(self, act: Act) -> None:
        """Do one act by its real operation. Raises Refusal where the model did what nobody could."""
        self._do[act.word](act, self.visits[act.visit], self.table.moment_at(act.minute))

    def actor(self, login: str, unit: str, at: datetime) -> Actor:
        """Return the officer as the actor of the unit; posts do not change during the scenario."""
        if (login, unit) not in self._actors:
            self._actors[login, unit] = organisation.actor_for(login, at.date(), unit)
        return self._actors[login, unit]

    def _known(self, act: Act, at: datetime) -> dict[str, Any]:
        return {"by": self.actor(act.login, act.unit, at), "at": at}

    def _reception(self, visit: Visit) -> dossiers.Reception:
        return dossiers.Reception(
            procedure=visit.trade.procedure,
            person=dossiers.Person(**people.declared(visit)),
            desk=visit.desk,
            case=visit.case,
            channel=visit.channel,
            competent=visit.place.unit if visit.place.level == COMMUNE else "",
            result_by=wording.result_by(visit),
        )

    def _receive(self, act: Act, visit: Visit, at: datetime) -> None:
        self.codes[act.visit] = dossiers.receive(self._reception(visit), **self._known(act, at)).code

    def _turn_away(self, act: Act, visit: Visit, at: datetime) -> None:
        dossiers.refuse_reception(
            self._reception(visit), reason=wording.TURN_AWAY, form="supplement", **self._known(act, at)
        )

    def _submit(self, act: Act, visit: Visit, at: datetime) -> None:
        code = self._outside(act, visit)
        intake.put_submission(submission(visit, code, at), files=lambda _: b"", at=at)

    def _outside(self, act: Act, visit: Visit) -> str:
        return wording.outside_code(act.visit, f"{self.table.moment_at(visit.minute):%y%m%d}")

    def _accept(self, act: Act, visit: Visit, at: datetime) -> None:
        competent = visit.place.unit if visit.place.level == COMMUNE else ""
        received = dossiers.accept(self._outside(act, visit), competent=competent, **self._known(act, at))
        self.codes[act.visit] = received.code

    def _send_back(self, act: Act, visit: Visit, at: datetime) -> None:
        dossiers.send_back(self._outside(act, visit), reason=wording.SEND_BACK, **self._known(act, at))

    def _decline(self, act: Act, visit: Visit, at: datetime) -> None:
        dossiers.not_received(self._outside(act, visit), reason=wording.DECLINE, **self._known(act, at))

    def _complete(self, act: Act, _visit: Visit, at: datetime) -> None:
        data: Mapping[str, Any] = act.data or {}
        dossiers.complete_step(self.codes[act.visit], data["step"], data=data["answers"], **self._known(act, at))

    def _ask(self, act: Act, visit: Visit, at: datetime, *, ordered: bool = False) -> None:
        reason, items = wording.supplement(visit)
        dossiers.ask_supplement(
            self.codes[act.visit],
            reason=wording.ORDER if ordered else reason,
            items=items,
            late_reason=wording.LATE_REASON,
            ordered=ordered,
            **self._known(act, at),
        )

    def _order(self, act: Act, visit: Visit, at: datetime) -> None:
        self._ask(act, visit, at, ordered=True)

    def _supplemented(self, act: Act, _visit: Visit, at: datetime) -> None:
        dossiers.complete_supplement(self.codes[act.visit], **self._known(act, at))

    def _pause(self, act: Act, _visit: Visit, at: datetime) -> None:
        dossiers.pause(self.codes[act.visit], reason=wording.PAUSE, **self._known(act, at))

    def _resume(self, act: Act, _visit: Visit, at: datetime) -> None:
        dossiers.resume(self.codes[act.visit], **self._known(act, at))

    def _refuse(self, act: Act, _visit: Visit, at: datetime) -> None:
        dossiers.refuse(self.codes[act.visit], reason=wording.REFUSE, **self._known(act, at))

    def _withdraw(self, act: Act, _visit: Visit, at: datetime) -> None:
        dossiers.withdraw(self.codes[act.visit], reason=wording.WITHDRAW, **self._known(act, at))

    def _stop(self, act: Act, _visit: Visit, at: datetime) -> None:
        dossiers.stop(self.codes[act.visit], reason=wording.STOP, **self._known(act, at))

    def _void(self, act: Act, _visit: Visit, at: datetime) -> None:
        dossiers.void(self.codes[act.visit], reason=wording.VOID, **self._known(act, at))

    def _ready(self, act: Act, _visit: Visit, at: datetime) -> None:
        dossiers.make_result_ready(self.codes[act.visit], **self._known(act, at))

    def _return(self, act: Act, _visit: Visit, at: datetime) -> None:
        dossiers.return_result(self.codes[act.visit], **self._known(act, at))

    def _apologise(self, act: Act, visit: Visit, at: datetime) -> None:
        minute = (act.data or {}).get("new_moment")
        new_moment = self.table.moment_at(minute) if isinstance(minute, int) else None
        dossiers.apologise(
            self.codes[act.visit], reason=wording.apology(visit), new_moment=new_moment, **self._known(act, at)
        )

    def _given(self, act: Act, _visit: Visit, at: datetime) -> None:
        how = str((act.data or {})["how"])
        dossiers.note_apology_given(self.codes[act.visit], how=how, **self._known(act, at))


def submission(visit: Visit, code: str, at: datetime) -> dict[str, object]:
    """Return an online submission as the portal would send it."""
    return {
        "outside_code": code,
        "procedure": visit.trade.procedure,
        "case": visit.case,
        "person": people.declared(visit),
        "components": [],
        "submitted_at": at,
        "unit": visit.desk,
    }
